"""Contracts, notices and authorisations of the person: which are drafts, to sign, signed; and a menu to prepare one."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.contracts import contract_templates as kinds
from kodiko_desktop.services.plan.plan_view import Plan
from ui.pages.plan.words import PAPER_WORDS, paper_line
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.row import Row


class PapersCard(Card):
    """`opened` carries the id of a paper; `prepare_asked` a template and the hire it starts from ("" for none)."""

    opened = Signal(str)
    prepare_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Contrats et papiers"), parent=parent)
        self.prepare_button = QPushButton(_("Préparer"))
        self.prepare_button.setAccessibleName(_("Préparer un papier"))
        self.prepare_button.setProperty("menued", "true")
        self.menu = QMenu(self)
        self.prepare_button.setMenu(self.menu)
        self.add_to_head(self.prepare_button)

    def show_plan(self, plan: Plan) -> None:
        """Show the papers, and offer the templates."""
        self._fill_menu(plan)
        self.clear()
        for place, line in enumerate(plan.papers):
            word, kind = PAPER_WORDS.get(line.row.status, (line.row.status, "neutral"))
            row = Row(line.title, subtitle=paper_line(line.row), badge=(_(word), kind), separated=place > 0)
            row.clicked.connect(lambda _checked=False, row_id=line.row.id: self.opened.emit(row_id))
            self.add_row(row)
        if not plan.papers:
            self.add_row(
                EmptyState("signature", _("Aucun papier. Préparez le contrat\u00a0: le plan y est repris tel quel."))
            )

    def _fill_menu(self, plan: Plan) -> None:
        self.menu.clear()
        before = ""
        for template in plan.templates:
            if before in (kinds.ENGAGEMENT, kinds.TRIPARTITE) and template.kind != before:
                self.menu.addSeparator()
            before = template.kind
            if template.kind == kinds.AMENDMENT:
                continue  # begins from the signed contract it changes
            if template.kind == kinds.TRIPARTITE and plan.hires:
                for hire in plan.hires:
                    title = _("{title} — {hire}").format(title=template.title, hire=hire.title)
                    self.menu.addAction(title, partial(self.prepare_asked.emit, template.key, hire.id))
            else:
                self.menu.addAction(_named(template), partial(self.prepare_asked.emit, template.key, ""))


def _named(template: kinds.TemplateLine) -> str:
    """« Mon contrat avec l’association — version simple »."""
    if not template.about:
        return template.title
    about = template.about[:1].lower() + template.about[1:]
    return _("{title} — {about}").format(title=template.title, about=about)
