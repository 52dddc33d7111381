"""The window as a whole: frame, pages, desk, gatekeeper, and the sheets that stand before it while nothing is open."""

import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault.profiles import Profile
from ui.desk import Desk, Sitting
from ui.jobs import Jobs
from ui.page_entries import new_frame
from ui.shell.main_frame import MainFrame
from ui.shell.page import Page
from ui.start.daily_copy import make_copy_of_the_day
from ui.start.date_told import tell_a_date_gone_back
from ui.start.early_keys import EarlyKeys
from ui.start.gatekeeper import Gatekeeper
from ui.start.idle_limit import IdleLimit
from ui.start.open_dialogs import dismiss_open_dialogs, save_open_dialogs
from ui.start.rest_of_program import RestOfProgram
from ui.start.sheets_before import SheetsBefore
from ui.start.sitting_down import Arrival, ask_who, code_was_proved, load_first_page, who_sits_here
from ui.start.standing import Standing, return_to, standing
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from ui.sharing.in_window import SharingInWindow

_REST_AFTER_MS = 150
_DAILY_COPY_AFTER_MS = 20_000
"""The automatic copy waits until the coordinator has begun: the first minute is theirs."""


class MainWindow(QObject):
    """Puts the parts together; each does its own work. `usable` comes when the first page shows its lines."""

    usable = Signal()
    _written = Signal(object)

    def __init__(self, profile: Profile, *, frame: MainFrame | None = None, theme: Theme) -> None:
        """`frame`: one already on screen (see `ui.start.running`), whose pages `make_page` builds."""
        super().__init__()
        self.profile, self.theme = profile, theme
        self.frame = frame if frame is not None else new_frame(self.make_page)
        self.jobs = Jobs(self)
        self.desk = Desk(self.jobs, self)
        self.gate = Gatekeeper(profile, self.jobs, settle=self._settle, parent=self)
        self.rest = RestOfProgram(self.jobs, self)
        self.sheets = SheetsBefore(
            self.frame, self.gate, self.jobs, profile, self.rest, opened=self._opened, parent=self
        )
        self.early = EarlyKeys(self.frame)
        self._stood: Standing | None = None
        self._stop_listening: Any = None
        self._said_while_locking: list[str] = []
        self._to_say_at_the_desk: KodikoError | bool = False
        self._locking = False
        self._searchable = False
        self._today: Any = None
        self._connect()

    # -- life -----------------------------------------------------------------------------------------------------

    def show(self, opened: Any = None) -> None:
        """Show the window, and open the store once it is painted."""
        self.frame.painted.connect(lambda: self.begin(opened), Qt.ConnectionType.SingleShotConnection)
        self.frame.show()

    def begin(self, opened: Any = None) -> None:
        """Open the store, or take `opened` (an `OpenProfile`)."""
        self.early.hold()
        if opened is None:
            self.gate.start()
        else:
            self.gate.adopt(opened)

    def load_ahead(self) -> None:
        """Import what the first page reads while the keyring answers and the store opens."""
        self.jobs.run(load_first_page, store=False)

    def close(self) -> None:
        """End for good: what was typed is saved, the workers end, the store closes, the key is wiped."""
        self.frame.flush()
        if self.desk.is_open:
            self.jobs.finish_store()
        self.rest.give_up()
        self.jobs.close()
        self.gate.close()
        self.desk.forget()

    # -- wiring ---------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        frame, desk, gate = self.frame, self.desk, self.gate
        desk.going.connect(lambda place: frame.go(place.page, place))
        desk.acted.connect(lambda _act_id: frame.notices.act_followed())
        desk.told.connect(self._tell)
        desk.refused.connect(self._refuse)
        desk.changed.connect(frame.refresh)
        self._written.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        frame.discreet_changed.connect(desk.set_discreet)
        frame.undo_asked.connect(lambda: desk.is_open and desk.undo(receiver=frame))
        frame.lock_asked.connect(gate.lock)
        IdleLimit(desk, gate, self)
        frame.new_person_asked.connect(lambda: desk.go("people", tab="new"))
        frame.help_asked.connect(self._help)
        frame.closing.connect(QApplication.quit)
        gate.opened.connect(self._opened)
        gate.locking.connect(self._cover_for_locking)
        gate.locked.connect(self._locked)
        gate.restored.connect(self._restored)
        self.early.follow(gate, self.usable)

    def make_page(self, key: str) -> Page:
        """Build a page. All but the first screen need the whole program: the window waits for it without freezing."""
        if key == "today":
            from ui.pages.today.page import TodayPage

            page = TodayPage(self.desk)
            page.counted.connect(self._count)
            return page
        self.rest.wait()
        if key == "settings":
            from ui.pages.settings.page import SettingsPage

            return SettingsPage(self.desk, self.gate, self.theme)
        if key == "sharing":
            from ui.pages.sharing.page import SharingPage

            return SharingPage(self.desk, self.sharing)
        from ui.page_making import make_page

        return make_page(key, self.desk)

    # -- words ----------------------------------------------------------------------------------------------------

    def _tell(self, sentence: str, act_id: str | None) -> None:
        undo = (lambda: self.desk.undo(act_id, receiver=self.frame)) if act_id else None
        self.frame.notify(sentence, kind="done", action=_("Annuler") if act_id else "", on_action=undo)

    def _refuse(self, sentence: str) -> None:
        if self._locking:
            self._said_while_locking.append(sentence)
        else:
            self.frame.notify(sentence, kind="danger")

    def _help(self) -> None:
        from ui.start.help_dialog import show_help

        show_help(self.frame)

    # -- opening --------------------------------------------------------------------------------------------------

    def _opened(self, held: Any) -> None:
        self.jobs.run(
            who_sits_here,
            held.store,
            receiver=self,
            on_success=lambda arrival: self._sit(held, arrival),
            on_failure=self.sheets.failed,
        )

    def _sit(self, held: Any, arrival: Arrival) -> None:
        present = arrival.present
        if not present.known:
            self.early.drop()
            if arrival.joining:
                self.sharing.go_on_joining(held, left=self.frame.close)
            else:
                ask_who(self.frame, self.jobs, held, arrival, then=self._opened, failed=self.sheets.failed)
            return
        if arrival.idle:
            self.gate.set_idle_limit(datetime.timedelta(minutes=arrival.idle))
        self.desk.sitting = Sitting(
            held.store, present.staff_id, present.staff_name, present.antenna_id, present.antenna_name
        )
        self._stop_listening = held.store.on_change(self._written.emit)
        by_code = self.gate.code_served()
        if by_code:
            # Before the first page is read: it reminds of a code nobody has tried.
            self.jobs.run(code_was_proved, held.store, on_failure=lambda failure: self._refuse(failure.sentence))
        self.frame.rail.set_place(present.antenna_name)
        self.frame.set_waiting(False)
        self.frame.uncover()
        stood, self._stood = self._stood, None
        if stood is not None:
            return_to(self.frame, stood)
        else:
            self.desk.go("today")
        self._say_what_was_restored()
        if by_code:
            self.frame.notify(
                _(
                    "Le code de secours a ouvert vos données\u00a0: il marche. Choisissez maintenant ce qui les "
                    "ouvrira demain."
                ),
                kind="warning",
                action=_("Nouvelle phrase secrète…"),
                on_action=self._choose_phrase,
            )
        self._after_first_page()

    def _choose_phrase(self) -> None:
        self.desk.go("settings", tab="keys")
        self.frame.page().ask_for_phrase()

    def _after_first_page(self) -> None:
        page = self.frame.page()
        ready = getattr(page, "ready", None)
        if ready is None:
            self._begin_the_rest()
        else:
            ready.connect(self._begin_the_rest, Qt.ConnectionType.SingleShotConnection)

    def _count(self, due: int) -> None:
        self.frame.rail.set_count("today", due)

    def _count_behind(self) -> None:
        """The rail counts what waits today whatever the page shown: after unlocking, and as things are written."""
        if self._today is None:
            from ui.pages.today.count import TodayCount

            self._today = TodayCount(self.desk, lambda: (self.frame.place() or ("",))[0] == "today")
            self._today.counted.connect(self._count)
        self._today.read()

    @cached_property
    def sharing(self) -> "SharingInWindow":
        """The exchange with other laptops, made once the first page is there."""
        from ui.sharing.in_window import SharingInWindow

        return SharingInWindow(self.frame, self.desk, self.gate, enter=self._enter_again, parent=self)

    def _hear(self, changes: object) -> None:
        if "sharing" in vars(self):
            self.sharing.hear(changes)
        else:
            self.desk.changed.emit(changes)

    def _stop_sharing(self) -> None:
        if "sharing" in vars(self):
            self.sharing.stop()

    def _begin_the_rest(self) -> None:
        self.usable.emit()
        # Once the page is painted, and each in a turn of its own: the window never waits for all of them.
        for step in (self.rest.load, self._count_behind, self._offer_search, self._begin_sharing):
            QTimer.singleShot(_REST_AFTER_MS, self, step)
        QTimer.singleShot(_REST_AFTER_MS, self, lambda: tell_a_date_gone_back(self.desk, self.frame))
        QTimer.singleShot(_DAILY_COPY_AFTER_MS, self, lambda: make_copy_of_the_day(self.gate, self.frame))

    def _begin_sharing(self) -> None:
        if self.desk.is_open:
            self.sharing.begin()

    def _offer_search(self) -> None:
        if not self._searchable:
            from ui.palette_looks import offer_looks
            from ui.palette_search import offer_search

            self._searchable = True
            offer_search(self.frame.commands, self.desk)
            offer_looks(self.frame.commands, self.desk, self.theme)

    def _enter_again(self, held: Any) -> None:
        """A whole team came in this store: everything is read from the beginning."""
        self._stop_sharing()
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        self.desk.forget()
        self.frame.forget_pages()
        self._opened(held)

    # -- locking --------------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        self._stood = standing(self.frame)
        self.frame.flush()
        save_open_dialogs()

    def _cover_for_locking(self) -> None:
        from ui.start.unlock_cover import LockCover

        self._locking = True
        self._stop_sharing()
        dismiss_open_dialogs()
        self._lock_cover = LockCover()
        self._lock_cover.quit_asked.connect(self.frame.close)
        self._lock_cover.given.connect(self._unlock)
        self.frame.cover(self._lock_cover)

    def _locked(self) -> None:
        self._locking = False
        self.desk.forget()
        self._stop_listening = None
        self.frame.forget_pages()
        self.frame.rail.set_place("")
        self.frame.rail.set_count("today", 0)
        for sentence in self._said_while_locking:
            self._lock_cover.tell(sentence)
        self._said_while_locking.clear()
        if self.gate.is_restoring:
            self._lock_cover.say(_("Restauration en cours"), _("Vos données reviennent dans un instant."))
            return
        from ui.start.unlocking import ways_into

        self.jobs.run(
            ways_into,
            self.profile,
            receiver=self._lock_cover,
            on_success=self._may_unlock,
            on_failure=self.sheets.failed,
        )

    def _may_unlock(self, ways: Any) -> None:
        self._lock_cover.ready(ways)
        if self._lock_cover.secret is not None:
            self.early.deliver_text()
        else:
            self.early.drop()

    def _restored(self, failure: KodikoError | None) -> None:
        """Said once somebody sits here again, over the page they return to."""
        self._to_say_at_the_desk = failure or True

    def _say_what_was_restored(self) -> None:
        outcome, self._to_say_at_the_desk = self._to_say_at_the_desk, False
        if isinstance(outcome, KodikoError):
            self.frame.notify_failure(outcome)
        elif outcome:
            self.frame.notify(
                _(
                    "La sauvegarde est restaurée. Les données d’avant sont mises de côté\u00a0: pour les retrouver, "
                    "Réglages, Sauvegardes, en bas de la liste."
                ),
                kind="done",
            )

    def _unlock(self, secret: Any) -> None:
        from ui.start.unlocking import again

        cover = self._lock_cover
        self.gate.open_with(again, secret, failed=self._refused_by_lock(cover))

    def _refused_by_lock(self, cover: Any) -> Any:
        def tell(failure: KodikoError) -> None:
            from ui.start.failure_cover import may_be_restored
            from ui.start.unlocking import KeyringSilent

            if may_be_restored(failure):
                self.sheets.failed(failure)
                return
            if isinstance(failure, KeyringSilent):
                cover.ask_secret(passphrase=failure.passphrase)
            cover.refuse(failure.sentence)

        return tell
