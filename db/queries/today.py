"""What the first screen reads: plain SQL over what is active, so that it costs what one follows, not the store.

Rows are named tuples here: a frozen dataclass takes half a millisecond to make, and the window waits for all of them.
"""

import datetime
import json
from typing import Any, NamedTuple

from db.connection import Connection
from db.queries.whole_half_days import WHOLE

_NAME = "trim(person.given_names || ' ' || person.family_name)"
_JOURNEY = "journey.archived_at IS NULL AND person.archived_at IS NULL"

_LAST_MET = ", ".join(
    f"coalesce((SELECT max({day}) FROM {table} WHERE {table}.person_id = person.id "
    f"AND {table}.archived_at IS NULL AND {condition}), '')"
    for table, day, condition in (
        ("contact", "contact.on_date", "contact.reached"),
        ("check_in", "check_in.done_on", "1"),
        ("diagnostic", "diagnostic.on_date", "diagnostic.about = 'person'"),
        (
            "presence",
            "(SELECT on_date FROM half_day WHERE half_day.id = presence.half_day_id)",
            "presence.state IN ('present', 'partiel')",
        ),
    )
)
"""The days on which a person was last met: a contact, a point of follow-up, a diagnostic, a workshop."""

_FORGOTTEN_AT_ONCE = 20
"""Old records are archived a few at a time: hundreds of lines would hide what is due."""


class AppointmentRow(NamedTuple):
    """An appointment to come, or past without an outcome."""

    id: str
    person_id: str
    person_name: str
    on_date: datetime.date
    at_time: str
    place: str
    purpose: str
    with_whom: str
    form: str


class SessionRow(NamedTuple):
    """A session with a half-day today or before, whose sheet is not typed in (`first_day`, `last_day`: its days)."""

    id: str
    title: str
    place: str
    first_day: datetime.date
    last_day: datetime.date
    starts_at: str
    ends_at: str
    expected: int
    printed_version: int


class PaperRow(NamedTuple):
    """A paper printed and not signed yet. `printed_on`: the first time."""

    id: str
    person_id: str
    person_name: str
    number: str
    template: str
    printed_on: datetime.date
    language: str


class UnfinishedRow(NamedTuple):
    """A response begun and not finished, with its answers by question (JSON values), None when they were not asked."""

    id: str
    person_id: str
    person_name: str
    form: str
    form_version: str
    on_date: datetime.date
    answers: dict[str, Any] | None


class JourneyRow(NamedTuple):
    """A journey under way (active or suspended), with what says whether somebody is being lost."""

    id: str
    person_id: str
    person_name: str
    programme: str
    status: str
    status_since: datetime.date | None
    started_on: datetime.date | None
    rhythm_days: int | None
    suspended_until: datetime.date | None
    last_contact: datetime.date | None
    put_off_until: datetime.date | None


class PermitRow(NamedTuple):
    """A person, not gone, whose residence document ends."""

    person_id: str
    person_name: str
    permit_ends_on: datetime.date


class ForgottenRow(NamedTuple):
    """A person without a journey under way, not archived; `last_seen`: the last day anything was done with them."""

    person_id: str
    person_name: str
    last_seen: datetime.date


class PresenceRow(NamedTuple):
    """A half-day marked, for the watch on absences in a row."""

    person_id: str
    session_id: str
    on_date: datetime.date
    part: str
    state: str
    reason: str


class Portfolio(NamedTuple):
    """People in charge of somebody (or of the whole antenna): truly active, and counting the distant ones."""

    active: int
    everybody: int


def appointments(connection: Connection, *, until: datetime.date, staff_id: str | None) -> list[AppointmentRow]:
    """Appointments without an outcome up to `until`, of one member of the team or of everybody."""
    rows = connection.execute(
        f"SELECT appointment.id, appointment.person_id, {_NAME}, on_date, at_time, place, purpose, with_whom, form "
        "FROM appointment JOIN person ON person.id = appointment.person_id "
        "WHERE appointment.archived_at IS NULL AND outcome IN ('a_venir', 'a_preciser') AND on_date <= ? "
        "AND (? IS NULL OR staff_id = ?) ORDER BY on_date, at_time",
        (until.isoformat(), staff_id, staff_id),
    )
    return [AppointmentRow(*row[:3], _day(row[3]), *row[4:]) for row in rows]


def sessions_to_mark(connection: Connection, *, until: datetime.date) -> list[SessionRow]:
    """Sessions held up to `until` whose presences are not typed in, the oldest first."""
    rows = connection.execute(
        "SELECT session.id, title, place, min(on_date), max(on_date), min(starts_at), max(ends_at), "
        "(SELECT count(*) FROM participant WHERE participant.session_id = session.id "
        " AND participant.archived_at IS NULL), "
        "coalesce((SELECT max(version) FROM attendance_sheet WHERE attendance_sheet.session_id = session.id), 0) "
        "FROM half_day JOIN session ON session.id = half_day.session_id "
        f"WHERE {WHOLE} AND session.archived_at IS NULL AND NOT cancelled AND marked_on IS NULL "
        "AND on_date <= ? GROUP BY session.id ORDER BY min(on_date), min(starts_at)",
        (until.isoformat(),),
    )
    return [SessionRow(*row[:3], _day(row[3]), _day(row[4]), *row[5:]) for row in rows]


def papers_unsigned(connection: Connection, *, staff_id: str | None) -> list[PaperRow]:
    """Papers printed and not signed, the oldest first: printing one again does not make it young."""
    rows = connection.execute(
        f"SELECT contract.id, contract.person_id, {_NAME}, contract.number, template, "
        "coalesce(json_extract(contract.options, '$.printings[0].on'), printed_on) AS first_printed, language "
        "FROM contract JOIN person ON person.id = contract.person_id "
        "WHERE contract.status = 'imprime' AND contract.archived_at IS NULL AND printed_on IS NOT NULL "
        f"AND {_mine('contract.person_id')} ORDER BY first_printed",
        (staff_id, staff_id),
    )
    return [PaperRow(*row[:5], _day(row[5]), row[6]) for row in rows]


def unfinished(connection: Connection, *, answers_since: datetime.date, staff_id: str | None) -> list[UnfinishedRow]:
    """Responses about a person begun and not finished, the oldest first; the answers of those begun since
    `answers_since` come with them."""
    rows = connection.execute(
        f"SELECT diagnostic.id, diagnostic.person_id, {_NAME}, form, form_version, on_date, "
        "CASE WHEN on_date >= ? THEN (SELECT json_group_object(question, json(value)) FROM answer "
        " WHERE answer.diagnostic_id = diagnostic.id AND answer.archived_at IS NULL AND answer.value IS NOT NULL "
        " AND answer.value <> 'null') END "
        "FROM diagnostic JOIN person ON person.id = diagnostic.person_id "
        "WHERE diagnostic.archived_at IS NULL AND finished_on IS NULL AND about = 'person' AND on_date IS NOT NULL "
        f"AND {_mine('diagnostic.person_id')} ORDER BY on_date",
        (answers_since.isoformat(), staff_id, staff_id),
    )
    return [UnfinishedRow(*row[:5], _day(row[5]), json.loads(row[6]) if row[6] else None) for row in rows]


def journeys(connection: Connection, *, staff_id: str | None) -> list[JourneyRow]:
    """Journeys under way, with the last time the person was reached."""
    rows = connection.execute(
        f"SELECT journey.id, journey.person_id, {_NAME}, programme, status, status_since, started_on, rhythm_days, "
        "suspended_until, "
        f"nullif(max({_LAST_MET}), ''), "
        "(SELECT max(until) FROM postponement WHERE postponement.about = 'contact' "
        " AND postponement.about_id = journey.id AND postponement.archived_at IS NULL) "
        "FROM journey JOIN person ON person.id = journey.person_id "
        f"WHERE status IN ('actif', 'suspendu') AND {_JOURNEY} AND (? IS NULL OR journey.referent_id = ?)",
        (staff_id, staff_id),
    )
    return [JourneyRow(*row[:5], _day(row[5]), _day(row[6]), row[7], *(_day(day) for day in row[8:])) for row in rows]


def permits_ending(connection: Connection, *, until: datetime.date, staff_id: str | None) -> list[PermitRow]:
    """People whose residence document ends on `until` or before, unless all their journeys are over. `staff_id`: those
    this member of the team is in charge of, and those nobody is."""
    going_on = "SELECT 1 FROM journey WHERE journey.person_id = person.id AND journey.archived_at IS NULL"
    rows = connection.execute(
        f"SELECT person.id, {_NAME}, permit_ends_on FROM person "
        "WHERE permit_ends_on <= ? AND person.archived_at IS NULL "
        f"AND (EXISTS ({going_on} AND status <> 'sorti') OR NOT EXISTS ({going_on})) "
        f"AND (? IS NULL OR EXISTS ({going_on} AND status <> 'sorti' AND referent_id = ?) "
        f" OR NOT EXISTS ({going_on} AND status <> 'sorti' AND referent_id IS NOT NULL)) ORDER BY permit_ends_on",
        (until.isoformat(), staff_id, staff_id),
    )
    return [PermitRow(row[0], row[1], datetime.date.fromisoformat(row[2])) for row in rows]


def forgotten(connection: Connection, *, before: datetime.date, staff_id: str | None) -> list[ForgottenRow]:
    """People with no journey under way (over, lost, never begun, or none) since a day, and who were not met since: the
    oldest ones, as many as `_FORGOTTEN_AT_ONCE`. Those without a journey are everybody's."""
    last_step = "coalesce({0}.ended_on, {0}.status_since, {0}.started_on, substr({0}.created_at, 1, 10))"
    step, other_step = last_step.format("journey"), last_step.format("other")
    rows = connection.execute(
        f"SELECT person.id, {_NAME}, max(max({step}, {_LAST_MET})) "
        "AS last_seen FROM journey JOIN person ON person.id = journey.person_id "
        f"WHERE status IN ('sorti', 'perdu_de_vue', 'candidat') AND {step} < ? "
        f"AND {_JOURNEY} AND (? IS NULL OR journey.referent_id = ?) AND NOT EXISTS (SELECT 1 FROM journey AS other "
        "WHERE other.person_id = journey.person_id AND other.archived_at IS NULL "
        f"AND (other.status NOT IN ('sorti', 'perdu_de_vue', 'candidat') OR {other_step} >= ?)) "
        "GROUP BY person.id HAVING last_seen < ? "
        f"UNION ALL SELECT person.id, {_NAME}, max(substr(person.created_at, 1, 10), {_LAST_MET}) AS last_seen "
        "FROM person WHERE person.archived_at IS NULL AND person.created_at < ? AND NOT EXISTS (SELECT 1 FROM journey "
        "WHERE journey.person_id = person.id AND journey.archived_at IS NULL) AND last_seen < ? "
        "ORDER BY last_seen LIMIT ?",
        (before.isoformat(), staff_id, staff_id, *(before.isoformat(),) * 4, _FORGOTTEN_AT_ONCE),
    )
    return [ForgottenRow(row[0], row[1], datetime.date.fromisoformat(row[2])) for row in rows]


def recent_presences(connection: Connection, *, since: datetime.date, staff_id: str | None) -> list[PresenceRow]:
    """Half-days marked since `since` of people whose journey is active, in date order."""
    rows = connection.execute(
        "SELECT presence.person_id, presence.session_id, half_day.on_date, half_day.part, presence.state, "
        "presence.reason FROM half_day JOIN presence ON presence.half_day_id = half_day.id "
        f"WHERE half_day.on_date >= ? AND {WHOLE} AND presence.state <> '' AND presence.archived_at IS NULL "
        f"AND {_mine('presence.person_id')} ORDER BY half_day.on_date, half_day.part DESC",
        (since.isoformat(), staff_id, staff_id),
    )
    return [PresenceRow(row[0], row[1], _day(row[2]), *row[3:]) for row in rows]


def portfolio(connection: Connection, *, staff_id: str | None) -> Portfolio:
    """How many people one follows: active journeys, and all those not ended."""
    row = connection.execute(
        "SELECT coalesce(sum(status = 'actif'), 0), count(*) FROM journey "
        "WHERE archived_at IS NULL AND status IN ('actif', 'suspendu', 'perdu_de_vue', 'candidat') "
        "AND (? IS NULL OR referent_id = ?)",
        (staff_id, staff_id),
    ).fetchone()
    return Portfolio(*row)


def has_people(connection: Connection) -> bool:
    """Whether anybody is in the store (archived people left out): nobody means a first day."""
    return connection.execute("SELECT EXISTS (SELECT 1 FROM person WHERE archived_at IS NULL)").fetchone()[0] == 1


def _mine(column: str) -> str:
    return (
        f"(? IS NULL OR EXISTS (SELECT 1 FROM journey WHERE journey.person_id = {column} "
        "AND journey.archived_at IS NULL AND journey.referent_id = ?))"
    )


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
