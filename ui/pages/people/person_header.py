"""What stands above every tab of a person: the name and how to say it, a few facts, the status, and two buttons."""

import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from db.queries.person import PersonHeader
from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.pages.people.words import facts, full_name, joined, status_badge
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.badge import Badge
from ui.widgets.flow import FlowLayout
from ui.widgets.tabs import Tabs
from ui.widgets.text import label

_NARROW = 760
"""Under this width, in pixels, the button of the discreet mode is its icon alone."""
TABS = ("journey", "diagnostics", "plan", "presence", "work", "journal", "papers")


class PersonTop(QFrame):
    """The band above the page, with the tabs at its foot."""

    back_asked = Signal()
    contact_asked = Signal()
    discreet_asked = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._desk = desk
        self.back_button = QToolButton()
        self.back_button.setProperty("kind", "quiet")
        self.back_button.setAccessibleName(_("Revenir à la liste des personnes"))
        self.back_button.setToolTip(self.back_button.accessibleName())
        set_icon(self.back_button, "arrow-left")
        self.back_button.clicked.connect(self.back_asked)
        self._name = label("", scale="page")
        self._name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._facts = label("", tone="muted")
        self._badge = Badge(_("Pas de parcours ouvert"))
        self._badge.hide()  # nothing is said of a journey before it is read
        self.discreet_button = QPushButton(_("Mode discret"))
        self.discreet_button.setCheckable(True)
        self.discreet_button.setChecked(desk.discreet)
        self.discreet_button.setAccessibleName(_("Mode discret"))
        self.discreet_button.setToolTip(_("Remplacer les noms par des initiales ({key})").format(key="Ctrl+D"))
        set_icon(self.discreet_button, "eye-off" if desk.discreet else "eye", size=16)
        self.discreet_button.clicked.connect(self.discreet_asked)
        self.print_button = QPushButton(_("&Imprimer"))
        self.print_button.setProperty("menued", "true")
        self.print_menu = QMenu(self.print_button)
        self.print_button.setMenu(self.print_menu)
        self.contact_button = QPushButton(_("&Noter un contact"))
        self.contact_button.setProperty("kind", "primary")
        self.contact_button.setShortcut("Ctrl+Shift+N")
        self.contact_button.setToolTip(_("Ctrl+Maj+N"))
        self.contact_button.clicked.connect(self.contact_asked)
        self.tabs = Tabs(_("Rubriques de la fiche"))
        for key, title in zip(
            TABS,
            (
                _("Parcours"),
                _("Diagnostics"),
                _("Plan et contrat"),
                _("Présences"),
                _("Emploi · 1-3-5"),
                _("Journal"),
                _("Pièces"),
            ),
            strict=True,
        ):
            self.tabs.add(key, title)
        self._arrange()

    def _arrange(self) -> None:
        said = QWidget()
        first = FlowLayout(said, gap=scale.SPACE_3)
        first.addWidget(self._name)
        first.addWidget(self._badge)
        policy = said.sizePolicy()
        policy.setHeightForWidth(True)
        said.setSizePolicy(policy)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(said)
        words.addWidget(self._facts)
        line = QHBoxLayout()
        line.setSpacing(scale.SPACE_2)
        line.addWidget(self.back_button)
        line.addLayout(words, 1)
        line.addWidget(self.discreet_button)
        line.addWidget(self.print_button)
        line.addWidget(self.contact_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_4, scale.SPACE_3, scale.SPACE_5, 0)
        column.setSpacing(scale.SPACE_2)
        column.addLayout(line)
        column.addWidget(self.tabs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.discreet_button.setText("" if self.width() < _NARROW else _("Mode discret"))
        self._give_name_its_room()

    def _give_name_its_room(self) -> None:
        """A name stays on one line while there is room for it: a label that may wrap asks for less than it needs."""
        beside = (self.back_button, self.discreet_button, self.print_button, self.contact_button)
        room = self.width() - sum(each.sizeHint().width() for each in beside) - 2 * scale.SPACE_5 - 5 * scale.SPACE_2
        needed = self._name.fontMetrics().horizontalAdvance(self._name.text()) + 2
        self._name.setMinimumWidth(max(0, min(needed, room)))

    def set_discreet(self, discreet: bool) -> None:
        """The button says how names are shown now, whoever asked for it."""
        self.discreet_button.setChecked(discreet)
        set_icon(self.discreet_button, "eye-off" if discreet else "eye", size=16)

    def show_person(self, header: PersonHeader, today: datetime.date) -> None:
        """Show who it is. In discreet mode: initials, and nothing that names."""
        discreet = self._desk.discreet
        name = full_name(header)
        self._name.setText(self._desk.name(name))
        self._give_name_its_room()
        self._badge.show()
        word, kind = status_badge(header.journeys[0] if header.journeys else None, today)
        self._badge.show_word(_("Fiche archivée") if header.archived else word, "neutral" if header.archived else kind)
        named = () if discreet else (_spoken(header), _own_script(header) if header.name_in_own_script != name else "")
        self._facts.setText(joined((*named, facts(header, today))))

    def show_nobody(self) -> None:
        """Nobody is shown yet: nothing of the person before stays."""
        self._name.setText("")
        self._facts.setText("")
        self._badge.hide()


def _own_script(header: PersonHeader) -> str:
    """The name in its own script, kept apart so that the line around it is read and set from the left."""
    return f"\u2068{header.name_in_own_script}\u2069" if header.name_in_own_script else ""


def _spoken(header: PersonHeader) -> str:
    return _("se dit «\u00a0{sound}\u00a0»").format(sound=header.how_to_say) if header.how_to_say else ""
