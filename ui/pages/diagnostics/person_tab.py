"""The tab « Diagnostics » of a person: the list, the form being filled in, and beside it where they are."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kodiko_desktop.domain.forms import Comparison
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.diagnostics import person_diagnostics as service
from kodiko_desktop.services.diagnostics.person_diagnostics import Overview, ResponseLine
from ui.desk import Desk
from ui.forms.response_page import ResponsePage
from ui.forms.words import response_date, response_title, state_badge
from ui.pages.diagnostics.comparison_view import ComparisonView
from ui.pages.diagnostics.evolution_card import EvolutionCard
from ui.pages.diagnostics.obstacles_card import ObstaclesCard
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_body import fill, page_body
from ui.widgets.row import Row

_TABLES = ("diagnostic", "answer", "definition")
_PAUSE_MS = 700
"""Answers come one after the other: the radar follows when the hand rests."""


class PersonDiagnosticsTab(QWidget):
    """Diagnostics of one person. `load()` when first shown; `go_to(id)` opens a response."""

    def __init__(self, desk: Desk, person_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self.overview: Overview | None = None
        self.response: ResponsePage | None = None
        self._wanted = ""
        self._main = QStackedWidget()
        self.evolution, self.obstacles = EvolutionCard(desk), ObstaclesCard()
        self.list = Card(_("Diagnostics"))
        self._begin_button = QPushButton(_("Commencer un diagnostic"))
        self._begin_button.setProperty("kind", "primary")
        self._begin_button.setProperty("menued", "true")
        self.begin_menu, self.blank_menu = QMenu(self), QMenu(self)
        self._begin_button.setMenu(self.begin_menu)
        self._blank_button = QPushButton(_("Imprimer vierge"))
        self._blank_button.setProperty("menued", "true")
        self._blank_button.setMenu(self.blank_menu)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self.load)
        self._build()

    def _build(self) -> None:
        self._columns = Columns(side_width=372)
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(scale.SPACE_2)
        line.addWidget(self._blank_button)
        line.addWidget(self._begin_button)
        self.list.add_to_head(buttons)
        self._columns.main.addWidget(self.list)
        for card in (self.evolution, self.obstacles):
            self._columns.side.addWidget(card)
            card.hide()
        self._main.addWidget(page_body(self._columns))
        fill(self, self._main)
        self.evolution.compare_asked.connect(self._compare)

    # -- what the page of the person asks -------------------------------------------------------------------------

    def load(self) -> None:
        """Read the diagnostics of the person."""
        if self._desk.is_open:
            self._desk.read(service.read_overview, self._person_id, receiver=self, then=self._show)

    def refresh(self, changes: Any) -> None:
        """Read again when answers were given; the radar waits until the hand rests."""
        if self._desk.is_open and changes.touches(*_TABLES):
            self._later.start()

    def flush(self) -> None:
        """Hand over what is still being typed."""
        if self.response is not None:
            self.response.flush()

    def focus_first(self) -> None:
        """The form being filled in, else the list."""
        if self.response is not None:
            self.response.focus_first()
        elif not (self.overview and self.overview.responses and self.list.focus_first()):
            self._begin_button.setFocus()

    def go_to(self, diagnostic_id: str) -> None:
        """Open a response."""
        if self.response is not None and self.response.diagnostic_id == diagnostic_id:
            self.response.focus_first()
            return
        if self.overview is None:
            self._wanted = diagnostic_id
        else:
            self._open(diagnostic_id)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _show(self, overview: Overview) -> None:
        before, self.overview = self.overview, overview
        if before is None or before.responses != overview.responses:
            self._show_list(overview)
        if before is None or before.startable != overview.startable:
            self._fill_menus(overview)
        self.obstacles.show_obstacles(overview.obstacles, overview.obstacles_from)
        line = self._line(self.response.diagnostic_id) if self.response else None
        self.evolution.show_evolutions(overview.evolutions, favourite=line.form if line else "")
        if self.response is not None:
            if line is None:
                self._close_response()  # undone, or put away
            else:
                self.response.show_line(line)
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._open(wanted)

    def _show_list(self, overview: Overview) -> None:
        self.list.clear()
        for place, line in enumerate(overview.responses):
            far = _("{answered} sur {asked}").format(answered=line.answered, asked=line.asked) if line.asked else ""
            subtitle = " · ".join(part for part in (response_date(line), far, line.by) if part)
            row = Row(response_title(line), subtitle=subtitle, badge=state_badge(line), separated=place > 0)
            row.clicked.connect(lambda _checked=False, row_id=line.id: self._open(row_id))
            self.list.add_row(row)
        if not overview.responses:
            self.list.add_row(
                EmptyState(
                    "list-checks",
                    _("Aucun diagnostic pour l’instant. Commencez-en un\u00a0: chaque réponse est gardée aussitôt."),
                )
            )

    def _fill_menus(self, overview: Overview) -> None:
        for menu in (self.begin_menu, self.blank_menu):
            menu.clear()
        for line in overview.startable:
            self.blank_menu.addAction(line.title, partial(self._print_blank, line.form))
            if not line.moments:
                self.begin_menu.addAction(line.title, partial(self._begin, line.form, ""))
                continue
            moments = self.begin_menu.addMenu(line.title)
            for code, words in line.moments:
                moments.addAction(words, partial(self._begin, line.form, code))

    def _begin(self, form: str, moment: str) -> None:
        self._desk.write(
            service.begin,
            receiver=self,
            then=self._begun,
            told=_("Diagnostic commencé."),
            person_id=self._person_id,
            form=form,
            moment=moment,
            on_date=self._desk.today(),
        )

    def _begun(self, diagnostic_id: str) -> None:
        self._wanted = diagnostic_id
        self.load()

    def _open(self, diagnostic_id: str) -> None:
        line = self._line(diagnostic_id)
        if line is None:
            return
        self._close_response()
        self.response = ResponsePage(self._desk, line)
        self.response.left.connect(self._leave)
        self.response.put_away.connect(self._leave)
        self._main.addWidget(self.response)
        self._main.setCurrentWidget(self.response)
        self._place_cards(self.response.side)
        if self.overview is not None:
            self.evolution.show_evolutions(self.overview.evolutions, favourite=line.form)
        self.response.focus_first()

    def _leave(self) -> None:
        self._close_response()
        self.load()
        self.focus_first()

    def _close_response(self) -> None:
        """Back to the list; what was being typed is handed over first."""
        self._place_cards(self._columns.side)
        if self.response is not None:
            self.response.flush()
            self.response = None
        while self._main.count() > 1:
            page = self._main.widget(1)
            self._main.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._main.setCurrentIndex(0)

    def _place_cards(self, column: QVBoxLayout) -> None:
        """Radar and obstacles stand beside whatever is looked at."""
        for place, card in enumerate((self.evolution, self.obstacles)):
            hidden = card.isHidden()
            column.insertWidget(place, card)
            card.setHidden(hidden)

    def _compare(self, then_id: str | None, now_id: str) -> None:
        self._desk.read(
            service.read_comparison,
            receiver=self,
            then=lambda comparison: self._show_comparison(comparison, then_id, now_id),
            then_id=then_id,
            now_id=now_id,
        )

    def _show_comparison(self, comparison: Comparison, then_id: str | None, now_id: str) -> None:
        self._close_response()
        names = [response_date(line) if (line := self._line(row_id or "")) else "" for row_id in (then_id, now_id)]
        view = ComparisonView(comparison, *names)
        view.left.connect(self._leave)
        self._main.addWidget(page_body(view))
        self._main.setCurrentIndex(1)
        view.focus_first()

    def _print_blank(self, form: str) -> None:
        # Paper is a part of the program that only printing needs.
        from kodiko_desktop.services.diagnostics import paper_forms
        from ui.paper import show_paper

        here, today, person_id = self._desk.here(), self._desk.today(), self._person_id
        show_paper(
            self._desk,
            lambda store: paper_forms.blank_form(
                store, form=form, antenna_id=here.antenna_id, person_id=person_id, today=today
            ),
            parent=self,
        )

    def _line(self, diagnostic_id: str) -> ResponseLine | None:
        lines = self.overview.responses if self.overview else ()
        return next((line for line in lines if line.id == diagnostic_id), None)
