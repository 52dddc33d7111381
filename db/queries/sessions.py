"""Workshops as the calendar, the session's page and the person's tab show them: plain SQL, frozen rows."""

import datetime
import json
from dataclasses import dataclass

from db.connection import Connection
from db.queries.whole_half_days import WHOLE

_HALF_DAYS = f"half_day.session_id = session.id AND {WHOLE}"
_MOST_UNMARKED = 200
_EXPECTED = "participant.session_id = session.id AND participant.archived_at IS NULL"


@dataclass(frozen=True)
class SessionLine:
    """A session in a list. `to_mark`: cells of its sheet (people by half-days); `marked`: those typed in.
    `printed_version`: 0 when its sheet was never printed."""

    id: str
    number: str
    title: str
    programme: str
    cohort: str
    place: str
    remote: bool
    trainer: str
    first_day: datetime.date
    last_day: datetime.date
    starts_at: str
    ends_at: str
    half_days: int
    expected: int
    marked: int
    cancelled: bool
    marked_on: datetime.date | None
    printed_version: int

    @property
    def to_mark(self) -> int:
        """How many cells its sheet has."""
        return self.expected * self.half_days


@dataclass(frozen=True)
class HalfDayRow:
    """A half-day of a session: `part` is "matin" or "apres_midi", hours are "HH:MM"."""

    id: str
    on_date: datetime.date
    part: str
    starts_at: str
    ends_at: str


@dataclass(frozen=True)
class RosterRow:
    """Somebody expected at a session, or come without being expected. `useful`: their opinion, 1 to 4."""

    person_id: str
    family_name: str
    given_names: str
    own_script: str
    walk_in: bool
    useful: int | None


@dataclass(frozen=True)
class PresenceRow:
    """What is known of a person at a half-day. `archived`: taken back by an undo, its row is kept."""

    id: str
    half_day_id: str
    person_id: str
    state: str
    minutes: int | None
    reason: str
    archived: bool


@dataclass(frozen=True)
class SheetRow:
    """A printing of a session's sheet, the rows it printed (person ids, in order) and its signed scan if any."""

    id: str
    version: int
    code: str
    printed_at: str
    rows: tuple[str, ...]
    signed_document_id: str | None


@dataclass(frozen=True)
class FunderRow:
    """Who pays."""

    id: str
    name: str
    mention: str
    eu_emblem: bool
    operation_number: str
    logo_document_id: str | None


@dataclass(frozen=True)
class PersonHalfDay:
    """A half-day that one person was expected at, with what was marked (`state` empty: nothing yet)."""

    session_id: str
    title: str
    cancelled: bool
    on_date: datetime.date
    part: str
    starts_at: str
    ends_at: str
    state: str
    minutes: int | None
    reason: str
    useful: int | None


def sessions_between(connection: Connection, first: datetime.date, last: datetime.date) -> list[SessionLine]:
    """Sessions with a half-day from `first` to `last`, in the order of the day and hour."""
    chosen = "SELECT DISTINCT session_id FROM half_day WHERE archived_at IS NULL AND on_date BETWEEN ? AND ?"
    return _lines(connection, chosen, (first.isoformat(), last.isoformat()))


def sessions_unmarked(connection: Connection, *, until: datetime.date) -> list[SessionLine]:
    """The latest sessions held up to `until` whose sheet is not typed in, the latest first."""
    chosen = (
        "SELECT session.id FROM session JOIN half_day ON half_day.session_id = session.id "
        "WHERE NOT cancelled AND marked_on IS NULL AND session.archived_at IS NULL AND half_day.archived_at IS NULL "
        f"GROUP BY session.id HAVING min(on_date) <= ? ORDER BY min(on_date) DESC LIMIT {_MOST_UNMARKED}"
    )
    return _lines(connection, chosen, (until.isoformat(),))[::-1]


def days_held(connection: Connection, first: datetime.date, last: datetime.date) -> dict[datetime.date, int]:
    """How many sessions each day from `first` to `last` has (cancelled ones left out)."""
    rows = connection.execute(
        "SELECT on_date, count(DISTINCT session_id) FROM half_day JOIN session ON session.id = half_day.session_id "
        "WHERE half_day.archived_at IS NULL AND session.archived_at IS NULL AND NOT cancelled "
        "AND on_date BETWEEN ? AND ? GROUP BY on_date",
        (first.isoformat(), last.isoformat()),
    )
    return {datetime.date.fromisoformat(day): count for day, count in rows}


def has_sessions(connection: Connection) -> bool:
    """Whether any session was ever planned."""
    return connection.execute("SELECT EXISTS (SELECT 1 FROM session WHERE archived_at IS NULL)").fetchone()[0] == 1


def half_days(connection: Connection, session_id: str) -> tuple[HalfDayRow, ...]:
    """The half-days of a session in the order of the paper: by date, morning before afternoon."""
    rows = connection.execute(
        "SELECT id, on_date, part, starts_at, ends_at FROM half_day "
        f"WHERE session_id = ? AND {WHOLE} ORDER BY on_date, part DESC, starts_at",
        (session_id,),
    )
    return tuple(HalfDayRow(row[0], datetime.date.fromisoformat(row[1]), *row[2:]) for row in rows)


def roster(connection: Connection, session_id: str) -> tuple[RosterRow, ...]:
    """Everybody on a session, in the order they were put on it."""
    rows = connection.execute(
        "SELECT person.id, family_name, given_names, name_in_own_script, walk_in, useful FROM participant "
        "JOIN person ON person.id = participant.person_id "
        "WHERE participant.session_id = ? AND participant.archived_at IS NULL "
        "ORDER BY participant.created_at, participant.rowid",
        (session_id,),
    )
    return tuple(RosterRow(*row[:4], bool(row[4]), row[5]) for row in rows)


def presences(connection: Connection, session_id: str) -> tuple[PresenceRow, ...]:
    """Every presence ever noted at a session, those taken back included."""
    rows = connection.execute(
        "SELECT id, half_day_id, person_id, state, minutes, reason, archived_at IS NOT NULL FROM presence "
        "WHERE session_id = ?",
        (session_id,),
    )
    return tuple(PresenceRow(*row[:6], bool(row[6])) for row in rows)


def sheets(connection: Connection, session_id: str) -> tuple[SheetRow, ...]:
    """The printings of a session's sheet, the latest first."""
    rows = connection.execute(
        'SELECT id, version, code, printed_at, "rows", signed_document_id FROM attendance_sheet '
        "WHERE session_id = ? AND archived_at IS NULL AND printed_at <> '' ORDER BY version DESC, printed_at DESC",
        (session_id,),
    )
    return tuple(SheetRow(*row[:4], tuple(json.loads(row[4] or "[]")), row[5]) for row in rows)


def signed_scans(connection: Connection, session_id: str) -> tuple[tuple[str, str, str], ...]:
    """(id, title, media type) of the scans of the signed sheet, the latest first."""
    rows = connection.execute(
        "SELECT id, title, media_type FROM document WHERE about = 'session' AND about_id = ? AND archived_at IS NULL "
        "ORDER BY created_at DESC",
        (session_id,),
    )
    return tuple(tuple(row) for row in rows)


def funders(connection: Connection) -> tuple[FunderRow, ...]:
    """Everybody who pays, by name."""
    rows = connection.execute(
        "SELECT id, name, mention, eu_emblem, operation_number, logo_document_id FROM funder "
        "WHERE archived_at IS NULL ORDER BY name COLLATE NOCASE"
    )
    return tuple(FunderRow(*row[:3], bool(row[3]), *row[4:]) for row in rows)


def cohort_members(connection: Connection, cohort_id: str) -> tuple[tuple[str, str, str], ...]:
    """(person id, family name, given names) of the people under way in a cohort."""
    rows = connection.execute(
        "SELECT DISTINCT person.id, family_name, given_names FROM journey JOIN person ON person.id = journey.person_id "
        "WHERE journey.cohort_id = ? AND journey.status IN ('actif', 'suspendu', 'candidat') "
        "AND journey.archived_at IS NULL AND person.archived_at IS NULL",
        (cohort_id,),
    )
    return tuple(tuple(row) for row in rows)


def cohort_name(connection: Connection, cohort_id: str | None) -> str:
    """The name of a cohort, "" for none."""
    row = connection.execute("SELECT name FROM cohort WHERE id = ?", (cohort_id,)).fetchone()
    return row[0] if row else ""


def holiday_profile(connection: Connection, antenna_id: str) -> str:
    """Which public holidays an antenna keeps (a code), "" when the antenna is unknown."""
    row = connection.execute("SELECT holiday_profile FROM antenna WHERE id = ?", (antenna_id,)).fetchone()
    return row[0] if row else ""


def half_days_of_person(connection: Connection, person_id: str) -> tuple[PersonHalfDay, ...]:
    """Every half-day a person was expected at or came to, the latest first."""
    rows = connection.execute(
        "SELECT session.id, session.title, session.cancelled, on_date, part, starts_at, ends_at, "
        "coalesce(state, ''), minutes, coalesce(reason, ''), useful FROM participant "
        "JOIN session ON session.id = participant.session_id "
        f"JOIN half_day ON {_HALF_DAYS} "
        "LEFT JOIN presence ON presence.half_day_id = half_day.id AND presence.person_id = participant.person_id "
        "AND presence.archived_at IS NULL "
        "WHERE participant.person_id = ? AND participant.archived_at IS NULL AND session.archived_at IS NULL "
        "ORDER BY on_date DESC, session.id, part",
        (person_id,),
    )
    return tuple(
        PersonHalfDay(row[0], row[1], bool(row[2]), datetime.date.fromisoformat(row[3]), *row[4:]) for row in rows
    )


def _lines(connection: Connection, chosen: str, values: tuple[str, ...]) -> list[SessionLine]:
    """The sessions whose ids `chosen` selects. A plus sign keeps SQLite from the index of people, which is the slow
    way to what happened at one session."""
    rows = connection.execute(
        "SELECT session.id, session.number, session.title, session.programme, "
        "coalesce((SELECT name FROM cohort WHERE cohort.id = session.cohort_id), ''), place, remote, trainer_name, "
        "min(on_date), max(on_date), min(starts_at), max(ends_at), count(half_day.id), "
        f"(SELECT count(*) FROM participant WHERE {_EXPECTED}), "
        "(SELECT count(*) FROM presence WHERE presence.session_id = session.id AND presence.archived_at IS NULL "
        f" AND state <> '' AND +presence.person_id IN (SELECT person_id FROM participant WHERE {_EXPECTED}) "
        f" AND +presence.half_day_id IN (SELECT half_day.id FROM half_day WHERE {_HALF_DAYS})), cancelled, marked_on, "
        "coalesce((SELECT max(version) FROM attendance_sheet WHERE attendance_sheet.session_id = session.id), 0) "
        f"FROM session JOIN half_day ON {_HALF_DAYS} WHERE session.id IN ({chosen}) AND session.archived_at IS NULL "
        "GROUP BY session.id ORDER BY min(on_date), min(starts_at), session.title",
        values,
    )
    return [
        SessionLine(
            *row[:6],
            bool(row[6]),
            row[7],
            datetime.date.fromisoformat(row[8]),
            datetime.date.fromisoformat(row[9]),
            *row[10:15],
            bool(row[15]),
            datetime.date.fromisoformat(row[16]) if row[16] else None,
            row[17],
        )
        for row in rows
    ]
