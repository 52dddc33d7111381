"""The tab « Parcours »: what happened, by date; beside it the journey, what comes next, how to reach."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from db.queries.person import Happening
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people.person_files import PersonFile
from ui.desk import Desk
from ui.pages.people.person_acts import PersonActs
from ui.pages.people.side_cards import journey_card, next_card, reach_card
from ui.pages.people.words import happening
from ui.theme.icons import set_icon
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.keyboard import give_keyboard, has_keyboard
from ui.widgets.page_body import fill, page_body
from ui.widgets.row import Row
from ui.widgets.runs import plain
from ui.widgets.text import label

_TABS = {"diagnostic": "diagnostics", "contract": "plan", "document": "papers", "check_in": "work"}
_PAGES = {"session": "session", "placement": "placement"}
_ACTS = ("contact", "attempt", "appointment")


class JourneyTab(QWidget):
    """Shows a `PersonFile`. `more_asked`: the rest of the timeline; `tab_asked`: another tab of the page."""

    more_asked = Signal()
    tab_asked = Signal(str)

    def __init__(self, desk: Desk, acts: PersonActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._acts = desk, acts
        self.timeline = Card(_("Ce qui s’est passé"))
        self.columns = Columns(side_width=360)
        self.columns.main.addWidget(self.timeline)
        self._side: list[QWidget] = []
        fill(self, page_body(self.columns))
        self.add_button = QPushButton(_("Fixer un &rendez-vous"))
        set_icon(self.add_button, "calendar", size=16)
        self.add_button.clicked.connect(lambda _checked=False: self._acts.fix_appointment())
        self.timeline.add_to_head(self.add_button)

    def show_file(self, file: PersonFile) -> None:
        """Show what happened and what stands beside it; the keyboard stays on the line it was on."""
        place = self._focused_row()
        self.setUpdatesEnabled(False)
        self._show_timeline(file)
        self._show_side(file)
        self.setUpdatesEnabled(True)
        rows = self.rows()
        if place is not None and rows:
            give_keyboard(rows[min(place, len(rows) - 1)])

    def rows(self) -> list[Row]:
        """The lines of the timeline, the latest first."""
        return [row for row in self.timeline.findChildren(Row) if not row.isHidden()]

    def focus_first(self) -> None:
        """The first line one can open, or the first button."""
        for row in self.rows():
            if row.isEnabled() and row.focusPolicy():
                give_keyboard(row)
                return
        self.add_button.setFocus()

    def _focused_row(self) -> int | None:
        return next((place for place, row in enumerate(self.rows()) if has_keyboard(row)), None)

    def _show_timeline(self, file: PersonFile) -> None:
        self.timeline.clear()
        today = self._desk.today()
        month = ""
        for line in file.lines:
            said = happening(line, file.titles, today)
            begins = said.month != month
            if begins:
                month = said.month
                self.timeline.add(label(month, scale="small", tone="muted"))
            row = Row(
                said.title,
                lead=said.lead,
                subtitle=said.subtitle,
                badge=said.badge,
                opens=line.kind in (*_ACTS, *_TABS, *_PAGES),
                separated=not begins,
            )
            spoken = (said.spoken_day, plain(said.title), said.subtitle, said.badge[0] if said.badge else "")
            row.setAccessibleName(". ".join(part for part in spoken if part))
            row.clicked.connect(lambda _checked=False, line=line: self._open(line))
            self.timeline.add_row(row)
        if file.more:
            more = QPushButton(_("Afficher ce qui précède"))
            more.clicked.connect(lambda _checked=False: self.more_asked.emit())
            self.timeline.add(more)
        if not file.lines:
            self.timeline.add(self._nothing_yet())

    def _nothing_yet(self) -> EmptyState:
        empty = EmptyState(
            "message-square", _("Rien n’est encore noté. Commencez par le premier échange."), _("Noter un contact")
        )
        empty.asked.connect(self._acts.note_contact)
        return empty

    def _show_side(self, file: PersonFile) -> None:
        for card in self._side:
            self.columns.side.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._side = [
            journey_card(self._desk, self._acts, file),
            next_card(self._desk, self._acts, file),
            reach_card(self._desk, self._acts, file),
        ]
        for card in self._side:
            self.columns.side.addWidget(card)

    def _open(self, line: Happening) -> None:
        if line.kind in ("contact", "attempt"):
            self._acts.correct_contact(line.row_id)
        elif line.kind == "appointment":
            self._acts.open_appointment(line.row_id)
        elif line.kind in _PAGES:
            self._desk.go(_PAGES[line.kind], line.row_id)
        elif line.kind in _TABS:
            self.tab_asked.emit(_TABS[line.kind])
