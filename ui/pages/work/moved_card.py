"""What a change of date, of contract or an absence moved, said in sentences; what is done never moves."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.moved_points import Move
from kodiko_desktop.domain.wording import _
from ui.widgets.card import Card
from ui.widgets.text import label


class MovedCard(Card):
    """The sentences of the last change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Ce qui bouge"), parent=parent)
        self.show_moves(())

    def show_moves(self, moves: Sequence[Move]) -> None:
        """Say these moves, or that nothing moved."""
        self.clear()
        if not moves:
            self.add(label(_("Aucune date n’a bougé."), tone="muted"))
            return
        for move in moves:
            self.add(label(move.sentence))
        self.add(label(_("Ce qui est fait n’a pas bougé."), tone="muted"))
