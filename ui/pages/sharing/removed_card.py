"""Laptops taken out of the team: what each wrote since, and the decision, which can be turned."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sharing import removed
from kodiko_desktop.services.sharing.removed import Removed, Said
from kodiko_desktop.services.sharing.state import SharingState
from ui.desk import Desk
from ui.pages.sharing.remove_dialog import RootCodeDialog
from ui.pages.sharing.words import at_left
from ui.widgets.card import Card
from ui.widgets.row import Row
from ui.widgets.text import label

_SHOWN = 10


class RemovedCard(Card):
    """One block a laptop; hidden when none was taken out. `written`: something is to go with the next exchange."""

    def __init__(self, desk: Desk, *, written: Callable[[], None]) -> None:
        super().__init__(_("Ordinateurs retirés"))
        self._desk, self._written = desk, written
        self._found: tuple[Removed, ...] = ()
        self._admin = self._disputed = False
        self.buttons: list[QPushButton] = []
        self.dialog: RootCodeDialog | None = None
        self.hide()

    def show_state(self, state: SharingState) -> None:
        """Read what they say."""
        self._admin, self._disputed = state.team.admin, state.team.disputed
        if state.team.retired and not state.team.disputed:
            self.hide()
        elif self._desk.is_open:
            self._desk.read(removed.removed, receiver=self, then=self._show)

    def show_again(self) -> None:
        """Names are hidden or shown again."""
        self._fill()

    def ask_root_code(self) -> None:
        """Ask for the code that says which of two stays."""
        self.dialog = RootCodeDialog(self._desk, self)
        self.dialog.stays.connect(self._written)
        self.dialog.open()

    def _show(self, found: tuple[Removed, ...]) -> None:
        self._found = found
        self.setVisible(bool(found))
        self._fill()

    def _fill(self) -> None:
        self.clear()
        self.buttons = []
        if self._disputed:
            self._add([self._button(_("Taper le code racine…"), "", lambda _checked=False: self.ask_root_code())])
        for laptop in self._found:
            self.add_row(Row(laptop.name, subtitle=self._sentence(laptop), opens=False))
            for said in laptop.said[:_SHOWN]:
                self.add_row(self._line(said))
            if len(laptop.said) > _SHOWN:
                more = len(laptop.said) - _SHOWN
                words = ngettext("et {count} autre chose", "et {count} autres choses", more).format(count=more)
                self.add(label(words, tone="muted"))
            self._add(self._decisions(laptop) if self._admin else [])

    def _decisions(self, laptop: Removed) -> list[QPushButton]:
        made = []
        if laptop.waiting or laptop.left:
            name = _("Garder les saisies de «\u00a0{name}\u00a0»").format(name=laptop.name)
            told = _("Les saisies de «\u00a0{name}\u00a0» sont gardées.").format(name=laptop.name)
            made.append(self._button(_("Garder ces saisies"), name, partial(self._decide, _keep, laptop, told)))
        if laptop.waiting or laptop.counted:
            name = _("Laisser de côté les saisies de «\u00a0{name}\u00a0»").format(name=laptop.name)
            told = _("Les saisies de «\u00a0{name}\u00a0» restent de côté.").format(name=laptop.name)
            made.append(self._button(_("Laisser de côté"), name, partial(self._decide, _leave, laptop, told)))
        return made

    def _sentence(self, laptop: Removed) -> str:
        parts = [_("retiré {when} par «\u00a0{by}\u00a0»").format(when=laptop.when, by=laptop.by)] if laptop.by else []
        if laptop.waiting:
            parts.append(_("{typed} attendent une décision").format(typed=removed.typed(laptop.waiting)))
        if laptop.left:
            parts.append(_("{typed} de côté").format(typed=removed.typed(laptop.left)))
        if laptop.counted:
            parts.append(_("{typed} gardées depuis son retrait").format(typed=removed.typed(laptop.counted)))
        return " · ".join(parts) or _("retiré avec l’ordinateur qui l’avait fait entrer")

    def _line(self, said: Said) -> Row:
        about = self._desk.name(said.about) if said.about else ""
        return Row(
            about or said.what, subtitle=" · ".join([said.what, said.when] if about else [said.when]), opens=False
        )

    def _button(self, text: str, name: str, act: Callable[..., Any]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "quiet")
        if name:
            button.setAccessibleName(name)
        button.clicked.connect(act)
        return button

    def _add(self, buttons: list[QPushButton]) -> None:
        if buttons:
            self.buttons += buttons
            holder = QWidget()
            holder.setLayout(at_left(*buttons))
            self.add_row(holder)

    def _decide(self, decide: Callable[..., None], laptop: Removed, told: str, _checked: bool = False) -> None:
        self._desk.write(
            decide,
            receiver=self,
            told=told,
            then=lambda _nothing: self._decided(),
            device=laptop.device,
        )

    def _decided(self) -> None:
        self._desk.read(removed.removed, receiver=self, then=self._show)
        self._written()


def _keep(store: Any, *, author: str, device: str) -> None:
    removed.let_count(store, device=device)


def _leave(store: Any, *, author: str, device: str) -> None:
    removed.leave_aside(store, device=device)
