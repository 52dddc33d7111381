"""The tab « Emploi · 1-3-5 » of a person: each hire, its points, and the sheet of each one press away."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.queries import work
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.work import hires
from ui.desk import Desk
from ui.pages.work.hire_dialog import HireDialog
from ui.pages.work.placement_page import SHEET_TAB
from ui.pages.work.point_rows import PointRows
from ui.pages.work.words import contract, joined, trial_in_words
from ui.theme import tokens as scale
from ui.widgets.empty_state import EmptyState
from ui.widgets.finder import Found
from ui.widgets.keyboard import give_keyboard, has_keyboard
from ui.widgets.page_body import fill, page_body
from ui.widgets.row import Row

_TABLES = ("placement", "placement_absence", "check_in", "company")


def build_tab(desk: Desk, person_id: str) -> "PersonWorkTab":
    """The tab of one person; call `load()` when it is first shown."""
    return PersonWorkTab(desk, person_id)


class PersonWorkTab(QWidget):
    """The hires of one person, the latest first."""

    def __init__(self, desk: Desk, person_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self._name = ""
        self._empty: EmptyState | None = None
        self.hire_button = QPushButton(_("Noter une embauche"))
        self.hire_button.setProperty("kind", "primary")
        self.hire_button.clicked.connect(lambda _checked=False: self._new_hire())
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(self.hire_button)
        self._list = QVBoxLayout()
        self._list.setSpacing(scale.SPACE_4)
        fill(self, page_body(head, self._list))

    def load(self) -> None:
        """Read the hires of the person."""
        person_id, today = self._person_id, self._desk.today()

        def read(store: Any) -> Any:
            connection = store.read()
            return hires.hires_of_person(connection, person_id, today=today), work.person_name(connection, person_id)

        self._desk.read(read, receiver=self, then=self._show)

    def refresh(self, changes: Any) -> None:
        """Read again when a hire or a point changed."""
        if self._desk.is_open and changes.touches(*_TABLES):
            self.load()

    def flush(self) -> None:
        """Keep a hire begun and not recorded."""
        for dialog in self.findChildren(HireDialog):
            dialog.flush()

    def focus_first(self) -> None:
        """The button that begins a hire: above the hires, or where the first one is missing."""
        give_keyboard(self.hire_button if self._empty is None else self._empty.button)

    def _show(self, found: tuple[tuple[hires.HireLine, ...], str]) -> None:
        lines, self._name = found
        while self._list.count():
            part = self._list.takeAt(0).widget()
            part.hide()
            part.deleteLater()
        here = has_keyboard(self.hire_button)
        self.hire_button.setVisible(bool(lines))
        for line in lines:
            row = line.placement
            rows = PointRows(joined((row.job_title, row.company_name, contract(row.contract_kind))))
            rows.show_points(line.points, self._desk.today(), above=self._opener(line))
            rows.opened.connect(lambda key, row_id=line.placement.id: self._open(row_id, key))
            self._list.addWidget(rows)
        self._empty = None
        if not lines:
            empty = self._empty = EmptyState(
                "briefcase",
                _("Aucune embauche pour cette personne. Notez-la\u00a0: J1, J3, J5 et la suite se calculent."),
                _("Noter une embauche"),
            )
            empty.asked.connect(self._new_hire)
            self._list.addWidget(empty)
        if here:
            self.focus_first()

    def _opener(self, line: hires.HireLine) -> Row:
        """The line that opens the whole hire."""
        row = line.placement
        said = joined((trial_in_words(line.trial, self._desk.today()), row.tutor_name, row.tutor_phone))
        opener = Row(_("Contrat, dates, absences, fin de l’emploi"), subtitle=said)
        opener.clicked.connect(lambda _checked=False: self._desk.go("placement", row.id))
        return opener

    def _open(self, placement_id: str, key: str) -> None:
        self._desk.go("placement", placement_id, tab=SHEET_TAB, field=key)

    def _new_hire(self) -> None:
        dialog = HireDialog(self._desk, person=Found(self._person_id, self._desk.name(self._name)), parent=self)
        dialog.recorded.connect(lambda row_id: self._desk.go("placement", row_id))
        dialog.open()
