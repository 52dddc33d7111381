"""Hybrid logical clock: orders concurrent values for display, and nothing else (causality is the dots)."""

import datetime
from dataclasses import dataclass

MAX_LEAD_MS = 5 * 60 * 1000
"""How far ahead of our own wall clock we let a stranger's clock pull us (5 minutes)."""


@dataclass(frozen=True, order=True)
class Instant:
    """A reading: wall milliseconds since 1970 (UTC), then a counter that breaks ties."""

    milliseconds: int
    tick: int

    def pack(self) -> int:
        """One integer that sorts like the reading (48 bits of milliseconds, 16 of ticks)."""
        return (self.milliseconds << 16) | self.tick

    @staticmethod
    def unpack(value: int) -> "Instant":
        """The reading that `pack` made."""
        return Instant(value >> 16, value & 0xFFFF)


def advance(last: Instant, now_ms: int, heard: Instant | None = None) -> Instant:
    """The next reading after `last`, at wall time `now_ms`, having heard `heard` from another device.

    Never goes back, even when the wall clock does; never runs more than MAX_LEAD_MS ahead because of others.
    """
    wall = max(now_ms, last.milliseconds)
    if heard is not None:
        wall = max(wall, min(heard.milliseconds, now_ms + MAX_LEAD_MS))
    if wall > last.milliseconds:
        return Instant(wall, 0)
    if last.tick < 0xFFFF:
        return Instant(last.milliseconds, last.tick + 1)
    return Instant(last.milliseconds + 1, 0)


def moment_of(packed: int) -> str:
    """The moment a packed reading tells: UTC, ISO 8601, to the second. A clock that tells no moment of the calendar
    still orders values: it is said to be of 1970."""
    try:
        moment = datetime.datetime.fromtimestamp(Instant.unpack(packed).milliseconds / 1000, datetime.UTC)
    except (OverflowError, ValueError, OSError):
        moment = datetime.datetime.fromtimestamp(0, datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
