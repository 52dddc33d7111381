"""The tab « Plan et contrat » of a person: objectives in their words, what is done for them, and the papers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.contracts import contracts
from kodiko_desktop.services.plan import plan_view, plans
from kodiko_desktop.services.plan.plan_view import ObjectiveView, Plan, Suggestion
from ui.desk import Desk
from ui.pages.plan.objective_block import AddLine, ObjectiveBlock
from ui.pages.plan.paper_page import PaperPage
from ui.pages.plan.papers_card import PapersCard
from ui.pages.plan.suggestions_card import SuggestionsCard
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.keyboard import give_keyboard
from ui.widgets.page_body import fill, page_body
from ui.widgets.text import label

_TABLES = ("objective", "action", "contract", "signature", "answer", "diagnostic", "placement", "person", "journey")


class PersonPlanTab(QWidget):
    """Plan and papers of one person. `load()` when first shown; `go_to(id)` opens a paper."""

    def __init__(self, desk: Desk, person_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self.plan: Plan | None = None
        self.paper: PaperPage | None = None
        self.blocks: dict[str, ObjectiveBlock] = {}
        self._wanted = ""
        self._to_detail = ""
        self._main = QStackedWidget()
        self._head = Card(_("Objectifs"), " ")
        self.add_line = AddLine(
            _("Nouvel objectif"), _("Ajouter un objectif avec les mots de la personne, puis Entrée")
        )
        self.add_line.added.connect(self._add_objective)
        self._said = label("", scale="small", tone="muted")
        self.suggestions, self.papers = SuggestionsCard(), PapersCard()
        self._list = QVBoxLayout()
        self._list.setSpacing(scale.SPACE_3)
        self._build()

    def _build(self) -> None:
        self._head.add_row(self.add_line)
        self._head.add(self._said)
        columns = Columns(side_width=400)
        columns.main.addWidget(self._head)
        columns.main.addLayout(self._list)
        columns.main.addWidget(self.suggestions)
        columns.side.addWidget(self.papers)
        self.suggestions.hide()
        self._main.addWidget(page_body(columns))
        fill(self, self._main)
        self.suggestions.chosen.connect(self._take_up)
        self.papers.opened.connect(self._open)
        self.papers.prepare_asked.connect(self._prepare)

    # -- what the page of the person asks -------------------------------------------------------------------------

    def load(self) -> None:
        """Read the plan of the person."""
        if self._desk.is_open:
            self._desk.read(
                plan_view.read_plan, self._person_id, receiver=self, then=self._show, today=self._desk.today()
            )

    def refresh(self, changes: Any) -> None:
        """Read again when something of the plan changed."""
        if self._desk.is_open and changes.touches(*_TABLES):
            self.load()
            if self.paper is not None:
                self.paper.read()

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self.add_line.flush()
        for block in self.blocks.values():
            block.flush()
        if self.paper is not None:
            self.paper.flush()

    def focus_first(self) -> None:
        """The paper open, else the line that adds an objective."""
        if self.paper is not None:
            self.paper.focus_first()
        else:
            self.add_line.field.setFocus()

    def take_scans(self, paths: Sequence[Path]) -> bool:
        """Join files to the paper shown, printed or signed. False, and nothing done, when none is."""
        return self.paper is not None and self.paper.take_scans(paths)

    def go_to(self, contract_id: str) -> None:
        """Open a paper."""
        if self.plan is None:
            self._wanted = contract_id
        else:
            self._open(contract_id)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _show(self, plan: Plan) -> None:
        self.plan = plan
        self._show_objectives(plan.objectives)
        self.suggestions.show_suggestions(plan.suggestions)
        self.papers.show_plan(plan)
        count = sum(each.row.status == plans.UNDER_WAY for each in plan.objectives)
        self._head.set_meta(_("{count} en cours").format(count=count) if count else "")
        most = plans.MOST_OBJECTIVES
        over = _("Le contrat prend les {most} premiers objectifs en cours.").format(most=most)
        empty = _("Qu’est-ce que la personne veut, avec ses mots\u00a0? Un objectif suffit pour commencer.")
        self._said.setText(over if count > most else ("" if plan.objectives else empty))
        self._said.setVisible(bool(self._said.text()))
        self._detail_what_was_taken_up()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._open(wanted)

    def _show_objectives(self, views: tuple[ObjectiveView, ...]) -> None:
        wanted = {view.row.id for view in views}
        for row_id in set(self.blocks) - wanted:
            block = self.blocks.pop(row_id)
            self._list.removeWidget(block)
            block.hide()
            block.deleteLater()
        for place, view in enumerate(views):
            block = self.blocks.get(view.row.id)
            if block is None:
                block = self.blocks[view.row.id] = ObjectiveBlock(self._desk, self._person_id, place + 1, view)
            else:
                block.show_view(place + 1, view)
            if self._list.indexOf(block) != place:
                self._list.insertWidget(place, block)

    def _add_objective(self, title: str) -> None:
        def refused(failure: KodikoError) -> None:
            self.add_line.put_back(title)
            self._desk.refused.emit(failure.sentence)

        self._desk.write(
            plans.add_objective,
            receiver=self,
            failed=refused,
            told=_("Objectif ajouté."),
            person_id=self._person_id,
            title=title,
        )

    def _take_up(self, suggestion: Suggestion) -> None:
        self._desk.write(
            plan_view.take_up,
            receiver=self,
            then=self._taken_up,
            told=_("Objectif ajouté depuis le diagnostic."),
            person_id=self._person_id,
            suggestion=suggestion,
        )

    def _taken_up(self, objective_id: str) -> None:
        self._to_detail = objective_id
        self._detail_what_was_taken_up()

    def _detail_what_was_taken_up(self) -> None:
        """The keyboard goes to the new objective, where its next action is written, once it is shown: the line that was
        pressed is gone."""
        block = self.blocks.get(self._to_detail)
        if block is not None and self.paper is None:
            self._to_detail = ""
            give_keyboard(block.add_line.field)

    def _prepare(self, template: str, placement_id: str) -> None:
        self.flush()
        self._desk.write(
            contracts.draft_contract,
            receiver=self,
            then=self._open,
            told=_("Papier préparé\u00a0: relisez-le, puis imprimez-le."),
            person_id=self._person_id,
            template=template,
            placement_id=placement_id or None,
        )

    def _open(self, contract_id: str) -> None:
        if self.paper is not None and self.paper.contract_id == contract_id:
            return
        self._close_paper()
        self.paper = PaperPage(self._desk, contract_id)
        self.paper.left.connect(self._leave)
        self.paper.open_asked.connect(self._open)
        self._main.addWidget(self.paper)
        self._main.setCurrentWidget(self.paper)
        self.paper.focus_first()

    def _leave(self) -> None:
        self._close_paper()
        self.load()
        self.papers.focus_first()

    def _close_paper(self) -> None:
        if self.paper is not None:
            self.paper.flush()
            page, self.paper = self.paper, None
            self._main.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._main.setCurrentIndex(0)
