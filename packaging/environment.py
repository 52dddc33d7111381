"""The virtual environment `.venv`, filled from a lock file with hashes and reused as long as the lock is the same.

pip takes packages from wherever this machine is configured to take them: the lock names versions and hashes, no host.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from failure import Failure

RUNTIME = "requirements.lock"
TEST = "requirements-test.lock"
"""The runtime lock and what tests, benchmarks and packaging add to it (the same versions of the rest)."""


def provide(root: Path, lock: str) -> str:
    """Make `.venv` hold exactly the versions of `lock`; returns the path of its Python. Raises Failure."""
    folder = root / ".venv"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not _works(python):
        _create(folder)
    _install(root, folder, python, lock)
    return str(python)


def _works(python: Path) -> bool:
    """True when that Python runs and is the version of the one running this script."""
    if not python.exists():
        return False
    asked = [str(python), "-c", "import sys, pip; print(sys.version_info[:2] == tuple(map(int, sys.argv[1:])))"]
    version = [str(part) for part in sys.version_info[:2]]
    answer = subprocess.run([*asked, *version], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == "True"


def _create(folder: Path) -> None:
    print("Préparation de l’environnement Python (.venv)…", file=sys.stderr, flush=True)
    if folder.exists():
        shutil.rmtree(folder)
    made = subprocess.run([sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise Failure(
            "L’environnement Python n’a pas pu être créé. Sous Debian ou Ubuntu, installez « python3-venv ».\n"
            + (made.stdout + made.stderr).strip()
        )


def _install(root: Path, folder: Path, python: Path, lock: str) -> None:
    fingerprint = hashlib.sha256((root / lock).read_bytes()).hexdigest()
    stamp = folder / f"{lock}.installed"
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    print("Installation des bibliothèques…", file=sys.stderr, flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*pip, "--require-hashes", "-r", lock], cwd=root, stdout=sys.stderr, check=False).returncode != 0:
        raise Failure(
            "Les bibliothèques n’ont pas pu être installées (voir ci-dessus). Vérifiez l’accès au réseau ou au dépôt "
            "de paquets configuré pour pip, puis recommencez\u00a0: rien n’est à refaire."
        )
    _see_sources(root, python)
    stamp.write_text(fingerprint)


def _see_sources(root: Path, python: Path) -> None:
    """Let that Python import the packages of this folder from anywhere."""
    place = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(python), "-c", place], capture_output=True, text=True, check=True).stdout.strip()
    Path(packages, "kodiko.pth").write_text(f"{root}\n", encoding="utf-8")
