"""The laptops of the team, and the invitations that wait for theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import teams
from kodiko_desktop.services.sharing.state import SharingState
from kodiko_desktop.services.sharing.teams import Invited, Laptop
from ui.desk import Desk
from ui.pages.sharing.invite_dialog import InviteDialog
from ui.pages.sharing.remove_dialog import RemoveDialog
from ui.pages.sharing.rename_dialog import RenameDialog
from ui.pages.sharing.words import at_left
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.row import Row
from ui.widgets.text import label


@dataclass(frozen=True)
class TeamRead:
    """What this tab shows."""

    laptops: tuple[Laptop, ...]
    invitations: tuple[Invited, ...]
    antennas: tuple[tuple[str, str], ...]


def read_team(store: Any) -> TeamRead:
    """Read it on the store's worker. `antennas`: those this laptop may hand over."""
    laptops = teams.devices(store)
    own = next((each.antennas for each in laptops if each.this_one), ())
    return TeamRead(laptops, teams.invitations(store), own)


class LaptopRow(QWidget):
    """A laptop, its antennas, when it was heard; the buttons that rename it, give it an antenna, take it out."""

    give_asked = Signal(str)
    rename_asked = Signal()
    remove_asked = Signal()

    def __init__(
        self, laptop: Laptop, missing: tuple[tuple[str, str], ...], *, may_rename: bool, may_remove: bool
    ) -> None:
        super().__init__()
        parts = [", ".join(name for _id, name in laptop.antennas) or _("aucune antenne")]
        if not laptop.this_one:
            parts.append(_("entendu {when}").format(when=laptop.heard) if laptop.heard else _("pas encore entendu"))
        parts.append(_("ses numéros portent {code}").format(code=laptop.code))
        if laptop.waiting:
            parts.append(_("a écrit des choses qui ne sont pas encore arrivées ici"))
        badge = (_("cet ordinateur"), "accent") if laptop.this_one else None
        if badge is None and laptop.admin:
            badge = (_("administre"), "neutral")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Row(laptop.name, subtitle=" · ".join(parts), badge=badge, opens=False))
        acts = []
        if may_rename:
            self.rename_button = QPushButton(_("Renommer…"))
            self.rename_button.setProperty("kind", "quiet")
            self.rename_button.setAccessibleName(_("Renommer {name}").format(name=laptop.name))
            self.rename_button.clicked.connect(lambda _checked=False: self.rename_asked.emit())
            acts.append(self.rename_button)
        if missing:
            give = QPushButton(_("Confier une antenne…"))
            give.setProperty("kind", "quiet")
            give.setAccessibleName(_("Confier une antenne à {name}").format(name=laptop.name))
            menu = QMenu(give)
            for number, name in missing:
                menu.addAction(name.replace("&", "&&")).triggered.connect(
                    lambda _checked=False, number=number: self.give_asked.emit(number)
                )
            give.setMenu(menu)
            acts.append(give)
            self.give_button = give
        if may_remove:
            self.remove_button = QPushButton(_("Retirer cet ordinateur…"))
            self.remove_button.setProperty("kind", "quiet")
            self.remove_button.setAccessibleName(_("Retirer {name} de l’équipe").format(name=laptop.name))
            self.remove_button.clicked.connect(lambda _checked=False: self.remove_asked.emit())
            acts.append(self.remove_button)
        if acts:
            column.addLayout(at_left(*acts))


class TeamTab(QWidget):
    """`show_state` is called when the page read again; `written`, once something is to go with the next exchange."""

    def __init__(self, desk: Desk, *, written: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._written = desk, written
        self._read: TeamRead | None = None
        self._admin = self._focus_wanted = False
        self.dialog: InviteDialog | None = None
        self.laptops, self.invitations = Card(_("Ordinateurs de l’équipe")), Card(_("Invitations en attente"))
        self.invite_button = QPushButton(_("&Inviter un ordinateur…"))
        self.invite_button.setProperty("kind", "primary")
        self.invite_button.setEnabled(False)
        self.invite_button.clicked.connect(lambda _checked=False: self.invite())
        self.laptops.add_to_head(self.invite_button)
        columns = Columns()
        columns.main.addWidget(self.laptops)
        columns.side.addWidget(self.invitations)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_5)
        column.addWidget(columns)
        column.addStretch(1)

    def show_state(self, state: SharingState) -> None:
        """Read the team."""
        self._admin = state.team.admin
        self.invite_button.setVisible(self._admin)
        self._again()

    def show_again(self) -> None:
        """Laptops keep their names in discreet mode: they are the team's own."""

    def focus_first(self) -> None:
        """What one comes here for; once the team is read."""
        self._focus_wanted = self._read is None
        if self.invite_button.isEnabled() and not self.invite_button.isHidden():
            self.invite_button.setFocus()

    def invite(self) -> None:
        """Ask for the antennas, then show the code."""
        if self._read is not None:
            self._open(InviteDialog(self._desk, self, antennas=self._read.antennas))

    def rename(self, laptop: Laptop) -> None:
        """Ask for the name of a laptop."""
        self.name_dialog = RenameDialog(self._desk, laptop, self)
        self.name_dialog.renamed.connect(self._followed)
        self.name_dialog.open()

    def remove(self, laptop: Laptop) -> None:
        """Ask before a laptop is taken out of the team."""
        self.removal = RemoveDialog(self._desk, laptop, self)
        self.removal.removed.connect(self._followed)
        self.removal.open()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _again(self) -> None:
        if self._desk.is_open:
            self._desk.read(read_team, receiver=self, then=self._show)

    def _open(self, dialog: InviteDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(lambda _code: self._again())
        dialog.open()

    def _show(self, found: TeamRead) -> None:
        if found == self._read:
            return
        self._read = found
        self.invite_button.setEnabled(True)
        self.laptops.clear()
        for laptop in found.laptops:
            held = {number for number, _name in laptop.antennas}
            missing = tuple(each for each in found.antennas if each[0] not in held) if self._admin else ()
            row = LaptopRow(
                laptop,
                missing,
                may_rename=self._admin or laptop.this_one,
                may_remove=self._admin and not laptop.this_one,
            )
            row.remove_asked.connect(partial(self.remove, laptop))
            row.rename_asked.connect(partial(self.rename, laptop))
            row.give_asked.connect(partial(self._give, laptop))
            self.laptops.add_row(row)
        if not self._admin:
            self.laptops.add(
                label(_("Pour inviter un ordinateur, demandez à une personne qui administre l’équipe."), tone="muted")
            )
        self._show_invitations(found.invitations)
        if self._focus_wanted:
            self.focus_first()

    def _show_invitations(self, invitations: tuple[Invited, ...]) -> None:
        self.invitations.clear()
        self.invitations.setVisible(self._admin)
        if not invitations:
            self.invitations.add(label(_("Aucune invitation n’attend."), tone="muted"))
        for invited in invitations:
            row = Row(
                ", ".join(invited.antennas),
                subtitle=_("Expire {when}. Pressez pour revoir le code.").format(when=invited.expires),
                badge=(_("administre"), "neutral") if invited.admin else None,
            )
            row.clicked.connect(
                lambda _checked=False, invited=invited: self._open(InviteDialog(self._desk, self, invited=invited))
            )
            self.invitations.add_row(row)
            cancel = QPushButton(_("Retirer cette invitation"))
            cancel.setProperty("kind", "quiet")
            cancel.clicked.connect(lambda _checked=False, number=invited.id: self._cancel(number))
            holder = QWidget()
            holder.setLayout(at_left(cancel))
            self.invitations.add_row(holder)

    def _cancel(self, number: str) -> None:
        self._desk.write(
            _cancel,
            receiver=self,
            then=lambda _nothing: self._again(),
            told=_("L’invitation est retirée\u00a0: son code ne sert plus."),
            invitation_id=number,
        )

    def _followed(self) -> None:
        self._again()
        self._written()

    def _give(self, laptop: Laptop, antenna_id: str) -> None:
        self._desk.write(
            _give,
            receiver=self,
            then=lambda _nothing: self._followed(),
            told=_("«\u00a0{name}\u00a0» lira cette antenne après son prochain échange.").format(name=laptop.name),
            device=laptop.id,
            antenna_id=antenna_id,
        )


def _cancel(store: Any, *, author: str, invitation_id: str) -> None:
    teams.cancel_invitation(store, invitation_id)


def _give(store: Any, *, author: str, device: str, antenna_id: str) -> None:
    teams.give_antenna(store, device=device, antenna_id=antenna_id)
