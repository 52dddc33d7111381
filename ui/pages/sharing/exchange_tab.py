"""What went, what came, from whom; what asks for attention; the folders and the room the team takes in them."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing.state import SharingState
from kodiko_desktop.services.sharing.warnings import Warned
from ui.desk import Desk
from ui.pages.sharing.folders_card import FoldersCard
from ui.pages.sharing.not_shown_card import NotShownCard
from ui.pages.sharing.put_aside_card import PutAsideCard
from ui.pages.sharing.removed_card import RemovedCard
from ui.pages.sharing.space_card import SpaceCard
from ui.pages.sharing.words import typed
from ui.sharing.in_window import SharingInWindow
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.progress_row import ProgressRow
from ui.widgets.row import Row
from ui.widgets.text import label


class StateCard(Card):
    """The one sentence that matters first, and how far the exchange under way is."""

    def __init__(self, sharing: SharingInWindow) -> None:
        super().__init__(_("Où en est-on"))
        exchanger = sharing.exchanger
        self.headline, self.went = label(""), label("", tone="muted")
        self.progress = ProgressRow(_("Échange en cours"))
        self.progress.cancel_asked.connect(exchanger.cancel)
        for part in (self.headline, self.went, self.progress):
            self.add(part)
        exchanger.running_changed.connect(self._run)
        exchanger.progressed.connect(self.progress.show_progress)
        self._run(exchanger.is_running)

    def show_state(self, state: SharingState) -> None:
        """Show what was read."""
        self.headline.setText(state.headline)
        said = _("Envoyé ces sept derniers jours\u00a0: {typed}.").format(typed=typed(state.went))
        if state.without_key:
            said += " " + _(
                "{typed} d’une antenne dont cet ordinateur n’a pas encore la clé partiront dès qu’il l’aura reçue."
            ).format(typed=typed(state.without_key))
        self.went.setText(said)

    def _run(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.progress.cancel_button.setEnabled(True)
        if running:
            self.progress.show_progress(0, 0, _("Échange en cours"))


class WarningsCard(Card):
    """What asks for attention, alarms first; hidden when all is well."""

    def __init__(self) -> None:
        super().__init__(_("À savoir"))
        self._shown: tuple[Warned, ...] = ()

    def show_state(self, state: SharingState) -> None:
        """Show what was read."""
        self.setVisible(bool(state.warnings))
        if state.warnings == self._shown:
            return
        self._shown = state.warnings
        self.clear()
        for warned in state.warnings:
            badge = (_("À faire"), "danger") if warned.alarm else None
            row = Row(warned.sentence, badge=badge, opens=False)
            row.setToolTip("\n".join(warned.details[:20]))
            self.add_row(row)


class CameCard(Card):
    """Who brought something lately."""

    def __init__(self) -> None:
        super().__init__(_("Reçu ces sept derniers jours"))
        self._shown: Any = None

    def show_state(self, state: SharingState) -> None:
        """Show what was read."""
        if state.came == self._shown:
            return
        self._shown = state.came
        self.clear()
        for came in state.came:
            name = came.name or _("un ordinateur inconnu")
            self.add_row(
                Row(name, subtitle=_("{typed}, {when}").format(typed=typed(came.count), when=came.when), opens=False)
            )
        if not state.came:
            self.add(label(_("Rien n’est encore venu des autres ordinateurs."), tone="muted"))


class ExchangeTab(QWidget):
    """`show_state` shows what the page read."""

    def __init__(self, desk: Desk, sharing: SharingInWindow) -> None:
        super().__init__()
        self.state_card = StateCard(sharing)
        self.warnings, self.came = WarningsCard(), CameCard()
        self.folders = FoldersCard(desk, sharing)
        self.space, self.not_shown = SpaceCard(desk, sharing), NotShownCard(desk)
        self.put_aside = PutAsideCard(desk)
        self.removed = RemovedCard(desk, written=sharing.exchanger.acted)
        columns = Columns()
        for card in (self.state_card, self.warnings, self.put_aside, self.removed, self.folders, self.not_shown):
            columns.main.addWidget(card)
        for card in (self.came, self.space):
            columns.side.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_5)
        column.addWidget(columns)
        column.addStretch(1)

    def show_state(self, state: SharingState) -> None:
        """Show what was read."""
        for card in (
            *(self.state_card, self.warnings, self.put_aside, self.removed, self.came),
            *(self.folders, self.space, self.not_shown),
        ):
            card.show_state(state)

    def show_again(self) -> None:
        """Names are hidden or shown again."""
        self.not_shown.show_again()
        self.put_aside.show_again()
        self.removed.show_again()

    def focus_first(self) -> None:
        """The first control: the folders."""
        self.folders.focus_first()
