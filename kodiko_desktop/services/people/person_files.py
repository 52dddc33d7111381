"""A person's file as its page reads it, in one go; and the corrections of its fields, each seen by the next one."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import records, search
from db.connection import Connection
from db.queries import organisation
from db.queries.person import Happening, PersonHeader, happenings, header
from db.store import Store
from db.tables import Person, Site
from kodiko_desktop.domain import wording
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.programmes.model import Programme
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.association.streams import NotHere, stream_of_person
from kodiko_desktop.services.laptop.drafts import Draft, drafts_at
from kodiko_desktop.services.people import households
from kodiko_desktop.services.people.people import change_person
from kodiko_desktop.services.people.people_lists import programme_titles
from kodiko_desktop.services.places import sites

FIRST_LINES = 25
"""Lines of the timeline read with the page; the rest comes when it is asked for."""


@dataclass(frozen=True)
class PersonFile:
    """`titles`: of the programmes, forms and contract templates met, by code; `more`: the timeline goes on;
    `drafts`: what was being typed about the person."""

    header: PersonHeader
    lines: tuple[Happening, ...]
    more: bool
    titles: Mapping[str, str]
    drafts: tuple[Draft, ...]


@dataclass(frozen=True)
class PersonRecord:
    """A person's row for a form, what it showed, and the places and households one may choose."""

    person: Person
    seen: Seen
    sites: tuple[tuple[str, str], ...]
    households: tuple[tuple[str, str], ...]


def draft_place(person_id: str) -> str:
    """Where the drafts about a person begin."""
    return f"person:{person_id}:"


def read_file(store: Store, person_id: str, *, today: datetime.date, limit: int = FIRST_LINES) -> PersonFile | None:
    """What the page of a person shows first; None when the person is not in this store."""
    connection = store.read()
    top = header(connection, person_id, today=today)
    if top is None:
        return None
    person_id = top.id
    lines = happenings(connection, person_id, limit=limit + 1)
    return PersonFile(
        top,
        lines[:limit],
        len(lines) > limit,
        _titles(connection, top, lines),
        drafts_at(connection, draft_place(person_id)),
    )


def read_record(store: Store, person_id: str) -> PersonRecord:
    """What the form of a person needs. Raises NotHere."""
    connection = store.read()
    record = find_row(store, Person, person_id)
    return PersonRecord(
        record.row,
        record.seen,
        tuple((site.id, site.name) for site in organisation.sites(connection)),
        households_of(connection, record.row.stream),
    )


def households_of(connection: Connection, antenna_id: str) -> tuple[tuple[str, str], ...]:
    """(id, name) of the households of an antenna, by name."""
    rows = connection.execute(
        "SELECT id, name FROM household WHERE stream = ? AND archived_at IS NULL ORDER BY name", (antenna_id,)
    )
    return tuple((row[0], row[1]) for row in rows)


def correct_person(
    store: Store, *, author: str, person_id: str, values: Mapping[str, Any], seen: Seen
) -> tuple[Seen, Person]:
    """Change facts of a person and answer with what is seen from now on: the next field corrected on the same form must
    not dispute this one. Raises PersonRefused, RowMissing, InvalidValue."""
    change_person(store, author=author, person_id=person_id, values=values, seen=seen)
    record = find_row(store, Person, person_id)
    return {**seen, **{name: record.seen[name] for name in values if name in record.seen}}, record.row


def settle_at_new_site(store: Store, *, author: str, person_id: str, name: str, seen: Seen) -> tuple[Seen, Person]:
    """Write a site that nobody had written yet, and the person there, in one act. Raises SiteRefused, NotHere."""
    sites.require_name(name)
    with store.act("person.new_site", author=author) as act:
        stream = stream_of_person(act.connection, person_id)
        site_id = act.create(Site, stream=stream, name=name.strip())
        act.change(Person, person_id, values={"site_id": site_id}, seen=seen)
    record = find_row(store, Person, person_id)
    return {**seen, "site_id": record.seen["site_id"]}, record.row


def begin_household(store: Store, *, author: str, person_id: str, name: str, seen: Seen) -> tuple[Seen, Person]:
    """Write a household that begins with this person. Raises HouseholdRefused."""
    households.create_household(store, author=author, name=name, member_ids=[person_id])
    record = find_row(store, Person, person_id)
    return {**seen, "household_id": record.seen["household_id"]}, record.row


def programmes(store: Store) -> tuple[Programme, ...]:
    """Every programme one may open a journey in, by title."""
    connection = store.read()
    found = [
        definitions.latest(connection, definitions.PROGRAMME, key)
        for key in definitions.keys(connection, definitions.PROGRAMME)
    ]
    return tuple(sorted(found, key=lambda programme: programme.short_title))


def programme_of(store: Store, key: str) -> Programme | None:
    """The programme a journey is in; None when its definition is not on this laptop."""
    try:
        return definitions.latest(store.read(), definitions.PROGRAMME, key)
    except KodikoError:
        return None


def remember_visit(store: Store, *, person_id: str) -> None:
    """Put a person first among what was opened lately."""
    at = store.now().isoformat(timespec="microseconds")
    with store.note() as connection:
        search.remember_opened(connection, kind="person", row_id=person_id, at=at)


def find_row(store: Store, cls: type, row_id: str) -> records.Record:
    """A row for a form, with what it showed. Raises NotHere."""
    record = records.find(store.read(), cls, row_id)
    if record is None:
        raise NotHere(
            _("Cette fiche n’est pas (ou plus) sur cet ordinateur. Rien n’a été modifié."),
            for_log=f"no such {cls.__name__}",
        )
    return record


def _titles(connection: Connection, top: PersonHeader, lines: tuple[Happening, ...]) -> dict[str, str]:
    titles = programme_titles(connection, (journey.programme for journey in top.journeys))
    wanted = {(definitions.FORM, line.code) for line in lines if line.kind == "diagnostic"}
    wanted |= {(definitions.CONTRACT, line.detail) for line in lines if line.kind == "contract"}
    for kind, key in wanted:
        titles[key] = _title(connection, kind, key)
    return titles


def _title(connection: Connection, kind: str, key: str) -> str:
    """The title a definition had when it served: kept in the store with its text, in French, so that no file is read
    for it. Another language of the screen is that of the definition itself."""
    row = connection.execute(
        "SELECT title FROM definition WHERE kind = ? AND key = ? ORDER BY created_at DESC LIMIT 1", (kind, key)
    ).fetchone()
    if row is not None and wording.language() == wording.FRENCH:
        return row[0]
    try:
        return definitions.title(connection, kind, key)
    except KodikoError:
        return row[0] if row is not None else key
