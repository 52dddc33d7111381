"""Question by question, what was said then and what is said now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.forms import Change, Comparison, QuestionChange
from kodiko_desktop.domain.wording import N_, _
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.card import Card
from ui.widgets.row import Row
from ui.widgets.text import label

_WORDS = {
    Change.SAME: (N_("pareil"), "neutral"),
    Change.CHANGED: (N_("a changé"), "accent"),
    Change.NEW_ANSWER: (N_("nouveau"), "accent"),
    Change.NO_LONGER: (N_("plus de réponse"), "neutral"),
    Change.ADDED: (N_("question ajoutée"), "neutral"),
    Change.REMOVED: (N_("question retirée"), "neutral"),
}
_UNCHANGED = (Change.SAME,)


class ComparisonView(QWidget):
    """What changed first, then what stayed. `left`: back to the list."""

    left = Signal()

    def __init__(self, comparison: Comparison, then_name: str, now_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        back = QPushButton(_("Tous les diagnostics"))
        back.setProperty("kind", "quiet")
        set_icon(back, "chevron-left", "accent", 16)
        back.clicked.connect(lambda _checked=False: self.left.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_4)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        moved = [each for each in comparison.questions if each.change not in _UNCHANGED]
        same = [each for each in comparison.questions if each.change in _UNCHANGED]
        dates = _("{then} → {now}").format(then=then_name, now=now_name)
        column.addWidget(_card(_("Ce qui a changé"), dates, moved, _("Aucune réponse n’a changé.")))
        if same:
            column.addWidget(_card(_("Ce qui est pareil"), "", same, ""))
        column.addStretch(1)
        self._back = back

    def focus_first(self) -> None:
        """The button that leaves."""
        self._back.setFocus()


def _card(title: str, meta: str, changes: list[QuestionChange], empty: str) -> Card:
    card = Card(title, meta)
    for place, each in enumerate(changes):
        word, kind = _WORDS[each.change]
        card.add_row(Row(each.text, subtitle=_said(each), badge=(_(word), kind), opens=False, separated=place > 0))
    if not changes and empty:
        card.add(label(empty, tone="muted"))
    return card


def _said(change: QuestionChange) -> str:
    if change.change is Change.SAME:
        words = change.now
    else:
        words = _("{then} → {now}").format(then=change.then or "—", now=change.now or "—")
    return _("{words} · la question a changé de mots").format(words=words) if change.reworded else words
