"""What laptops disagree about: every value, who wrote it, where and when; and the act that settles it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import heads, projection
from db.catalogue import Table, tables
from db.connection import Connection
from db.merging import not_shown
from db.same_person import twins
from db.same_person.written import ROWS_OF_ONE_PERSON
from db.store import Store
from kodiko_desktop.domain.clock import moment_of
from kodiko_desktop.domain.dots import Dot, Head, is_conflict, shown
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import said
from kodiko_desktop.services.sharing.device_names import device_names
from kodiko_desktop.services.sharing.record_places import Place, place
from kodiko_desktop.services.sharing.record_words import said as how_said
from kodiko_desktop.services.sharing.value_words import (
    is_free_answer,
    moment,
    name_of,
    question_in_words,
    received_in_words,
)


class AlreadySettled(KodikoError):
    """Somebody settled it meanwhile, here or on another laptop."""


class NotBoth(KodikoError):
    """Both values cannot be kept: only texts can be joined."""


@dataclass(frozen=True)
class Version:
    """One of the values: in words, by whom, on which laptop, when (`at`: UTC, ISO 8601; `when`: in words). `dot` names
    it to `settle`; `current`: it is what pages show meanwhile."""

    text: str
    author_name: str
    device_name: str
    at: str
    when: str
    dot: Dot
    current: bool


@dataclass(frozen=True)
class Conflict:
    """A field that has several values. `about`: whom (`subject_id`) or what; `where`: the record in plain words;
    `label`: the field; `opens`: (kind, row id) of the page that shows it; `joinable`: a text, both may be kept.
    Conflicts of one record have the same `record` and follow each other. `rows`: ids of the rows that say it: one, or
    those of the two files of one person."""

    record: tuple[str, str]
    field: str
    about: str
    subject_id: str
    where: str
    label: str
    opens: tuple[str, str]
    joinable: bool
    versions: tuple[Version, ...]
    rows: tuple[str, ...]

    @property
    def key(self) -> str:
        """A name for this conflict on this laptop: table, row and field."""
        return "/".join((*self.record, self.field))


_NOBODYS_QUESTION = ("person_pair", "replaced")
"""What would be given back if two files were separated follows what is said of them."""


def count(connection: Connection) -> int:
    """How many fields wait to be settled, without reading what they say."""
    return len(_waiting(connection))


def conflicts(connection: Connection, *, subject_id: str = "") -> tuple[Conflict, ...]:
    """Everything that waits to be settled (about one person when `subject_id` is given), by name, record after record;
    the value shown meanwhile comes first. Fields of which this version knows nothing are left to later ones."""
    devices = device_names(connection)
    found = []
    for (table, field), rows in _waiting(connection):
        where = place(connection, table, rows[0], field)
        if not subject_id or where.subject_id == subject_id:
            found.append(_conflict(connection, table, rows, field, where, devices))
    return tuple(sorted(found, key=lambda each: (each.about.casefold(), each.where, each.record, each.label)))


def find(connection: Connection, key: str) -> Conflict:
    """The conflict of this `key`. Raises AlreadySettled when there is none any more."""
    table, row_id, field = (*key.split("/"), "", "")[:3]
    for named, rows in _waiting(connection):
        if named == (table, field) and row_id in rows:
            where = place(connection, table, rows[0], field)
            return _conflict(connection, table, rows, field, where, device_names(connection))
    raise _settled()


def settle(
    store: Store,
    *,
    author: str,
    conflict: Conflict,
    keep: Dot | None = None,
    both: bool = False,
    value: Any = None,
) -> str:
    """Settle: keep the version named by the dot `keep`, or `both` texts one under the other, or a `value` of one's own.
    One act, undoable; returns its id. It overwrites what its author was shown: a value that came meanwhile stays, and
    shows. Raises AlreadySettled (nothing is written then), NotBoth, InvalidValue."""
    table, field = tables()[conflict.record[0]], conflict.field
    with store.act("conflict.settle", author=author) as act:
        said_by = {row_id: heads.heads(act.connection, table.name, row_id, field) for row_id in conflict.rows}
        current = [head for said_there in said_by.values() for head in said_there]
        there = {head.dot: head for head in current}
        displayed = frozenset(version.dot for version in conflict.versions)
        if not is_conflict(current) or (keep is not None and keep not in there) or not displayed & there.keys():
            raise _settled()
        if both:
            chosen = _joined(conflict, [there[version.dot] for version in conflict.versions if version.dot in there])
        else:
            chosen = there[keep].value if keep is not None else value
        values = {field: chosen}
        if keep is not None and len(conflict.rows) > 1:
            row_id = next(row_id for row_id, said_there in said_by.items() if there[keep] in said_there)
            values.update(_what_goes_with(act.connection, table, row_id))
        for row_id in conflict.rows:
            seen = act.seen(table.cls, row_id)
            act.change(table.cls, row_id, values=values, seen={**seen, field: displayed})
    return act.id


def _what_goes_with(connection: Connection, table: Table, row_id: str) -> dict[str, Any]:
    """What a row says beside the field in question: the minutes of a presence, the reason of an absence."""
    row = projection.plain_row(connection, table, row_id) or {}
    return {name: row[name] for name in ROWS_OF_ONE_PERSON[table.name][2:]}


def _joined(conflict: Conflict, kept: list[Head]) -> str:
    if not conflict.joinable:
        raise NotBoth(_("Seuls des textes peuvent être gardés tous les deux. Rien n’a été modifié."))
    texts = [str(head.value).strip() for head in sorted(kept, key=lambda head: head.rank)]
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _waiting(connection: Connection) -> list[tuple[tuple[str, str], tuple[str, ...]]]:
    """(table, field) and the rows that disagree: with themselves, or as rows of two files of one person. Fields of
    which this version knows nothing are left to later ones."""
    twice = [((table, ROWS_OF_ONE_PERSON[table][1]), rows) for table, rows in twins.disagreements(connection)]
    known = {(*named, row_id) for named, rows in twice for row_id in rows}
    alone = [
        ((table, field), (row_id,))
        for table, row_id, field in connection.execute("SELECT table_name, row_id, field FROM conflict").fetchall()
        if table in tables()
        and field in tables()[table].columns
        and (table, field, row_id) not in known
        and (table, field) != _NOBODYS_QUESTION
    ]
    return twice + alone


def _conflict(
    connection: Connection,
    table: str,
    rows: tuple[str, ...],
    field: str,
    where: Place,
    devices: Mapping[str, str],
) -> Conflict:
    row = projection.plain_row(connection, tables()[table], rows[0]) or {}
    told = how_said(table, field)
    current = [head for row_id in rows for head in heads.heads(connection, table, row_id, field)]
    first = heads.heads(connection, table, rows[0], field)
    best = shown([head for head in first if not_shown.accepts(tables()[table], field, head.value)] or first)
    versions = [
        Version(
            text=received_in_words(connection, table, field, told, head.value, row),
            author_name=name_of(connection, "staff", head.author) or _("quelqu’un de l’équipe"),
            device_name=devices.get(head.dot.device, ""),
            at=moment_of(head.clock),
            when=moment(moment_of(head.clock)),
            dot=head.dot,
            current=head.dot == best.dot,
        )
        for head in sorted(current, key=lambda head: head.rank, reverse=True)
    ]
    question = question_in_words(connection, row) if table == "answer" else ""
    return Conflict(
        record=(table, rows[0]),
        field=field,
        about=where.about,
        subject_id=where.subject_id,
        where=where.where,
        label=question or _(told.title) if told is not None else _("Un renseignement"),
        opens=where.opens,
        joinable=_is_free_text(connection, told, row, current),
        versions=tuple(versions),
        rows=rows,
    )


def _is_free_text(connection: Connection, told: said.Said | None, row: Mapping[str, Any], current: list[Head]) -> bool:
    """A text long enough to be two: not a name, a telephone or a code."""
    if told is None or not all(type(head.value) is str for head in current):
        return False
    return told.kind == said.LONG or (told.kind == said.ANSWER and is_free_answer(connection, row))


def _settled() -> AlreadySettled:
    return AlreadySettled(
        _("Ce désaccord a déjà été réglé, ici ou sur un autre ordinateur. Rien n’a été modifié."),
        for_log="conflict settled meanwhile",
    )
