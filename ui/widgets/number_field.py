"""A number typed as people write it, with a comma or a point, handed over when the field is left."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kodiko_desktop.domain.wording import _


class NumberField(QLineEdit):
    """From 0 to `most`; None when empty. `edited` carries the number if it changed, `problem` a sentence."""

    edited = Signal(object)
    problem = Signal(str)

    def __init__(self, name: str = "", *, most: float, whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._most, self._whole = most, whole
        self._value: float | None = None
        self.returnPressed.connect(self.settle)

    def value(self) -> float | None:
        """The number last handed over."""
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show `value`; no signal is emitted."""
        self._value = value
        self.setText(_written(value))

    def settle(self) -> None:
        """Read what is typed and hand it over, or say what is wrong."""
        plain = self.text().strip().replace(",", ".").removesuffix("h").strip()
        try:
            read = float(plain) if plain else None
        except ValueError:
            read = -1.0
        if read is not None and not 0 <= read <= self._most:
            self.problem.emit(_("Écrivez un nombre entre 0 et {most}.").format(most=_written(self._most)))
            return
        self.problem.emit("")
        if read is not None and self._whole:
            read = int(read)
        self.setText(_written(read))
        if read != self._value:
            self._value = read
            self.edited.emit(read)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()


def _written(value: float | None) -> str:
    """« 17,5 »."""
    return "" if value is None else f"{value:g}".replace(".", ",")
