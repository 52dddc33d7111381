"""Reads and writes the current values of fields (heads): the memory that lets laptops agree without losing a word."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from json.encoder import c_make_encoder, encode_basestring
from typing import Any

from db.connection import Connection
from kodiko_desktop.domain.dots import Dot, Head, Seen, is_conflict, shown


@dataclass
class Fragment:
    """What one write still holds of a row: the fields for which it is a head."""

    dot: Dot
    clock: int
    author: str
    fields: dict[str, Any]


def fragments(connection: Connection, table: str, row_id: str) -> list[Fragment]:
    """Every write that is still current for some field of the row."""
    rows = connection.execute(
        "SELECT device, counter, clock, author, fields FROM sync_head WHERE table_name = ? AND row_id = ?",
        (table, row_id),
    )
    return [Fragment(Dot(row[0], row[1]), row[2], row[3], json.loads(row[4])) for row in rows]


def heads(connection: Connection, table: str, row_id: str, field: str) -> tuple[Head, ...]:
    """The current values of one field: one, or several when laptops disagree."""
    return tuple(
        Head(piece.dot, piece.clock, piece.author, piece.fields[field])
        for piece in fragments(connection, table, row_id)
        if field in piece.fields
    )


def seen(connection: Connection, table: str, row_id: str) -> Seen:
    """The dots of every field of a row, as a form must remember them while it is open."""
    found: dict[str, set[Dot]] = {}
    for piece in fragments(connection, table, row_id):
        for field in piece.fields:
            found.setdefault(field, set()).add(piece.dot)
    return {field: frozenset(dots) for field, dots in found.items()}


def write(
    connection: Connection,
    *,
    table: str,
    row_id: str,
    stream: str,
    new: Fragment,
    overwritten: Mapping[str, Iterable[Dot]],
) -> dict[str, Any]:
    """Store `new`, taking from older writes the fields whose dots its author saw. Returns the values now shown of the
    fields of `new`, and keeps the table of conflicts true for them."""
    pieces = fragments(connection, table, row_id)
    for piece in pieces:
        gone = [field for field in new.fields if field in piece.fields and piece.dot in set(overwritten.get(field, ()))]
        if not gone:
            continue
        for field in gone:
            del piece.fields[field]
        store(connection, table, row_id, stream, piece)
    store(connection, table, row_id, stream, new)
    pieces.append(new)
    values = {}
    for field in new.fields:
        current = [Head(p.dot, p.clock, p.author, p.fields[field]) for p in pieces if field in p.fields]
        values[field] = shown(current).value
        if len(pieces) > 1:
            note_conflict(connection, table, row_id, stream, field, is_conflict(current))
    return values


def store(connection: Connection, table: str, row_id: str, stream: str, piece: Fragment) -> None:
    """Write what a fragment still holds; an empty one goes."""
    key = (table, row_id, piece.dot.device, piece.dot.counter)
    if not piece.fields:
        connection.execute(
            "DELETE FROM sync_head WHERE table_name = ? AND row_id = ? AND device = ? AND counter = ?", key
        )
        return
    connection.execute(
        "INSERT INTO sync_head (table_name, row_id, device, counter, stream, clock, author, fields) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (table_name, row_id, device, counter) DO UPDATE SET fields = excluded.fields",
        (*key, stream, piece.clock, piece.author, plain_json(piece.fields)),
    )


def note_conflict(connection: Connection, table: str, row_id: str, stream: str, field: str, conflict: bool) -> None:
    """Keep the table of conflicts true for one field."""
    if conflict:
        connection.execute(
            "INSERT OR IGNORE INTO conflict (table_name, row_id, field, stream) VALUES (?, ?, ?, ?)",
            (table, row_id, field, stream),
        )
    else:
        connection.execute(
            "DELETE FROM conflict WHERE table_name = ? AND row_id = ? AND field = ?", (table, row_id, field)
        )


_chunks = c_make_encoder(None, None, encode_basestring, None, ":", ",", False, False, True)


def plain_json(value: Any) -> str:
    """Compact JSON, characters as they are. One encoder for all: `json` makes one at each call, which doubles the
    cost."""
    return "".join(_chunks(value, 0))
