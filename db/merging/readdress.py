"""Gives operations a new author device: a laptop that finds it is a copy of another must not sign under its id."""

import json
from collections import defaultdict
from collections.abc import Mapping

from db.merging.incoming import Incoming


def readdress(incoming: Incoming, *, old: str, new: str, kept: Mapping[str, int]) -> int:
    """Move what `old` wrote in this store beyond `kept[stream]` (0 for other streams) to the device `new`: operations,
    heads, and the dots that operations not published yet overwrite. `new` may have written already: what moves is
    numbered after it. Nothing written is lost or changed; of what had been published, only what nobody is known to have
    replaced is said again. Returns how many moved."""
    connection = incoming.connection
    moved: dict[str, dict[int, int]] = defaultdict(dict)
    last = dict(
        connection.execute(
            "SELECT stream, max(counter) FROM operation WHERE device = ? GROUP BY stream", (new,)
        ).fetchall()
    )
    for stream, counter in connection.execute(
        "SELECT stream, counter FROM operation WHERE device = ? ORDER BY stream, counter", (old,)
    ).fetchall():
        if counter > kept.get(stream, 0):
            moved[stream][counter] = last.get(stream, 0) + len(moved[stream]) + 1
    for stream, counters in moved.items():
        _move(incoming, stream, old, new, counters)
    return sum(len(counters) for counters in moved.values())


def _move(incoming: Incoming, stream: str, old: str, new: str, counters: dict[int, int]) -> None:
    connection = incoming.connection
    rows = connection.execute(
        "SELECT device, counter, table_name, row_id, overwrites, sent, fields FROM operation "
        "WHERE stream = ?1 AND ((device = ?2 AND counter >= ?3) OR device = ?4)",
        (stream, old, min(counters), new),
    ).fetchall()
    for device, counter, table, row_id, overwrites, sent, fields in rows:
        if sent and device == new:  # what others have heard never changes
            continue
        said = {
            field: [[new, counters[n]] if author == old and n in counters else [author, n] for author, n in dots]
            for field, dots in json.loads(overwrites).items()
        }
        to = counters[counter] if device == old else counter
        if sent:
            fields = _still_current(incoming, table, row_id, old, counter)
        connection.execute(
            "UPDATE operation SET device = ?, counter = ?, overwrites = ?, fields = ?, sent = 0 "
            "WHERE stream = ? AND device = ? AND counter = ?",
            (new, to, json.dumps(said, separators=(",", ":")), fields, stream, device, counter),
        )
        if device == old:
            connection.execute(
                "UPDATE sync_head SET device = ?, counter = ? "
                "WHERE table_name = ? AND row_id = ? AND device = ? AND counter = ? AND stream = ?",
                (new, to, table, row_id, old, counter, stream),
            )
            incoming.rows.add((table, row_id))


def _still_current(incoming: Incoming, table: str, row_id: str, device: str, counter: int) -> str:
    """The fields of an operation that nobody here is known to have replaced (JSON)."""
    found = incoming.connection.execute(
        "SELECT fields FROM sync_head WHERE table_name = ? AND row_id = ? AND device = ? AND counter = ?",
        (table, row_id, device, counter),
    ).fetchone()
    return found[0] if found else "{}"
