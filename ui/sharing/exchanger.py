"""The exchange that goes on by itself: when a folder appears, soon after an act, every few minutes, and on demand. It
stops nobody.

It works apart (`Jobs.run`): beside the worker that saves answers, in a thread that a share gone away may hold for
minutes without holding anything else. What comes is applied in short transactions, and an answer goes first.
"""

import contextlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress
from ui.jobs import Job
from ui.sharing.gathered import Gathered
from ui.sharing.giving_back import giving_back
from ui.sharing.soon_after import SoonAfter
from ui.start.gatekeeper import Gatekeeper
from ui.start.rest_of_program import import_in_steps

LOOK_EVERY_MS = 15_000
"""How often the folders are looked for: a stick plugged in is met within that time."""
FIRST_LOOK_MS = 4_000
"""The first page is shown before anything is exchanged."""
DUE_AFTER_S = 240.0
"""Seconds between two exchanges with folders that stay there."""
_EXCHANGE = (
    "kodiko_desktop.sync.membership",
    "kodiko_desktop.services.sharing.folders",
    "kodiko_desktop.sync.receive",
    "kodiko_desktop.services.sharing.exchanges",
    "kodiko_desktop.services.sharing.warnings",
)
"""What the first exchange loads, in the order that spreads the work."""
_TURN = 0.0005
"""Seconds Python lets a thread run before another one may, while an exchange shares the time with the window."""


@dataclass(frozen=True)
class Turn:
    """What one look found. `member`: this laptop is in a team; `there`: keys of the folders that are there; `last_at`:
    UTC, ISO 8601, of the last exchange that reached one, "" when never; `reports`: of the exchange, if there was one;
    `answered`: this laptop asked to join, and the answer is there; `retired`: it was taken out of the team."""

    member: bool = False
    there: frozenset[str] = frozenset()
    last_at: str = ""
    reports: tuple[Any, ...] = ()
    answered: bool = False
    retired: bool = False


class Exchanger(QObject):
    """`turned` carries a `Turn` after each look; `running_changed` tells that an exchange begins or ends; `progressed`
    how far it is; `failed` carries why an exchange asked for by somebody did not happen."""

    turned = Signal(object)
    running_changed = Signal(bool)
    progressed = Signal(int, int, str)
    failed = Signal(object)

    def __init__(self, gate: Gatekeeper, gathered: Gathered, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gate = gate
        self.last: Turn | None = None
        self._gathered = gathered
        self._job: Job | None = None
        self._asked = self._again = self._exchanging = False
        self._exchanged_at = -DUE_AFTER_S
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_EVERY_MS)
        self._watch.timeout.connect(self.look)
        self.soon = SoonAfter(self._exchange_soon, self)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(FIRST_LOOK_MS)
        self._first.timeout.connect(self.look)

    @property
    def is_running(self) -> bool:
        """True while an exchange is under way."""
        return self._exchanging

    def begin(self) -> None:
        """The store is open: look soon, then now and again."""
        self._exchanged_at = -DUE_AFTER_S
        self._first.start()
        self._watch.start()

    def acted(self) -> None:
        """Something was written here: it leaves soon, once nobody types any more, together with what follows it. A
        laptop that works alone, or has no folder within reach, waits for the next look."""
        if self.last is not None and self.last.member and self.last.there:
            self.soon.acted()

    def stop(self) -> None:
        """The store closes: nothing is begun any more; what is under way is stopped by the gatekeeper and goes on after
        unlocking."""
        self._first.stop()
        self._watch.stop()
        self.soon.stop()
        self._job, self._again = None, False
        self.last = None
        self._gathered.forget()
        self._run(False)

    def now(self) -> None:
        """Somebody asks for an exchange: at once, or right after the one under way."""
        self.soon.stop()
        if self._job is not None:
            self._again = not self._asked
            return
        self._turn(asked=True)

    def cancel(self) -> None:
        """Somebody wants the exchange to stop: what came stays, the rest comes another time."""
        if self._job is not None:
            self._job.cancel()

    def look(self) -> None:
        """Look for the folders, and exchange when one appeared or when it was long ago."""
        if self._job is None:
            self._turn(asked=False)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _exchange_soon(self) -> bool:
        """False when it cannot be now: an exchange is under way, which may have missed the last act."""
        if self._job is not None:
            return False
        self._turn(asked=False, due=True)
        return True

    def _turn(self, *, asked: bool, due: bool = False) -> None:
        if self.gate.held is None or self.gate.is_locking:
            return
        self._asked = asked
        due = due or asked or time.monotonic() - self._exchanged_at >= DUE_AFTER_S
        job = self.gate.with_key(
            take_turn,
            self.last,
            due,
            then=lambda turn: self._ended(job, turn),
            failed=lambda failure: self._failed(job, failure),
            cancelled=lambda: self._ended(job, None),
            progress=lambda *said: self._progress(job, *said),
            receiver=self,
            apart=True,
        )
        self._job = job
        if asked:
            self._run(True)

    def _progress(self, job: Job, done: int, total: int, sentence: str) -> None:
        if job is self._job:
            self._run(True)
            self.progressed.emit(done, total, sentence)

    def _ended(self, job: Job, turn: Turn | None) -> None:
        if job is not self._job:
            return  # of a store closed since
        self._job = None
        self._gathered.tell()
        if turn is not None:
            if turn.reports:
                self._exchanged_at = time.monotonic()
                self.soon.exchanged()
            self.last = turn
        self._run(False)
        if turn is not None:
            self.turned.emit(turn)
        if self._again:
            self._again = False
            self._turn(asked=True)

    def _failed(self, job: Job, failure: KodikoError) -> None:
        if job is not self._job:
            return
        asked = self._asked
        self.last = self.last or Turn(True)
        self._ended(job, None)
        # What fails by itself is said on the page; only somebody who asked is told at once.
        self._exchanged_at = time.monotonic()
        if asked:
            self.failed.emit(failure)

    def _run(self, running: bool) -> None:
        if running != self._exchanging:
            self._exchanging = running
            self.running_changed.emit(running)


@giving_back
def take_turn(opened: Any, before: Turn | None, due: bool, progress: Progress) -> Turn:
    """Look which folders are there, and exchange through them when one was not there `before`, or when it is `due`.
    Runs apart. Raises what `exchange_all` raises."""
    secrets = {row[0] for row in opened.store.read().execute("SELECT name FROM sync_secret")}
    if "membership" not in secrets:
        return Turn(answered="joining" in secrets and _answered(opened.store))  # alone: no module of it is loaded
    with _short_turns():
        return _of_a_member(opened.store, before, due, progress)


def _answered(store: Any) -> bool:
    from kodiko_desktop.services.sharing.joining import answer_is_there

    return answer_is_there(store)


def _of_a_member(store: Any, before: Turn | None, due: bool, progress: Progress) -> Turn:
    import_in_steps(_EXCHANGE)
    from kodiko_desktop.services.sharing import exchanges, folders

    known = folders.shared_folders(store.read())
    there = frozenset(folder.key for folder in known if exchanges.worth_looking(store, folder.key))
    reports: tuple[Any, ...] = ()
    if there and (due or before is None or there - before.there):
        progress(0, 0)
        reports = exchanges.exchange_all(store, progress=progress)
        known = folders.shared_folders(store.read())
    reached = [report for report in reports if report.reached]
    retired = any(report.retired for report in reached) if reached else before is not None and before.retired
    last_at = max((folder.last.at for folder in known if folder.last), default="")
    return Turn(True, there, last_at, reports, retired=retired)


@contextlib.contextmanager
def _short_turns() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
