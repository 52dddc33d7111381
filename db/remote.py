"""The second way to write: what other laptops did, merged into heads and rows in one transaction per segment.

`store.incoming()` opens it. Heads accept every authentic operation; showing them is `db/remote_rows.py`'s work.
"""

import gc
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from db import heads, remote_rows, search_index, settings  # noqa: F401 (search_index follows every write)
from db.catalogue import tables
from db.connection import Connection
from db.operations import TravellingOperation
from kodiko_desktop.domain.clock import MAX_LEAD_MS, Instant, advance
from kodiko_desktop.domain.dots import Dot

NEWS_KEPT = 2000
"""How many of the latest writes received stay listed for people to read."""


@dataclass
class Incoming:
    """An open merge. Made by `Store.incoming`; everything in it is committed together, or nothing is.

    `rows`: what it changed. `clock_lead_ms`: how far ahead of ours the furthest clock heard is.
    """

    connection: Connection
    device: str
    now: datetime
    rows: set[tuple[str, str]] = field(default_factory=set)
    clock_lead_ms: int = 0

    @property
    def at(self) -> str:
        """The present moment: UTC, ISO 8601, to the second."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def frontier(connection: Connection, stream: str, own: str) -> dict[str, int]:
    """The last counter known of every device in a stream, this laptop (`own`) included."""
    known = dict(connection.execute("SELECT device, counter FROM sync_frontier WHERE stream = ?", (stream,)).fetchall())
    last = connection.execute(
        "SELECT max(counter) FROM operation WHERE stream = ? AND device = ?", (stream, own)
    ).fetchone()[0]
    if last:
        known[own] = last
    return known


def apply(
    incoming: Incoming,
    *,
    stream: str,
    device: str,
    operations: Sequence[TravellingOperation],
    chain: str,
    news: bool = True,
) -> None:
    """Merge operations of one device that follow, without a hole, what is known of it; `chain`: its hash chain after
    the last of them. `news`: list them among what was brought. Raises ValueError when they do not follow.

    Python's collector is kept out of it: walking a hundred thousand live tuples again and again is what costs.
    """
    with _collector_kept_out():
        _apply(incoming, stream, device, operations, chain, news)


@contextmanager
def _collector_kept_out() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _apply(
    incoming: Incoming,
    stream: str,
    device: str,
    operations: Sequence[TravellingOperation],
    chain: str,
    news: bool,
) -> None:
    known = frontier(incoming.connection, stream, incoming.device)
    expected = range(known.get(device, 0) + 1, known.get(device, 0) + 1 + len(operations))
    if [operation.counter for operation in operations] != list(expected):
        raise ValueError("operations do not follow what is known of their device")
    by_table: dict[str, dict[str, list[TravellingOperation]]] = defaultdict(dict)
    for operation in operations:
        by_table[operation.table].setdefault(operation.row_id, []).append(operation)
    for name, rows in by_table.items():
        _merge_table(incoming, stream, device, name, rows, known)
        incoming.rows.update((name, row_id) for row_id in rows)
    _note_blobs(incoming.connection, stream, operations)
    if news:
        _note_news(incoming, stream, device, operations)
    _hear(incoming, max((operation.clock for operation in operations), default=0))
    set_frontier(incoming, stream, device, expected.stop - 1, chain)


def set_frontier(incoming: Incoming, stream: str, device: str, counter: int, chain: str) -> None:
    """Remember how far a device is known, and its hash chain there."""
    incoming.connection.execute(
        "INSERT INTO sync_frontier (stream, device, counter, chain, heard_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (stream, device) DO UPDATE SET counter = excluded.counter, chain = excluded.chain, "
        "heard_at = excluded.heard_at",
        (stream, device, counter, chain, incoming.at),
    )


# -- one table ----------------------------------------------------------------------------------------------------


def _merge_table(
    incoming: Incoming,
    stream: str,
    device: str,
    name: str,
    rows: dict[str, list[TravellingOperation]],
    known: dict[str, int],
) -> None:
    connection, table = incoming.connection, tables().get(name)
    pieces = _pieces(connection, name, rows)
    pending = _pending(connection, name, rows)
    there = remote_rows.envelopes(connection, table, rows) if table else {}
    fresh = []
    for row_id, operations in rows.items():
        first = operations[0]
        if (
            len(operations) == 1
            and first.made
            and not first.overwrites
            and not (row_id in pieces or row_id in pending or row_id in there)
        ):
            fresh.append(first)
            continue
        state = _Row(name, row_id, stream, device, pieces.get(row_id, {}), pending.get(row_id, set()), known)
        for operation in operations:
            state.take(operation)
        state.write(connection)
        made = [(operation.at, stream) for operation in operations if operation.made]
        if table is None:
            remote_rows.note_unknown_row(incoming, name, row_id, made, stream)
        else:
            envelope = remote_rows.joined_envelope(there.get(row_id), made, stream)
            remote_rows.project(
                incoming, table, row_id, envelope, row_id in there, state.current(), frozenset(state.touched)
            )
    fresh.sort(key=lambda operation: operation.row_id)  # the order of the table of heads: pages are filled once
    connection.executemany(
        "INSERT INTO sync_head (table_name, row_id, device, counter, stream, clock, author, fields) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (name, op.row_id, device, op.counter, stream, op.clock, op.author, op.fields_text)
            for op in fresh
            if op.fields
        ],
    )
    if table is None:
        for operation in fresh:
            remote_rows.note_unknown_row(incoming, name, operation.row_id, [(operation.at, stream)], stream)
    elif fresh:
        remote_rows.insert_fresh(incoming, table, stream, fresh)


class _Row:
    """The heads of one row while operations of a device are merged into it."""

    def __init__(
        self,
        table: str,
        row_id: str,
        stream: str,
        device: str,
        pieces: dict[Dot, heads.Fragment],
        pending: set[tuple[str, str, int]],
        known: dict[str, int],
    ) -> None:
        self._table, self._row_id, self._stream, self._device = table, row_id, stream, device
        self._pieces, self._pending, self._known = pieces, pending, known
        self._before = frozenset(pending)
        self._stale: set[Dot] = set()
        self.touched: set[str] = set()

    def take(self, operation: TravellingOperation) -> None:
        """Overwrite what its author saw (remembering what has not arrived), keep what nobody overwrote yet."""
        for name, dots in operation.overwrites.items():
            self.touched.add(name)
            for seen in dots:
                piece = self._pieces.get(Dot(*seen))
                if piece is not None and name in piece.fields:
                    del piece.fields[name]
                    self._stale.add(piece.dot)
                elif not self._arrived(seen, operation.counter):
                    self._pending.add((name, *seen))
        dot = Dot(self._device, operation.counter)
        kept = {}
        for name, value in operation.fields.items():
            if (name, *dot) in self._pending:
                self._pending.discard((name, *dot))
            else:
                kept[name] = value
        self.touched.update(operation.fields)
        self._pieces[dot] = heads.Fragment(dot, operation.clock, operation.author, kept)
        self._stale.add(dot)

    def _arrived(self, seen: tuple[str, int], counter: int) -> bool:
        device, number = seen
        return number < counter if device == self._device else number <= self._known.get(device, 0)

    def current(self) -> list[heads.Fragment]:
        """What is still a head of some field."""
        return [piece for piece in self._pieces.values() if piece.fields]

    def write(self, connection: Connection) -> None:
        """Store what changed."""
        for dot in self._stale:
            heads.store(connection, self._table, self._row_id, self._stream, self._pieces[dot])
        key = (self._table, self._row_id)
        connection.executemany(
            "INSERT OR IGNORE INTO sync_overwritten (table_name, row_id, field, device, counter) "
            "VALUES (?, ?, ?, ?, ?)",
            [(*key, *dot) for dot in self._pending - self._before],
        )
        connection.executemany(
            "DELETE FROM sync_overwritten "
            "WHERE table_name = ? AND row_id = ? AND field = ? AND device = ? AND counter = ?",
            [(*key, *dot) for dot in self._before - self._pending],
        )


def _pieces(connection: Connection, name: str, rows: Sequence[str] | dict[str, Any]) -> dict[str, dict[Dot, Any]]:
    found: dict[str, dict[Dot, heads.Fragment]] = defaultdict(dict)
    if connection.execute("SELECT 1 FROM sync_head WHERE table_name = ? LIMIT 1", (name,)).fetchone() is None:
        return found
    for marks, some in remote_rows.batches(rows):
        for row_id, device, counter, clock, author, fields in connection.execute(
            "SELECT row_id, device, counter, clock, author, fields FROM sync_head "
            f"WHERE table_name = ? AND row_id IN ({marks})",
            (name, *some),
        ):
            dot = Dot(device, counter)
            found[row_id][dot] = heads.Fragment(dot, clock, author, json.loads(fields))
    return found


def _pending(connection: Connection, name: str, rows: Sequence[str] | dict[str, Any]) -> dict[str, set[Any]]:
    found: dict[str, set[tuple[str, str, int]]] = defaultdict(set)
    if connection.execute("SELECT 1 FROM sync_overwritten LIMIT 1").fetchone() is None:
        return found
    for marks, some in remote_rows.batches(rows):
        for row_id, *dot in connection.execute(
            f"SELECT row_id, field, device, counter FROM sync_overwritten WHERE table_name = ? AND row_id IN ({marks})",
            (name, *some),
        ):
            found[row_id].add(tuple(dot))
    return found


# -- beside the rows ----------------------------------------------------------------------------------------------


def _note_blobs(connection: Connection, stream: str, operations: Sequence[TravellingOperation]) -> None:
    rows = [
        (operation.row_id, position, stream, name, bytes.fromhex(key), size)
        for operation in operations
        for position, (name, key, size) in enumerate(operation.blobs)
    ]
    connection.executemany(
        "INSERT OR IGNORE INTO sync_blob (document_id, position, stream, hash, key, size) VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def _note_news(incoming: Incoming, stream: str, device: str, operations: Sequence[TravellingOperation]) -> None:
    latest = islice(operations, max(0, len(operations) - NEWS_KEPT), None)
    at = incoming.at
    incoming.connection.executemany(
        "INSERT INTO sync_news (brought_at, stream, device, author, at, kind, table_name, row_id, subject) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (at, stream, device, op.author, op.at, op.kind, op.table, op.row_id, (op.subjects or [""])[0])
            for op in latest
        ],
    )
    incoming.connection.execute(
        "DELETE FROM sync_news WHERE position <= (SELECT max(position) FROM sync_news) - ?", (NEWS_KEPT,)
    )


def _hear(incoming: Incoming, heard: int) -> None:
    """Let the clock hear others, never running more than MAX_LEAD_MS ahead because of them."""
    now_ms = int(incoming.now.timestamp() * 1000)
    last = Instant.unpack(settings.read(incoming.connection, settings.CLOCK, 0))
    settings.write(incoming.connection, settings.CLOCK, advance(last, now_ms, Instant.unpack(heard)).pack())
    lead = (heard >> 16) - now_ms
    if lead > MAX_LEAD_MS:
        incoming.clock_lead_ms = max(incoming.clock_lead_ms, lead)
