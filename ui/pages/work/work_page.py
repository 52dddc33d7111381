"""Emploi: the hires that are followed, what comes next first, and the employers beside them."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton

from db.queries import companies
from db.queries.companies import CompanyLine
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.work import hires
from ui.acts.lists_out import export_hires
from ui.desk import Desk, Place
from ui.pages.work.company_dialog import CompanyDialog
from ui.pages.work.hire_dialog import HireDialog
from ui.pages.work.words import hire_story, joined, point_badge
from ui.shell.page import Page
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.finder import Found
from ui.widgets.folding import folded
from ui.widgets.page_body import fill, page_body
from ui.widgets.row import Row
from ui.widgets.runs import Bold, runs
from ui.widgets.search_field import SearchField
from ui.widgets.text import label

NEW_TAB = "new"
"""`Place.tab` that asks for a new hire at once."""
_SHOWN = 60
"""Lines of a list that are drawn at once; typing narrows it."""
_TABLES = ("placement", "placement_absence", "check_in", "company", "company_contact", "person", "journey")


class WorkPage(Page):
    """The page of employment."""

    read_again = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._hires: tuple[hires.HireLine, ...] = ()
        self._companies: tuple[CompanyLine, ...] = ()
        self._answered = False
        self._answered_place: Place | None = None
        self.search = SearchField(_("Chercher une embauche ou une entreprise"))
        self.search.setMaximumWidth(360)
        self.mine = QCheckBox(_("Seulement les personnes que j’accompagne"))
        self.over = QCheckBox(_("Suivis terminés"))
        self.hire_button = QPushButton(_("Noter une embauche"))
        self.hire_button.setProperty("kind", "primary")
        self.company_button = QPushButton(_("Nouvelle entreprise"))
        set_icon(self.company_button, "plus", size=16)
        self.export_button = QPushButton(_("E&xporter…"))
        self.export_button.setToolTip(_("Toutes les embauches, dans un tableur"))
        set_icon(self.export_button, "download", size=16)
        self._followed = Card(_("Embauches suivies"), " ")
        self._employers = Card(_("Entreprises"), " ")
        self._empty = EmptyState(
            "briefcase",
            _("Aucune embauche n’est notée. Quand une personne trouve un emploi, notez-le\u00a0: le suivi se calcule."),
            _("Noter une embauche"),
        )
        self._empty.asked.connect(self._new_hire)
        self._lay_out()
        self.search.searched.connect(lambda _text: self._show())
        for box in (self.mine, self.over):
            box.toggled.connect(lambda _on: self._read())
        self.hire_button.clicked.connect(lambda _checked=False: self._new_hire())
        self.company_button.clicked.connect(lambda _checked=False: self._open_company(None))
        self.export_button.clicked.connect(lambda _checked=False: export_hires(desk, self))

    # -- what the frame asks --------------------------------------------------------------------------------------

    def title(self) -> str:
        """« Emploi »."""
        return _("Emploi")

    def load(self, target: object = None) -> None:
        """Read the lists; a place with a row opens that company, the tab « new » asks for a hire (once a place)."""
        self._read()
        if isinstance(target, Place) and target.row_id:
            self._open_company(target.row_id)
        elif isinstance(target, Place) and target.tab == NEW_TAB and target is not self._answered_place:
            self._answered_place = target
            self._new_hire()

    def refresh(self, changes: object) -> None:
        """Read again when a hire, a point or a company changed."""
        if self._desk.is_open and changes.touches(*_TABLES):
            self._read()

    def focus_first(self) -> None:
        """Search, as in every list."""
        self.search.setFocus()

    def flush(self) -> None:
        """Keep a hire begun and not recorded."""
        for dialog in self.findChildren(HireDialog):
            dialog.flush()

    def set_discreet(self, discreet: bool) -> None:
        """Show names, or their initials."""
        self._show()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scale.SPACE_3)
        head.addWidget(label(_("Emploi"), scale="page", wrap=False))
        head.addStretch(1)
        head.addWidget(self.export_button)
        head.addWidget(self.company_button)
        head.addWidget(self.hire_button)
        filters = QHBoxLayout()
        filters.setSpacing(scale.SPACE_3)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.mine)
        filters.addWidget(self.over)
        filters.addStretch(1)
        self._columns = Columns(side_width=372)
        self._columns.main.addWidget(self._followed)
        self._columns.side.addWidget(self._employers)
        self._empty.hide()
        fill(self, page_body(head, filters, self._columns, self._empty))

    def _read(self) -> None:
        today, over = self._desk.today(), self.over.isChecked()
        staff = self._desk.here().staff_id if self.mine.isChecked() else None

        def read(store: Any) -> Any:
            connection = store.read()
            followed = hires.read_hires(connection, today=today, staff_id=staff, over=over)
            return followed, companies.companies(connection, today=today)

        self._desk.read(read, receiver=self, then=self._take)

    def _take(self, found: tuple[tuple[hires.HireLine, ...], tuple[CompanyLine, ...]]) -> None:
        self._hires, self._companies = found
        self._answered = True
        self._show()
        self.read_again.emit()

    def _show(self) -> None:
        if not self._answered:
            return
        nothing = not self._hires and not self._companies and not self.mine.isChecked() and not self.over.isChecked()
        self._empty.setVisible(nothing)
        self._columns.setVisible(not nothing)
        self.export_button.setVisible(not nothing)
        typed = folded(self.search.text().strip())
        self._show_hires([line for line in self._hires if typed in folded(_words_of(line))])
        self._show_companies([line for line in self._companies if typed in folded(joined((line.name, line.city)))])

    def _show_hires(self, lines: list[hires.HireLine]) -> None:
        self._followed.clear()
        self._followed.set_title(_("Suivis terminés") if self.over.isChecked() else _("Embauches suivies"))
        self._followed.set_meta(str(len(lines)))
        today = self._desk.today()
        for line in lines[:_SHOWN]:
            row = line.placement
            title = runs(
                _("{name} — {job}"),
                name=Bold(self._desk.name(row.person_name)),
                job=joined((row.job_title, row.company_name)),
            )
            badge = point_badge(line.next_point, today) if line.next_point else (_("terminé"), "done")
            shown = Row(title, subtitle=hire_story(line, today), badge=badge)
            shown.clicked.connect(lambda _checked=False, row_id=row.id: self._desk.go("placement", row_id))
            self._followed.add_row(shown)
        self._say_rest(self._followed, len(lines), _("Rien ici pour ces filtres."))

    def _show_companies(self, lines: list[CompanyLine]) -> None:
        self._employers.clear()
        self._employers.set_meta(str(len(lines)))
        for line in lines[:_SHOWN]:
            badge = None
            if line.under_way:
                badge = (_("{count} en poste").format(count=line.under_way), "accent")
            shown = Row(line.name, subtitle=joined((line.city, line.phone, line.trades)), badge=badge)
            shown.clicked.connect(lambda _checked=False, row_id=line.id: self._open_company(row_id))
            self._employers.add_row(shown)
        self._say_rest(self._employers, len(lines), _("Aucune entreprise ici."))

    def _say_rest(self, card: Card, count: int, nothing: str) -> None:
        rest = count - _SHOWN
        if not count:
            card.add(label(nothing, tone="muted"))
        elif rest > 0:
            more = ngettext(
                "et {count} autre\u00a0: écrivez pour la trouver.",
                "et {count} autres\u00a0: écrivez pour les trouver.",
                rest,
            )
            card.add(label(more.format(count=rest), tone="muted"))

    def _new_hire(self, company: Found | None = None) -> None:
        dialog = HireDialog(self._desk, company=company, parent=self)
        dialog.recorded.connect(lambda row_id: self._desk.go("placement", row_id))
        dialog.open()

    def _open_company(self, company_id: str | None) -> None:
        dialog = CompanyDialog(self._desk, company_id, parent=self)
        dialog.hire_asked.connect(self._new_hire)
        dialog.open()


def _words_of(line: hires.HireLine) -> str:
    row = line.placement
    return joined((row.person_name, row.company_name, row.job_title))
