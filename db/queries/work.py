"""What the screens read about hires: the facts their follow-up depends on, what was written of it, who is there."""

import datetime
import json
from typing import NamedTuple

from db.connection import Connection


class PlacementRow(NamedTuple):
    """A hire with the names one shows beside it."""

    id: str
    stream: str
    person_id: str
    person_name: str
    referent_id: str | None
    company_id: str
    company_name: str
    tutor_name: str
    tutor_phone: str
    job_title: str
    contract_kind: str
    category: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    minimum_days: int | None
    weekly_pattern: str
    weekly_hours: float | None
    day_starts_at: str
    workplace: str
    workplace_postcode: str
    holiday_profile: str
    worked_holidays: tuple[datetime.date, ...]
    trial_written: bool
    trial_ends_on: datetime.date | None
    trial_renewed_until: datetime.date | None
    ended_on: datetime.date | None
    programme: str


class TutorRow(NamedTuple):
    """Somebody who welcomed a person at work, and since when."""

    name: str
    since: datetime.date | None


class CheckInRow(NamedTuple):
    """What was written of a point of a hire."""

    id: str
    placement_id: str
    point: str
    planned_on: datetime.date | None
    moved_to: datetime.date | None
    moved_reason: str
    done_on: datetime.date | None
    how: str
    given_up: bool
    given_up_reason: str
    decision: str
    next_on: datetime.date | None


_PLACEMENTS = """
SELECT placement.id, placement.stream, placement.person_id,
       coalesce(trim(person.given_names || ' ' || person.family_name), ''),
       (SELECT referent_id FROM journey WHERE journey.person_id = placement.person_id AND journey.archived_at IS NULL
        ORDER BY journey.started_on DESC LIMIT 1),
       placement.company_id, coalesce(company.name, ''), coalesce(tutor.name, ''), coalesce(tutor.phone, ''),
       placement.job_title, placement.contract_kind, placement.category, placement.starts_on, placement.ends_on,
       placement.minimum_days, placement.weekly_pattern, placement.weekly_hours, placement.day_starts_at,
       placement.workplace, placement.workplace_postcode, placement.holiday_profile, placement.worked_holidays,
       placement.trial_written, placement.trial_ends_on, placement.trial_renewed_until, placement.ended_on,
       coalesce(nullif(placement.programme, ''),
                (SELECT programme FROM journey WHERE journey.person_id = placement.person_id
                 AND journey.archived_at IS NULL ORDER BY journey.started_on DESC LIMIT 1), '')
FROM placement
LEFT JOIN person ON person.id = placement.person_id
LEFT JOIN company ON company.id = placement.company_id
LEFT JOIN company_contact AS tutor ON tutor.id = placement.tutor_contact_id
WHERE placement.archived_at IS NULL AND {condition}
ORDER BY placement.starts_on DESC
"""


def placements_followed(connection: Connection, *, since: datetime.date) -> list[PlacementRow]:
    """Hires that may still have a point due: begun on `since` or later (a cadence reaches a year back at most)."""
    return _placements(connection, "placement.starts_on >= ?", since.isoformat())


def placements_of_person(connection: Connection, person_id: str) -> list[PlacementRow]:
    """The hires of a person, the latest first."""
    return _placements(connection, "placement.person_id = ?", person_id)


def placements_of_company(connection: Connection, company_id: str) -> list[PlacementRow]:
    """The hires at an employer's, the latest first."""
    return _placements(connection, "placement.company_id = ?", company_id)


def placement(connection: Connection, placement_id: str) -> PlacementRow | None:
    """One hire, or None."""
    found = _placements(connection, "placement.id = ?", placement_id)
    return found[0] if found else None


def tutors(connection: Connection, placement_id: str) -> tuple[TutorRow, ...]:
    """Who welcomed the person of a hire, one after the other, the latest first; empty while it never changed."""
    rows = connection.execute(
        "SELECT coalesce(company_contact.name, ''), placement_tutor.since FROM placement_tutor "
        "LEFT JOIN company_contact ON company_contact.id = placement_tutor.contact_id "
        "WHERE placement_tutor.placement_id = ? AND placement_tutor.archived_at IS NULL "
        "ORDER BY placement_tutor.since DESC, placement_tutor.created_at DESC, placement_tutor.rowid DESC",
        (placement_id,),
    )
    return tuple(TutorRow(name, _day(since)) for name, since in rows)


def person_name(connection: Connection, person_id: str) -> str:
    """The name of a person as lists show it; "" when nobody has this id."""
    row = connection.execute(
        "SELECT trim(given_names || ' ' || family_name) FROM person WHERE id = ?", (person_id,)
    ).fetchone()
    return row[0] if row else ""


def programme_of_person(connection: Connection, person_id: str) -> str:
    """The programme whose cadence a new hire of this person follows: of the latest journey that is not over, else of
    the latest; "" without a journey."""
    row = connection.execute(
        "SELECT programme FROM journey WHERE person_id = ? AND archived_at IS NULL "
        "ORDER BY status = 'sorti', started_on DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return row[0] if row else ""


def absences(connection: Connection, placement_ids: list[str]) -> dict[str, list[tuple[datetime.date, datetime.date]]]:
    """Days away from work, (first, last) both included, by hire."""
    found: dict[str, list[tuple[datetime.date, datetime.date]]] = {}
    rows = connection.execute(
        "SELECT placement_id, first_day, last_day FROM placement_absence WHERE archived_at IS NULL "
        "AND first_day <= last_day AND placement_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY first_day",
        (json.dumps(placement_ids),),
    )
    for placement_id, first, last in rows:
        found.setdefault(placement_id, []).append((_day(first), _day(last)))
    return found


def check_ins(connection: Connection, placement_ids: list[str]) -> dict[str, list[CheckInRow]]:
    """What was written of the points, by hire."""
    found: dict[str, list[CheckInRow]] = {}
    rows = connection.execute(
        "SELECT id, placement_id, point, planned_on, moved_to, moved_reason, done_on, how, given_up, given_up_reason, "
        "decision, next_on FROM check_in WHERE archived_at IS NULL "
        "AND placement_id IN (SELECT value FROM json_each(?))",
        (json.dumps(placement_ids),),
    )
    for row in rows:
        each = CheckInRow(
            *row[:3],
            _day(row[3]),
            _day(row[4]),
            row[5],
            _day(row[6]),
            row[7],
            bool(row[8]),
            row[9],
            row[10],
            _day(row[11]),
        )
        found.setdefault(each.placement_id, []).append(each)
    return found


def _placements(connection: Connection, condition: str, parameter: str) -> list[PlacementRow]:
    rows = connection.execute(_PLACEMENTS.format(condition=condition), (parameter,))
    return [
        PlacementRow(
            *row[:12],
            _day(row[12]),
            _day(row[13]),
            *row[14:21],
            tuple(datetime.date.fromisoformat(day) for day in json.loads(row[21] or "[]")),
            bool(row[22]),
            _day(row[23]),
            _day(row[24]),
            _day(row[25]),
            row[26],
        )
        for row in rows
    ]


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
