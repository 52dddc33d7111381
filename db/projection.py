"""Puts current values into the tables people read, and keeps what is derived from them (search index) true.

An act is followed at once. A merge that brings many rows leaves their ids aside, in the same transaction, and what is
derived from them is made afterwards by `catch_up`, a few at a time: nobody waits for a whole history to be indexed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from db import settings
from db.bulk import batches
from db.catalogue import Table, tables
from db.connection import Connection

Follower = Callable[[Connection, list[tuple[str, Mapping[str, Any]]]], None]
"""Called with (row id, plain values of the row: at least the fields it follows) after rows were written."""

MOST_AT_ONCE = 100
"""Rows of one table that a merge has followed in its own transaction."""
_LEFT_ASIDE = "rows_left_aside"
_followers: dict[str, tuple[Follower, frozenset[str]]] = {}


def follow(table_name: str, follower: Follower, *, fields: Iterable[str]) -> None:
    """Have `follower` called after rows of a table were written, when one of `fields` changed. Called at import."""
    _followers[table_name] = (follower, frozenset(fields))


def has_follower(table_name: str) -> bool:
    """True when something is derived from the rows of a table."""
    return table_name in _followers


def is_followed(table_name: str, fields: frozenset[str]) -> bool:
    """True when something is derived from one of these fields."""
    follower, followed = _followers.get(table_name, (None, frozenset()))
    return follower is not None and not followed.isdisjoint(fields)


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
    update_many(connection, table, [row_id], values)


def update_many(connection: Connection, table: Table, row_ids: Sequence[str], values: Mapping[str, Any]) -> None:
    """Write the same shown values of fields into several rows."""
    sets = ", ".join(f'"{name}" = ?' for name in values)
    stored = [table.columns[name].stored(value) for name, value in values.items()]
    connection.executemany(f'UPDATE "{table.name}" SET {sets} WHERE id = ?', [(*stored, row_id) for row_id in row_ids])
    if is_followed(table.name, frozenset(values)):
        follow_rows(connection, table.name, row_ids)


def after_insert(connection: Connection, table: Table, rows: list[tuple[str, Mapping[str, Any]]]) -> None:
    """Tell the follower of the table that whole rows were inserted."""
    follower, _fields = _followers.get(table.name, (None, frozenset()))
    if follower is not None:
        follower(connection, rows)


def follow_rows(connection: Connection, table_name: str, row_ids: Sequence[str]) -> None:
    """Have rows of a table followed as they are now."""
    follower, fields = _followers[table_name]
    names = ["id", *sorted(fields)]
    listed = ", ".join(f'"{name}"' for name in names)
    for marks, some in batches(row_ids):
        rows = connection.execute(f'SELECT {listed} FROM "{table_name}" WHERE id IN ({marks})', some).fetchall()
        follower(connection, [(row[0], dict(zip(names, row, strict=True))) for row in rows])


# -- after a merge ------------------------------------------------------------------------------------------------


def after_merge(connection: Connection, table_name: str, row_ids: Sequence[str]) -> None:
    """Have the rows that a merge wrote followed: now when they are few, else when `catch_up` comes."""
    if not has_follower(table_name) or not row_ids:
        return
    if len(row_ids) <= MOST_AT_ONCE:
        follow_rows(connection, table_name, row_ids)
    else:
        settings.write(connection, _LEFT_ASIDE, [*settings.read(connection, _LEFT_ASIDE, []), [table_name, *row_ids]])


def left_aside(connection: Connection) -> int:
    """How many rows wait to be followed."""
    return sum(len(row_ids) for _table, *row_ids in settings.read(connection, _LEFT_ASIDE, []))


def catch_up(connection: Connection, most: int) -> int:
    """Follow at most `most` of the rows left aside (in a transaction of its own); returns how many still wait."""
    waiting: dict[str, dict[str, None]] = defaultdict(dict)
    for table_name, *row_ids in settings.read(connection, _LEFT_ASIDE, []):
        waiting[table_name].update(dict.fromkeys(row_ids))
    for table_name, row_ids in waiting.items():
        some = list(row_ids)[:most]
        most -= len(some)
        if some and table_name in tables() and has_follower(table_name):
            follow_rows(connection, table_name, some)
        for row_id in some:
            del row_ids[row_id]
    left = [[table_name, *row_ids] for table_name, row_ids in waiting.items() if row_ids]
    settings.write(connection, _LEFT_ASIDE, left)
    return sum(len(row_ids) for row_ids in waiting.values())


def forget_left_aside(connection: Connection) -> None:
    """Everything has been followed again: nothing waits."""
    settings.write(connection, _LEFT_ASIDE, [])
