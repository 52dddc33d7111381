"""The same person twice: files that resemble each other, laid side by side; put together, or said to be two people.

Nothing is copied nor lost: both files stay as they were written, one is shown for both, and they can be separated.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db import heads, projection
from db.catalogue import tables
from db.changes import Act
from db.connection import Connection
from db.queries import duplicates as queries
from db.queries.alike_kept import alike_pairs
from db.queries.duplicates import File
from db.same_person import known_as
from db.same_person.written import written as truly_written
from db.store import Store
from db.tables import Person, PersonPair
from kodiko_desktop.domain.clock import moment_of
from kodiko_desktop.domain.dots import shown
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.same_people import DIFFERENT, SAME
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.sharing.device_names import device_names
from kodiko_desktop.services.sharing.record_words import FIELDS
from kodiko_desktop.services.sharing.value_words import moment, name_of, value_in_words

_SPOKEN_OF = {
    "journey": N_("parcours"),
    "contact": N_("contacts"),
    "appointment": N_("rendez-vous"),
    "diagnostic": N_("questionnaires"),
    "objective": N_("objectifs"),
    "presence": N_("présences"),
    "contract": N_("contrats"),
    "placement": N_("prises de poste"),
    "note": N_("notes"),
    "document": N_("pièces"),
}


class NotTwoFiles(KodikoError):
    """One of the files is not on this laptop, or both are already one person's."""


@dataclass(frozen=True)
class Pair:
    """Two files that may be one person's, and why, in words."""

    one: File
    other: File
    why: str


@dataclass(frozen=True)
class ComparedField:
    """A field of both files: its title, both values in words ("—" for none) and as they are kept, and whether they
    differ."""

    name: str
    label: str
    one_text: str
    other_text: str
    one_value: Any
    other_value: Any
    differ: bool


@dataclass(frozen=True)
class Under:
    """How many records of a kind (in words) are written under each file."""

    label: str
    one: int
    other: int


@dataclass(frozen=True)
class SideBySide:
    """Two files compared. `fields`: those that at least one of them fills. `keep`: the id of the one to propose (the
    one under which most is written, then the older)."""

    one: File
    other: File
    fields: tuple[ComparedField, ...]
    under: tuple[Under, ...]
    keep: str


@dataclass(frozen=True)
class Reunion:
    """Two files put together: the one shown and the one behind it, by whom, on which laptop and when (in words)."""

    alias_id: str
    kept: File
    other: File
    author_name: str
    device_name: str
    when: str


@dataclass(frozen=True)
class Merged:
    """What `merge` wrote: `alias_id` for `separate`, `act_id` for `store.undo`."""

    alias_id: str
    act_id: str


# -- looking ------------------------------------------------------------------------------------------------------


def candidates(connection: Connection) -> tuple[Pair, ...]:
    """Files that may be one person's, the likeliest first; those somebody said to be two people do not come back."""
    return tuple(Pair(pair.one, pair.other, _(pair.why)) for pair in alike_pairs(connection))


def name(file: File) -> str:
    """The name of a file as one says it."""
    return display_name(file.given_names, file.family_name) or file.name_in_own_script


def compare(connection: Connection, one_id: str, other_id: str) -> SideBySide:
    """Two files side by side. Raises NotTwoFiles."""
    one, other = _files(connection, one_id, other_id)
    first, second = (_values(connection, file.person_id) for file in (one, other))
    fields = []
    for field, told in FIELDS["person"].items():
        texts = [value_in_words(connection, told, row[field], row) for row in (first, second)]
        if field != "number" and any(row[field] not in (None, "", [], False) for row in (first, second)):
            differ = first[field] != second[field]
            fields.append(ComparedField(field, _(told.title), *texts, first[field], second[field], differ))
    under_one, under_other = (queries.written_under(connection, file.person_id) for file in (one, other))
    under = tuple(
        Under(_(label), under_one[table], under_other[table])
        for table, label in _SPOKEN_OF.items()
        if under_one[table] or under_other[table]
    )
    weights = [(sum(under_one.values()), one), (sum(under_other.values()), other)]
    older_first = sorted(weights, key=lambda each: (-each[0], *_age(connection, each[1].person_id)))
    return SideBySide(one, other, tuple(fields), under, older_first[0][1].person_id)


def reunions(connection: Connection, person_id: str) -> tuple[Reunion, ...]:
    """The files put together under the one shown of this person, the latest first: each can be separated again."""
    kept_id = known_as.kept(connection, person_id)
    group = {kept_id, *known_as.behind(connection, kept_id)}
    marks = ", ".join("?" * len(group))
    devices = device_names(connection)
    found: dict[tuple[str, str], tuple[int, Reunion]] = {}
    for row_id, one, other, kept in connection.execute(
        f"SELECT id, one_id, other_id, kept_id FROM {known_as.PAIRS} WHERE said = ? AND archived_at IS NULL "
        f"AND one_id IN ({marks}) AND other_id IN ({marks}) ORDER BY id DESC",
        (SAME, *group, *group),
    ).fetchall():
        files = {file: queries.one_file(connection, file) for file in (one, other)}
        shown_file, behind_file = files[kept], files[other if kept == one else one]
        if shown_file is None or behind_file is None:
            continue
        said = shown(heads.heads(connection, known_as.PAIRS, row_id, "said"))
        found[one, other] = (
            said.clock,
            Reunion(
                alias_id=row_id,
                kept=shown_file,
                other=behind_file,
                author_name=name_of(connection, "staff", said.author) or _("quelqu’un de l’équipe"),
                device_name=devices.get(said.dot.device, ""),
                when=moment(moment_of(said.clock)),
            ),
        )
    return tuple(reunion for _clock, reunion in sorted(found.values(), key=lambda each: each[0], reverse=True))


# -- deciding -----------------------------------------------------------------------------------------------------


def merge(store: Store, *, author: str, keep: str, other: str, values: Mapping[str, Any] | None = None) -> Merged:
    """Say that two files are one person's: `keep` is shown for both, everywhere, with what is written under either, now
    and later; `values`: fields of the file kept that take another value. One act; reversible by `store.undo` and by
    `separate`. Raises NotTwoFiles, InvalidValue."""
    connection = store.read()
    keep, other = known_as.kept(connection, keep), known_as.kept(connection, other)
    files = _files(connection, keep, other)
    with store.act("person.merge", author=author) as act:
        current = _values(act.connection, keep)
        wanted = dict(values or {})
        if current["archived_at"] is not None and _values(act.connection, other)["archived_at"] is None:
            wanted["archived_at"] = None
        columns = tables()["person"].columns
        taken = {field: columns[field].plain(value) for field, value in wanted.items()}
        replaced = {field: [current[field], value] for field, value in taken.items() if value != current[field]}
        if replaced:
            act.change(Person, keep, values={field: wanted[field] for field in replaced}, seen=act.seen(Person, keep))
        rows = _say(act, files, said=SAME, kept_id=keep, replaced=replaced)
    return Merged(rows[0], act.id)


def separate(store: Store, *, author: str, alias_id: str) -> str:
    """Say that two files put together are two people's after all: each shows again what was written under it, and the
    file kept takes back the values it had, where nobody has changed them since. Returns the act's id. Raises
    NotTwoFiles."""
    connection = store.read()
    row = connection.execute(
        f"SELECT one_id, other_id, kept_id, said FROM {known_as.PAIRS} WHERE id = ?", (alias_id,)
    ).fetchone()
    if row is None or row[3] != SAME:
        raise NotTwoFiles(_("Ces deux fiches sont déjà séparées. Rien n’a été modifié."), for_log="not put together")
    files = _files(connection, row[0], row[1])
    with store.act("person.separate", author=author) as act:
        written = projection.plain_row(act.connection, tables()[known_as.PAIRS], alias_id) or {}
        kept = _values(act.connection, row[2])
        back = {
            field: before
            for field, (before, taken) in (written.get("replaced") or {}).items()
            if kept.get(field) == taken
        }
        _say(act, files, said=DIFFERENT, kept_id=row[2], replaced={})
        if back:
            act.change(Person, row[2], values=back, seen=act.seen(Person, row[2]))
    return act.id


def not_the_same(store: Store, *, author: str, one: str, other: str) -> str:
    """Say that two files are two people's: they are not proposed any more, on any laptop. Returns the act's id. Raises
    NotTwoFiles."""
    files = _files(store.read(), one, other)
    with store.act("person.not_the_same", author=author) as act:
        _say(act, files, said=DIFFERENT, kept_id="", replaced={})
    return act.id


def _say(act: Act, files: Iterable[File], *, said: str, kept_id: str, replaced: Mapping[str, Any]) -> list[str]:
    """Write what is said of two files, in the stream of each; returns the ids of the rows."""
    first, second = sorted(files, key=lambda file: file.person_id)
    pair = (first.person_id, second.person_id)
    values = {"one_id": pair[0], "other_id": pair[1], "said": said, "kept_id": kept_id, "replaced": dict(replaced)}
    return [
        act.create(PersonPair, stream=stream, id=natural_id("person_pair", stream, *pair), **values)
        for stream in dict.fromkeys((first.stream, second.stream))
    ]


def _files(connection: Connection, one_id: str, other_id: str) -> tuple[File, File]:
    one, other = queries.one_file(connection, one_id), queries.one_file(connection, other_id)
    if one is None or other is None:
        raise NotTwoFiles(
            _("L’une des deux fiches n’est pas (ou plus) sur cet ordinateur. Rien n’a été modifié."),
            for_log="file missing",
        )
    if one_id == other_id:
        raise NotTwoFiles(_("Ces deux fiches n’en font déjà qu’une. Rien n’a été modifié."), for_log="one file already")
    return one, other


def _values(connection: Connection, person_id: str) -> dict[str, Any]:
    """The plain values of a file as they were written (a file behind another is not put away)."""
    table = tables()["person"]
    row = projection.plain_row(connection, table, person_id) or {}
    return {**row, **truly_written(connection, table, person_id)}


def _age(connection: Connection, person_id: str) -> tuple[str, str]:
    row = connection.execute("SELECT created_at FROM person WHERE id = ?", (person_id,)).fetchone()
    return (row[0] if row else "", person_id)
