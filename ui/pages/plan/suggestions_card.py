"""What the diagnostics say, offered as objectives: one press takes it up, in the person's words when there are some."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.plan.plan_view import Suggestion
from ui.widgets.card import Card
from ui.widgets.row import Row


class SuggestionsCard(Card):
    """`chosen` carries a Suggestion."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Ce que disent les diagnostics"), " ", parent)
        self._shown: tuple[Suggestion, ...] = ()

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Offer these; nothing is shown when there is nothing to offer."""
        self.setVisible(bool(suggestions))
        if tuple(suggestions) == self._shown:
            return
        self._shown = tuple(suggestions)
        self.clear()
        self.set_meta(_("un clic en fait un objectif"))
        for place, each in enumerate(suggestions):
            parts = [each.why, each.action.get("title", ""), each.source]
            word = _("la personne veut agir") if each.wanted else _("à proposer")
            row = Row(
                each.title,
                subtitle=" · ".join(part for part in parts if part),
                badge=(word, "accent" if each.wanted else "neutral"),
                separated=place > 0,
            )
            row.clicked.connect(lambda _checked=False, each=each: self.chosen.emit(each))
            self.add_row(row)
