"""Lays out and paints a sentence with bold words on as many lines as it needs: nothing is clipped."""

from math import inf
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from kodiko_desktop.domain.unbroken import unbroken
from ui.widgets.runs import Bold, Runs

_NARROWEST = 40.0
"""No paragraph is broken narrower than this, in logical pixels."""


class _Broken(NamedTuple):
    """A paragraph broken in lines, the same for every width from `narrowest` to `widest`."""

    narrowest: float
    widest: float
    height: float
    layout: QTextLayout


class TextBlock:
    """One paragraph. Widths and heights are logical pixels.

    What was broken is kept until the font changes: a page that is being laid out asks for the same paragraph at six
    widths, to and fro, and most of them break it at the same words.
    """

    def __init__(self, pieces: Runs, pixel_size: int) -> None:
        self.pieces = pieces
        self.pixel_size = pixel_size
        self._font = ""
        self._known: list[_Broken] = []

    def height(self, width: float, font: QFont) -> float:
        """Height of the paragraph when it may use `width`."""
        return self._broken(width, font).height

    def draw(self, painter: QPainter, left: float, top: float, width: float, colour: str) -> None:
        """Paint the paragraph with its corner at (`left`, `top`), in `#RRGGBB`."""
        broken = self._broken(width, painter.font())
        painter.setPen(QColor(colour))
        broken.layout.draw(painter, QPointF(left, top))

    def _broken(self, width: float, font: QFont) -> _Broken:
        width, key = max(width, _NARROWEST), font.key()
        if self._font != key:
            self._font = key
            self._known.clear()
        for known in self._known:
            if known.narrowest <= width <= known.widest:
                return known
        made = self._break(width, font)
        self._known.append(made)
        return made

    def _break(self, width: float, font: QFont) -> _Broken:
        sized = QFont(font)
        sized.setPixelSize(self.pixel_size)
        layout = QTextLayout(unbroken("".join(self.pieces)), sized)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._bold_ranges())
        return _break_lines(layout, width, QFontMetricsF(sized).lineSpacing())

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


def _break_lines(layout: QTextLayout, width: float, spacing: float) -> _Broken:
    layout.beginLayout()
    top = longest = 0.0
    lines = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += max(spacing, line.height())
        longest = max(longest, line.naturalTextWidth())
        lines += 1
    layout.endLayout()
    # Lines are filled with as many words as they hold: what fits them all breaks at the same words.
    return _Broken(longest, inf if lines <= 1 else width, top, layout)
