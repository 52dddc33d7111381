"""The licences of the libraries a bundle carries: their texts go with it, as whoever hands it on owes them."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

PLACE = "licences"
"""The folder of the bundle where they are."""
_PINNED = re.compile(r"^([a-z0-9._-]+)==", re.MULTILINE)
_A_TEXT = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)


def pinned(lock: Path) -> list[str]:
    """The names of the packages of a lock file, in its order."""
    return _PINNED.findall(lock.read_text(encoding="utf-8"))


def texts(lock: Path) -> list[tuple[str, str]]:
    """(file, folder in the bundle) of every licence text that comes with the packages installed from a lock file."""
    found = []
    for name in pinned(lock):
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # a package of another system
        for file in package.files or ():
            info, *inside = file.parts
            if info.endswith(".dist-info") and inside and _A_TEXT.search("/".join(inside)):
                found.append((str(file.locate()), "/".join((PLACE, name, *inside[:-1]))))
    return found
