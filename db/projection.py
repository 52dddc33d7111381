"""Puts current values into the tables people read, and keeps what is derived from them (search index) true."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from db.catalogue import Table
from db.connection import Connection

Follower = Callable[[Connection, list[tuple[str, Mapping[str, Any]]]], None]
"""Called with (row id, plain values of the whole row) after rows were written."""

_followers: dict[str, tuple[Follower, frozenset[str]]] = {}


def follow(table_name: str, follower: Follower, *, fields: Iterable[str]) -> None:
    """Have `follower` called after rows of a table were written, when one of `fields` changed. Called at import."""
    _followers[table_name] = (follower, frozenset(fields))


def has_follower(table_name: str) -> bool:
    """True when something is derived from the rows of a table."""
    return table_name in _followers


def plain_row(connection: Connection, table: Table, row_id: str) -> dict[str, Any] | None:
    """The row with plain values (dates as ISO text, JSON read), envelope included; None when absent."""
    names = ", ".join(f'"{name}"' for name in table.column_names)
    row = connection.execute(f'SELECT {names} FROM "{table.name}" WHERE id = ?', (row_id,)).fetchone()
    if row is None:
        return None
    found = dict(zip(table.column_names, row, strict=True))
    return {
        name: table.columns[name].loaded(value) if name in table.columns else value for name, value in found.items()
    }


def update(connection: Connection, table: Table, row_id: str, values: Mapping[str, Any]) -> None:
    """Write the shown values of fields into the row."""
    sets = ", ".join(f'"{name}" = ?' for name in values)
    stored = [table.columns[name].stored(value) for name, value in values.items()]
    connection.execute(f'UPDATE "{table.name}" SET {sets} WHERE id = ?', (*stored, row_id))
    follower, fields = _followers.get(table.name, (None, frozenset()))
    if follower is not None and fields & values.keys():
        full = plain_row(connection, table, row_id)
        if full is not None:
            follower(connection, [(row_id, full)])


def after_insert(connection: Connection, table: Table, rows: list[tuple[str, Mapping[str, Any]]]) -> None:
    """Tell the follower of the table that whole rows were inserted."""
    follower, _fields = _followers.get(table.name, (None, frozenset()))
    if follower is not None:
        follower(connection, rows)
