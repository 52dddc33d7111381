"""Who is expected: people of a cohort all at once, others found in three letters, each one taken off by a press."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.names import fold
from kodiko_desktop.domain.wording import _, ngettext
from ui.desk import Desk
from ui.pages.sessions.person_finder import PersonFinder
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label

People = tuple[tuple[str, str], ...]

_WIDEST_NAME = 240
"""In logical pixels."""


class PeopleField(QWidget):
    """`value()` holds (person id, name) pairs, in the order of names."""

    edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._people: dict[str, str] = {}
        self.finder = PersonFinder(desk, _("Ajouter une personne"))
        self.finder.chosen.connect(self._add)
        self._count = label("", scale="small", tone="muted")
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=scale.SPACE_1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_2)
        for part in (self.finder, self._count, self._chips):
            column.addWidget(part)
        self.setFocusProxy(self.finder)
        self._show()

    def value(self) -> People:
        """Who is expected."""
        return tuple(sorted(self._people.items(), key=lambda person: (fold(person[1]), person[0])))

    def set_value(self, people: Sequence[Sequence[str]]) -> None:
        """Show these people; no signal is emitted."""
        self._people = {person_id: name for person_id, name in people}
        self._show()

    def add_all(self, people: Sequence[Sequence[str]]) -> None:
        """Expect these people too."""
        self._people |= {person_id: name for person_id, name in people}
        self._show()
        self.edited.emit()

    def _add(self, found: object) -> None:
        if found is not None:
            self.finder.set_value(None)
            self.add_all(((found.id, found.name),))
            self.finder.setFocus()

    def _take_off(self, person_id: str) -> None:
        self._people.pop(person_id, None)
        self._show()
        self.finder.setFocus()
        self.edited.emit()

    def _show(self) -> None:
        while self._flow.count():
            old = self._flow.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for person_id, name in self.value():
            shown = self._desk.name(name)
            chip = QPushButton()
            # A name of eighty letters must not push the rest of the form out of the window; it is read whole beside.
            room = chip.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, _WIDEST_NAME)
            chip.setText(room.replace("&", "&&"))
            chip.setAccessibleName(_("Retirer {name}").format(name=shown))
            chip.setToolTip(chip.accessibleName())
            chip.setAutoDefault(False)
            set_icon(chip, "x", "muted", size=14)
            chip.clicked.connect(lambda _checked=False, row_id=person_id: self._take_off(row_id))
            self._flow.addWidget(chip)
        count = len(self._people)
        self._count.setText(
            ngettext("{count} personne attendue", "{count} personnes attendues", count).format(count=count)
            if count
            else _("Personne encore\u00a0: la feuille peut aussi s’imprimer avec des lignes vides.")
        )
        self.finder.leave_out(set(self._people))
        self._chips.setVisible(bool(count))
