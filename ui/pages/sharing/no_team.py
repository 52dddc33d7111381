"""Before any team: what one is for in two sentences, and the two ways in; or the request that waits for its answer."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing.joining import give_up_joining
from kodiko_desktop.services.sharing.state import SharingState
from kodiko_desktop.services.sharing.teams import JOINING
from ui.desk import Desk
from ui.pages.sharing.create_team_dialog import CreateTeamDialog
from ui.sharing.in_window import SharingInWindow
from ui.start.cover import buttons
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.text import label


class NoTeam(QWidget):
    """Two buttons, the first one for those who begin."""

    def __init__(self, desk: Desk, sharing: SharingInWindow) -> None:
        super().__init__()
        self._desk, self._sharing = desk, sharing
        self.dialog: CreateTeamDialog | None = None
        self.card = Card(_("Travailler à plusieurs ordinateurs"))
        self._words = label("")
        self.create_button = QPushButton(_("&Créer une équipe…"))
        self.create_button.setProperty("kind", "primary")
        self.create_button.clicked.connect(lambda _checked=False: self.create())
        self.join_button = QPushButton(_("&Rejoindre une équipe…"))
        self.join_button.clicked.connect(lambda _checked=False: sharing.join())
        self.withdraw_button = QPushButton(_("Re&tirer la demande"))
        self.withdraw_button.clicked.connect(lambda _checked=False: self.withdraw())
        self.withdraw_button.hide()
        holder = QWidget()
        line = buttons(self.create_button, self.join_button, self.withdraw_button)
        line.setContentsMargins(0, scale.SPACE_2, 0, scale.SPACE_2)
        holder.setLayout(line)
        self.card.add(self._words)
        self.card.add(holder)
        self.card.setMaximumWidth(720)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_5)
        column.addWidget(self.card)
        column.addStretch(1)

    def show_state(self, state: SharingState) -> None:
        """Nothing yet, or a request on its way."""
        joining = state.team.standing == JOINING
        answered = joining and self._sharing.exchanger.last is not None and self._sharing.exchanger.last.answered
        self.create_button.setVisible(not joining)
        self.withdraw_button.setVisible(joining)
        if answered:
            self._words.setText(
                _("L’équipe a répondu. Tout ce que vos antennes ont écrit va venir sur cet ordinateur.")
            )
            self.join_button.setText(_("&Rejoindre l’équipe…"))
        elif joining:
            self._words.setText(state.headline)
            self.join_button.setText(_("&Voir la réponse…"))
        else:
            self._words.setText(
                _(
                    "Une équipe réunit des ordinateurs qui travaillent chacun de leur côté et se mettent d’accord par "
                    "un dossier commun\u00a0: un partage du bureau, un dossier en ligne ou une clé USB. Tout y est "
                    "chiffré, et chaque ordinateur ne lit que ses antennes. Le premier crée l’équipe\u00a0; les "
                    "autres la rejoignent avec un code."
                )
            )
            self.join_button.setText(_("&Rejoindre une équipe…"))

    def focus_first(self) -> None:
        """The first button."""
        (self.join_button if self.create_button.isHidden() else self.create_button).setFocus()

    def withdraw(self) -> None:
        """Take the request back: this laptop works alone, and may make a team or ask another one."""
        self._sharing.apart(give_up_joining, receiver=self, then=lambda _nothing: self._sharing.withdrawn())

    def create(self) -> None:
        """Ask what a team needs."""
        self.dialog = CreateTeamDialog(self._desk, self._sharing, self)
        self.dialog.open()
