"""Which backups to keep: pure arithmetic on dates, so that a wrong clock or a bad day never costs the good copies."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from typing import NamedTuple

ALWAYS_KEPT = 3
DAYS, WEEKS, MONTHS = 7, 4, 6


class Taken(NamedTuple):
    """A backup in the eyes of the rotation. `number` grows with each backup, whatever the clock says."""

    number: int
    at: datetime
    kind: str


def expendable(taken: Iterable[Taken]) -> frozenset[int]:
    """The numbers of the backups that may go.

    Kept: the newest of each of the last 7 days, 4 weeks and 6 months that have one; the last of each kind; and the
    last 3 whatever they are. "Last" follows the numbers: days are counted as they appear, so that a clock that is set
    back or ahead neither empties the folder nor makes today's copy look old.
    """
    newest_first = sorted(taken, key=lambda one: one.number, reverse=True)
    kept = {one.number for one in newest_first[:ALWAYS_KEPT]}
    kept |= _newest_of_each(newest_first, lambda day: day, DAYS)
    kept |= _newest_of_each(newest_first, lambda day: day.isocalendar()[:2], WEEKS)
    kept |= _newest_of_each(newest_first, lambda day: (day.year, day.month), MONTHS)
    for kind in {one.kind for one in newest_first}:
        kept.add(next(one.number for one in newest_first if one.kind == kind))
    return frozenset(one.number for one in newest_first if one.number not in kept)


def due(taken: Iterable[Taken], now: datetime) -> bool:
    """Whether the daily backup is still to be made: none of the last three was made on this day."""
    newest_first = sorted(taken, key=lambda one: one.number, reverse=True)
    return all(one.at.date() != now.date() for one in newest_first[:ALWAYS_KEPT])


def _newest_of_each(newest_first: list[Taken], period: Callable[[date], Hashable], limit: int) -> set[int]:
    first_seen: dict[Hashable, int] = {}
    for one in newest_first:
        key = period(one.at.date())
        if key not in first_seen and len(first_seen) < limit:
            first_seen[key] = one.number
    return set(first_seen.values())
