"""Shows heads in the tables people read: rows made from defaults, winners, conflicts, and what cannot be shown.

What is shown is a function of the heads and of this version alone, so that every laptop of a version shows the same:
the head of highest rank among those this version accepts, else the default.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, NamedTuple

from db import heads, projection
from db.bulk import batches
from db.catalogue import Column, InvalidValue, Table, tables
from db.connection import Connection
from db.merging import not_shown
from db.merging.incoming import Incoming
from db.merging.not_shown import BAD_VALUE, UNKNOWN_FIELD, Envelope
from db.merging.remote_heads import Merged
from db.operations import Columns
from db.same_person import reunions
from db.tables.shapes import FIRST_DAY, LAST_DAY
from kodiko_desktop.domain.dots import Head, is_conflict

_ENOUGH_ALIKE = 8
"""Rows that say the same fields from which a statement of their own, the defaults written in it, is worth preparing."""


def envelopes(connection: Connection, table: Table, row_ids: Iterable[str]) -> dict[str, Envelope]:
    """The envelopes of the rows that are there."""
    found: dict[str, Envelope] = {}
    if connection.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1').fetchone() is None:
        return found
    for marks, some in batches(row_ids):
        rows = connection.execute(f'SELECT id, created_at, stream FROM "{table.name}" WHERE id IN ({marks})', some)
        found.update((row[0], (row[1], row[2])) for row in rows)
    return found


def insert_fresh(incoming: Incoming, table: Table, stream: str, said: Columns) -> None:
    """Rows nothing was known of, each made by one operation, as fast as the driver goes."""
    for names, row_ids, moments, values in _alike(incoming, table, stream, said):
        lines = zip(row_ids, repeat(stream), moments, *values, strict=False)
        _insert(incoming.connection, table, names, sorted(lines, key=_first))
    projection.after_merge(incoming.connection, table.name, said.row_id)


def change(incoming: Incoming, table: Table, stream: str, said: Columns) -> None:
    """Rows whose heads are known, each changed by one operation that nobody disputes."""
    connection, followed = incoming.connection, []
    for names, row_ids, _moments, values in _alike(incoming, table, stream, said):
        written = 0
        if names:
            sets = ", ".join(f'"{name}" = ?' for name in names)
            sql = f'UPDATE "{table.name}" SET {sets} WHERE id = ?'
            lines = sorted(zip(*values, row_ids, strict=True), key=_last)
            written = connection.executemany(sql, lines).rowcount
        if written < len(row_ids):  # their heads came before this version knew the table
            absent = set(row_ids) - envelopes(connection, table, row_ids).keys()
            rows = [
                Merged(row_id, frozenset(fields), heads.fragments(connection, table.name, row_id))
                for row_id, fields in zip(said.row_id, said.fields, strict=True)
                if row_id in absent
            ]
            show(incoming, table, rows, {}, dict.fromkeys(absent, not_shown.joined_envelope(None, [], stream)))
        if projection.is_followed(table.name, frozenset(names)):
            followed += row_ids
    projection.after_merge(connection, table.name, followed)


_first, _last = itemgetter(0), itemgetter(-1)


class _Alike(NamedTuple):
    """Operations that say the same fields: the names of those this version knows, in the order of the columns; their
    rows; when they were said; what goes into each of these columns."""

    names: tuple[str, ...]
    row_ids: Sequence[str]
    moments: Sequence[str]
    values: list[Sequence[Any]]


def _alike(incoming: Incoming, table: Table, stream: str, said: Columns) -> Iterator[_Alike]:
    """Operations that say the same fields, together. What cannot be shown is noted."""
    for fields, row_ids, moments, each in _by_fields(said):
        names = tuple(name for name in table.columns if name in fields)
        for name in fields if len(names) < len(fields) else ():
            if name not in table.columns:
                for row_id in row_ids:
                    not_shown.note(incoming, table.name, row_id, name, stream, UNKNOWN_FIELD)
        values = dict(zip(fields, zip(*map(dict.values, each), strict=True), strict=True))
        columns = [_column_of(incoming, table, stream, table.columns[name], row_ids, values[name]) for name in names]
        yield _Alike(names, row_ids, moments, columns)


_Said = tuple[tuple[str, ...], Sequence[str], Sequence[str], Sequence[dict[str, Any]]]
"""Fields; rows that are given them; when; what each is given, in the order of the fields."""


def _by_fields(said: Columns) -> Iterator[_Said]:
    fields = list(map(tuple, said.fields))
    if len(set(fields)) == 1:
        yield fields[0], said.row_id, said.at, said.fields
        return
    found: dict[tuple[str, ...], list[tuple[str, str, dict[str, Any]]]] = defaultdict(list)
    for names, *one in zip(fields, said.row_id, said.at, said.fields, strict=True):
        found[names].append(tuple(one))
    for names, some in found.items():
        yield names, *zip(*some, strict=True)


def _column_of(
    incoming: Incoming, table: Table, stream: str, column: Column, row_ids: Sequence[str], values: Sequence[Any]
) -> Sequence[Any]:
    """What goes into one column of rows; values that are all of the plainest kind are taken as they are."""
    kinds = set(map(type, values))
    if kinds == {str} and (column.as_is is str or column.is_free):
        return list(map(encode_basestring, values)) if column.is_free else values
    if kinds == {int} and column.is_free:
        return list(map(str, values))
    if kinds == {str} and column.is_day and _are_days(values):
        return values
    stored = []
    for row_id, value in zip(row_ids, values, strict=True):
        try:
            stored.append(_stored(column, _accepted(column, value)))
        except (InvalidValue, ValueError):
            not_shown.note(incoming, table.name, row_id, column.name, stream, BAD_VALUE)
            stored.append(column.stored(column.default))
    return stored


def _are_days(values: Sequence[str]) -> bool:
    """True when all are days as they are stored, YYYY-MM-DD (Python reads weeks and days without hyphens too)."""
    try:
        right = all(map(str.__eq__, map(date.isoformat, map(date.fromisoformat, values)), values))
        return right and min(values) >= FIRST_DAY and max(values) <= LAST_DAY
    except ValueError:
        return False


def _insert(connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of (id, stream, created_at, *values of `names`, in the order of the columns), everything else being
    the default."""
    if len(rows) >= _ENOUGH_ALIKE:
        # Binding the defaults one by one is what costs: thirty columns a person, of which she says eight.
        values = [
            "?" if name in names else _literal(column.stored(column.default)) for name, column in table.columns.items()
        ]
        listed = ", ".join(f'"{name}"' for name in table.column_names)
        sql = f'INSERT INTO "{table.name}" ({listed}) VALUES ({", ".join(("?", "?", "?", *values))})'
        connection.executemany(sql, rows)
        return
    defaults = [column.stored(column.default) for column in table.columns.values()]
    positions = [3 + list(table.columns).index(name) for name in names]
    whole = []
    for row in rows:
        full = [*row[:3], *defaults]
        for position, value in zip(positions, row[3:], strict=True):
            full[position] = value
        whole.append(full)
    connection.executemany(table.insert_sql(), whole)


def show(
    incoming: Incoming,
    table: Table,
    rows: list[Merged],
    there: Mapping[str, Envelope],
    wanted: Mapping[str, Envelope],
) -> None:
    """Write what is shown of the touched fields of rows, and their conflicts. A row that is not `there` is made from
    defaults, under its `wanted` envelope."""
    connection = incoming.connection
    deciding = _Deciding(incoming, table, [row.row_id for row in rows])
    made: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    changed: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    for row in rows:
        created_at, stream = wanted[row.row_id]
        shown = deciding.shown(row, stream)
        names, values = tuple(shown), [_stored(table.columns[name], value) for name, value in shown.items()]
        if row.row_id not in there:
            made[names].append([row.row_id, stream, created_at, *values])
        elif names:
            changed[names].append([*values, row.row_id])
    deciding.write()
    connection.executemany(
        f'UPDATE "{table.name}" SET created_at = ?, stream = ? WHERE id = ?',
        [
            (*wanted[row.row_id], row.row_id)
            for row in rows
            if there.get(row.row_id, wanted[row.row_id]) != wanted[row.row_id]
        ],
    )
    for names, lines in made.items():
        _insert(connection, table, names, lines)
    for names, lines in changed.items():
        sets = ", ".join(f'"{name}" = ?' for name in names)
        connection.executemany(f'UPDATE "{table.name}" SET {sets} WHERE id = ?', lines)
    projection.after_merge(
        connection,
        table.name,
        [row.row_id for row in rows if row.row_id not in there or projection.is_followed(table.name, row.touched)],
    )


class _Deciding:
    """What is shown of rows of one table; conflicts and failures are compared with those already noted, so that rows
    without any cost no statement."""

    def __init__(self, incoming: Incoming, table: Table, row_ids: list[str]) -> None:
        self._incoming, self._table = incoming, table
        self._conflicts = not_shown.fields_noted(incoming.connection, "conflict", table.name, row_ids)
        self._failures = not_shown.fields_noted(incoming.connection, "projection_failure", table.name, row_ids)
        self._opened: list[tuple[str, str, str, str]] = []
        self._settled: list[tuple[str, str, str]] = []
        self._repaired: list[tuple[str, str, str]] = []

    def shown(self, row: Merged, stream: str) -> dict[str, Any]:
        """The plain values of the touched fields that this version knows, in the order of its columns."""
        columns, row_id = self._table.columns, row.row_id
        known = [name for name in columns if name in row.touched]
        if len(known) < len(row.touched):
            for name in row.touched - columns.keys():
                not_shown.note(self._incoming, self._table.name, row_id, name, stream, UNKNOWN_FIELD)
        found = {}
        for name in known:
            pieces = [piece for piece in row.pieces if name in piece.fields]
            conflict = False
            if len(pieces) == 1:
                values = [pieces[0].fields[name]]
            else:
                current = [Head(p.dot, p.clock, p.author, p.fields[name]) for p in pieces]
                conflict = is_conflict(current)
                values = [head.value for head in sorted(current, key=lambda head: head.rank, reverse=True)]
            self._note_conflict(row_id, name, stream, conflict)
            found[name] = self._first_accepted(row_id, columns[name], stream, values)
        return found

    def _note_conflict(self, row_id: str, name: str, stream: str, conflict: bool) -> None:
        if conflict == ((row_id, name) in self._conflicts):
            return
        if conflict:
            self._opened.append((self._table.name, row_id, name, stream))
        else:
            self._settled.append((self._table.name, row_id, name))

    def _first_accepted(self, row_id: str, column: Column, stream: str, values: list[Any]) -> Any:
        """The first value that this version accepts; the default when there is none. Failures are noted."""
        failed = False
        shown = column.default
        for value in values:
            try:
                shown = _accepted(column, value)
                break
            except (InvalidValue, ValueError):
                failed = True
        if failed:
            not_shown.note(self._incoming, self._table.name, row_id, column.name, stream, BAD_VALUE)
        elif (row_id, column.name) in self._failures:
            self._repaired.append((self._table.name, row_id, column.name))
        return shown

    def write(self) -> None:
        """Keep the tables of conflicts and failures true."""
        execute = self._incoming.connection.executemany
        execute("INSERT OR IGNORE INTO conflict (table_name, row_id, field, stream) VALUES (?, ?, ?, ?)", self._opened)
        execute("DELETE FROM conflict WHERE table_name = ? AND row_id = ? AND field = ?", self._settled)
        execute("DELETE FROM projection_failure WHERE table_name = ? AND row_id = ? AND field = ?", self._repaired)


def _accepted(column: Column, value: Any) -> Any:
    """The plain value this version can store. Raises InvalidValue, ValueError."""
    if type(value) is str and column.as_is is str:
        return value
    if column.is_free:  # it came as JSON: whatever it is, it can be kept as JSON
        return value
    plain = column.plain(value)
    if type(plain) is int and not -(2**63) <= plain < 2**63:
        raise ValueError("a whole number that no store holds")
    return plain


def _stored(column: Column, plain: Any) -> Any:
    """`Column.stored`, without the price of an encoder for the simplest answers."""
    if not column.is_json:
        return plain
    if type(plain) is str:
        return encode_basestring(plain)
    return str(plain) if type(plain) is int else column.stored(plain)


def _literal(value: Any) -> str:
    """A default value written in SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(int(value)) if isinstance(value, bool) else repr(value)


# -- once more ----------------------------------------------------------------------------------------------------


def reproject(incoming: Incoming) -> int:
    """Try again what could not be shown (after an upgrade, or when its reason may have gone); returns how many rows
    were tried. Heads are never touched."""
    connection = incoming.connection
    tried = 0
    for (name, row_id), (kept, fields) in not_shown.waiting(connection).items():
        table = tables().get(name)
        if table is None or not (fields & {"", *table.columns}):
            continue
        tried += 1
        pieces = heads.fragments(connection, name, row_id)
        touched = {field for piece in pieces for field in piece.fields} if "" in fields else fields
        connection.execute("DELETE FROM projection_failure WHERE table_name = ? AND row_id = ?", (name, row_id))
        there = envelopes(connection, table, [row_id])
        envelope = not_shown.joined_envelope(there.get(row_id), [kept], kept[1])
        show(incoming, table, [Merged(row_id, frozenset(touched), pieces)], there, {row_id: envelope})
        reunions.after_write(connection, name, [row_id])
        incoming.rows.add((name, row_id))
    return tried
