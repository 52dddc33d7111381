"""Laptops put aside because two of them write under one name: what each version says, and the decision to take back."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import put_aside
from kodiko_desktop.services.sharing.put_aside import Difference, PutAside
from kodiko_desktop.services.sharing.state import SharingState
from ui.desk import Desk
from ui.pages.sharing.words import at_left
from ui.widgets.card import Card
from ui.widgets.row import Row

_SHOWN = 10


class PutAsideCard(Card):
    """One block a laptop and antenna; hidden when none is put aside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Ordinateurs mis de côté"))
        self._desk = desk
        self._found: tuple[PutAside, ...] = ()
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_state(self, state: SharingState) -> None:
        """Read what they say, when there are any."""
        some = any(warned.kind == "quarantine" for warned in state.warnings)
        self.setVisible(some)
        if some and self._desk.is_open:
            self._desk.read(put_aside.laptops_put_aside, receiver=self, then=self._show)

    def show_again(self) -> None:
        """Names are hidden or shown again."""
        self._fill()

    def _show(self, found: tuple[PutAside, ...]) -> None:
        if found != self._found:
            self._found = found
            self._fill()

    def _fill(self) -> None:
        self.clear()
        self.buttons = []
        for laptop in self._found:
            where = _("{antenna}, {when}").format(antenna=laptop.where, when=laptop.when)
            self.add_row(Row(laptop.name, subtitle=where, opens=False))
            for difference in laptop.differences[:_SHOWN]:
                self.add_row(self._difference(difference))
            button = QPushButton(_("Reprendre cet ordinateur"))
            button.setProperty("kind", "quiet")
            button.setAccessibleName(
                _("Reprendre «\u00a0{name}\u00a0» ({where})").format(name=laptop.name, where=where)
            )
            button.setToolTip(_("Ses deux versions deviennent des désaccords à régler\u00a0: rien n’est perdu."))
            button.clicked.connect(partial(self._take_back, laptop))
            self.buttons.append(button)
            holder = QWidget()
            holder.setLayout(at_left(button))
            self.add_row(holder)

    def _difference(self, found: Difference) -> Row:
        said = _("{label}\u00a0: ici «\u00a0{here}\u00a0», là-bas «\u00a0{there}\u00a0»").format(
            label=found.label, here=found.here, there=found.there
        )
        return Row(
            _("{about}, {where}").format(about=self._desk.name(found.about), where=found.where),
            subtitle=said,
            opens=False,
        )

    def _take_back(self, laptop: PutAside, _checked: bool = False) -> None:
        self._desk.write(
            put_aside.take_back,
            receiver=self,
            told=_("«\u00a0{name}\u00a0» est repris. Ce que ses deux versions disent est à décider.").format(
                name=laptop.name
            ),
            then=self._taken_back,
            stream=laptop.stream,
            device=laptop.device,
        )

    def _taken_back(self, _count: Any) -> None:
        self._found = ()
        self.hide()
