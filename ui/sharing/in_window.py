"""Ties the exchange to the window: foot of the rail, count beside « Synchronisation », notices, shortcut, joining."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress
from kodiko_desktop.domain.wording import _, ngettext
from ui.desk import Desk
from ui.sharing.exchanger import Exchanger, Turn
from ui.sharing.gathered import Gathered
from ui.sharing.giving_back import giving_back
from ui.sharing.network_words import grouped, network_words
from ui.shell.main_frame import MainFrame
from ui.start.gatekeeper import Gatekeeper

SHORTCUT = "F5"
_WORDS_AGAIN_MS = 30_000
_COUNT_AFTER_MS = 2_000


class SharingInWindow(QObject):
    """Made with the window. `hear` takes what acts and exchanges wrote; `begin` after each opening, `stop` before each
    lock; `enter` opens the store again from the beginning, once a team's history is in it."""

    def __init__(
        self, frame: MainFrame, desk: Desk, gate: Gatekeeper, *, enter: Callable[[Any], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._frame, self._desk, self._gate, self._enter = frame, desk, gate, enter
        desk.apart = self.apart
        self._offered = False
        self._answer_told = self._retired_told = self._counting = self._count_again = False
        self.gathered = Gathered(self)
        self.exchanger = Exchanger(gate, self.gathered, self)
        self.exchanger.turned.connect(self._turned)
        self.exchanger.running_changed.connect(lambda _running: self._say())
        self.exchanger.failed.connect(self._failed)
        self.gathered.told.connect(desk.changed.emit)
        desk.changed.connect(self._changed)
        self._again = QTimer(self)
        self._again.setInterval(_WORDS_AGAIN_MS)
        self._again.timeout.connect(self._say)
        self._asked = False
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(_COUNT_AFTER_MS)
        self._count_soon.timeout.connect(self._count)

    def hear(self, changes: Any) -> None:
        """What was written, in the thread of the window."""
        self.gathered.hear(changes)
        if changes.kind != "sync":
            self.exchanger.acted()

    def begin(self) -> None:
        """The first page is shown."""
        self._offer()
        self._again.start()
        self._count()
        self.exchanger.begin()

    def stop(self) -> None:
        """The store is about to close."""
        self._again.stop()
        self._count_soon.stop()
        self._counting = self._count_again = False
        self.exchanger.stop()
        self._answer_told = False
        self._frame.rail.set_count("sharing", 0)

    def looked(self) -> None:
        """Something this page shows was measured or forgotten: have it read again."""
        self.exchanger.look()

    def withdrawn(self) -> None:
        """The request to join was taken back."""
        self._answer_told = False
        self._frame.notify(_("La demande est retirée\u00a0: cet ordinateur travaille seul."), kind="done")
        self.exchanger.look()

    def now(self) -> None:
        """Somebody asks for an exchange."""
        if not self._desk.is_open:
            return
        self._asked = True
        self.exchanger.now()

    def apart(
        self,
        service: Callable[..., Any],
        *,
        receiver: QObject,
        then: Callable[[Any], None],
        failed: Callable[[KodikoError], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        **keywords: Any,
    ) -> None:
        """Call `service(store, …)`, which touches a shared folder, in a thread of its own: a share may hang. `service`
        is given a `progress` when the caller listens to it. A known failure is said, or handed to `failed`."""

        def listening(opened: Any, progress: Progress) -> Any:
            return service(opened.store, progress=progress, **keywords)

        def work(opened: Any) -> Any:
            return service(opened.store, **keywords)

        if self._desk.is_open and not self._gate.is_locking:
            self._gate.with_key(
                giving_back(listening) if progress is not None else giving_back(work),
                then=then,
                failed=failed or self._frame.notify_failure,
                progress=progress,
                receiver=receiver,
                apart=True,
            )

    # -- joining --------------------------------------------------------------------------------------------------

    def go_on_joining(self, held: Any, *, left: Callable[[], None]) -> None:
        """A first start, or one interrupted: the window stays covered until the team is here."""
        self._show_joining(held, leave=_("&Quitter"), left=left, alone=True)

    def join(self) -> None:
        """Join a team from the open window (the service refuses when people are registered here)."""
        if self._gate.held is not None:
            self.exchanger.stop()
            self._show_joining(self._gate.held, leave=_("&Revenir à Kodiko"), left=self._back)

    def _show_joining(self, held: Any, *, leave: str, left: Callable[[], None], alone: bool = False) -> None:
        def show(found: tuple[bool, str]) -> None:
            from ui.sharing.join_cover import JoinCover

            asked, device_name = found
            cover = JoinCover(self._gate, asked=asked, leave=leave, device_name=device_name, may_begin_alone=alone)
            cover.joined.connect(lambda: self._enter(held))
            cover.left.connect(left)
            cover.alone.connect(begin_alone)
            self._frame.cover(cover)

        def begin_alone() -> None:
            from ui.start.begin_alone import BeginAlone

            cover = BeginAlone(self._gate)
            cover.begun.connect(lambda: self._enter(held))
            cover.left.connect(lambda: self._show_joining(held, leave=leave, left=left, alone=alone))
            self._frame.cover(cover)

        self._gate.with_key(_where_joining_stands, then=show, failed=self._frame.notify_failure, receiver=self._frame)

    def _back(self) -> None:
        self._frame.uncover()
        self.exchanger.begin()

    # -- words ----------------------------------------------------------------------------------------------------

    def _turned(self, turn: Turn) -> None:
        self._say()
        if turn.reports or turn.answered:
            self._count()
        if self._asked or (turn.retired and not self._retired_told):
            self._asked = False
            self._frame.notify(_told(turn), kind="neutral")
        elif _guests(turn):
            self._frame.notify(_let_in(_guests(turn)), kind="neutral")
        self._retired_told = turn.retired
        if turn.answered and not self._answer_told:
            self._answer_told = True
            self._frame.notify(
                _("L’équipe a répondu\u00a0: cet ordinateur peut la rejoindre."),
                kind="done",
                action=_("Rejoindre"),
                on_action=self.join,
            )

    def _failed(self, failure: KodikoError) -> None:
        self._asked = False
        self._frame.notify_failure(failure)

    def _say(self) -> None:
        if self._desk.is_open:
            now = self._desk.here().store.now()
            words = network_words(self.exchanger.last, running=self.exchanger.is_running, now=now)
            self._frame.rail.set_network_words(*words)

    def _changed(self, changes: Any) -> None:
        if changes.kind in ("sync", "conflict.settle", "undo"):
            self._count()
        elif any(table == "person" for table, _row in changes.rows):
            self._count_soon.start()  # who may be registered twice

    def _count(self) -> None:
        if not self._desk.is_open or self._gate.is_locking:
            return
        self._count_again = self._counting
        if not self._counting:  # beside: among thousands of people, those who may be twice take half a second to find
            self._counting = True
            self._gate.with_key(
                giving_back(_asking),
                then=self._counted,
                failed=lambda _failure: self._counted(None),
                cancelled=lambda: self._counted(None),
                progress=lambda *_said: None,
                receiver=self,
            )

    def _counted(self, waiting: int | None) -> None:
        self._counting = False
        if self._count_again:
            self._count()
        if waiting is None:
            return
        last = self.exchanger.last
        if self._desk.is_open:
            self._frame.rail.set_count("sharing", waiting + (last is not None and last.answered))

    def _offer(self) -> None:
        if self._offered:
            return
        self._offered = True
        title = _("Synchroniser maintenant")
        self._frame.commands.add_action(
            "action:exchange",
            title,
            self.now,
            detail=SHORTCUT,
            can_run=lambda: self._desk.is_open,
            words=_("échanger partager envoyer recevoir"),
        )
        action = QAction(title, self._frame)
        action.setShortcut(QKeySequence(SHORTCUT))
        action.triggered.connect(lambda _checked=False: self.now())
        self._frame.addAction(action)


def _told(turn: Turn) -> str:
    """What an exchange somebody asked for did, in a sentence."""
    if not turn.member:
        return _("Cet ordinateur n’est dans aucune équipe\u00a0: voyez la page Synchronisation.")
    if turn.retired:
        return _(
            "Cet ordinateur a été retiré de l’équipe\u00a0: il n’échange plus rien, tout ce qui est ici reste lisible. "
            "Que faire est dit sur la page Synchronisation."
        )
    reached = [report for report in turn.reports if report.reached]
    refused = [report.trouble for report in turn.reports if report.trouble]
    if not reached and refused:
        return refused[0]
    if not reached:
        return _("Aucun dossier partagé n’est joignable. Vos saisies sont gardées ici\u00a0: elles partiront.")
    sent = max(report.sent for report in reached)  # what is put in two folders went once
    came = sum(sum(report.received.values()) for report in reached)
    guests = _guests(turn)
    if guests:
        return _let_in(guests)
    if not sent and not came:
        return _("Synchronisé\u00a0: rien de nouveau.")
    went = ngettext("{count} saisie envoyée", "{count} saisies envoyées", sent).format(count=grouped(sent))
    read = ngettext("{count} reçue", "{count} reçues", came).format(count=grouped(came))
    return _("Synchronisé\u00a0: {went}, {read}.").format(went=went, read=read)


def _guests(turn: Turn) -> list[str]:
    """The laptops that an exchange let in, by their names."""
    return sorted({name for report in turn.reports for name in report.guests})


def _let_in(guests: list[str]) -> str:
    return _("Synchronisé\u00a0: la réponse à {names} est déposée, l’historique peut partir.").format(
        names=", ".join(_("«\u00a0{name}\u00a0»").format(name=name) for name in guests)
    )


def _where_joining_stands(opened: Any) -> tuple[bool, str]:
    """(asked already, the name to offer for this laptop)."""
    from kodiko_desktop.services.sharing import teams

    state = teams.team_state(opened.store)
    asked = state.standing == teams.JOINING or state.history_coming
    return asked, teams.suggested_device_name(opened.store.read())


def _asking(opened: Any, progress: Progress) -> int:
    """How much asks for a person; nothing is loaded for a laptop that works alone."""
    store = opened.store
    if store.read().execute("SELECT 1 FROM sync_secret WHERE name = 'membership'").fetchone() is None:
        return 0
    from kodiko_desktop.services.sharing.to_decide import asking

    return asking(store, progress)
