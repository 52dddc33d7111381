"""Is a shared folder there? Asked without ever waiting long: a share that died can hold its reader for minutes.

Also finds a stick again when the system gave it another letter or another name.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 0.5
"""Seconds a folder has to answer."""
FIRST_PAUSE, LONGEST_PAUSE = 15.0, 600.0
"""Seconds before a folder that did not answer is asked again: doubled each time, up to the longest."""


@dataclass
class _Asked:
    """One folder: what it last answered, the thread that still waits for it, and when it may be asked again."""

    answer: bool | None = None
    waiting: threading.Thread | None = None
    pause: float = FIRST_PAUSE
    not_before: float = 0.0


_asked: dict[str, _Asked] = {}
_only_one = threading.Lock()


def last_answer(path: Path) -> bool | None:
    """Whether the folder was there when it was last asked; None when it never answered. Touches no disk."""
    known = _asked.get(str(path))
    return known.answer if known else None


def is_there(
    path: Path,
    *,
    patience: float = PATIENCE,
    look: Callable[[Path], bool] = os.path.isdir,
    clock: Callable[[], float] = time.monotonic,
) -> bool | None:
    """Ask whether the folder is there, for `patience` seconds at most. None: it does not answer. While it does not, the
    next questions return at once, but for one now and then; one thread waits for it, however often it is asked."""
    with _only_one:
        known = _asked.setdefault(str(path), _Asked())
        if known.waiting is None:
            known.waiting = threading.Thread(target=_ask, args=(known, path, look), daemon=True, name="kodiko-folder")
            known.waiting.start()
        elif clock() < known.not_before:
            return None
        thread = known.waiting
    thread.join(patience)
    with _only_one:
        if known.waiting is not thread:
            known.pause = FIRST_PAUSE
            return known.answer
        known.answer = None
        known.not_before = clock() + known.pause
        known.pause = min(known.pause * 2, LONGEST_PAUSE)
        return None


def _ask(known: _Asked, path: Path, look: Callable[[Path], bool]) -> None:
    try:
        answer = bool(look(path))
    except OSError:
        answer = False
    with _only_one:
        known.answer, known.waiting, known.not_before = answer, None, 0.0


# -- the same stick, elsewhere ------------------------------------------------------------------------------------


def volume_of(path: Path) -> str:
    """What the system calls the volume a folder is on, whatever its letter or name; "" when it does not say."""
    try:
        device = os.stat(path).st_dev
    except OSError:
        return ""
    if sys.platform == "win32":
        return f"{device:x}"
    try:
        with os.scandir("/dev/disk/by-uuid") as links:
            return next((link.name for link in links if os.stat(link.path).st_rdev == device), "")
    except OSError:
        return ""


def other_places(path: Path, volume: str, mounts: Iterable[Path] | None = None) -> list[Path]:
    """Where the same folder is, had its stick been given another letter or another mount. Only mounts that answer, and
    are that `volume`, are looked at."""
    found = []
    for mount in _mounts() if mounts is None else mounts:
        if is_there(mount) and volume_of(mount) == volume:
            found += [mount.joinpath(*path.parts[steps:]) for steps in range(1, len(path.parts) + 1)]
    return [place for place in dict.fromkeys(found) if place != path and os.path.isdir(place)]


def _mounts() -> Iterable[Path]:
    if sys.platform == "win32":
        return [Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ"]
    if sys.platform == "darwin":
        return _inside(Path("/Volumes"))
    user = os.environ.get("USER", "")
    return [
        *_inside(Path("/run/media") / user),
        *_inside(Path("/media") / user),
        *_inside(Path("/media")),
        *_inside(Path("/mnt")),
    ]


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
