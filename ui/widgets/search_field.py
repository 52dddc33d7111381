"""A field that filters what is under it at each keystroke; Down goes into the results, Escape empties it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme.icons import icon


class SearchField(QLineEdit):
    """`searched` carries the text at each change; `down_pressed` asks for the first result to take the keyboard."""

    searched = Signal(str)
    down_pressed = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder or name)
        self.setClearButtonEnabled(True)
        self.addAction(QAction(icon("search", "muted", 16), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self.searched)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
