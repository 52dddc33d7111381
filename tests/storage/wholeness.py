"""What must always be true of a store, computed again from its operations by other means than the store's own:

a head is a known write that no write overwrites; a field with several different heads is a conflict; the row shows the
head of highest rank; every operation belongs to an act; counters of a device have no hole.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from db.catalogue import tables
from db.connection import Connection, connect

Field = tuple[str, str, str]
"""Table, row id, field."""


def assert_whole(path: Path, key: bytes) -> None:
    """Fail when the tables, the heads, the conflicts and the operations of a store do not say the same thing.

    Looks through a connection of its own: SQLite's integrity check of a full-text table raises false alarms on a
    connection that keeps its structure in memory while another one writes.
    """
    connection = connect(path, key)
    try:
        _assert_whole(connection)
    finally:
        connection.close()


def _assert_whole(connection: Connection) -> None:
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    operations = connection.execute(
        "SELECT stream, device, counter, act_id, table_name, row_id, clock, fields, overwrites, previous FROM operation"
    ).fetchall()
    _assert_counters_have_no_hole(operations)
    acts = {row[0] for row in connection.execute("SELECT id FROM act")}
    assert {operation[3] for operation in operations} == acts
    heads = expected_heads(operations)
    assert stored_heads(connection) == {field: set(dots) for field, dots in heads.items()}
    assert stored_conflicts(connection) == {field for field, dots in heads.items() if _differ(dots.values())}
    _assert_rows(connection, operations, heads)


def expected_heads(operations: list[tuple[Any, ...]]) -> dict[Field, dict[tuple[str, int], tuple[int, Any]]]:
    """heads = known - overwritten, per field: dot -> (clock, value)."""
    known: dict[Field, dict[tuple[str, int], tuple[int, Any]]] = defaultdict(dict)
    overwritten: dict[Field, set[tuple[str, int]]] = defaultdict(set)
    for _stream, device, counter, _act, table, row_id, clock, fields, overwrites, _previous in operations:
        for name, value in json.loads(fields).items():
            known[table, row_id, name][device, counter] = (clock, value)
        for name, dots in json.loads(overwrites).items():
            overwritten[table, row_id, name] |= {(dot[0], dot[1]) for dot in dots}
    return {
        field: {dot: written for dot, written in dots.items() if dot not in overwritten[field]}
        for field, dots in known.items()
    }


def stored_heads(connection: Connection) -> dict[Field, set[tuple[str, int]]]:
    """The dots of `sync_head`, per field."""
    found: dict[Field, set[tuple[str, int]]] = defaultdict(set)
    for table, row_id, device, counter, fields in connection.execute(
        "SELECT table_name, row_id, device, counter, fields FROM sync_head"
    ):
        for name in json.loads(fields):
            found[table, row_id, name].add((device, counter))
    return dict(found)


def stored_conflicts(connection: Connection) -> set[Field]:
    """The rows of `conflict`."""
    return set(connection.execute("SELECT table_name, row_id, field FROM conflict"))


def _differ(written: Any) -> bool:
    values = [value for _clock, value in written]
    return any(value != values[0] for value in values)


def _assert_counters_have_no_hole(operations: list[tuple[Any, ...]]) -> None:
    counters = defaultdict(list)
    for operation in operations:
        counters[operation[0], operation[1]].append(operation[2])
    for found in counters.values():
        assert sorted(found) == list(range(1, len(found) + 1))


def _assert_rows(connection: Connection, operations: list[tuple[Any, ...]], heads: dict[Field, Any]) -> None:
    made = defaultdict(set)
    for operation in operations:
        if operation[9] is None:
            made[operation[4]].add(operation[5])
    shown: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for (table, row_id, name), dots in heads.items():
        rank = max((clock, *dot) for dot, (clock, _value) in dots.items())
        shown[table, row_id][name] = dots[rank[1], rank[2]][1]
    for name, table in tables().items():
        columns = ", ".join(f'"{column}"' for column in table.column_names)
        stored = connection.execute(f'SELECT {columns} FROM "{name}"').fetchall()
        assert {row[0] for row in stored} == made[name]
        for row in stored:
            values = dict(zip(table.column_names, row, strict=True))
            for column_name, column in table.columns.items():
                expected = shown[name, row[0]].get(column_name, column.default)
                assert column.loaded(values[column_name]) == expected, (name, column_name)
