"""A telephone number, written in pairs when it is French and left as it is when it is not; never refused."""

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget


def written_phone(typed: str) -> str:
    """« 0612345678 » and « +33612345678 » become « 06 12 34 56 78 »; any other text only loses its double spaces."""
    digits = re.sub(r"[\s.\-()/]", "", typed)
    digits = re.sub(r"^(?:\+33|0033)0?(?=[1-9]\d{8}$)", "0", digits)
    if re.fullmatch(r"0[1-9]\d{8}", digits):
        return " ".join(digits[start : start + 2] for start in range(0, 10, 2))
    return " ".join(typed.split())


class PhoneField(QLineEdit):
    """`edited` carries the number as shown, when the field is left or Enter pressed, if it changed."""

    edited = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._value = ""
        self.returnPressed.connect(self.settle)

    def value(self) -> str:
        """The number last handed over."""
        return self._value

    def set_value(self, number: str) -> None:
        """Show `number`; no signal is emitted."""
        self._value = written_phone(number)
        self.setText(self._value)

    def settle(self) -> None:
        """Write the number plainly and hand it over if it changed."""
        written = written_phone(self.text())
        self.setText(written)
        if written != self._value:
            self._value = written
            self.edited.emit(written)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()
