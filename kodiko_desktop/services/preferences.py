"""What this laptop shows before any store is open: theme, language, size. Nothing about anybody, so a plain file."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kodiko_desktop.vault.durable import write_durably
from kodiko_desktop.vault.failures import FolderUnwritable
from kodiko_desktop.vault.profiles import data_folder

THEMES = ("system", "light", "dark")
LANGUAGES = ("fr", "en")
SCALES = (100, 115, 130, 150, 175, 200)
"""Sizes of the display, in hundredths."""


@dataclass(frozen=True)
class Preferences:
    """`scale`: size of everything in the window, in hundredths; it and `language` serve from the next start on."""

    theme: str = "system"
    language: str = "fr"
    scale: int = 100


def read_preferences(root: Path | None = None) -> Preferences:
    """The preferences of this laptop; what is missing, damaged or unknown is as at the first start."""
    try:
        data = json.loads(_path(root).read_bytes())
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(data, dict):
        return Preferences()
    usual = Preferences()
    return Preferences(
        theme=data.get("theme") if data.get("theme") in THEMES else usual.theme,
        language=data.get("language") if data.get("language") in LANGUAGES else usual.language,
        scale=data.get("scale") if data.get("scale") in SCALES else usual.scale,
    )


def write_preferences(preferences: Preferences, root: Path | None = None) -> None:
    """Keep the preferences. Raises FolderUnwritable."""
    path = _path(root)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(path, json.dumps(asdict(preferences), indent=2).encode())
    except OSError as error:
        raise FolderUnwritable(type(error).__name__) from error


def _path(root: Path | None) -> Path:
    return (root or data_folder()) / "preferences.json"
