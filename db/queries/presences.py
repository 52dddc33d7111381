"""Presences of a period, one line for each person expected at each half-day: what a funder's table asks."""

import datetime
from dataclasses import dataclass

from db.connection import Connection
from db.queries.whole_half_days import WHOLE


@dataclass(frozen=True)
class PresenceLine:
    """A person at a half-day. `state` empty: not marked; `attended_minutes`: all when present, those written when
    partial (never more than planned), none otherwise."""

    session_number: str
    session_title: str
    on_date: datetime.date
    part: str
    person_number: str
    family_name: str
    given_names: str
    walk_in: bool
    state: str
    reason: str
    planned_minutes: int
    attended_minutes: int


_MINUTES = (
    "(substr(half_day.ends_at, 1, 2) - substr(half_day.starts_at, 1, 2)) * 60 "
    "+ substr(half_day.ends_at, 4, 2) - substr(half_day.starts_at, 4, 2)"
)


def presences_between(connection: Connection, first: datetime.date, last: datetime.date) -> tuple[PresenceLine, ...]:
    """Every person expected (or come) at a half-day from `first` to `last`, by date then by name."""
    rows = connection.execute(
        "SELECT session.number, session.title, half_day.on_date, half_day.part, person.number, person.family_name, "
        f"person.given_names, participant.walk_in, coalesce(state, ''), coalesce(reason, ''), {_MINUTES} AS planned, "
        "presence.minutes FROM half_day "
        "JOIN session ON session.id = half_day.session_id "
        "JOIN participant ON participant.session_id = session.id AND participant.archived_at IS NULL "
        "JOIN person ON person.id = participant.person_id "
        "LEFT JOIN presence ON presence.half_day_id = half_day.id AND presence.person_id = participant.person_id "
        "AND presence.archived_at IS NULL "
        f"WHERE {WHOLE} AND session.archived_at IS NULL AND NOT session.cancelled "
        "AND half_day.on_date BETWEEN ? AND ? "
        "ORDER BY half_day.on_date, half_day.starts_at, session.id, person.family_name COLLATE NOCASE, "
        "person.given_names COLLATE NOCASE",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(
        PresenceLine(
            *row[:2],
            datetime.date.fromisoformat(row[2]),
            *row[3:7],
            bool(row[7]),
            *row[8:11],
            _attended(row[8], row[10], row[11]),
        )
        for row in rows
    )


def _attended(state: str, planned: int, written: int | None) -> int:
    if state == "present":
        return planned
    return min(max(written or 0, 0), planned) if state == "partiel" else 0
