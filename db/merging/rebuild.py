"""Makes rows what a given set of writes says, as if nothing else had ever been heard of them: words that were applied
and do not count any more (those of a laptop taken out of the team) go, and what they had replaced comes back.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from db import heads, projection
from db.catalogue import Table, tables
from db.connection import Connection
from db.merging import not_shown, remote_rows
from db.merging.incoming import Incoming
from db.merging.remote_heads import Merged
from db.operations import TravellingOperation
from db.same_person import reunions
from kodiko_desktop.domain.dots import Dot

Row = tuple[str, str]
"""Table, row id."""


def rebuild(
    incoming: Incoming,
    *,
    stream: str,
    rows: Iterable[Row],
    said: Iterable[tuple[str, TravellingOperation]],
    known: Mapping[str, int],
) -> None:
    """Write heads, rows, conflicts and derived tables of `rows` again. `said`: everything that counts of what devices
    wrote of them in the stream; `known`: the last number of each device that counts."""
    by_row: dict[Row, list[tuple[str, TravellingOperation]]] = {row: [] for row in rows}
    for device, operation in said:
        by_row[operation.table, operation.row_id].append((device, operation))
    by_table: dict[str, dict[str, list[tuple[str, TravellingOperation]]]] = defaultdict(dict)
    for (name, row_id), written in by_row.items():
        by_table[name][row_id] = written
    for name, each in by_table.items():
        touched = {
            row_id: _write_heads(incoming.connection, stream, name, row_id, of, known) for row_id, of in each.items()
        }
        _show(incoming, stream, name, each, touched)
        incoming.rows.update((name, row_id) for row_id in each)


def _write_heads(
    connection: Connection,
    stream: str,
    name: str,
    row_id: str,
    written: list[tuple[str, TravellingOperation]],
    known: Mapping[str, int],
) -> set[str]:
    """Store the heads of a row; returns the fields that are, or were, spoken of."""
    touched = {field for piece in heads.fragments(connection, name, row_id) for field in piece.fields}
    pieces: dict[Dot, heads.Fragment] = {}
    replaced: set[tuple[str, str, int]] = set()
    for device, operation in written:
        dot = Dot(device, operation.counter)
        pieces[dot] = heads.Fragment(dot, operation.clock, operation.author, dict(operation.fields))
        touched.update(operation.fields)
        replaced.update((field, *seen) for field, dots in operation.overwrites.items() for seen in dots)
    for field, *seen in replaced:
        if Dot(*seen) in pieces:
            pieces[Dot(*seen)].fields.pop(field, None)
    late = [(name, row_id, *each) for each in replaced if each[2] > known.get(each[1], 0)]
    connection.execute("DELETE FROM sync_head WHERE table_name = ? AND row_id = ?", (name, row_id))
    connection.execute("DELETE FROM sync_overwritten WHERE table_name = ? AND row_id = ?", (name, row_id))
    for piece in pieces.values():
        if piece.fields:
            heads.store(connection, name, row_id, stream, piece)
    connection.executemany(
        "INSERT OR IGNORE INTO sync_overwritten (table_name, row_id, field, device, counter) VALUES (?, ?, ?, ?, ?)",
        late,
    )
    return touched


def _show(
    incoming: Incoming,
    stream: str,
    name: str,
    written: Mapping[str, list[tuple[str, TravellingOperation]]],
    touched: Mapping[str, set[str]],
) -> None:
    connection, table = incoming.connection, tables().get(name)
    gone = [row_id for row_id, said in written.items() if not said]
    for row_id in gone:
        for noted in ("conflict", "projection_failure"):
            connection.execute(f"DELETE FROM {noted} WHERE table_name = ? AND row_id = ?", (name, row_id))
        connection.execute("DELETE FROM sync_news WHERE table_name = ? AND row_id = ?", (name, row_id))
    if table is None:
        return
    _remove(connection, table, gone)
    left = [row_id for row_id, said in written.items() if said]
    there = remote_rows.envelopes(connection, table, left)
    made = {row_id: [(said.at, stream) for _device, said in written[row_id] if said.made] for row_id in left}
    wanted = {row_id: not_shown.joined_envelope(None, made[row_id], stream) for row_id in left}
    fields = {row_id: touched[row_id] | (set(table.columns) if row_id in there else set()) for row_id in left}
    rows = [Merged(row_id, frozenset(fields[row_id]), heads.fragments(connection, name, row_id)) for row_id in left]
    remote_rows.show(incoming, table, rows, there, wanted)
    reunions.after_write(connection, name, list(written))


def _remove(connection: Connection, table: Table, row_ids: list[str]) -> None:
    """Rows of which nothing counts any more: they leave what is derived from them first."""
    if not row_ids:
        return
    if projection.has_follower(table.name):
        connection.executemany(
            f'UPDATE "{table.name}" SET archived_at = ? WHERE id = ?',
            [("1970-01-01T00:00:00Z", each) for each in row_ids],
        )
        projection.follow_rows(connection, table.name, row_ids)
    connection.executemany(f'DELETE FROM "{table.name}" WHERE id = ?', [(each,) for each in row_ids])
