"""Freezes the application with PyInstaller and packs it: one folder, one archive, its weight said and held."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from failure import Failure

MOST_MEGABYTES = 80
"""What a branch with a slow line can still fetch: the archive must not weigh more (in MB of 10^6 bytes)."""


def build(root: Path, python: str, arguments: list[str]) -> int:
    """Make dist/kodiko/ and dist/kodiko-<system>.tar.xz. Returns 0, or 1 when the archive is too heavy.
    Raises Failure when PyInstaller does."""
    command = [python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", *arguments]
    # A cache of this checkout's own: two builds at once would each clear what the other is writing.
    own = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(Path(root) / "build" / "pyinstaller")}
    if subprocess.call([*command, "packaging/kodiko.spec"], cwd=root, env=own) != 0:
        raise Failure("PyInstaller n’a pas pu construire le paquet (voir ci-dessus).")
    folder = root / "dist" / "kodiko"
    archive = root / "dist" / f"kodiko-{sys.platform}.tar.xz"
    _pack(folder, archive)
    unpacked = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    weight = archive.stat().st_size / 1e6
    print(f"{archive} : {weight:.1f} Mo ({unpacked / 1e6:.0f} Mo une fois déplié)")
    if weight > MOST_MEGABYTES:
        print(f"C’est plus que les {MOST_MEGABYTES} Mo promis.", file=sys.stderr)
        return 1
    return 0


def _pack(folder: Path, archive: Path) -> None:
    """Pack `folder` into `archive`, which appears whole or not at all; on every core where `xz` is installed."""
    part = archive.with_name(archive.name + ".part")
    if shutil.which("xz"):
        with (
            part.open("wb") as packed,
            subprocess.Popen(["xz", "-6", "-T0", "-c"], stdin=subprocess.PIPE, stdout=packed) as press,
        ):
            with tarfile.open(fileobj=press.stdin, mode="w|") as files:
                files.add(folder, arcname="kodiko")
            press.stdin.close()
        if press.returncode != 0:
            raise Failure("Le paquet n’a pas pu être compressé (voir ci-dessus).")
    else:
        with tarfile.open(part, "w:xz", preset=6) as files:
            files.add(folder, arcname="kodiko")
    os.replace(part, archive)
