"""Opens the store behind the painted window, locks it when nobody moves, and opens it again at the same place."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.vault.idle_lock import IDLE_LIMIT, IdleClock, read_clocks
from kodiko_desktop.vault.profiles import Profile
from ui.jobs import Job, Jobs
from ui.start import unlocking
from ui.start.signs_of_life import SignsOfLife

LONGEST_IDLE = 3 * IDLE_LIMIT
"""An association may let a laptop wait longer than five minutes before it locks, but no longer than this."""
_DRAIN_STEP_MS, _DRAIN_STEPS, _APART_STEPS = 10, 300, 200


class Gatekeeper(QObject):
    """Holds the open profile. `opened` gives the profile to the window; `asked` wants a secret (it carries the
    `WaysIn`); `first_start` wants a new profile; `failed` carries a known failure met while opening; `locking` comes
    at once, `locked` when every connection is closed and the key wiped."""

    opened = Signal(object)
    locking = Signal()
    locked = Signal()
    asked = Signal(object)
    first_start = Signal()
    restored = Signal(object)
    """After `put_back`: None, or the failure that left the store as it was."""
    failed = Signal(object)

    def __init__(self, profile: Profile, jobs: Jobs, *, settle: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.profile = profile
        self._jobs = jobs
        self._settle = settle
        self._held: Any = None
        self._by_code = False
        self._locking = False
        self._beside: set[Job] = set()
        self._after_closing: Callable[[], Any] | None = None
        self._idle_limit = IDLE_LIMIT
        self._idle = IdleClock(read_clocks())
        self._life = SignsOfLife(lambda: self._idle.touch(read_clocks()), self)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look_at_the_clock)

    @property
    def held(self) -> Any:
        """The `OpenProfile`, or None while locked."""
        return self._held

    @property
    def is_locking(self) -> bool:
        """True from `lock` until every connection is closed."""
        return self._locking

    @property
    def idle_limit(self) -> datetime.timedelta:
        """How long the window waits before locking by itself."""
        return self._idle_limit

    @property
    def is_restoring(self) -> bool:
        """True from `put_back` until the store closed for it."""
        return self._after_closing is not None

    # -- opening --------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Open with the keyring when it has the key; else ask; or say that there is nothing yet."""
        self._jobs.run(
            unlocking.with_keyring,
            self.profile,
            receiver=self,
            on_success=self._started,
            on_failure=self.failed.emit,
        )

    def open_with(
        self, open_profile: Callable[..., Any], *arguments: Any, failed: Callable[[KodikoError], None]
    ) -> Job:
        """Open by calling `open_profile(profile, *arguments)` (a function of `ui.start.unlocking`) on the worker;
        `failed` gets the sentence when it does not open."""
        by_code = any(isinstance(each, unlocking.Secret) and each.is_code for each in arguments)

        def take(held: Any) -> None:
            self._by_code = by_code
            self.adopt(held)

        return self._jobs.run(open_profile, self.profile, *arguments, receiver=self, on_success=take, on_failure=failed)

    def code_served(self) -> bool:
        """Whether the recovery code has just opened these data; True once."""
        served, self._by_code = self._by_code, False
        return served

    def keep(self, held: Any) -> None:
        """Hold a profile opened elsewhere without showing it yet (first start: the code is still to be printed)."""
        self._held = held

    def adopt(self, held: Any) -> None:
        """Take a profile opened elsewhere (first start, demonstration), and show it."""
        self._held = held
        self._idle.restart(read_clocks())
        self._watch.start(1000)
        self._life.begin()
        self.opened.emit(held)

    # -- work that needs the key ----------------------------------------------------------------------------------

    def with_key(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        then: Callable[[Any], None],
        failed: Callable[[KodikoError], None],
        progress: Callable[[int, int, str], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        receiver: QObject | None = None,
        apart: bool = False,
    ) -> Job:
        """Run `function(opened, *arguments)` beside the store's worker: copies, checks, exchanges. Locking stops it
        first; what is `apart` (see `Jobs.run`) is waited for five seconds at most. RuntimeError when locked."""
        if self._held is None or self._locking:
            raise RuntimeError("the store is locked")
        job = self._jobs.run(
            function,
            self._held,
            *arguments,
            receiver=receiver or self,
            on_success=then,
            on_failure=failed,
            on_cancelled=cancelled,
            progress=progress,
            store=False,
            apart=apart,
        )
        self._beside.add(job)
        job.finished.connect(lambda: self._beside.discard(job))
        return job

    def put_back(self, backup: Path) -> None:
        """Close everything, put `backup` in the place of the store, and open it. When it fails, the store of before is
        opened again and the sentence told by `restored`."""
        if self._held is None or self._locking:
            return
        from kodiko_desktop.vault.store_key import StoreKey

        spare = StoreKey(self._held.key.reveal())
        self._after_closing = lambda: self._jobs.run(
            unlocking.replaced,
            self.profile,
            backup,
            spare,
            receiver=self,
            on_success=self._replaced,
            on_failure=self.failed.emit,
        )
        self.lock()

    def _replaced(self, outcome: tuple[Any, KodikoError | None]) -> None:
        held, failure = outcome
        self.adopt(held)
        self.restored.emit(failure)

    # -- closing --------------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Save what is being typed, then close every connection and wipe the key: an overlay is not a lock."""
        if self._held is None or self._locking:
            return
        self._locking = True
        self._stop_watching()
        self._settle()
        self.locking.emit()
        for job in tuple(self._beside):
            job.cancel()
        self._close_when_quiet(_DRAIN_STEPS)

    def _close_when_quiet(self, steps: int) -> None:
        """Let the saves come back (three seconds at most), and the work beside end: it uses the key. What is apart and
        hangs on a share that went away finds the store closed when it comes back."""
        waited = [job for job in self._beside if job.apart is None or steps > -_APART_STEPS]
        if waited or (self._jobs.busy() and steps > 0):
            QTimer.singleShot(_DRAIN_STEP_MS, self, lambda: self._close_when_quiet(steps - 1))
            return
        self._jobs.run(self._held.close, receiver=self, on_success=lambda _nothing: self._closed())

    def _closed(self) -> None:
        self._held = None
        self._beside.clear()
        self._locking = False
        forget_what_was_copied()
        self.locked.emit()
        following, self._after_closing = self._after_closing, None
        if following is not None:
            following()

    def close(self) -> None:
        """The same, for good, before the application ends (called once no job runs any more)."""
        self._stop_watching()
        if self._held is not None:
            self._held.close()
            self._held = None

    def set_idle_limit(self, limit: datetime.timedelta) -> None:
        """Change how long the window waits before locking by itself (`LONGEST_IDLE` at most)."""
        self._idle_limit = min(limit, LONGEST_IDLE)
        self._idle = IdleClock(read_clocks(), self._idle_limit)

    def _stop_watching(self) -> None:
        self._watch.stop()
        self._life.end()

    def _look_at_the_clock(self) -> None:
        if self._idle.expired(read_clocks()):
            self.lock()

    def _started(self, outcome: Any) -> None:
        if isinstance(outcome, unlocking.NothingYet):
            self.first_start.emit()
        elif isinstance(outcome, unlocking.SecretNeeded):
            self.asked.emit(outcome.ways)
        else:
            self.adopt(outcome)


def forget_what_was_copied() -> None:
    """Words copied from our pages could be pasted by whoever finds the window locked; those of others stay."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
