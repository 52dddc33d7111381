"""A word on a soft ground. The word carries the meaning; the colour only helps to find it."""

from typing import Literal, get_args

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import tokens as scale
from ui.theme.current import tokens

BadgeKind = Literal["neutral", "accent", "warning", "danger", "done"]
KINDS: tuple[str, ...] = get_args(BadgeKind)

_SIDE = 9
_HEIGHT = 20


def _colours(kind: str) -> tuple[str, str]:
    now = tokens()
    if kind == "neutral":
        return now.text, now.neutral_ground
    if kind == "accent":
        return now.accent, now.soft
    return getattr(now, kind), getattr(now, f"{kind}_ground")


def badge_font(font: QFont) -> QFont:
    """The small, half-bold font of every badge, taken from the widget's own `font`."""
    made = QFont(font)
    made.setPixelSize(scale.SMALL)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def badge_size(word: str, font: QFont) -> QSize:
    """Room a badge needs, in logical pixels."""
    return QSize(QFontMetrics(badge_font(font)).horizontalAdvance(word) + 2 * _SIDE, _HEIGHT)


def paint_badge(painter: QPainter, place: QRectF, word: str, kind: str) -> None:
    """Paint a badge inside `place`; the word is shortened with an ellipsis when the place is too narrow."""
    text, ground = _colours(kind)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    painter.setPen(QColor(text))
    painter.setFont(badge_font(painter.font()))
    room = int(place.width()) - 2 * _SIDE + 1
    shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, room)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


class Badge(QLabel):
    """A badge of its own, beside a title for instance. ValueError for an unknown kind or an empty word."""

    def __init__(self, word: str, kind: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self._kind = kind
        self.show_word(word, kind)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_word(self, word: str, kind: str = "neutral") -> None:
        """Change the word and its kind."""
        if kind not in KINDS or not word:
            raise ValueError((word, kind))
        self._kind = kind
        self.setText(word)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return badge_size(self.text(), self.font())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self.text(), self._kind)
