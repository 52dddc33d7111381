"""The dark rail on the left: pages with their counters, folded to icons when room is short, and the network word."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import ngettext
from ui.theme import tokens as scale
from ui.theme.current import tokens
from ui.theme.icons import pixmap
from ui.widgets.walked import WalkedButton

WIDE, FOLDED = 208, 64
_ICON = 20


class RailButton(WalkedButton):
    """One page in the rail. Icons come after the first paint of the window: drawing them must not delay it."""

    def __init__(self, title: str, icon_name: str, shortcut: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._icon_name, self._shortcut = title, icon_name, shortcut
        self._count = 0
        self.folded = False
        self.with_icon = False
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show how many things wait there; 0 shows nothing."""
        self._count = count
        waiting = ngettext("{count} à voir", "{count} à voir", count).format(count=count)
        self.setAccessibleName(f"{self._title}, {waiting}" if count else self._title)
        self.setToolTip(f"{self._title} ({self._shortcut})" if self._shortcut else self._title)
        self.update()

    def count(self) -> int:
        """The counter shown, 0 for none."""
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(FOLDED - 16 if self.folded else WIDE - 16, 38)

    def minimumSizeHint(self) -> QSize:
        return QSize(FOLDED - 16, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.rail_selected if self.isChecked() else now.rail_line))
            painter.drawRoundedRect(place, scale.RADIUS_CONTROL, scale.RADIUS_CONTROL)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(now.rail_text), scale.RING))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), scale.RADIUS_CONTROL, scale.RADIUS_CONTROL)
        colour = now.rail_selected_text if self.isChecked() else now.rail_text
        if self.with_icon:
            left = (self.width() - _ICON) / 2 if self.folded else 10.0
            drawn = pixmap(self._icon_name, colour, _ICON, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, (self.height() - _ICON) / 2), drawn)
        if self.folded:
            self._paint_dot(painter)
        else:
            self._paint_words(painter, colour)

    def _paint_words(self, painter: QPainter, colour: str) -> None:
        counter_width = self._paint_counter(painter) if self._count else 0.0
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = self.width() - 40 - 12 - counter_width
        shown = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(40, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_counter(self, painter: QPainter) -> float:
        font = QFont(self.font())
        font.setPixelSize(scale.SMALL)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(str(self._count)) + 16.0
        place = QRectF(self.width() - width - 12, (self.height() - 20) / 2, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().rail_counter))
        painter.drawRoundedRect(place, 10, 10)
        painter.setPen(QColor(tokens().rail_selected_text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._count))
        return width

    def _paint_dot(self, painter: QPainter) -> None:
        """Folded, the counter shrinks to its figure in the corner."""
        if not self._count:
            return
        font = QFont(self.font())
        font.setPixelSize(10)
        painter.setFont(font)
        shown = str(min(self._count, 99))
        width = max(16.0, painter.fontMetrics().horizontalAdvance(shown) + 8.0)
        place = QRectF(self.width() - width, 1, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().rail_counter))
        painter.drawRoundedRect(place, 8, 8)
        painter.setPen(QColor(tokens().rail_selected_text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)


class Rail(QWidget):
    """`chosen` carries the key of the page pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, RailButton] = {}
        self._folded = False
        self._network = ("", "", "")
        self._title = QLabel("Kodiko")
        self._title.setObjectName("railTitle")
        self._place = QLabel()
        self._place.setObjectName("railPlace")
        self._place.setWordWrap(True)
        self._foot = QLabel()
        self._foot.setObjectName("railFoot")
        self._foot.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 8)
        self._column.setSpacing(2)
        for text in (self._title, self._place, self._foot):
            text.setContentsMargins(12, 0, 8, 4)
            text.setTextFormat(Qt.TextFormat.PlainText)
        self._place.setContentsMargins(12, 0, 8, 12)
        self._column.addWidget(self._title)
        self._column.addWidget(self._place)
        self._column.addStretch(1)
        self._column.addWidget(self._foot)
        self.setFixedWidth(WIDE)

    def add(self, key: str, title: str, icon_name: str, shortcut: str) -> None:
        """Add a page under the others."""
        button = RailButton(title, icon_name, shortcut, self)
        button.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        self._buttons[key] = button
        self._column.insertWidget(self._column.count() - 2, button)

    def light(self, key: str) -> None:
        """Show which page is on top; an unknown key lights none."""
        for known, button in self._buttons.items():
            button.setChecked(known == key)

    def set_count(self, key: str, count: int) -> None:
        """Show how many things wait on a page. KeyError for a page that is not in the rail."""
        self._buttons[key].set_count(count)

    def button(self, key: str) -> RailButton:
        """The button of a page. KeyError for a page that is not in the rail."""
        return self._buttons[key]

    def set_place(self, name: str) -> None:
        """The antenna's name, under the title."""
        self._place.setText(name)

    def set_network_words(self, state: str, detail: str = "", short: str = "") -> None:
        """The quiet words at the foot: « Hors ligne », then what is kept here and when the last exchange was. `short`
        stands for the state in the folded rail."""
        self._network = (state, detail, short or state)
        self._show_foot()

    def draw_icons(self) -> None:
        """Draw the icons from now on: called once the window has been painted."""
        for button in self._buttons.values():
            button.with_icon = True
            button.update()

    def fold(self, folded: bool) -> None:
        """Show icons alone (True) or icons and words."""
        if folded == self._folded:
            return
        self._folded = folded
        self.setFixedWidth(FOLDED if folded else WIDE)
        self._title.setVisible(not folded)
        self._place.setVisible(not folded)
        self._foot.setContentsMargins(*((0, 0, 0, 4) if folded else (12, 0, 8, 4)))
        self._foot.setAlignment(Qt.AlignmentFlag.AlignHCenter if folded else Qt.AlignmentFlag.AlignLeft)
        for button in self._buttons.values():
            button.folded = folded
            button.updateGeometry()
        self._show_foot()

    def is_folded(self) -> bool:
        """True while only the icons show."""
        return self._folded

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens().rail))
        painter.fillRect(8, self._foot.y() - 4, self.width() - 16, 1, QColor(tokens().rail_line))

    def _show_foot(self) -> None:
        state, detail, short = self._network
        whole = f"{state} · {detail}" if detail else state
        self._foot.setText(short if self._folded else whole)
        self._foot.setToolTip(whole if self._folded else detail)
