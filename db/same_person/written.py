"""What rows truly say: once two files are one person's, tables show the id of the one kept and put twins away, but the
heads keep what was written, and of whom."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from db import heads
from db.catalogue import InvalidValue, Table
from db.connection import Connection
from kodiko_desktop.domain.dots import Head

ROWS_OF_ONE_PERSON: Mapping[str, tuple[str, ...]] = {
    "presence": ("half_day_id", "state", "minutes", "reason"),
    "participant": ("session_id", "useful"),
}
"""Tables that hold one row for each person and thing: the column of that thing, what the row says of it, and what goes
with that."""


def written(
    connection: Connection, table: Table, row_id: str, pieces: Sequence[heads.Fragment] | None = None
) -> dict[str, Any]:
    """What was truly written in the columns that may show something else; `pieces`: the heads of the row, if known."""
    if pieces is None:
        pieces = heads.fragments(connection, table.name, row_id)
    columns = table.sharing.people
    if table.name == "person" or table.name in ROWS_OF_ONE_PERSON:
        columns = (*columns, "archived_at")
    return {name: best(table, pieces, name) for name in columns}


def best(table: Table, pieces: Iterable[heads.Fragment], name: str) -> Any:
    """The head of highest rank that this version accepts; the default of the column when there is none."""
    column = table.columns[name]
    current = [
        Head(piece.dot, piece.clock, piece.author, piece.fields[name]) for piece in pieces if name in piece.fields
    ]
    for head in sorted(current, key=lambda head: head.rank, reverse=True):
        try:
            return column.plain(head.value)
        except (InvalidValue, ValueError):
            continue
    return column.default
