"""Values of every wrong shape in every column of every shared table, as a program of ill will on a laptop of the team
can sign them: each in a row that is otherwise one of the demonstration's own."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

from db import operations
from db.catalogue import Table, tables
from db.merging import remote
from db.store import Store

_AT = "2026-05-11T08:00:00Z"
WICKED = "e" * 16
"""The device that signs them."""
WILD: tuple[Any, ...] = (
    None,
    True,
    -3,
    10**18,
    1e300,
    "",
    "mauvais",
    "9999-99-99",
    "0001-01-01",
    "9999-12-31",
    "2026-13-45T99:99:99Z",
    "25:99",
    "-1",
    "true",
    "é" * 20_000,
    "\u202e\u0007<b>&\n",
    [],
    ["mauvais"],
    [None, 5, {}],
    [[["mauvais"]]],
    [{"person_id": 5, "key": [], "row": "x"}],
    {},
    {"mauvais": None},
    {"printings": 5, "interpreter": [], "suspension": "x", "changes": {"a": 1}, "ticked": 3, "city": [1]},
    {"a": {"b": {"c": [1, 2, {"d": None}]}}},
)


def poison(store: Store, *, wild: tuple[Any, ...] = WILD, only: str = "") -> dict[str, list[tuple[str, str, Any]]]:
    """Merge, for each column and each of `wild`, a row like one that is there but for that value. Returns, for each
    table, (row id, column, value)."""
    made: dict[str, list[tuple[str, str, Any]]] = {}
    numbers: dict[str, Iterator[int]] = {}
    said: dict[str, list[str]] = {}
    for name, table in tables().items():
        if only and name != only:
            continue
        stream, values = _a_row(store, table)
        number = numbers.setdefault(stream, itertools.count(1))
        for column, value in itertools.product(table.columns, wild):
            row_id = f"mauvais-{name}-{len(made.setdefault(name, []))}"
            made[name].append((row_id, column, value))
            fields = {**values, column: value}
            said.setdefault(stream, []).append(line(next(number), name, row_id, fields))
    _merge(store, said, WICKED)
    return made


def spoil(store: Store, turn: int) -> None:
    """Merge, for each row that is there, one value of a wrong shape in one of its columns: another at each `turn`."""
    said: dict[str, list[str]] = {}
    clock = 2**62 + turn
    for name, table in tables().items():
        columns = list(table.columns)
        for place, (row_id, stream) in enumerate(
            store.read().execute(f'SELECT id, stream FROM "{name}" WHERE id NOT LIKE ? ORDER BY rowid', ("mauvais-%",))
        ):
            column = columns[(place + turn) % len(columns)]
            if column in (table.sharing.subject, "person_id", "stream"):
                continue  # it would only take the row away from where it is read
            fields = {column: WILD[(place * 7 + turn * 5) % len(WILD)]}
            lines = said.setdefault(stream, [])
            lines.append(line(len(lines) + 1, name, row_id, fields, made=0, clock=clock))
    _merge(store, said, f"{turn:016x}")


def line(
    counter: int, table: str, row_id: str, fields: dict[str, Any], *, made: int = 1, clock: int = 1, at: str = _AT
) -> str:
    """An operation that gives a row `fields`."""
    parts = [counter, f"act-{counter}", "seed", "sam", at, table, row_id, clock, made, json.dumps(fields), "{}", "[]"]
    return json.dumps(parts)


def _merge(store: Store, said: dict[str, list[str]], device: str) -> None:
    for stream, lines in said.items():
        for start in range(0, len(lines), 500):
            with store.incoming() as incoming:
                remote.apply(
                    incoming,
                    stream=stream,
                    device=device,
                    operations=operations.read_lines(lines[start : start + 500]),
                    chain="00" * 32,
                )


def _a_row(store: Store, table: Table) -> tuple[str, dict[str, Any]]:
    """(stream, values) of a row of the table; of defaults when it has none."""
    names = ", ".join(f'"{name}"' for name in ("stream", *table.columns))
    row = (
        store.read()
        .execute(f'SELECT {names} FROM "{table.name}" ORDER BY archived_at IS NOT NULL, rowid LIMIT 1')
        .fetchone()
    )
    if row is None:
        antenna = store.read().execute("SELECT id FROM antenna").fetchone()[0]
        return antenna, {column.name: column.default for column in table.columns.values()}
    return row[0], {
        column.name: column.loaded(stored) for column, stored in zip(table.columns.values(), row[1:], strict=True)
    }
