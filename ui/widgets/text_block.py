"""Lays out and paints a sentence with bold words on as many lines as it needs: nothing is clipped."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from ui.widgets.runs import Bold, Runs


class TextBlock:
    """One paragraph. Widths and heights are logical pixels; the lines are kept until the width or the font changes."""

    def __init__(self, pieces: Runs, pixel_size: int) -> None:
        self.pieces = pieces
        self.pixel_size = pixel_size
        self._layout: QTextLayout | None = None
        self._for: tuple[float, str] | None = None
        self._height = 0.0

    def height(self, width: float, font: QFont) -> float:
        """Height of the paragraph when it may use `width`."""
        self._lay_out(width, font)
        return self._height

    def draw(self, painter: QPainter, left: float, top: float, width: float, colour: str) -> None:
        """Paint the paragraph with its corner at (`left`, `top`), in `#RRGGBB`."""
        self._lay_out(width, painter.font())
        painter.setPen(QColor(colour))
        if self._layout is not None:
            self._layout.draw(painter, QPointF(left, top))

    def _lay_out(self, width: float, font: QFont) -> None:
        key = (width, font.key())
        if self._for == key:
            return
        sized = QFont(font)
        sized.setPixelSize(self.pixel_size)
        layout = QTextLayout("".join(self.pieces), sized)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._bold_ranges())
        self._height = _break_lines(layout, max(width, 40.0), QFontMetricsF(sized).lineSpacing())
        self._layout, self._for = layout, key

    def _bold_ranges(self) -> list[QTextLayout.FormatRange]:
        ranges, start = [], 0
        for piece in self.pieces:
            # Qt counts UTF-16 units.
            length = len(piece.encode("utf-16-le")) // 2
            if isinstance(piece, Bold):
                bold = QTextLayout.FormatRange()
                bold.start, bold.length = start, length
                form = QTextCharFormat()
                form.setFontWeight(QFont.Weight.DemiBold)
                bold.format = form
                ranges.append(bold)
            start += length
        return ranges


def _break_lines(layout: QTextLayout, width: float, spacing: float) -> float:
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += max(spacing, line.height())
    layout.endLayout()
    return top
