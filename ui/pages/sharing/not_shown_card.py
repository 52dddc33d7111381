"""What came and could not be shown, and why; hidden when there is nothing of the kind."""

from typing import Any

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing.state import SharingState
from ui.desk import Desk
from ui.widgets.card import Card
from ui.widgets.row import Row

_MOST = 50
"""Lines of values: a program gone wrong can send thousands, and nobody reads them one by one."""


class NotShownCard(Card):
    """A line for each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Reçu, mais pas encore montré"))
        self._desk = desk
        self._found: tuple[Any, ...] = ()
        self.hide()

    def show_state(self, state: SharingState) -> None:
        """Read why, when there is something."""
        self.setVisible(bool(state.not_shown))
        if state.not_shown and self._desk.is_open:
            from kodiko_desktop.services.sharing.not_shown import not_shown

            self._desk.read(lambda store: not_shown(store.read(), most=_MOST), receiver=self, then=self._show)

    def show_again(self) -> None:
        """Names are hidden or shown again."""
        self._fill()

    def _show(self, found: tuple[Any, ...]) -> None:
        if found != self._found:
            self._found = found
            self._fill()

    def _fill(self) -> None:
        self.clear()
        for each in self._found:
            self.add_row(Row(each.sentence, opens=False))
