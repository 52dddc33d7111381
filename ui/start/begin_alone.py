"""Joining was begun, and one begins alone after all: who works here, and nothing of the team stays."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from ui.start.cover import Cover, Remark, button, buttons
from ui.start.gatekeeper import Gatekeeper
from ui.start.who_form import WhoForm


class BeginAlone(Cover):
    """`begun` once somebody sits here; `left` to go back to the team."""

    begun = Signal()
    left = Signal()

    def __init__(self, gate: Gatekeeper, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Commencer seul"),
            _(
                "Votre demande à l’équipe sera retirée\u00a0; rien de ce qui en est venu ne restera ici. Vous pourrez "
                "créer une équipe plus tard, ou en rejoindre une tant que personne n’est enregistré sur cet "
                "ordinateur. Ces noms figurent sur les feuilles imprimées."
            ),
            parent,
        )
        self._gate = gate
        self.form, self.remark = WhoForm(), Remark()
        self.form.finished.connect(self._begin)
        self.begin_button = button(_("&Commencer"), kind="primary")
        self.begin_button.clicked.connect(lambda _checked=False: self._begin())
        self.back_button = button(_("&Retour"))
        self.back_button.clicked.connect(lambda _checked=False: self.left.emit())
        self.body.addWidget(self.form)
        self.body.addWidget(self.remark)
        self.body.addLayout(buttons(self.begin_button, self.back_button))
        self.first = self.form

    def _begin(self) -> None:
        if not self.begin_button.isEnabled() or not self.form.is_whole():
            return
        self.remark.say("")
        self.begin_button.setEnabled(False)
        self._gate.with_key(
            _begin_alone,
            self.form.names(),
            then=lambda _nothing: self.begun.emit(),
            failed=self._refused,
            receiver=self,
            apart=True,
        )

    def _refused(self, failure: KodikoError) -> None:
        self.begin_button.setEnabled(True)
        self.remark.say(failure.sentence)


def _begin_alone(opened: Any, names: dict[str, str]) -> None:
    """Runs apart: the request is taken out of the folder. Raises AlreadyInTeam, SetUpRefused."""
    from kodiko_desktop.services.association import antennas
    from kodiko_desktop.services.laptop.sitting import means_to_join
    from kodiko_desktop.services.sharing.joining import start_alone

    try:
        start_alone(opened.store)
        antennas.set_up(opened.store, **names)
        means_to_join(opened.store, False)
    finally:
        opened.store.stop_reading()
