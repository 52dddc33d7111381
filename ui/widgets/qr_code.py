"""A square code for a camera: black on white in every theme, with the quiet margin the standard asks for."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_QUIET = 4
"""Modules of white on each side (ISO/IEC 18004)."""


class QrCode(QWidget):
    """`name` is what a screen reader says of it: the text itself is read elsewhere, in letters."""

    def __init__(self, text: str, name: str, *, side: int = 196, parent: QWidget | None = None) -> None:
        import segno

        super().__init__(parent)
        self._modules = [bytes(line) for line in segno.make_qr(text, error="m", boost_error=False).matrix]
        self.setAccessibleName(name)
        # Whole pixels per module, so that every line is sharp.
        count = len(self._modules) + 2 * _QUIET
        self.setFixedSize(side // count * count, side // count * count)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        module = self.width() / (len(self._modules) + 2 * _QUIET)
        for row, line in enumerate(self._modules):
            for column, dark in enumerate(line):
                if dark:
                    left, top = (column + _QUIET) * module, (row + _QUIET) * module
                    painter.fillRect(QRectF(left, top, module, module), QColor(Qt.GlobalColor.black))
