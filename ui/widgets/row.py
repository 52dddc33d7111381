"""A line of a list: when, who and what, why, and a word of state. One press opens the act itself."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import tokens as scale
from ui.theme.current import tokens
from ui.widgets.badge import badge_size, paint_badge
from ui.widgets.runs import Runs, plain
from ui.widgets.text_block import TextBlock
from ui.widgets.walked import WalkedButton

_SIDE, _ABOVE, _LEAD_WIDTH, _GAP = 16, 8, 96, 12
_NARROWEST_TEXT = 180


class Row(WalkedButton):
    """Emits `clicked` on a press, Enter or Space; arrows go to the rows around it.

    `lead` is the short word on the left (an hour, « en retard »); `title` is text or `runs(...)`;
    `badge` is (word, kind).
    With `opens=False` the line only informs and takes no focus.
    """

    def __init__(
        self,
        title: Runs | str,
        *,
        lead: str = "",
        subtitle: Runs | str = "",
        badge: tuple[str, str] | None = None,
        opens: bool = True,
        separated: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opens, self._separated = opens, separated
        self._placed: dict[int, tuple[float, float, QRectF | None, int]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_line(title, lead=lead, subtitle=subtitle, badge=badge)

    def show_line(
        self,
        title: Runs | str,
        *,
        lead: str = "",
        subtitle: Runs | str = "",
        badge: tuple[str, str] | None = None,
    ) -> None:
        """Change what the line says."""
        self._title = TextBlock((title,) if isinstance(title, str) else title, scale.BASE)
        self._subtitle = TextBlock((subtitle,) if isinstance(subtitle, str) else subtitle, scale.SMALL)
        self._lead = TextBlock((self._unbroken(lead),), scale.BASE) if lead else None
        self._badge = badge
        self._placed.clear()
        said = (lead, plain(self._title.pieces), plain(self._subtitle.pieces), badge[0] if badge else "")
        self.setAccessibleName(". ".join(part for part in said if part))
        self.updateGeometry()
        self.update()

    def _unbroken(self, lead: str) -> str:
        """A short date stays on one line when it can: « 23 » over « novembre » is read twice."""
        return lead.replace(" ", "\u00a0") if self.fontMetrics().horizontalAdvance(lead) <= _LEAD_WIDTH else lead

    def sizeHint(self) -> QSize:
        return QSize(320, scale.ROW_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, scale.ROW_HEIGHT)

    def heightForWidth(self, width: int) -> int:
        return self._place(width)[3]

    def _place(self, width: int) -> tuple[float, float, QRectF | None, int]:
        """(left of the text, its width, the badge's place, height of the row) when the row is `width` wide.

        Layouts ask dozens of times for the same few widths: the answers are kept until the line or the font changes.
        """
        if width not in self._placed:
            self._placed[width] = self._measure(width)
        return self._placed[width]

    def _measure(self, width: int) -> tuple[float, float, QRectF | None, int]:
        left = _SIDE + (_LEAD_WIDTH + _GAP if self._lead else 0)
        room = width - left - _SIDE
        badge = badge_size(self._badge[0], self.font()) if self._badge else None
        beside = badge is not None and room - badge.width() - _GAP >= _NARROWEST_TEXT
        text_width = room - badge.width() - _GAP if badge is not None and beside else room
        text_height = self._text_height(text_width)
        if self._lead:
            text_height = max(text_height, self._lead.height(_LEAD_WIDTH, self.font()))
        height = text_height + 2 * _ABOVE + (badge.height() + 4 if badge is not None and not beside else 0)
        height = max(float(scale.ROW_HEIGHT), height)
        place = None
        if badge is not None:
            top = (height - badge.height()) / 2 if beside else _ABOVE + text_height + 4
            start = width - _SIDE - badge.width() if beside else left
            place = QRectF(start, round(top), min(badge.width(), room), badge.height())
        return left, text_width, place, round(height)

    def _text_height(self, width: float) -> float:
        height = self._title.height(width, self.font())
        if plain(self._subtitle.pieces):
            height += self._subtitle.height(width, self.font())
        return height

    def paintEvent(self, event: QPaintEvent) -> None:
        now, font = tokens(), QFont(self.font())
        left, text_width, badge_place, height = self._place(self.width())
        painter = QPainter(self)
        painter.setFont(font)
        if self._opens and (self.hasFocus() or self.isDown() or self.underMouse()):
            painter.fillRect(self.rect(), QColor(now.soft))
        if self._separated:
            painter.fillRect(0, 0, self.width(), 1, QColor(now.row_line))
        beside_height = height if badge_place is None or badge_place.left() > left else badge_place.top() - 4 + _ABOVE
        top = (beside_height - self._text_height(text_width)) / 2
        if self._lead:
            lead_top = (beside_height - self._lead.height(_LEAD_WIDTH, font)) / 2
            self._lead.draw(painter, _SIDE, lead_top, _LEAD_WIDTH, now.muted)
        self._title.draw(painter, left, top, text_width, now.text)
        if plain(self._subtitle.pieces):
            below = top + self._title.height(text_width, font)
            self._subtitle.draw(painter, left, below, text_width, now.muted)
        if badge_place is not None and self._badge:
            paint_badge(painter, badge_place, *self._badge)
        if self.hasFocus():
            _paint_focus(painter, QRectF(self.rect()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._placed.clear()
            self.updateGeometry()
        super().changeEvent(event)


def _paint_focus(painter: QPainter, place: QRectF) -> None:
    accent = QColor(tokens().accent)
    painter.fillRect(QRectF(place.left(), place.top(), 4, place.height()), accent)
    painter.setPen(QPen(accent, scale.RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(1, 1, -1, -1))
