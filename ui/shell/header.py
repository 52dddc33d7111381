"""The line above the page: back, search, discreet mode, and the one button that begins with a new person."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.theme.current import tokens
from ui.theme.icons import reserve_icon, set_icon

_NARROW = 760


class SearchButton(QPushButton):
    """Looks like a search field and opens the command palette; a letter typed on it begins the search."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchButton")
        self._words = _("Rechercher une personne, une entreprise, une action…")
        self.setAccessibleName(self._words)
        self.setToolTip("Ctrl+K")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(520)
        self.clicked.connect(lambda _checked=False: self.opened.emit(""))

    def sizeHint(self) -> QSize:
        return QSize(520, 36)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 36)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.strip() and typed.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.opened.emit(typed)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(tokens().muted))
        inside = self.rect().adjusted(12, 0, -12, 0)
        words = painter.fontMetrics()
        key_room = words.horizontalAdvance("Ctrl K") + 12 if inside.width() > 280 else 0
        room = inside.width() - key_room
        shown = words.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(inside.left(), 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        if key_room:
            font = painter.font()
            font.setPixelSize(scale.SMALL)
            painter.setFont(font)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "Ctrl K")


class Header(QFrame):
    """`search_asked` carries what was typed so far; `discreet_toggled` the new state."""

    search_asked = Signal(str)
    back_asked = Signal()
    discreet_toggled = Signal(bool)
    new_person_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(56)
        line = QHBoxLayout(self)
        line.setContentsMargins(scale.SPACE_5, 0, scale.SPACE_5, 0)
        line.setSpacing(scale.SPACE_3)
        self.back_button = QToolButton()
        self.back_button.setProperty("kind", "quiet")
        self.back_button.setAccessibleName(_("Revenir à la page précédente"))
        self.back_button.setToolTip(_("Revenir à la page précédente ({key})").format(key="Alt+←"))
        self.back_button.setVisible(False)
        self.back_button.setFixedWidth(40)
        self.back_button.clicked.connect(lambda _checked=False: self.back_asked.emit())
        self.search_button = SearchButton()
        self.search_button.opened.connect(self.search_asked)
        self.discreet_button = QPushButton(_("Mode discret"))
        self.discreet_button.setCheckable(True)
        self.discreet_button.setAccessibleName(_("Mode discret"))
        self.discreet_button.setToolTip(_("Remplacer les noms par des initiales ({key})").format(key="Ctrl+D"))
        self.discreet_button.toggled.connect(self._show_discreet)
        self.new_person_button = QPushButton(_("Nouvelle personne"))
        self.new_person_button.setProperty("kind", "primary")
        self.new_person_button.setAccessibleName(_("Nouvelle personne"))
        self.new_person_button.setToolTip("Ctrl+N")
        self.new_person_button.clicked.connect(lambda _checked=False: self.new_person_asked.emit())
        line.addWidget(self.back_button)
        line.addWidget(self.search_button, 1)
        line.addStretch(0)
        line.addWidget(self.discreet_button)
        line.addWidget(self.new_person_button)
        self._narrow = False
        self._drawn = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._drawn:
            reserve_icon(self.discreet_button, 16)
            reserve_icon(self.new_person_button, 16)

    def draw_icons(self) -> None:
        """Draw the icons: called once the window has been painted."""
        self._drawn = True
        set_icon(self.back_button, "arrow-left")
        set_icon(self.discreet_button, "eye-off" if self.discreet_button.isChecked() else "eye", size=16)
        set_icon(self.new_person_button, "user-plus", "on_accent", size=16)

    def fit(self, width: int) -> None:
        """Keep only the icons of the buttons when the header is narrow: the search comes first."""
        narrow = width < _NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.discreet_button.setText("" if narrow else _("Mode discret"))
        self.new_person_button.setText("" if narrow else _("Nouvelle personne"))
        if self._drawn:
            self.draw_icons()

    def _show_discreet(self, discreet: bool) -> None:
        if self._drawn:
            set_icon(self.discreet_button, "eye-off" if discreet else "eye", size=16)
        self.discreet_toggled.emit(discreet)
