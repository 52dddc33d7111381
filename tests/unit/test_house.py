"""The rules of the house, held on every file: floors, docstrings, sizes, who may import what, no host in the locks."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("kodiko_desktop", "ui", "db", "resources", "packaging")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
EVERY_FILE = [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))]
MIGRATIONS = ROOT / "db" / "migrations" / "versions"
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60
TOO_VAGUE = {"utils", "util", "helpers", "helper", "manager", "misc", "common", "tools"}


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def imported(path):
    """Top-level packages a module imports, at its top or inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found = [node.module]
        else:
            continue
        for name in found:
            yield name.split(".")[0]


def modules_named(path):
    """Every module a file imports something from, wherever it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def run(*command):
    return subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)


def test_ruff_has_nothing_to_say():
    found = run("-m", "ruff", "check", "--no-cache", ".")
    assert found.returncode == 0, found.stdout + found.stderr


def test_files_are_formatted():
    found = run("-m", "ruff", "format", "--check", "--no-cache", ".")
    assert found.returncode == 0, found.stdout + found.stderr


def test_imports_go_down_only():
    found = run("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_module_says_why_it_exists():
    silent = [
        path
        for path in EVERY_FILE
        if (text := path.read_text(encoding="utf-8")).strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert names(silent) == []


def test_every_module_is_one_idea_with_a_name():
    assert names(path for path in MODULES if path.stem in TOO_VAGUE) == []
    ours = [path for path in MODULES if MIGRATIONS not in path.parents]
    long = [path for path in ours if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES]
    assert names(long) == []


def test_a_function_is_read_at_a_glance():
    found = [
        (path, node)
        for path in MODULES
        if MIGRATIONS not in path.parents
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    long = [pair for pair in found if pair[1].end_lineno - pair[1].lineno >= MOST_LINES_OF_A_FUNCTION]
    assert [f"{path.relative_to(ROOT)}: {node.name}" for path, node in long] == []


def test_no_two_files_import_each_other():
    """Not even for their types: what both need has a file of its own."""
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in MODULES}
    asked = {name: modules_named(path) & set(known) - {name} for name, path in known.items()}
    assert [f"{one} and {other}" for one in asked for other in asked[one] if one < other and one in asked[other]] == []


def test_only_ui_imports_qt_and_only_documents_import_reportlab():
    strangers = []
    for path in MODULES:
        room = path.relative_to(ROOT).parts
        for package in imported(path):
            if package in {"PySide6", "shiboken6"} and room[0] != "ui":
                strangers.append(path)
            if package == "reportlab" and room[:2] != ("kodiko_desktop", "documents"):
                strangers.append(path)
    assert names(strangers) == []


def test_only_migrations_need_sqlmodel():
    """A session that finds its store up to date loads none of it (docs/decisions/0006)."""
    orm = {"sqlmodel", "sqlalchemy", "pydantic", "alembic"}
    found = {str(path.relative_to(ROOT)) for path in MODULES if orm & set(imported(path))}
    assert {name for name in found if not name.startswith("db/migrations/")} == {"db/models.py", "db/upgrades.py"}


@pytest.mark.parametrize(
    "module", ["kodiko_desktop.domain.dots", "db.store", "db.search", "kodiko_desktop.documents", "ui.shell"]
)
def test_a_first_page_waits_for_neither_the_orm_nor_reportlab_nor_alembic(module):
    """Importing SQLModel costs about 400 ms, Alembic 150, ReportLab 90: they are imported when first needed."""
    heavy = "{'sqlmodel', 'sqlalchemy', 'alembic', 'reportlab', 'keyring', 'numpy'}"
    found = run("-c", f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))")
    assert found.stdout.strip() == "[]", found.stdout + found.stderr


def test_a_folder_of_recipes_never_becomes_a_package():
    """`packaging/__init__.py` would shadow the package of that name."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_locks_name_versions_and_hashes_and_no_host(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links|--trusted-host", text)
    requirements = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert requirements
    for line in requirements:
        assert re.match(r"[a-z0-9._-]+==[^ ;]+( ;.*)? \\$", line), line
    assert text.count("--hash=sha256:") >= len(requirements)


def test_locks_hold_every_dependency_and_agree():
    def pinned(name):
        lines = re.findall(r"^([a-z0-9._-]+)==([^ ;]+)( ; [^\\]*)?", (ROOT / name).read_text("utf-8"), re.M)
        return {(package, version, marker.strip()) for package, version, marker in lines}

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    def wanted(requirements):
        return {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line in requirements}

    runtime, everything = pinned("requirements.lock"), pinned("requirements-test.lock")
    assert wanted(project["dependencies"]) <= {package for package, _version, _marker in runtime}
    assert wanted(project["optional-dependencies"]["test"]) <= {package for package, _version, _marker in everything}
    assert {(package, version) for package, version, _ in runtime} <= {
        (package, version) for package, version, _ in everything
    }
