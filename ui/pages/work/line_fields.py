"""One-line fields that hand over what they hold when they are left: a text, a number."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kodiko_desktop.domain.wording import _


class LineField(QLineEdit):
    """A text. `edited` carries it when the field is left or Enter pressed, if it changed."""

    edited = Signal(object)

    def __init__(self, name: str = "", *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._value: object = ""
        self.returnPressed.connect(self.settle)

    def value(self) -> object:
        """The text last handed over."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show `value`; no signal is emitted."""
        self._value = value
        self.setText(self.written(value))

    def settle(self) -> bool:
        """Hand over what is typed, if it changed. False when it is not understood."""
        try:
            read = self.read(self.text())
        except ValueError:
            return False
        self.setText(self.written(read))
        if read != self._value:
            self._value = read
            self.edited.emit(read)
        return True

    def read(self, text: str) -> object:
        """The value that `text` means."""
        return " ".join(text.split())

    def written(self, value: object) -> str:
        """How a value is shown."""
        return str(value or "")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()


class NumberField(LineField):
    """A number from 0 up to `most`, with a comma or a point; None when empty. `problem` carries a sentence."""

    problem = Signal(str)

    def __init__(self, name: str = "", *, most: float, whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._most, self._whole = most, whole
        self._value = None

    def read(self, text: str) -> object:
        """The number typed. ValueError after saying what is wrong."""
        plain = text.strip().replace(",", ".").removesuffix("h").strip()
        try:
            number = float(plain) if plain else None
        except ValueError:
            number = -1.0
        if number is not None and not 0 <= number <= self._most:
            self.problem.emit(_("Écrivez un nombre entre 0 et {most}.").format(most=f"{self._most:g}"))
            raise ValueError(text)
        self.problem.emit("")
        if number is None:
            return None
        return int(number) if self._whole else number

    def written(self, value: object) -> str:
        """« 17,5 »."""
        return "" if value is None else f"{value:g}".replace(".", ",")
