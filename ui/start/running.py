"""Runs the application from first paint to last save. Before the first paint: Qt, the frame, and nothing else."""

import gc
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer

from ui.application import make_application
from ui.page_entries import new_frame
from ui.theme.theme import Theme
from ui.turns import in_turns

if TYPE_CHECKING:
    from kodiko_desktop.services.laptop.preferences import Preferences
    from kodiko_desktop.vault.profiles import Profile


_FIRST_PARTS = tuple(f"ui.widgets.{name}" for name in ("card", "text_block", "row", "columns", "scroll"))
"""What the first page is made of, each imported in a turn of its own."""
_WORDS_AFTER_MS = 1000
"""Qt's own words are in its dialogs and menus only: they come after the first page."""


class Running:
    """The frame first, painted alone; then the window around it. `window` is there once the frame was painted."""

    def __init__(
        self, profile: "Callable[[], Profile]", preferences: "Preferences", opened: Any, log: Callable[[], Any] | None
    ) -> None:
        self._profile, self._preferences, self._opened, self._log = profile, preferences, opened, log
        self.app = make_application()
        self._theme = Theme(self.app, preferences.theme)
        self.window: Any = None
        self.frame = new_frame(lambda key: self._composed().make_page(key))
        self.frame.painted.connect(self._begin, Qt.ConnectionType.SingleShotConnection)

    def run(self) -> int:
        """Show the window until it is closed; the exit code."""
        self.frame.open_on_screen()
        code = self.app.exec()
        if self.window is not None:
            self.window.close()
        return code

    def _composed(self) -> Any:
        if self.window is None:
            from ui.main_window import MainWindow

            self.window = MainWindow(self._profile(), frame=self.frame, theme=self._theme)
        return self.window

    def _begin(self) -> None:
        self._composed().begin(self._opened)
        # While the worker opens the store: the log, the parts of the first page. The rest can wait until it is shown.
        parts = (partial(import_module, name) for name in _FIRST_PARTS)
        in_turns(self.app, (self._begin_log, *parts, self.window.load_ahead))
        QTimer.singleShot(_WORDS_AFTER_MS, self.app, self._learn_words)

    def _begin_log(self) -> None:
        if self._log is not None:
            self._log()

    def _learn_words(self) -> None:
        """Qt's own words, the alphabets this computer lacks; and the collector, sent away by `app.run`, comes back."""
        from ui.qt_language import speak
        from ui.theme.alphabets import lend_alphabets

        speak(self.app, self._preferences.language)
        lend_alphabets(self.app)
        gc.freeze()
        gc.enable()


def run_window(
    profile: "Callable[[], Profile]",
    preferences: "Preferences",
    *,
    opened: Any = None,
    log: Callable[[], Any] | None = None,
) -> int:
    """Show the window until it is closed; the exit code. `profile` and `log` are called once it is painted."""
    return Running(profile, preferences, opened, log).run()
