"""Files that may be one person's, among all those of the store; and what is written under each."""

import datetime
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from db.connection import Connection
from db.queries.resemblances import (
    LEAST_PHONE,
    SAME_BIRTH,
    SAME_NAME,
    SAME_PHONE,
    HeardName,
    hear_name,
    possible_duplicates,
    reason,
    words_alike,
)
from kodiko_desktop.domain.names import phone_digits


@dataclass(frozen=True)
class File:
    """A person's file, as a list of two shows it."""

    person_id: str
    number: str
    family_name: str
    given_names: str
    name_in_own_script: str
    birth_date: datetime.date | None
    phone: str
    second_phone: str
    stream: str


@dataclass(frozen=True)
class Alike:
    """Two files that may be one person's, and why (a French phrase to translate)."""

    one: File
    other: File
    why: str


_FILES = (
    "SELECT person.id, number, family_name, given_names, name_in_own_script, birth_date, phone, second_phone, "
    "person.stream FROM person"
)
_RANK = (SAME_BIRTH, SAME_PHONE, SAME_NAME)
_AT_ONCE = 500
_ASKED_ONE_BY_ONE = 500
"""Files without a birth date that are looked for by name, the latest first: each is a search."""


def alike(connection: Connection, alive: Callable[[], None] = lambda: None) -> tuple[Alike, ...]:
    """Pairs of files in use that may be one person's, of which nobody has said anything; the likeliest first.
    `alive` is called all along: what it raises stops the search."""
    files = {
        row[0]: _file(row) for row in connection.execute(f"{_FILES} WHERE archived_at IS NULL ORDER BY created_at, id")
    }
    said = {
        (row[0], row[1])
        for row in connection.execute(
            "SELECT one_id, other_id FROM person_pair WHERE archived_at IS NULL AND said <> ''"
        )
    }
    ear = _Ear()
    found = []
    for one, other in itertools.chain(_close(files, ear, alive), _nameless_dates(connection, files, ear, alive)):
        key = (min(one.person_id, other.person_id), max(one.person_id, other.person_id))
        if key not in said:
            said.add(key)
            why = _why(one, other, ear)
            if why:
                found.append(Alike(one, other, why))
    return tuple(sorted(found, key=lambda pair: (_RANK.index(pair.why), _sort_key(pair))))


def one_file(connection: Connection, person_id: str) -> File | None:
    """The file of a person, put away or not; None when it is not on this laptop."""
    row = connection.execute(f"{_FILES} WHERE person.id = ?", (person_id,)).fetchone()
    return _file(row) if row else None


def files_of(connection: Connection, ids: Iterable[str]) -> dict[str, File]:
    """The files of these people, by id; those that are not on this laptop are left out."""
    wanted, found = sorted(ids), {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        for row in connection.execute(f"{_FILES} WHERE person.id IN ({marks})", some):
            found[row[0]] = _file(row)
    return found


def _file(row: tuple) -> File:
    return File(*row[:5], datetime.date.fromisoformat(row[5]) if row[5] else None, *row[6:])


def _close(files: dict[str, File], ear: "_Ear", alive: Callable[[], None]) -> Iterator[tuple[File, File]]:
    """Pairs that share a telephone, or a birth date and a sound of their names (many people are said to be born on the
    first of January: the date alone would compare them all)."""
    by_date: dict[datetime.date, list[File]] = defaultdict(list)
    by_mark: dict[object, list[File]] = defaultdict(list)
    for file in files.values():
        if file.birth_date is not None:
            by_date[file.birth_date].append(file)
        for digits in ear.digits(file):
            by_mark[digits].append(file)
    for date, born_then in by_date.items():
        alive()
        for file in born_then if len(born_then) > 1 else ():
            for sound in ear.hear(file).together:
                by_mark[date, sound].append(file)
    for alike_files in by_mark.values():
        alive()
        yield from itertools.combinations(alike_files, 2)


def _nameless_dates(
    connection: Connection, files: dict[str, File], ear: "_Ear", alive: Callable[[], None]
) -> Iterator[tuple[File, File]]:
    """Pairs of which one has no birth date, by the search that warns when a person is registered."""
    undated = [file for file in files.values() if file.birth_date is None][-_ASKED_ONE_BY_ONE:]
    for file in undated:
        alive()
        for near in possible_duplicates(
            connection,
            family_name=file.family_name,
            given_names=file.given_names,
            name_in_own_script=file.name_in_own_script,
            phone=file.phone,
            besides=(file.person_id,),
            hear=ear.hear_name,
        ):
            if near.person_id in files:
                yield file, files[near.person_id]


class _Ear:
    """Hears each name once, and reads each telephone once."""

    def __init__(self) -> None:
        self._heard: dict[tuple[str, str, str], HeardName] = {}
        self._digits: dict[str, frozenset[str]] = {}

    def hear(self, file: File) -> HeardName:
        """The sounds of the name of a file."""
        return self.hear_name(file.family_name, file.given_names, file.name_in_own_script)

    def hear_name(self, family_name: str, given_names: str, own_script: str) -> HeardName:
        """The sounds of a name."""
        name = (family_name, given_names, own_script)
        if name not in self._heard:
            self._heard[name] = hear_name(*name)
        return self._heard[name]

    def digits(self, file: File) -> frozenset[str]:
        """The telephones of a file that say something."""
        if file.person_id not in self._digits:
            found = (phone_digits(phone) for phone in (file.phone, file.second_phone) if phone)
            self._digits[file.person_id] = frozenset(digits for digits in found if len(digits) >= LEAST_PHONE)
        return self._digits[file.person_id]


def _sort_key(pair: Alike) -> tuple[str, ...]:
    return (pair.one.family_name.casefold(), pair.one.given_names, pair.one.person_id, pair.other.person_id)


def _why(one: File, other: File, ear: _Ear) -> str:
    first, second = ear.hear(one), ear.hear(other)
    return reason(
        words_alike(first, second),
        single=len(first.words) == len(second.words) == 1,
        same_birth=None if None in (one.birth_date, other.birth_date) else one.birth_date == other.birth_date,
        same_phone=bool(ear.digits(one) & ear.digits(other)),
    )


# -- what is written under a file ---------------------------------------------------------------------------------

_UNDER = {
    "journey": "SELECT count(*) FROM journey WHERE person_id = ? AND archived_at IS NULL",
    "contact": "SELECT count(*) FROM contact WHERE person_id = ? AND archived_at IS NULL",
    "appointment": "SELECT count(*) FROM appointment WHERE person_id = ? AND archived_at IS NULL",
    "diagnostic": "SELECT count(*) FROM diagnostic WHERE person_id = ? AND about = 'person' AND archived_at IS NULL",
    "objective": "SELECT count(*) FROM objective WHERE person_id = ? AND archived_at IS NULL",
    "presence": "SELECT count(*) FROM presence WHERE person_id = ? AND state <> '' AND archived_at IS NULL",
    "contract": "SELECT count(*) FROM contract WHERE person_id = ? AND archived_at IS NULL",
    "placement": "SELECT count(*) FROM placement WHERE person_id = ? AND archived_at IS NULL",
    "note": "SELECT count(*) FROM note WHERE person_id = ? AND archived_at IS NULL",
    "document": "SELECT count(*) FROM document WHERE person_id = ? AND archived_at IS NULL",
}


def written_under(connection: Connection, person_id: str) -> dict[str, int]:
    """How many records of each kind speak of a person, by table, in the order they are shown."""
    return {table: connection.execute(query, (person_id,)).fetchone()[0] for table, query in _UNDER.items()}
