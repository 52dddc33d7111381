"""Keeps which received values cannot be shown yet, and why: nothing is lost, and a later version tries again."""

from collections.abc import Iterable
from typing import Any

from db import heads
from db.bulk import batches
from db.catalogue import InvalidValue, Table
from db.connection import Connection
from db.merging.incoming import Incoming

UNKNOWN_TABLE = "unknown_table"
UNKNOWN_FIELD = "unknown_field"
BAD_VALUE = "bad_value"
"""Why a head is not shown: this version does not know its table or field, or does not accept its value."""

Envelope = tuple[str, str]
"""(created_at, stream) of a row; created_at is "" as long as its creation has not arrived."""


def joined_envelope(present: Envelope | None, made: list[Envelope], stream: str) -> Envelope:
    """The envelope after more creations are known: the earliest, whatever the order in which they came."""
    candidates = [*made, present or ("", stream)]
    return min(candidates, key=lambda envelope: (envelope[0] == "", *envelope))


def note(incoming: Incoming, table: str, row_id: str, field: str, stream: str, reason: str) -> None:
    """Keep that a head is not shown, and why."""
    incoming.connection.execute(
        "INSERT INTO projection_failure (table_name, row_id, field, stream, created_at, reason, noted_at) "
        "VALUES (?, ?, ?, ?, '', ?, ?) "
        "ON CONFLICT (table_name, row_id, field) DO UPDATE SET reason = excluded.reason",
        (table, row_id, field, stream, reason, incoming.at),
    )


def note_unknown_row(incoming: Incoming, table: str, row_id: str, made: list[Envelope], stream: str) -> None:
    """Keep that a row is of a table this version does not know, and when it was made, for the day it is known."""
    present = incoming.connection.execute(
        "SELECT created_at, stream FROM projection_failure WHERE table_name = ? AND row_id = ? AND field = ''",
        (table, row_id),
    ).fetchone()
    created_at, stream = joined_envelope(present, made, stream)
    note(incoming, table, row_id, "", stream, UNKNOWN_TABLE)
    incoming.connection.execute(
        "UPDATE projection_failure SET created_at = ?, stream = ? WHERE table_name = ? AND row_id = ? AND field = ''",
        (created_at, stream, table, row_id),
    )


def forget_settled(connection: Connection, table: Table, row_id: str, fields: Iterable[str]) -> None:
    """After `fields` of a row were written here: those of which this version accepts every value fail no more."""
    noted = connection.execute(
        "SELECT field FROM projection_failure WHERE table_name = ? AND row_id = ?", (table.name, row_id)
    ).fetchall()
    for (name,) in noted:
        if name in fields and all(
            accepts(table, name, head.value) for head in heads.heads(connection, table.name, row_id, name)
        ):
            connection.execute(
                "DELETE FROM projection_failure WHERE table_name = ? AND row_id = ? AND field = ?",
                (table.name, row_id, name),
            )


def accepts(table: Table, name: str, value: Any) -> bool:
    """Whether this version can show a value of a field."""
    column = table.columns.get(name)
    if column is None:
        return False
    try:
        column.plain(value)
    except (InvalidValue, ValueError):
        return False
    return True


def fields_noted(connection: Connection, noted_in: str, table: str, row_ids: list[str]) -> set[tuple[str, str]]:
    """(row id, field) that `noted_in` ("conflict" or "projection_failure") holds of these rows."""
    if connection.execute(f"SELECT 1 FROM {noted_in} WHERE table_name = ? LIMIT 1", (table,)).fetchone() is None:
        return set()
    found: set[tuple[str, str]] = set()
    for marks, some in batches(row_ids):
        rows = connection.execute(
            f"SELECT row_id, field FROM {noted_in} WHERE table_name = ? AND row_id IN ({marks})", (table, *some)
        )
        found.update(rows.fetchall())
    return found


def rows_noted(connection: Connection, table: str, row_ids: list[str]) -> set[str]:
    """Those of these rows of which a field is in conflict, or not shown."""
    noted = (fields_noted(connection, noted_in, table, row_ids) for noted_in in ("conflict", "projection_failure"))
    return {row_id for found in noted for row_id, _field in found}


def waiting(connection: Connection) -> dict[tuple[str, str], tuple[Envelope, set[str]]]:
    """(table, row id) -> (envelope kept, fields not shown) of everything that could not be shown."""
    found: dict[tuple[str, str], tuple[Envelope, set[str]]] = {}
    for name, row_id, field, created_at, stream in connection.execute(
        "SELECT table_name, row_id, field, created_at, stream FROM projection_failure ORDER BY 1, 2, 3"
    ).fetchall():
        found.setdefault((name, row_id), ((created_at, stream), set()))[1].add(field)
    return found
