"""The commands of the README, as far as they can be tried without installing anything."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
GO = ROOT / "packaging" / "go.py"


def go(*arguments, **variables):
    surroundings = {**os.environ, **variables}
    return subprocess.run([sys.executable, str(GO), *arguments], capture_output=True, text=True, env=surroundings)


def in_packaging(code, **variables):
    surroundings = {**os.environ, "PYTHONPATH": str(GO.parent), **variables}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=surroundings)


def test_without_a_known_command_it_names_them_in_french():
    for arguments in ((), ("dance",)):
        found = go(*arguments)
        assert found.returncode == 2
        assert "demo, test, run, bench, freeze" in found.stderr and "Traceback" not in found.stderr


def test_the_two_commands_of_the_readme_exist_and_ci_runs_the_second():
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^python3 packaging/go\.py (\w+)", readme, re.M)
    assert commands == ["demo", "test"]
    assert "python3 packaging/go.py test" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_where_there_is_no_apt_nothing_is_installed(tmp_path):
    found = in_packaging("import system_packages as s; s.provide(s.WINDOW + s.TESTS)", PATH=str(tmp_path))
    assert (found.returncode, found.stderr) == (0, "")


def test_missing_packages_without_rights_are_said_with_the_command_to_type(tmp_path):
    for name, text in {"apt-get": "exit 9", "dpkg-query": "exit 1"}.items():
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\n{text}\n")
        script.chmod(0o755)
    code = "import os, go, system_packages; os.geteuid = lambda: 1000; import sys; sys.exit(go.main(['test']))"
    found = in_packaging(code, PATH=str(tmp_path))
    assert found.returncode == 1
    assert "Il manque des paquets du système" in found.stderr and "apt-get install" in found.stderr
    assert "Traceback" not in found.stderr


def test_an_environment_is_filled_once_per_lock_and_again_when_the_lock_changes(tmp_path):
    lock = tmp_path / "empty.lock"
    lock.write_text("# nothing\n")
    code = f"import environment as e, pathlib; print(e.provide(pathlib.Path({str(tmp_path)!r}), 'empty.lock'))"
    first = in_packaging(code)
    assert first.returncode == 0 and "Installation des bibliothèques" in first.stderr
    python = first.stdout.strip()
    assert Path(python).is_file() and Path(python).is_relative_to(tmp_path)
    where = subprocess.run([python, "-c", "import sys; print(sys.path)"], capture_output=True, text=True, cwd="/")
    assert str(tmp_path) in where.stdout
    assert in_packaging(code).stderr == ""
    lock.write_text("# something else\n")
    assert "Installation des bibliothèques" in in_packaging(code).stderr


def test_an_installation_that_fails_is_said_and_tried_again(tmp_path):
    (tmp_path / "wrong.lock").write_text("kodiko-no-such-package==1 --hash=sha256:" + "0" * 64 + "\n")
    code = (
        "import environment, failure; from pathlib import Path\n"
        f"try: environment.provide(Path({str(tmp_path)!r}), 'wrong.lock')\n"
        "except failure.Failure as said: print(said)"
    )
    for _attempt in range(2):
        found = in_packaging(code, PIP_NO_INDEX="1")
        assert "n’ont pas pu être installées" in found.stdout, found.stderr
