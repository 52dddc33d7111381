"""Keys pressed before there is anything to receive them: while the data open or close, they wait and none is lost."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow

_PATIENCE_MS = 10_000
"""Whatever happens, the keyboard is given back after this."""
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta})


class EarlyKeys(QObject):
    """`hold`, then `deliver` to the page, `deliver_text` to a field for a secret, or `drop`.

    It stands where the system hands keys to the window: shortcuts that are off let them through to here.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._kept: list[QKeyEvent] = []
        self._holding = False
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(_PATIENCE_MS)
        self._limit.timeout.connect(self.drop)

    def follow(self, gate: Any, usable: SignalInstance) -> None:
        """Hold while a `Gatekeeper` opens or locks; deliver once the page is `usable` or a secret is asked for."""
        for moment, act in (
            (gate.opened, self.hold),
            (gate.locking, self.hold),
            (gate.asked, self.deliver_text),
            (gate.failed, self.drop),
            (gate.first_start, self.drop),
            (usable, self._deliver_once_laid_out),
        ):
            moment.connect(act)

    def hold(self) -> None:
        """Keep keys from now on."""
        handle = self._window.windowHandle()
        if handle is not None and not self._holding:
            self._holding = True
            handle.installEventFilter(self)
            self._limit.start()

    def deliver(self) -> None:
        """There is a page: give it the keys kept, as if they were pressed now; shortcuts do what they do."""
        for key in self._taken():
            action = _action_of(self._window, key)
            if action is not None:
                action.trigger()
                continue
            target = self._window.focusWidget() or self._window
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                again = QKeyEvent(kind, key.key(), key.modifiers(), key.text(), key.isAutoRepeat(), key.count())
                QApplication.sendEvent(target, again)

    def deliver_text(self) -> None:
        """There is a field for a secret: give it the letters kept. Enter and the spaces before them were not meant for
        it."""
        begun = False
        for key in self._taken():
            begun = begun or bool(key.text().strip() and key.text().isprintable())
            target = self._window.focusWidget()
            if begun and target is not None and (key.text().isprintable() or key.key() == Qt.Key.Key_Backspace):
                again = QKeyEvent(QEvent.Type.KeyPress, key.key(), key.modifiers(), key.text())
                QApplication.sendEvent(target, again)

    def drop(self) -> None:
        """Nothing here is what the keys were for."""
        self._taken()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() not in _MODIFIERS:
            self._kept.append(event.clone())
        return True

    def _deliver_once_laid_out(self) -> None:
        """Lines just made take the keyboard when they are shown, at the next turn."""
        QTimer.singleShot(0, self, self.deliver)

    def _taken(self) -> list[QKeyEvent]:
        """What was kept; nothing is kept any more."""
        kept, self._kept = self._kept, []
        if self._holding:
            self._holding = False
            self._limit.stop()
            handle = self._window.windowHandle()
            if handle is not None:
                handle.removeEventFilter(self)
        return kept


def _action_of(window: QMainWindow, key: QKeyEvent) -> QAction | None:
    """What the window does for that key, None when it is not a shortcut (or one that is off now)."""
    pressed = QKeySequence(key.keyCombination())
    for action in window.actions():
        if action.isEnabled() and pressed in action.shortcuts():
            return action
    return None
