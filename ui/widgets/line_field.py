"""A line of text that hands over what it holds when it is left: no button to forget."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class LineField(QLineEdit):
    """`edited` carries the text, spaces tidied, when the field is left or Enter pressed, if it changed."""

    edited = Signal(str)

    def __init__(self, name: str = "", *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._value = ""
        self.returnPressed.connect(self.settle)

    def value(self) -> str:
        """The text last handed over."""
        return self._value

    def set_value(self, text: str) -> None:
        """Show `text`; no signal is emitted."""
        self._value = text
        self.setText(text)
        if not self.hasFocus():
            # Text longer than the field shows its beginning.
            self.setCursorPosition(0)

    def settle(self) -> None:
        """Hand over what is typed, if it changed."""
        tidied = " ".join(self.text().split())
        self.setText(tidied)
        if tidied != self._value:
            self._value = tidied
            self.edited.emit(tidied)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()
        self.setCursorPosition(0)
