"""People as lists show them: a page of rows at a time, ordered without accents, with what is under way beside each."""

import datetime
from dataclasses import dataclass

from db.connection import Connection
from db.search import person_ids

PAGE = 100
"""Rows read at once."""


@dataclass(frozen=True)
class PeopleFilter:
    """Which people a list shows; what is left empty does not count. `text`: what the search field holds.

    `status`: of the present journey (candidat, actif, suspendu, perdu_de_vue, sorti); `antenna_id`: the stream.
    """

    text: str = ""
    referent_id: str = ""
    status: str = ""
    programme: str = ""
    site_id: str = ""
    cohort_id: str = ""
    antenna_id: str = ""
    archived: bool = False


EVERYBODY = PeopleFilter()


@dataclass(frozen=True)
class PersonRow:
    """One line of a list. The journey is the one under way, else the latest; dates are None when there is none."""

    id: str
    number: str
    family_name: str
    given_names: str
    name_in_own_script: str
    birth_date: datetime.date | None
    sex: str
    phone: str
    languages: str
    french_level: str
    site_name: str
    journey_id: str
    programme: str
    status: str
    status_since: datetime.date | None
    referent_name: str
    last_contact_on: datetime.date | None
    next_appointment_on: datetime.date | None


@dataclass(frozen=True)
class PeoplePage:
    """Some rows of a list, and how many it has in all."""

    rows: tuple[PersonRow, ...]
    total: int


def page(
    connection: Connection,
    wanted: PeopleFilter = EVERYBODY,
    *,
    today: datetime.date,
    offset: int = 0,
    limit: int = PAGE,
) -> PeoplePage:
    """Rows `offset` to `offset + limit` of a list, in the order of names; with a text, the best found first."""
    if wanted.text.strip():
        return _found_page(connection, wanted, today, offset, limit)
    if wanted == EVERYBODY:  # the index alone is walked: a far page costs no more than the first
        sql, values = "SELECT row_id FROM search_entry WHERE kind = 'person' ORDER BY sort_key", ()
    else:
        tables, conditions, values = _conditions(wanted)
        order = "person.family_name, person.given_names" if wanted.archived else "entry.sort_key"
        sql = f"SELECT person.id FROM {tables} WHERE {conditions} ORDER BY {order}"
    ids = [row[0] for row in connection.execute(f"{sql} LIMIT ? OFFSET ?", (*values, limit, offset))]
    return PeoplePage(_rows(connection, ids, today), count(connection, wanted))


def count(connection: Connection, wanted: PeopleFilter = EVERYBODY) -> int:
    """How many people a list has (its text left aside)."""
    if wanted == PeopleFilter(text=wanted.text):
        return connection.execute("SELECT count(*) FROM search_entry WHERE kind = 'person'").fetchone()[0]
    tables, conditions, values = _conditions(wanted)
    return connection.execute(f"SELECT count(*) FROM {tables} WHERE {conditions}", values).fetchone()[0]


def _found_page(
    connection: Connection, wanted: PeopleFilter, today: datetime.date, offset: int, limit: int
) -> PeoplePage:
    found = person_ids(connection, wanted.text)
    if wanted != PeopleFilter(text=wanted.text):
        tables, conditions, values = _conditions(wanted)
        marks = ", ".join("?" * len(found))
        kept = {
            row[0]
            for row in connection.execute(
                f"SELECT person.id FROM {tables} WHERE {conditions} AND person.id IN ({marks})", (*values, *found)
            )
        }
        found = tuple(person_id for person_id in found if person_id in kept)
    return PeoplePage(_rows(connection, list(found[offset : offset + limit]), today), len(found))


def _conditions(wanted: PeopleFilter) -> tuple[str, str, tuple[str, ...]]:
    """(tables, conditions, their values) of a list."""
    if wanted.archived:
        tables = "person"
        conditions = ["person.archived_at IS NOT NULL", "person.id NOT IN (SELECT person_id FROM known_as)"]
    else:
        tables = "search_entry AS entry JOIN person ON person.id = entry.row_id"
        conditions = ["entry.kind = 'person'"]
    values: list[str] = []
    for column, value in (("site_id", wanted.site_id), ("stream", wanted.antenna_id)):
        if value:
            conditions.append(f"person.{column} = ?")
            values.append(value)
    journey = {
        "referent_id": wanted.referent_id,
        "status": wanted.status,
        "programme": wanted.programme,
        "cohort_id": wanted.cohort_id,
    }
    asked = {column: value for column, value in journey.items() if value}
    if asked:
        if not wanted.status:
            asked_text = " AND ".join(f"{column} = ?" for column in asked) + " AND status <> 'sorti'"
        else:
            asked_text = " AND ".join(f"{column} = ?" for column in asked)
        conditions.append(
            f"person.id IN (SELECT person_id FROM journey WHERE {asked_text} AND journey.archived_at IS NULL)"
        )
        values.extend(asked.values())
    return tables, " AND ".join(conditions), tuple(values)


_ROWS = """
SELECT person.id, person.number, person.family_name, person.given_names, person.name_in_own_script,
       person.birth_date, person.sex, person.phone, person.languages, person.french_level,
       coalesce(site.name, ''), coalesce(journey.id, ''), coalesce(journey.programme, ''),
       coalesce(journey.status, ''), journey.status_since, coalesce(staff.name, ''),
       (SELECT max(on_date) FROM contact WHERE contact.person_id = person.id AND reached AND archived_at IS NULL),
       (SELECT min(on_date) FROM appointment WHERE appointment.person_id = person.id AND on_date >= ?
        AND outcome IN ('a_venir', 'a_preciser') AND archived_at IS NULL)
FROM person
LEFT JOIN site ON site.id = person.site_id
LEFT JOIN journey ON journey.id = (
    SELECT id FROM journey WHERE person_id = person.id AND archived_at IS NULL
    ORDER BY status = 'sorti', started_on DESC LIMIT 1)
LEFT JOIN staff ON staff.id = journey.referent_id
WHERE person.id IN ({marks})
"""


def _rows(connection: Connection, ids: list[str], today: datetime.date) -> tuple[PersonRow, ...]:
    if not ids:
        return ()
    sql = _ROWS.format(marks=", ".join("?" * len(ids)))
    found = {}
    for row in connection.execute(sql, (today.isoformat(), *ids)):
        dates = {5: _day(row[5]), 14: _day(row[14]), 16: _day(row[16]), 17: _day(row[17])}
        found[row[0]] = PersonRow(*(dates.get(position, value) for position, value in enumerate(row)))
    return tuple(found[person_id] for person_id in ids if person_id in found)


def _day(iso: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(iso) if iso else None


@dataclass(frozen=True)
class Portfolio:
    """The load of a referent (practice: 15–20 truly active, 40–50 counting the distant ones). `active`: journeys under
    way with a contact in the last thirty days; `distant`: under way without one, suspended or lost sight of."""

    active: int
    distant: int
    candidates: int

    @property
    def total(self) -> int:
        """Everybody the referent answers for."""
        return self.active + self.distant + self.candidates


RECENT_DAYS = 30


def portfolio(connection: Connection, staff_id: str, *, today: datetime.date) -> Portfolio:
    """How many people a member of staff accompanies today."""
    since = (today - datetime.timedelta(days=RECENT_DAYS)).isoformat()
    active, distant, candidates = connection.execute(
        "SELECT coalesce(sum(status = 'actif' AND heard), 0), "
        "coalesce(sum((status = 'actif' AND NOT heard) OR status IN ('suspendu', 'perdu_de_vue')), 0), "
        "coalesce(sum(status = 'candidat'), 0) FROM (SELECT status, EXISTS (SELECT 1 FROM contact "
        "WHERE contact.person_id = journey.person_id AND reached AND on_date >= ? AND archived_at IS NULL) AS heard "
        "FROM journey WHERE referent_id = ? AND status <> 'sorti' AND archived_at IS NULL)",
        (since, staff_id),
    ).fetchone()
    return Portfolio(active, distant, candidates)
