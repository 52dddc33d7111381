"""Notices that somebody is there: a key, a button, a wheel, a finger or a movement in any window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class SignsOfLife(QObject):
    """Calls `noticed` at each sign, from `begin` to `end`.

    It listens where the system hands events to windows, not to every widget: Python would be called for each of the
    thousands of events that building or painting a page makes.
    """

    def __init__(self, noticed: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._noticed = noticed
        self._listening = False
        QGuiApplication.instance().focusWindowChanged.connect(self._listen)

    def begin(self) -> None:
        """Listen to the windows there are, and to those that take the keyboard later."""
        self._listening = True
        for window in QGuiApplication.topLevelWindows():
            self._listen(window)

    def end(self) -> None:
        """Listen no more."""
        self._listening = False
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)

    def _listen(self, window: QWindow | None) -> None:
        if self._listening and window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._noticed()
        return False
