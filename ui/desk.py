"""What every page is given: the open store, work off the window's thread, where to go, and how to say what was done."""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.names import initials
from kodiko_desktop.domain.wording import _
from ui.jobs import Job, Jobs


class Place(NamedTuple):
    """Somewhere in the window: a page, the row it shows, the tab, and the field in focus. Locking comes back to it."""

    page: str
    row_id: str | None = None
    tab: str = ""
    field: str = ""


class Sitting(NamedTuple):
    """Who sits at this laptop, in which antenna, while the store is open. `store` is a `db.store.Store`."""

    store: Any
    staff_id: str
    staff_name: str
    antenna_id: str
    antenna_name: str


class Desk(QObject):
    """The desk between pages and services. Pages never touch the store: they `read` and `write` through jobs."""

    going = Signal(object)
    """A `Place` somebody asked to go to."""
    changed = Signal(object)
    """`db.changes.Changes`: rows were written; views decide whether to read again."""
    told = Signal(str, object)
    """A sentence to show without a window, and the id of the act that can be undone (or None)."""
    acted = Signal(str)
    """The id of an act just written from this window, before it is told: what was told of an older one is past."""
    refused = Signal(str)
    """A sentence that says what did not work, that nothing is lost, and what to do."""
    discreet_changed = Signal(bool)
    apart: Callable[..., None]
    """Calls a service that touches a shared folder, in a thread of its own: `SharingInWindow.apart`, set with the
    window."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.sitting: Sitting | None = None
        self.discreet = False
        self._undoable: list[str] = []

    # -- who and when ---------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """True while a store is open (not locked)."""
        return self.sitting is not None

    def here(self) -> Sitting:
        """The sitting. Raises RuntimeError when locked."""
        if self.sitting is None:
            raise RuntimeError("the store is locked")
        return self.sitting

    def today(self) -> datetime.date:
        """The day of the store's clock."""
        return self.here().store.now().date()

    def forget(self) -> None:
        """The store is locked: nobody sits here, and nothing can be undone from here any more."""
        self.sitting = None
        self._undoable.clear()

    # -- moving ---------------------------------------------------------------------------------------------------

    def go(self, page: str, row_id: str | None = None, *, tab: str = "", field: str = "") -> None:
        """Ask the window to show a place."""
        self.going.emit(Place(page, row_id, tab, field))

    # -- reading and writing --------------------------------------------------------------------------------------

    def read(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        receiver: QObject,
        then: Callable[[Any], None],
        **keywords: Any,
    ) -> Job:
        """Call `function(store, …)` on the store's worker and hand its result to `then` in the window's thread. A known
        failure is said by `refused`. Functions of `db.queries` take a connection: wrap them, `lambda store:
        query(store.read(), …)`. Once locked, a page on its way out is answered nothing."""
        if self.sitting is None:
            return self._nothing()
        store = self.sitting.store
        return self.jobs.run(
            lambda: function(store, *arguments, **keywords), receiver=receiver, on_success=then, on_failure=self._refuse
        )

    def write(
        self,
        service: Callable[..., Any],
        *,
        receiver: QObject,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[KodikoError], None] | None = None,
        told: str = "",
        **keywords: Any,
    ) -> Job:
        """Call `service(store, author=…, …)` on the store's worker. On success, `told` is shown with an Undo button and
        `then` gets the result; on a known failure, `failed` is called, or the sentence is said by `refused`."""
        sitting = self.sitting
        if sitting is None:
            return self._nothing()

        def work() -> tuple[Any, str | None]:
            before = last_act(sitting.store)
            result = service(sitting.store, author=sitting.staff_id, **keywords)
            after = last_act(sitting.store)
            return result, after if after != before else None

        def done(outcome: tuple[Any, str | None]) -> None:
            result, act_id = outcome
            if act_id is not None:
                self._undoable.append(act_id)
                self.acted.emit(act_id)
            if told:
                self.told.emit(told, act_id)
            if then is not None:
                then(result)

        return self.jobs.run(work, receiver=receiver, on_success=done, on_failure=failed or self._refuse)

    def undo(self, act_id: str | None = None, *, receiver: QObject) -> None:
        """Undo an act, by default the last one of this window. Refusals are said."""
        act_id = act_id or (self._undoable[-1] if self._undoable else None)
        if act_id is None:
            return
        if act_id in self._undoable:
            self._undoable.remove(act_id)
        sitting = self.sitting
        if sitting is None:
            return
        self.jobs.run(
            lambda: sitting.store.undo(act_id, author=sitting.staff_id),
            receiver=receiver,
            on_success=lambda _result: self.told.emit(_("C’est annulé."), None),
            on_failure=self._refuse,
        )

    # -- discretion -----------------------------------------------------------------------------------------------

    def set_discreet(self, discreet: bool) -> None:
        """Hide names from onlookers, or show them again."""
        if discreet != self.discreet:
            self.discreet = discreet
            self.discreet_changed.emit(discreet)

    def name(self, full: str) -> str:
        """A name as it may be shown now: whole, or its initials in discreet mode."""
        return initials(full) if self.discreet else full

    def _nothing(self) -> Job:
        job = Job(self)
        job.ended_as = "cancelled"
        return job

    def _refuse(self, failure: KodikoError) -> None:
        self.refused.emit(failure.sentence)


def last_act(store: Any) -> str | None:
    """The id of the last act written in a store, or None."""
    row = store.read().execute("SELECT id FROM act ORDER BY position DESC LIMIT 1").fetchone()
    return row[0] if row else None
