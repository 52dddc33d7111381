"""Merges what one device wrote into the heads of many rows at once: heads are read, decided and written in bulk."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from operator import itemgetter
from typing import Any

from db import heads
from db.bulk import batches
from db.connection import Connection
from db.operations import Columns, TravellingOperation
from kodiko_desktop.domain.dots import Dot

Pieces = dict[Dot, heads.Fragment]
_Line = tuple[str, str, int, int, str, str]
"""A head as it is stored: row id, device, counter, clock, author, fields (JSON)."""


@dataclass(frozen=True)
class Merged:
    """What became of one row: the fields that were spoken of, and every write still current for some field of it."""

    row_id: str
    touched: frozenset[str]
    pieces: list[heads.Fragment]


class HeadsOfRows:
    """The heads of rows of one table, of which one device says something. `known`: how far every device is known in the
    stream; `merge` decides row by row, `write` stores what all of them changed."""

    def __init__(
        self,
        connection: Connection,
        table: str,
        *,
        stream: str,
        device: str,
        known: dict[str, int],
        row_ids: Sequence[str],
    ) -> None:
        self._connection, self._table = connection, table
        self._stream, self._device, self._known = stream, device, known
        self._lines = _lines(connection, table, row_ids)
        self._pending = _pending(connection, table, row_ids)
        self._left: list[tuple[str, str, str, str, int]] = []
        self._stored: list[tuple[str, str, str, int, str, int, str, str]] = []
        self._emptied: list[tuple[str, str, str, int]] = []
        self._remembered: list[tuple[str, str, str, str, int]] = []
        self._forgotten: list[tuple[str, str, str, str, int]] = []

    def known(self) -> set[str]:
        """The rows of which somebody wrote, or overwrote, something already."""
        return {*self._lines, *self._pending}

    def insert(self, said: Columns) -> None:
        """Store writes of which everything is current, in the order of the table of heads: its pages are filled once.
        A write that gives no field is nothing to keep."""
        lines = zip(
            *(repeat(self._table), said.row_id, repeat(self._device), said.counter, repeat(self._stream)),
            *(said.clock, said.author, said.fields_text),
            strict=False,
        )
        self._connection.executemany(
            "INSERT INTO sync_head (table_name, row_id, device, counter, stream, clock, author, fields) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            sorted(lines if all(said.fields) else compress(lines, said.fields), key=itemgetter(1)),
        )

    def undisputed(
        self, operations: Iterable[TravellingOperation], without: Collection[str]
    ) -> list[TravellingOperation]:
        """The operations, each the only one that speaks of its row and not one that made it, that replace all that is
        known of the fields they give, and nothing else. What they overwrite is then taken out of older writes. Rows
        `without` are left aside."""
        found, lines_of, pending = [], self._lines, self._pending
        for operation in operations:
            row_id, said = operation.row_id, operation.overwrites
            lines = lines_of.get(row_id)
            if operation.made or not lines or row_id in without or row_id in pending:
                continue
            if said.keys() == operation.fields.keys() and (
                self._replaces_one(operation.counter, said, lines[0])
                if len(lines) == 1
                else self._replaces_some(operation, lines)
            ):
                found.append(operation)
        return found

    def _replaces_one(self, number: int, said: Mapping[str, list[tuple[str, int]]], line: _Line) -> bool:
        """The same of a row of which one write holds everything."""
        row_id, device, counter, _clock, _author, text = line
        fields, dots = _scan(text, 0)[0], [(device, counter)]
        for name, seen in said.items():
            if seen != dots or name not in fields:
                return False
            del fields[name]
        if counter == number and device == self._device:
            return False
        self._keep_left(row_id, device, counter, fields)
        return True

    def _replaces_some(self, operation: TravellingOperation, lines: Iterable[_Line]) -> bool:
        """The same of a row that several writes hold."""
        held = {(line[1], line[2]): _scan(line[5], 0)[0] for line in lines}
        if (self._device, operation.counter) in held:
            return False
        for name, dots in operation.overwrites.items():
            fields = held.get(dots[0]) if len(dots) == 1 else None
            if fields is None or name not in fields:
                return False
            del fields[name]
            if any(name in others for others in held.values()):
                return False
        for dot in {dots[0] for dots in operation.overwrites.values()}:
            self._keep_left(operation.row_id, *dot, held[dot])
        return True

    def _keep_left(self, row_id: str, device: str, counter: int, fields: dict[str, Any]) -> None:
        """Note what is left of a write."""
        if fields:
            self._left.append((heads.plain_json(fields), self._table, row_id, device, counter))
        else:
            self._emptied.append((self._table, row_id, device, counter))

    def merge(self, row_id: str, operations: Iterable[TravellingOperation]) -> Merged:
        """Overwrite what the author saw (remembering what has not arrived), keep what nobody overwrote yet."""
        pieces = _pieces(self._lines.get(row_id, ()))
        pending = self._pending.get(row_id, set())
        before = frozenset(pending)
        stale: set[Dot] = set()
        texts: dict[Dot, str] = {}
        touched: set[str] = set()
        for operation in operations:
            if operation.overwrites:
                touched.update(operation.overwrites)
                self._overwrite(operation, pieces, pending, stale)
            dot = Dot(self._device, operation.counter)
            touched.update(operation.fields)
            kept = dict(operation.fields)
            for name in [name for name in kept if (name, *dot) in pending] if pending else ():
                pending.discard((name, *dot))
                del kept[name]
            if len(kept) == len(operation.fields):
                texts[dot] = operation.fields_text
            else:
                stale.add(dot)
            pieces[dot] = heads.Fragment(dot, operation.clock, operation.author, kept)
        self._keep(row_id, pieces, stale, texts)
        if pending or before:
            self._remembered += [(self._table, row_id, *dot) for dot in pending - before]
            self._forgotten += [(self._table, row_id, *dot) for dot in before - pending]
        return Merged(row_id, frozenset(touched), [piece for piece in pieces.values() if piece.fields])

    def _overwrite(
        self, operation: TravellingOperation, pieces: Pieces, pending: set[tuple[str, str, int]], stale: set[Dot]
    ) -> None:
        for name, dots in operation.overwrites.items():
            for seen in dots:
                piece = pieces.get(seen)  # type: ignore[call-overload]
                if piece is not None and name in piece.fields:
                    del piece.fields[name]
                    stale.add(piece.dot)
                elif not self._arrived(seen, operation.counter):
                    pending.add((name, *seen))

    def _arrived(self, seen: tuple[str, int], counter: int) -> bool:
        device, number = seen
        return number < counter if device == self._device else number <= self._known.get(device, 0)

    def _keep(self, row_id: str, pieces: Pieces, stale: set[Dot], texts: dict[Dot, str]) -> None:
        """Note what must be stored: new writes as their author put them, older ones without what was overwritten."""
        for dot in (*stale, *(dot for dot in texts if dot not in stale)):
            piece = pieces[dot]
            if not piece.fields:
                self._emptied.append((self._table, row_id, *dot))
                continue
            text = heads.plain_json(piece.fields) if dot in stale else texts[dot]
            self._stored.append((self._table, row_id, *dot, self._stream, piece.clock, piece.author, text))

    def write(self) -> None:
        """Store what changed, in the order of the table of heads."""
        execute = self._connection.executemany
        execute(
            "UPDATE sync_head SET fields = ? WHERE table_name = ? AND row_id = ? AND device = ? AND counter = ?",
            sorted(self._left, key=_by_row),
        )
        execute(
            "DELETE FROM sync_head WHERE table_name = ? AND row_id = ? AND device = ? AND counter = ?",
            sorted(self._emptied),
        )
        execute(
            "INSERT INTO sync_head (table_name, row_id, device, counter, stream, clock, author, fields) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (table_name, row_id, device, counter) DO UPDATE SET fields = excluded.fields",
            sorted(self._stored),
        )
        execute(
            "INSERT OR IGNORE INTO sync_overwritten (table_name, row_id, field, device, counter) "
            "VALUES (?, ?, ?, ?, ?)",
            self._remembered,
        )
        execute(
            "DELETE FROM sync_overwritten "
            "WHERE table_name = ? AND row_id = ? AND field = ? AND device = ? AND counter = ?",
            self._forgotten,
        )


_scan = json.JSONDecoder().scan_once


_by_row = itemgetter(2)


def _pieces(lines: Iterable[_Line]) -> Pieces:
    pieces = {}
    for _row_id, device, counter, clock, author, fields in lines:
        dot = Dot(device, counter)
        pieces[dot] = heads.Fragment(dot, clock, author, _scan(fields, 0)[0])
    return pieces


def _lines(connection: Connection, name: str, row_ids: Sequence[str]) -> dict[str, list[_Line]]:
    found: dict[str, list[_Line]] = defaultdict(list)
    if connection.execute("SELECT 1 FROM sync_head WHERE table_name = ? LIMIT 1", (name,)).fetchone() is None:
        return found
    for marks, some in batches(row_ids):
        for line in connection.execute(
            "SELECT row_id, device, counter, clock, author, fields FROM sync_head "
            f"WHERE table_name = ? AND row_id IN ({marks})",
            (name, *some),
        ).fetchall():
            found[line[0]].append(line)
    return found


def _pending(connection: Connection, name: str, row_ids: Sequence[str]) -> dict[str, set[tuple[str, str, int]]]:
    found: dict[str, set[tuple[str, str, int]]] = defaultdict(set)
    if connection.execute("SELECT 1 FROM sync_overwritten WHERE table_name = ? LIMIT 1", (name,)).fetchone() is None:
        return found
    for marks, some in batches(row_ids):
        for row_id, *dot in connection.execute(
            f"SELECT row_id, field, device, counter FROM sync_overwritten WHERE table_name = ? AND row_id IN ({marks})",
            (name, *some),
        ):
            found[row_id].add(tuple(dot))
    return found
