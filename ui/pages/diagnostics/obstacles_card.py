"""« Ce qui bloque aujourd’hui »: the subjects the latest diagnostic names, with the word the person gave."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.diagnostics.person_diagnostics import Obstacle
from ui.widgets.card import Card
from ui.widgets.row import Row
from ui.widgets.text import label


class ObstaclesCard(Card):
    """One line a subject, the heaviest first; nothing is shown before a diagnostic says something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Ce qui bloque aujourd’hui"), " ", parent)

    def show_obstacles(self, obstacles: Sequence[Obstacle], source: str) -> None:
        """Show what is in the way, and which form says so."""
        self.clear()
        self.set_meta(source)
        self.setVisible(bool(source))
        for place, each in enumerate(obstacles):
            words = _("{subject} — {details}").format(subject=each.title, details=each.details)
            badge = (each.word, "warning" if each.heavy else "neutral")
            self.add_row(Row(words if each.details else each.title, badge=badge, opens=False, separated=place > 0))
        if source and not obstacles:
            self.add(label(_("Rien ne bloque, d’après le dernier diagnostic."), tone="muted"))
