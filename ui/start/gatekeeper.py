"""Opens the store behind the painted window, locks it when nobody moves, and opens it again at the same place."""

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.vault.idle_lock import IDLE_LIMIT, IdleClock, read_clocks
from kodiko_desktop.vault.profiles import Profile
from ui.jobs import Jobs

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Gatekeeper(QObject):
    """Holds the open profile. `opened` and `locked` tell the window; `asked` wants a secret; `first_start`
    wants a new profile; `failed` carries a known failure met while opening."""

    opened = Signal(object)
    locked = Signal()
    asked = Signal()
    first_start = Signal()
    failed = Signal(object)
    working = Signal()

    def __init__(self, profile: Profile, jobs: Jobs, *, settle: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.profile = profile
        self._jobs = jobs
        self._settle = settle
        self._held: Any = None
        self._idle = IdleClock(read_clocks())
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look_at_the_clock)

    @property
    def held(self) -> Any:
        """The `OpenProfile`, or None while locked."""
        return self._held

    def start(self) -> None:
        """Open with the keyring when it has the key; else ask; or say that there is nothing yet."""
        self.working.emit()
        self._jobs.run(_try_keyring, self.profile, receiver=self, on_success=self._started, on_failure=self.failed.emit)

    def unlock_with_passphrase(self, passphrase: str, failed: Callable[[KodikoError], None]) -> None:
        """Open with the pass-phrase typed; `failed` gets the sentence when it does not open."""
        self._open(_with_passphrase, passphrase, failed)

    def unlock_with_code(self, code: str, failed: Callable[[KodikoError], None]) -> None:
        """Open with the recovery code typed."""
        self._open(_with_code, code, failed)

    def adopt(self, held: Any) -> None:
        """Take a profile opened elsewhere (first start, demonstration)."""
        self._held = held
        self._idle.restart(read_clocks())
        self._watch.start(1000)
        QApplication.instance().installEventFilter(self)
        self.opened.emit(held)

    def lock(self) -> None:
        """Save what is being typed, then close every connection and wipe the key: an overlay is not a lock."""
        if self._held is None:
            return
        self._watch.stop()
        QApplication.instance().removeEventFilter(self)
        self._settle()
        held, self._held = self._held, None
        self.locked.emit()
        self._jobs.run(held.close, receiver=self, on_success=lambda _nothing: None)

    def close(self) -> None:
        """The same, for good, before the application ends (called once no job runs any more)."""
        self._watch.stop()
        if self._held is not None:
            self._held.close()
            self._held = None

    def set_idle_limit(self, limit: datetime.timedelta) -> None:
        """Change how long the window waits before locking by itself."""
        self._idle = IdleClock(read_clocks(), min(limit, 3 * IDLE_LIMIT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._idle.touch(read_clocks())
        return False

    def _look_at_the_clock(self) -> None:
        if self._idle.expired(read_clocks()):
            self.lock()

    def _started(self, outcome: Any) -> None:
        if outcome == "nothing":
            self.first_start.emit()
        elif outcome is None:
            self.asked.emit()
        else:
            self.adopt(outcome)

    def _open(self, how: Callable[..., Any], secret: str, failed: Callable[[KodikoError], None]) -> None:
        self._jobs.run(how, self.profile, secret, receiver=self, on_success=self.adopt, on_failure=failed)


def _try_keyring(profile: Profile) -> Any:
    """The open profile, None when a secret must be asked, "nothing" before the first start."""
    if not profile.has_store:
        return "nothing"
    from kodiko_desktop.services.opening import open_profile
    from kodiko_desktop.vault.keybox import unlock_with_keyring
    from kodiko_desktop.vault.keyring_slot import KeyringSlot

    return open_profile(profile, lambda: unlock_with_keyring(profile, KeyringSlot()))


def _with_passphrase(profile: Profile, passphrase: str) -> Any:
    from kodiko_desktop.services.opening import open_profile
    from kodiko_desktop.vault.keybox import unlock_with_passphrase

    return open_profile(profile, lambda: unlock_with_passphrase(profile, passphrase))


def _with_code(profile: Profile, code: str) -> Any:
    from kodiko_desktop.services.opening import open_profile
    from kodiko_desktop.vault.keybox import unlock_with_recovery_code

    return open_profile(profile, lambda: unlock_with_recovery_code(profile, code))
