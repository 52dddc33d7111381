"""Shows heads in the tables people read: rows made from defaults, winners, conflicts, and what cannot be shown.

What is shown is a function of the heads and of this version alone, so that every laptop of a version shows the same:
the head of highest rank among those this version accepts, else the default.
"""

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from db import heads, projection
from db.catalogue import Column, InvalidValue, Table, tables
from db.connection import Connection
from db.operations import TravellingOperation
from kodiko_desktop.domain.dots import Head, is_conflict

if TYPE_CHECKING:
    from db.remote import Incoming

UNKNOWN_TABLE = "unknown_table"
UNKNOWN_FIELD = "unknown_field"
BAD_VALUE = "bad_value"
"""Why a head is not shown: this version does not know its table or field, or does not accept its value."""

Envelope = tuple[str, str]
"""(created_at, stream) of a row; created_at is "" as long as its creation has not arrived."""


def batches(keys: Iterable[str], size: int = 500) -> Iterator[tuple[str, list[str]]]:
    """(question marks, keys) by batches that SQL takes."""
    remaining = iter(keys)
    while some := list(itertools.islice(remaining, size)):
        yield ", ".join("?" * len(some)), some


def envelopes(connection: Connection, table: Table, row_ids: Iterable[str]) -> dict[str, Envelope]:
    """The envelopes of the rows that are there."""
    found: dict[str, Envelope] = {}
    if connection.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1').fetchone() is None:
        return found
    for marks, some in batches(row_ids):
        rows = connection.execute(f'SELECT id, created_at, stream FROM "{table.name}" WHERE id IN ({marks})', some)
        found.update((row[0], (row[1], row[2])) for row in rows)
    return found


def joined_envelope(present: Envelope | None, made: list[Envelope], stream: str) -> Envelope:
    """The envelope after more creations are known: the earliest, whatever the order in which they came."""
    candidates = [*made, present or ("", stream)]
    return min(candidates, key=lambda envelope: (envelope[0] == "", *envelope))


def insert_fresh(incoming: "Incoming", table: Table, stream: str, operations: list[TravellingOperation]) -> None:
    """Rows nothing was known of, each made by one operation, as fast as the driver goes."""
    positions = {name: (number + 3, column) for number, (name, column) in enumerate(table.columns.items())}
    defaults = [column.stored(column.default) for column in table.columns.values()]
    plain_defaults = {name: column.default for name, column in table.columns.items()}
    followed = projection.has_follower(table.name)
    domain_rows, full_rows = [], []
    for operation in operations:
        row = [operation.row_id, stream, operation.at, *defaults]
        plain = {}
        for name, value in operation.fields.items():
            position, column = positions.get(name, (0, None))
            try:
                value = _accepted(column, value)
            except (InvalidValue, ValueError):
                reason = UNKNOWN_FIELD if column is None else BAD_VALUE
                note_failure(incoming, table.name, operation.row_id, name, stream, reason)
                continue
            plain[name] = value
            row[position] = column.stored(value) if column.is_json else value
        domain_rows.append(row)
        if followed:
            full_rows.append((operation.row_id, {**plain_defaults, **plain}))
    incoming.connection.executemany(table.insert_sql(), domain_rows)
    if followed:
        projection.after_insert(incoming.connection, table, full_rows)


def project(
    incoming: "Incoming",
    table: Table,
    row_id: str,
    envelope: Envelope,
    there: bool,
    pieces: list[heads.Fragment],
    touched: frozenset[str],
) -> None:
    """Write what is shown of `touched` fields of a row, made from defaults when it is not `there`, and their
    conflicts."""
    connection = incoming.connection
    created_at, stream = envelope
    if not there:
        values = [column.stored(column.default) for column in table.columns.values()]
        connection.execute(table.insert_sql(), (row_id, stream, created_at, *values))
    else:
        connection.execute(
            f'UPDATE "{table.name}" SET created_at = ?1, stream = ?2 '
            "WHERE id = ?3 AND (created_at <> ?1 OR stream <> ?2)",
            (created_at, stream, row_id),
        )
    shown = {}
    for name in touched:
        column = table.columns.get(name)
        if column is None:
            note_failure(incoming, table.name, row_id, name, stream, UNKNOWN_FIELD)
            continue
        current = [Head(p.dot, p.clock, p.author, p.fields[name]) for p in pieces if name in p.fields]
        shown[name] = _winner(incoming, table, row_id, stream, column, current)
        heads.note_conflict(connection, table.name, row_id, stream, name, is_conflict(current))
    if shown:
        projection.update(connection, table, row_id, shown)
    elif not there and projection.has_follower(table.name):
        projection.after_insert(connection, table, [(row_id, projection.plain_row(connection, table, row_id) or {})])


def _winner(incoming: "Incoming", table: Table, row_id: str, stream: str, column: Column, current: list[Head]) -> Any:
    """The value of highest rank that this version accepts; the default when there is none. Failures are noted."""
    failed = False
    value = column.default
    for head in sorted(current, key=lambda head: head.rank, reverse=True):
        try:
            value = _accepted(column, head.value)
            break
        except (InvalidValue, ValueError):
            failed = True
    if failed:
        note_failure(incoming, table.name, row_id, column.name, stream, BAD_VALUE)
    else:
        incoming.connection.execute(
            "DELETE FROM projection_failure WHERE table_name = ? AND row_id = ? AND field = ?",
            (table.name, row_id, column.name),
        )
    return value


def _accepted(column: Column | None, value: Any) -> Any:
    """The plain value this version can store. Raises InvalidValue, ValueError."""
    if column is None:
        raise ValueError("unknown field")
    if column.is_json:  # it came as JSON: whatever it is, it can be kept as JSON
        return value
    plain = column.plain(value)
    if type(plain) is int and not -(2**63) <= plain < 2**63:
        raise ValueError("a whole number that no store holds")
    return plain


# -- what could not be shown --------------------------------------------------------------------------------------


def note_unknown_row(incoming: "Incoming", table: str, row_id: str, made: list[Envelope], stream: str) -> None:
    """Keep that a row is of a table this version does not know, and when it was made, for the day it is known."""
    present = incoming.connection.execute(
        "SELECT created_at, stream FROM projection_failure WHERE table_name = ? AND row_id = ? AND field = ''",
        (table, row_id),
    ).fetchone()
    created_at, stream = joined_envelope(present, made, stream)
    note_failure(incoming, table, row_id, "", stream, UNKNOWN_TABLE)
    incoming.connection.execute(
        "UPDATE projection_failure SET created_at = ?, stream = ? WHERE table_name = ? AND row_id = ? AND field = ''",
        (created_at, stream, table, row_id),
    )


def note_failure(incoming: "Incoming", table: str, row_id: str, field: str, stream: str, reason: str) -> None:
    """Keep that a head is not shown, and why."""
    incoming.connection.execute(
        "INSERT INTO projection_failure (table_name, row_id, field, stream, created_at, reason, noted_at) "
        "VALUES (?, ?, ?, ?, '', ?, ?) "
        "ON CONFLICT (table_name, row_id, field) DO UPDATE SET reason = excluded.reason",
        (table, row_id, field, stream, reason, incoming.at),
    )


def reproject(incoming: "Incoming") -> int:
    """Try again what could not be shown (after an upgrade, or when its reason may have gone); returns how many rows
    were tried. Heads are never touched."""
    connection = incoming.connection
    waiting: dict[tuple[str, str], tuple[str, str, set[str]]] = {}
    for name, row_id, field, created_at, stream in connection.execute(
        "SELECT table_name, row_id, field, created_at, stream FROM projection_failure ORDER BY 1, 2, 3"
    ).fetchall():
        waiting.setdefault((name, row_id), (created_at, stream, set()))[2].add(field)
    tried = 0
    for (name, row_id), (created_at, stream, fields) in waiting.items():
        table = tables().get(name)
        if table is None or not (fields & {"", *table.columns}):
            continue
        tried += 1
        pieces = heads.fragments(connection, name, row_id)
        touched = {field for piece in pieces for field in piece.fields} if "" in fields else fields
        connection.execute("DELETE FROM projection_failure WHERE table_name = ? AND row_id = ?", (name, row_id))
        present = envelopes(connection, table, [row_id]).get(row_id)
        envelope = present or (created_at, stream)
        project(incoming, table, row_id, envelope, present is not None, pieces, frozenset(touched))
        incoming.rows.add((name, row_id))
    return tried
