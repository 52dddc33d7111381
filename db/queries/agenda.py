"""What is fixed for later, as a calendar takes it: appointments and half-days of workshops, from a day on."""

import datetime
from dataclasses import dataclass

from db.connection import Connection
from db.queries.whole_half_days import WHOLE


@dataclass(frozen=True)
class ComingAppointment:
    """An appointment still to be held. `at_time`: "HH:MM" or ""; `minutes`: how long, None when nobody said."""

    id: str
    person_name: str
    on_date: datetime.date
    at_time: str
    minutes: int | None
    place: str
    purpose: str
    with_whom: str


@dataclass(frozen=True)
class ComingHalfDay:
    """A half-day of a session that is not cancelled."""

    id: str
    title: str
    place: str
    on_date: datetime.date
    starts_at: str
    ends_at: str


def coming_appointments(
    connection: Connection, *, since: datetime.date, staff_id: str | None = None, person_id: str | None = None
) -> tuple[ComingAppointment, ...]:
    """Appointments to come, of one member of the team and of one person (None: of everybody), in order."""
    rows = connection.execute(
        "SELECT appointment.id, trim(given_names || ' ' || family_name), on_date, at_time, minutes, place, purpose, "
        "with_whom "
        "FROM appointment JOIN person ON person.id = appointment.person_id "
        "WHERE appointment.archived_at IS NULL AND outcome IN ('a_venir', 'a_preciser') AND on_date >= ?1 "
        "AND (?2 IS NULL OR staff_id = ?2) AND (?3 IS NULL OR person_id = ?3) ORDER BY on_date, at_time",
        (since.isoformat(), staff_id, person_id),
    )
    return tuple(ComingAppointment(*row[:2], datetime.date.fromisoformat(row[2]), *row[3:]) for row in rows)


def coming_half_days(
    connection: Connection, *, since: datetime.date, antenna_id: str | None = None, person_id: str | None = None
) -> tuple[ComingHalfDay, ...]:
    """Half-days to come, of an antenna's sessions, or of those where a person is expected, in order."""
    rows = connection.execute(
        "SELECT half_day.id, session.title, session.place, half_day.on_date, half_day.starts_at, half_day.ends_at "
        "FROM half_day JOIN session ON session.id = half_day.session_id "
        f"WHERE {WHOLE} AND session.archived_at IS NULL AND NOT cancelled "
        "AND half_day.on_date >= ?1 AND (?2 IS NULL OR session.stream = ?2) "
        "AND (?3 IS NULL OR EXISTS (SELECT 1 FROM participant WHERE participant.session_id = session.id "
        "AND participant.person_id = ?3 AND participant.archived_at IS NULL)) "
        "ORDER BY half_day.on_date, half_day.starts_at",
        (since.isoformat(), antenna_id, person_id),
    )
    return tuple(ComingHalfDay(*row[:3], datetime.date.fromisoformat(row[3]), *row[4:]) for row in rows)
