"""Composition root of the window: which profile, which language, where the log goes; then Qt, and nothing else before
the first paint."""

import os
import sys
from typing import Any

from kodiko_desktop.domain import wording
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.services.preferences import Preferences, read_preferences
from kodiko_desktop.vault.profiles import DEFAULT_NAME, Profile, data_folder, find_profile


def run(arguments: list[str], *, profile: Profile | None = None, opened: Any = None) -> int:
    """Open the window on `profile` (by default the one `--profil NAME` names, else the usual one) and stay until it is
    closed. `opened`: an `OpenProfile` already open (the demonstration). The exit code: 0, or 2 for a wrong argument.
    """
    try:
        profile = profile or _asked_profile(arguments)
    except KodikoError as failure:
        print(failure.sentence, file=sys.stderr)
        return 2
    preferences = read_preferences()
    prepare(preferences)
    from ui.start.running import run_window

    return run_window(profile, preferences, opened=opened, log=_keep_log)


def prepare(preferences: Preferences) -> None:
    """What must be settled before Qt starts: the language of the words, the size of everything."""
    if preferences.language != "fr":
        from resources import translations

        wording.install(translations.load(preferences.language))
    if preferences.scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{preferences.scale / 100:g}")


def _asked_profile(arguments: list[str]) -> Profile:
    for index, argument in enumerate(arguments):
        if argument.startswith("--profil="):
            return find_profile(argument.partition("=")[2])
        if argument == "--profil":
            return find_profile(arguments[index + 1] if index + 1 < len(arguments) else "")
    return find_profile(DEFAULT_NAME)


def _keep_log() -> Any:
    from kodiko_desktop.log_file import keep_log

    return keep_log(data_folder())
