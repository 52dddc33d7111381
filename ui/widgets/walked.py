"""Lines one presses, one under the other, are walked with the arrows and opened with Enter: in the rail, in a list."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton


class WalkedButton(QAbstractButton):
    """A line of such a list, drawn by its subclass: Enter presses it, ↓ and ↑ go to the next and the previous."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
