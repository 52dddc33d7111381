"""One person as their page shows them: the header, and everything that happened, by date."""

import datetime
import json
from dataclasses import dataclass

from db.connection import Connection
from db.same_person import known_as


@dataclass(frozen=True)
class JourneyLine:
    """A journey of the person, with its referent's name."""

    id: str
    number: str
    programme: str
    status: str
    status_since: datetime.date | None
    started_on: datetime.date | None
    planned_end_on: datetime.date | None
    ended_on: datetime.date | None
    exit_reason: str
    rhythm_days: int | None
    renewals: int
    suspended_until: datetime.date | None
    referent_id: str
    referent_name: str
    cohort_name: str


@dataclass(frozen=True)
class PersonHeader:
    """What stands above every tab. `journeys`: the one under way first; `household`: names of those who live with
    the person."""

    id: str
    stream: str
    number: str
    family_name: str
    given_names: str
    name_in_own_script: str
    how_to_say: str
    birth_date: datetime.date | None
    sex: str
    phone: str
    second_phone: str
    email: str
    languages: tuple[str, ...]
    print_language: str
    needs_interpreter: bool
    reads: str
    french_level: str
    protection: str
    residence_document: str
    permit_ends_on: datetime.date | None
    image_rights: str
    notice_given_on: datetime.date | None
    site_id: str
    site_name: str
    household_id: str
    household_name: str
    archived: bool
    household: tuple[str, ...]
    journeys: tuple[JourneyLine, ...]
    last_contact_on: datetime.date | None
    next_appointment_on: datetime.date | None


_HEADER = """
SELECT person.id, person.stream, number, family_name, given_names, name_in_own_script, how_to_say, birth_date, sex,
       phone, second_phone, email, languages, print_language, needs_interpreter, reads, french_level, protection,
       residence_document, permit_ends_on, image_rights, notice_given_on, coalesce(person.site_id, ''),
       coalesce(site.name, ''), coalesce(person.household_id, ''), coalesce(household.name, ''),
       person.archived_at IS NOT NULL
FROM person LEFT JOIN site ON site.id = person.site_id LEFT JOIN household ON household.id = person.household_id
WHERE person.id = ?
"""
_JOURNEYS = """
SELECT journey.id, number, journey.programme, status, status_since, started_on, planned_end_on, ended_on, exit_reason,
       rhythm_days, renewals, suspended_until, coalesce(referent_id, ''), coalesce(staff.name, ''),
       coalesce(cohort.name, '')
FROM journey LEFT JOIN staff ON staff.id = journey.referent_id LEFT JOIN cohort ON cohort.id = journey.cohort_id
WHERE journey.person_id = ? AND journey.archived_at IS NULL ORDER BY status = 'sorti', started_on DESC
"""


def header(connection: Connection, person_id: str, *, today: datetime.date) -> PersonHeader | None:
    """The header of a person's page, that of the file kept when there are two; None when the person is not in this
    store."""
    person_id = known_as.kept(connection, person_id)
    row = connection.execute(_HEADER, (person_id,)).fetchone()
    if row is None:
        return None
    values = list(row)
    for position in (7, 19, 21):
        values[position] = _day(values[position])
    values[12] = tuple(json.loads(values[12])) if values[12] else ()
    values[14], values[26] = bool(values[14]), bool(values[26])
    last, following = connection.execute(
        "SELECT (SELECT max(on_date) FROM contact WHERE person_id = ?1 AND reached AND archived_at IS NULL), "
        "(SELECT min(on_date) FROM appointment WHERE person_id = ?1 AND on_date >= ?2 "
        "AND outcome IN ('a_venir', 'a_preciser') AND archived_at IS NULL)",
        (person_id, today.isoformat()),
    ).fetchone()
    return PersonHeader(
        *values,
        household=_household(connection, person_id, values[24]),
        journeys=journeys(connection, person_id),
        last_contact_on=_day(last),
        next_appointment_on=_day(following),
    )


def journeys(connection: Connection, person_id: str) -> tuple[JourneyLine, ...]:
    """The journeys of a person, the one under way first."""
    lines = []
    for row in connection.execute(_JOURNEYS, (person_id,)):
        days = {position: _day(row[position]) for position in (4, 5, 6, 7, 11)}
        lines.append(JourneyLine(*(days.get(position, value) for position, value in enumerate(row))))
    return tuple(lines)


def _household(connection: Connection, person_id: str, household_id: str) -> tuple[str, ...]:
    if not household_id:
        return ()
    return tuple(
        f"{given} {family}".strip()
        for given, family in connection.execute(
            "SELECT given_names, family_name FROM person WHERE household_id = ? AND id <> ? AND archived_at IS NULL "
            "ORDER BY birth_date",
            (household_id, person_id),
        )
    )


@dataclass(frozen=True)
class Happening:
    """One line of what happened. `kind`: contact, attempt (nobody answered), appointment, note, status, referent,
    document, diagnostic, contract, session, placement, check_in; `code`: its channel, outcome, status, form, template…;
    `by`: who wrote it."""

    kind: str
    row_id: str
    on_date: datetime.date | None
    at_time: str
    code: str
    text: str
    detail: str
    by: str


_HAPPENINGS = """
SELECT CASE WHEN reached THEN 'contact' ELSE 'attempt' END AS kind, id, on_date, at_time, channel AS code,
  summary AS text, agreed AS detail, author_id AS by_id
  FROM contact WHERE person_id = ?1 AND archived_at IS NULL
UNION ALL SELECT 'appointment', id, on_date, at_time, outcome, purpose, place, staff_id
  FROM appointment WHERE person_id = ?1 AND archived_at IS NULL
UNION ALL SELECT 'note', id, written_on, '', '', text, '', author_id
  FROM note WHERE person_id = ?1 AND archived_at IS NULL
UNION ALL SELECT 'status', id, since, '', status, explanation, reason, author_id
  FROM journey_status WHERE person_id = ?1 AND archived_at IS NULL
UNION ALL SELECT 'referent', id, since, '', '', handover, '', staff_id
  FROM journey_referent WHERE person_id = ?1 AND archived_at IS NULL
UNION ALL SELECT 'document', id, received_on, '', kind, title, media_type, author_id
  FROM document WHERE person_id = ?1 AND archived_at IS NULL
UNION ALL SELECT 'diagnostic', id, on_date, '', form, moment, form_version, author_id
  FROM diagnostic WHERE person_id = ?1 AND about = 'person' AND archived_at IS NULL
UNION ALL SELECT 'contract', id, coalesce(signed_on, printed_on, substr(created_at, 1, 10)), '', status, number,
  template, NULL FROM contract WHERE person_id = ?1 AND archived_at IS NULL
UNION ALL SELECT 'session', session.id, (SELECT min(on_date) FROM half_day WHERE session_id = session.id
  AND half_day.archived_at IS NULL), '', (SELECT group_concat(state) FROM (SELECT state FROM presence
  JOIN half_day ON half_day.id = half_day_id WHERE presence.session_id = session.id AND presence.person_id = ?1
  AND presence.archived_at IS NULL ORDER BY half_day.on_date, half_day.part DESC)),
  session.title, session.place, NULL FROM participant JOIN session ON session.id = participant.session_id
  WHERE participant.person_id = ?1 AND participant.archived_at IS NULL AND session.archived_at IS NULL
UNION ALL SELECT 'placement', placement.id, starts_on, '', contract_kind, job_title, coalesce(company.name, ''), NULL
  FROM placement LEFT JOIN company ON company.id = placement.company_id
  WHERE placement.person_id = ?1 AND placement.archived_at IS NULL
UNION ALL SELECT 'check_in', id, done_on, '', point, decision, how, typed_by
  FROM check_in WHERE person_id = ?1 AND done_on IS NOT NULL AND archived_at IS NULL
"""


def happenings(
    connection: Connection, person_id: str, *, limit: int = 500, kinds: tuple[str, ...] = ()
) -> tuple[Happening, ...]:
    """What happened with a person, the latest first; `kinds`: only these."""
    chosen = f"WHERE kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    rows = connection.execute(
        f"SELECT kind, found.id, on_date, at_time, coalesce(code, ''), text, detail, coalesce(staff.name, '') "
        f"FROM ({_HAPPENINGS}) AS found LEFT JOIN staff ON staff.id = found.by_id {chosen} "
        f"ORDER BY on_date DESC, at_time DESC, found.id LIMIT {int(limit)}",
        (person_id, *kinds),
    )
    return tuple(Happening(row[0], row[1], _day(row[2]), *row[3:]) for row in rows)


@dataclass(frozen=True)
class DocumentLine:
    """A document of the person, without its bytes (`size`: in bytes)."""

    id: str
    kind: str
    title: str
    media_type: str
    size: int
    received_on: datetime.date | None
    by: str


def documents(connection: Connection, person_id: str) -> tuple[DocumentLine, ...]:
    """The documents about a person, the latest first."""
    rows = connection.execute(
        "SELECT document.id, kind, title, media_type, size, received_on, coalesce(staff.name, '') FROM document "
        "LEFT JOIN staff ON staff.id = document.author_id WHERE person_id = ? AND document.archived_at IS NULL "
        "ORDER BY received_on DESC, document.created_at DESC",
        (person_id,),
    )
    return tuple(DocumentLine(*row[:5], _day(row[5]), row[6]) for row in rows)


@dataclass(frozen=True)
class JournalLine:
    """A line of the journal."""

    id: str
    written_on: datetime.date | None
    text: str
    by: str


def journal(connection: Connection, person_id: str) -> tuple[JournalLine, ...]:
    """The journal of a person, the latest line first."""
    rows = connection.execute(
        "SELECT note.id, written_on, text, coalesce(staff.name, '') FROM note LEFT JOIN staff ON "
        "staff.id = note.author_id WHERE person_id = ? AND note.archived_at IS NULL "
        "ORDER BY written_on DESC, note.created_at DESC, note.rowid DESC",
        (person_id,),
    )
    return tuple(JournalLine(row[0], _day(row[1]), row[2], row[3]) for row in rows)


def _day(iso: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(iso) if iso else None
