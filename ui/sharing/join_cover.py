"""Joining a team, before the window: the code, the wait for an answer, and the whole history that comes.

It may be left at any moment, closed with the application too: the request stays in the folder, what came stays here.
"""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress
from kodiko_desktop.domain.wording import _
from ui.jobs import Job
from ui.sharing.giving_back import giving_back
from ui.sharing.join_form import JoinForm
from ui.start.cover import Cover, Remark, button
from ui.start.gatekeeper import Gatekeeper
from ui.widgets.flow import FlowLayout
from ui.widgets.progress_row import ProgressRow

_LOOK_EVERY_MS = 5_000


class JoinCover(Cover):
    """`joined` when everything of the team is here; `left` when one goes back without joining; `alone` when one would
    rather begin without a team."""

    joined = Signal()
    left = Signal()
    alone = Signal()

    def __init__(
        self,
        gate: Gatekeeper,
        *,
        asked: bool,
        leave: str,
        device_name: str = "",
        may_begin_alone: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`asked`: the request is in the folder already, or the history is on its way; `leave`: the words of the button
        that leaves; `device_name`: the one offered; `may_begin_alone`: nobody sits here yet."""
        super().__init__(_("Rejoindre une équipe"), parent=parent)
        self._gate = gate
        self._job: Job | None = None
        self.form = JoinForm()
        self.form.device.setText(device_name)
        self.form.submitted.connect(self._ask)
        self.remark = Remark()
        self.progress = ProgressRow(_("Lecture de ce qui est arrivé"))
        self.progress.cancel_asked.connect(self._stop)
        self.ask_button = button(_("&Demander à rejoindre"), kind="primary")
        self.ask_button.clicked.connect(lambda _checked=False: self._ask())
        self.look_button = button(_("&Voir la réponse"), kind="primary")
        self.look_button.clicked.connect(lambda _checked=False: self._look())
        self.other_button = button(_("Autre &code…"))
        self.other_button.clicked.connect(lambda _checked=False: self._begin_again())
        self.alone_button = button(_("Commencer &seul…"))
        self.alone_button.clicked.connect(lambda _checked=False: self._begin_alone())
        self._may_begin_alone = may_begin_alone
        self.leave_button = button(leave)
        self.leave_button.clicked.connect(lambda _checked=False: self._leave())
        for part in (self.form, self.progress, self.remark):
            self.body.addWidget(part)
        holder = QWidget()
        flow = FlowLayout(holder)
        for each in (self.ask_button, self.look_button, self.other_button, self.alone_button, self.leave_button):
            flow.addWidget(each)
        self.body.addWidget(holder)
        self._again = QTimer(self)
        self._again.setInterval(_LOOK_EVERY_MS)
        self._again.timeout.connect(self._look)
        if asked:
            self._show_waiting()
            self._look()
        else:
            self._show_form()

    # -- what is shown --------------------------------------------------------------------------------------------

    def _show(self, form: bool = False, progress: bool = False, waiting: bool = False) -> None:
        self.form.setVisible(form)
        self.ask_button.setVisible(form)
        self.progress.setVisible(progress)
        self.look_button.setVisible(waiting)
        self.other_button.setVisible(waiting)
        self.alone_button.setVisible(self._may_begin_alone and not progress)
        self.leave_button.setVisible(not progress)

    def _show_form(self) -> None:
        self._again.stop()
        self.say(
            _("Rejoindre une équipe"),
            _(
                "Demandez un code à une personne qui administre l’équipe\u00a0: sur son ordinateur, page "
                "Synchronisation, «\u00a0Inviter un ordinateur\u00a0». Le code sert une seule fois."
            ),
        )
        self._show(form=True)
        self.first = self.form
        if self.isVisible():
            self.setFocus()

    def _show_waiting(self) -> None:
        self.say(
            _("La demande est déposée"),
            _(
                "Sur l’ordinateur qui a donné le code, pressez «\u00a0Synchroniser maintenant\u00a0». La réponse "
                "est cherchée ici toutes les cinq secondes. Avec une clé USB, portez-la là-bas puis "
                "rapportez-la\u00a0: vous pouvez fermer Kodiko entre-temps."
            ),
        )
        self._show(waiting=True)
        self.first = self.look_button
        if self.isVisible():
            self.setFocus()

    # -- asking ---------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        given = self.form.given() if self.ask_button.isEnabled() else None
        if given is None:
            return
        self.remark.say("")
        self.ask_button.setEnabled(False)
        path, code, device_name = given
        self._gate.with_key(
            _ask_to_join,
            {"path": path, "code": code, "device_name": device_name},
            then=lambda _folder: self._asked(),
            failed=self._refused,
            receiver=self,
            apart=True,
        )

    def _asked(self) -> None:
        self.ask_button.setEnabled(True)
        self._show_waiting()
        self._look()

    def _refused(self, failure: KodikoError) -> None:
        self.ask_button.setEnabled(True)
        if not self.form.refuse(failure):
            self.remark.say(failure.sentence)

    # -- the answer, then the history -----------------------------------------------------------------------------

    def _look(self) -> None:
        if self._job is not None:
            return
        self.remark.say("")
        self._job = self._gate.with_key(
            _go_on_joining,
            then=self._looked,
            failed=self._failed,
            cancelled=self._stopped,
            progress=self._show_progress,
            receiver=self,
            apart=True,
        )

    def _show_progress(self, done: int, total: int, sentence: str) -> None:
        if self.progress.isHidden():
            self._again.stop()
            self.say(
                _("L’équipe arrive"),
                _("Tout ce que vos antennes ont écrit vient sur cet ordinateur. Vous pouvez arrêter et reprendre."),
            )
            self._show(progress=True)
            self.progress.cancel_button.setEnabled(True)
            self.first = self.progress.cancel_button
            self.setFocus()
        self.progress.show_progress(done, total, sentence)

    def _looked(self, joined: bool) -> None:
        self._job = None
        if joined:
            self._again.stop()
            self.joined.emit()
            return
        if not self._again.isActive():
            self._show_waiting()
            self._again.start()

    def _failed(self, failure: KodikoError) -> None:
        self._job = None
        self._again.stop()
        self._show(waiting=True)
        self.remark.say(failure.sentence)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _stopped(self) -> None:
        self._job = None
        self.say(
            _("Arrêté en chemin"),
            _("Ce qui est arrivé est gardé. Reprenez quand vous voulez, même après avoir fermé Kodiko."),
        )
        self._show(waiting=True)
        self.other_button.hide()
        self.look_button.setText(_("&Reprendre"))
        self.first = self.look_button
        self.setFocus()

    # -- leaving --------------------------------------------------------------------------------------------------

    def _begin_again(self) -> None:
        self._again.stop()
        self._stop()
        self._gate.with_key(
            _give_up, then=lambda _nothing: self._show_form(), failed=self._failed, receiver=self, apart=True
        )

    def _begin_alone(self) -> None:
        self._again.stop()
        self._stop()
        self.alone.emit()

    def _leave(self) -> None:
        self._again.stop()
        self._stop()
        self.left.emit()


@giving_back
def _ask_to_join(opened: Any, values: dict[str, Any]) -> Any:
    from kodiko_desktop.services.sharing.joining import ask_to_join

    return ask_to_join(opened.store, **values)


@giving_back
def _go_on_joining(opened: Any, progress: Progress) -> bool:
    from kodiko_desktop.services.laptop.sitting import means_to_join
    from kodiko_desktop.services.sharing.joining import join_progress

    joined = join_progress(opened.store, progress)
    if joined:
        means_to_join(opened.store, False)
    return joined


@giving_back
def _give_up(opened: Any) -> None:
    from kodiko_desktop.services.sharing.joining import give_up_joining

    give_up_joining(opened.store)
