"""Runs the application from the first paint to the last save."""

from collections.abc import Callable
from typing import Any

from kodiko_desktop.services.preferences import Preferences
from kodiko_desktop.vault.profiles import Profile
from ui.application import make_application
from ui.main_window import MainWindow
from ui.theme.theme import Theme


def run_window(
    profile: Profile, preferences: Preferences, *, opened: Any = None, log: Callable[[], Any] | None = None
) -> int:
    """Show the window until it is closed; the exit code of the application. `log` starts the log once painted."""
    app = make_application()
    theme = Theme(app, preferences.theme)
    window = MainWindow(profile, theme=theme)
    window.frame.painted.connect(lambda: _after_paint(app, preferences, log))
    window.show(opened)
    code = app.exec()
    window.close()
    return code


def _after_paint(app: Any, preferences: Preferences, log: Callable[[], Any] | None) -> None:
    from ui.qt_language import speak

    speak(app, preferences.language)
    if log is not None:
        log()
