"""What this laptop shows before any store is open: theme, language, size. Nothing about anybody, so a plain file."""

import os
from typing import Any, NamedTuple

THEMES = ("system", "light", "dark")
LANGUAGES = ("fr", "en")
SCALES = (100, 115, 130, 150, 175, 200)
"""Sizes of the display, in hundredths."""
_NAME = "preferences.json"


class Preferences(NamedTuple):
    """`scale`: size of everything in the window, in hundredths; it and `language` serve from the next start on."""

    theme: str = "system"
    language: str = "fr"
    scale: int = 100


def read_preferences(root: str | os.PathLike[str] | None = None) -> Preferences:
    """The preferences of this laptop; what is missing, damaged or unknown is as at the first start.

    Imports as little as it can: the first paint waits for it.
    """
    try:
        with open(os.path.join(root or _data_folder(), _NAME), "rb") as file:
            content = file.read()
    except OSError:
        return Preferences()
    import json

    try:
        data = json.loads(content)
    except ValueError:
        return Preferences()
    if not isinstance(data, dict):
        return Preferences()
    usual = Preferences()
    return Preferences(
        theme=data.get("theme") if data.get("theme") in THEMES else usual.theme,
        language=data.get("language") if data.get("language") in LANGUAGES else usual.language,
        scale=data.get("scale") if data.get("scale") in SCALES else usual.scale,
    )


def write_preferences(preferences: Preferences, root: str | os.PathLike[str] | None = None) -> None:
    """Keep the preferences. Raises FolderUnwritable."""
    import json
    from pathlib import Path

    from kodiko_desktop.vault.durable import write_durably
    from kodiko_desktop.vault.failures import FolderUnwritable

    path = Path(root or _data_folder()) / _NAME
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(path, json.dumps(preferences._asdict(), indent=2).encode())
    except OSError as error:
        raise FolderUnwritable(type(error).__name__) from error


def change_preferences(root: str | os.PathLike[str] | None = None, **chosen: Any) -> Preferences:
    """Keep some preferences and leave the others as they are; all of them then. One call at a time: the window runs
    them on its one worker. Raises FolderUnwritable."""
    changed = read_preferences(root)._replace(**chosen)
    write_preferences(changed, root)
    return changed


def _data_folder() -> str:
    """The folder of `vault.profiles.data_folder`, found without importing it where the answer is plain."""
    override = os.environ.get("KODIKO_HOME")
    if override:
        return override
    from kodiko_desktop.vault.profiles import data_folder

    return str(data_folder())
