"""The points of a hire as one sees them: computed from its facts and the programme's cadence, with what was done.

Imports no table class: what is due is on the first screen, before the rest of the program is loaded.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from db.connection import Connection
from db.queries import work
from kodiko_desktop.domain import wording
from kodiko_desktop.domain.follow_up import FollowUpPoint, PlannedPoint, schedule
from kodiko_desktop.domain.holidays import profile_of_workplace
from kodiko_desktop.domain.moved_points import keeping_done
from kodiko_desktop.domain.placement import PlacementFacts
from kodiko_desktop.domain.trial_period import Trial
from kodiko_desktop.domain.working_days import NoWorkedDay, WeeklyPattern
from kodiko_desktop.services.association import definitions

LONGEST_FOLLOW_UP = datetime.timedelta(days=550)
"""How far back a hire may have begun and still have a point due (the longest cadence shipped lasts a year)."""


@lru_cache(maxsize=2048)
def _scheduled_in(language: str, facts: PlacementFacts, cadence: tuple[FollowUpPoint, ...]) -> tuple[PlannedPoint, ...]:
    """The schedule of facts that have not changed: after an act, only the hire it touched is reckoned again. What the
    screen says in its language (`language` only tells apart) is never read again for a French paper."""
    return schedule(facts, cadence)


def _scheduled(facts: PlacementFacts, cadence: tuple[FollowUpPoint, ...]) -> tuple[PlannedPoint, ...]:
    return _scheduled_in(wording.language(), facts, cadence)


class PointState(StrEnum):
    """Where a point stands."""

    TO_COME = "a_venir"
    TODAY = "aujourd_hui"
    LATE = "en_retard"
    DONE = "fait"
    DONE_LATE = "fait_en_retard"
    GIVEN_UP = "abandonne"


class Point(NamedTuple):
    """A point of a hire: what is planned, when it is due now (moved by hand or not), and what was done of it."""

    placement: work.PlacementRow
    planned: PlannedPoint
    due: datetime.date
    state: PointState
    days_late: int
    check_in: work.CheckInRow | None

    @property
    def is_open(self) -> bool:
        """True while somebody still has to do something."""
        return self.state in (PointState.TO_COME, PointState.TODAY, PointState.LATE)

    @property
    def is_moved(self) -> bool:
        """True when somebody put it on another day by hand."""
        return self.check_in is not None and self.check_in.moved_to is not None


def facts(row: work.PlacementRow, absences: Iterable[tuple[datetime.date, datetime.date]]) -> PlacementFacts | None:
    """What the schedule depends on; None without a first day."""
    return facts_of(row._asdict(), absences)


def facts_of(
    values: Mapping[str, Any], absences: Iterable[tuple[datetime.date, datetime.date]] = ()
) -> PlacementFacts | None:
    """The same, from the fields of a hire as a form holds them. Raises NotAWeek when no weekday is worked."""
    if values["starts_on"] is None:
        return None
    return PlacementFacts(
        start=values["starts_on"],
        contract_kind=values["contract_kind"],
        category=values["category"],
        ends_on=values["ends_on"],
        minimum_days=values["minimum_days"],
        pattern=WeeklyPattern.from_text(values["weekly_pattern"]),
        holiday_profile=profile_of_workplace(values["holiday_profile"], values["workplace_postcode"]),
        worked_holidays=frozenset(map(_as_day, values["worked_holidays"])),
        absences=tuple(absences),
        trial_written=values["trial_written"],
        trial_ends_on=values["trial_ends_on"],
        trial_renewed_until=values["trial_renewed_until"],
        ended_on=values.get("ended_on"),
    )


def _as_day(day: datetime.date | str) -> datetime.date:
    return day if isinstance(day, datetime.date) else datetime.date.fromisoformat(day)


def cadence(connection: Connection, programme: str) -> tuple[FollowUpPoint, ...]:
    """The points a programme asks for after a hire; those of the first programme that has some when it says nothing."""
    known = definitions.keys(connection, definitions.PROGRAMME)
    for key in (programme, *known):
        if key in known:
            found = definitions.latest(connection, definitions.PROGRAMME, key).follow_up
            if found:
                return found
    return ()


def points_of(
    connection: Connection, rows: Sequence[work.PlacementRow], today: datetime.date
) -> dict[str, tuple[Point, ...]]:
    """The points of each hire, in date order, by hire."""
    ids = [row.id for row in rows]
    away, written = work.absences(connection, ids), work.check_ins(connection, ids)
    cadences: dict[str, tuple[FollowUpPoint, ...]] = {}
    found = {}
    for row in rows:
        if row.programme not in cadences:
            cadences[row.programme] = cadence(connection, row.programme)
        found[row.id] = points(row, away.get(row.id, ()), written.get(row.id, ()), cadences[row.programme], today)
    return found


def points(
    row: work.PlacementRow,
    absences: Iterable[tuple[datetime.date, datetime.date]],
    written: Sequence[work.CheckInRow],
    cadence: Sequence[FollowUpPoint],
    today: datetime.date,
) -> tuple[Point, ...]:
    """The points of one hire: the schedule, except that what is done keeps the day it had."""
    known = facts(row, absences)
    if known is None:
        return ()
    by_point = {each.point: each for each in written}
    settled = {each.point for each in written if each.done_on is not None or each.given_up}
    lines = {line.key: line for line in cadence}
    fresh = _apart_from_settled(_scheduled(known, tuple(cadence)), lines, settled)
    held_with = {key for point in fresh if point.key in settled for key in point.merged_with}
    before = tuple(
        PlannedPoint(each.point, lines[each.point].said, each.planned_on, lines[each.point].voices, "", ())
        for each in written
        if each.done_on is not None
        and each.planned_on is not None
        and each.point in lines
        and each.point not in held_with
    )
    planned = keeping_done(before, fresh, [point.key for point in before])
    by_key = {point.key: point for point in fresh}
    found = [
        _seen_from(row, by_key.get(point.key, point), point.due, by_point.get(point.key), today) for point in planned
    ]
    return tuple(sorted(found, key=lambda point: point.due))


def trial(row: work.PlacementRow, absences: Iterable[tuple[datetime.date, datetime.date]]) -> Trial | None:
    """The trial period of a hire; None when it is not written in the contract, or cannot be known."""
    known = facts(row, absences)
    try:
        return known.trial if known is not None else None
    except NoWorkedDay:
        return None


def _apart_from_settled(
    fresh: Iterable[PlannedPoint], lines: Mapping[str, FollowUpPoint], settled: Collection[str]
) -> tuple[PlannedPoint, ...]:
    """The schedule, except that a point which a corrected contract puts at a meeting already over stays to be held: the
    trial review is not taken for done because the fifth day was."""
    if not settled:
        return tuple(fresh)
    found: list[PlannedPoint] = []
    for point in fresh:
        left = [key for key in point.merged_with if key not in settled] if point.key in settled else []
        found.append(point.without(left))
        for key in left:
            line = lines[key]
            forms = (line.form,) if line.form else ()
            found.append(PlannedPoint(key, line.said, point.due, line.voices, point.reason, forms))
    return tuple(found)


def _seen_from(
    row: work.PlacementRow,
    planned: PlannedPoint,
    planned_day: datetime.date,
    check_in: work.CheckInRow | None,
    today: datetime.date,
) -> Point:
    due = check_in.moved_to if check_in is not None and check_in.moved_to is not None else planned_day
    if check_in is not None and check_in.done_on is not None:
        late = max(0, (check_in.done_on - due).days)
        return Point(row, planned, due, PointState.DONE_LATE if late else PointState.DONE, late, check_in)
    if check_in is not None and check_in.given_up:
        return Point(row, planned, due, PointState.GIVEN_UP, 0, check_in)
    late = (today - due).days
    state = PointState.LATE if late > 0 else (PointState.TODAY if late == 0 else PointState.TO_COME)
    return Point(row, planned, due, state, max(0, late), check_in)
