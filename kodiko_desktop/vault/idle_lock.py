"""When to lock by oneself: five minutes without a key or a click, a laptop lid closed and a changed clock included."""

import time
from datetime import timedelta
from typing import NamedTuple

IDLE_LIMIT = timedelta(minutes=5)


class Reading(NamedTuple):
    """Two clocks read together, in seconds. `steady` never goes back but may stop while the laptop sleeps; `wall` goes
    on during sleep but may be set by hand."""

    steady: float
    wall: float


def read_clocks() -> Reading:
    """Both clocks of this machine, now."""
    return Reading(time.monotonic(), time.time())


class IdleClock:
    """Counts from the last sign of life. Whichever clock says the time is over, it is over."""

    def __init__(self, now: Reading, limit: timedelta = IDLE_LIMIT) -> None:
        self._limit = limit.total_seconds()
        self._last = now

    def touch(self, now: Reading) -> None:
        """A key, a click: start counting again. Of no effect once expired: locking comes first."""
        if not self.expired(now):
            self._last = now

    def restart(self, now: Reading) -> None:
        """Start counting again after an unlock."""
        self._last = now

    def expired(self, now: Reading) -> bool:
        """Whether it is time to save the drafts, close the connections and wipe the key."""
        return self.remaining(now) <= timedelta(0)

    def remaining(self, now: Reading) -> timedelta:
        """Time left before locking, never below zero: what to wait before asking again."""
        idle = max(now.steady - self._last.steady, now.wall - self._last.wall)
        return timedelta(seconds=max(0.0, self._limit - idle))
