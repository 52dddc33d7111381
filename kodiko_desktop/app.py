"""Composition root of the window: which profile, which language, where the log goes; then Qt, and nothing else before
the first paint."""

import gc
import os
import sys
from typing import TYPE_CHECKING, Any

from kodiko_desktop.domain import wording
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.services.laptop.preferences import Preferences, read_preferences

if TYPE_CHECKING:
    from kodiko_desktop.vault.profiles import Profile

_TURN = 0.0005
"""Seconds Python lets a thread run before another one may: the window never waits long for its workers."""


def run(arguments: list[str], *, profile: "Profile | None" = None, opened: Any = None) -> int:
    """Open the window on `profile` (by default the one `--profil NAME` names, else the usual one) and stay until it is
    closed. `opened`: an `OpenProfile` already open (the demonstration). The exit code: 0, or 2 for a wrong argument.
    """
    try:
        named = profile or _named_profile(arguments)
    except KodikoError as failure:
        print(failure.sentence, file=sys.stderr)
        return 2
    # What is made while starting stays: looking through it for garbage would only delay the first page.
    gc.disable()
    sys.setswitchinterval(_TURN)
    preferences = read_preferences()
    prepare(preferences)
    from ui.start.running import run_window

    return run_window(lambda: named or _usual_profile(), preferences, opened=opened, log=_keep_log)


def prepare(preferences: Preferences) -> None:
    """What must be settled before Qt starts: the language of the words, the size of everything."""
    if preferences.language != "fr":
        from resources import translations

        wording.install(translations.load(preferences.language))
    if preferences.scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{preferences.scale / 100:g}")


def _named_profile(arguments: list[str]) -> "Profile | None":
    """The profile that `--profil NAME` or `--profil=NAME` names. Raises ProfileNameRefused."""
    for index, argument in enumerate(arguments):
        option, equals, name = argument.partition("=")
        if option == "--profil":
            from kodiko_desktop.vault.profiles import find_profile

            return find_profile(name if equals else (arguments[index + 1] if index + 1 < len(arguments) else ""))
    return None


def _usual_profile() -> "Profile":
    from kodiko_desktop.vault.profiles import find_profile

    return find_profile()


def _keep_log() -> Any:
    from kodiko_desktop.log_file import keep_log
    from kodiko_desktop.vault.profiles import data_folder

    return keep_log(data_folder())
