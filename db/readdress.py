"""Gives operations a new author device: a laptop that finds it is a copy of another must not sign under its id."""

import json
from collections import defaultdict
from collections.abc import Mapping

from db.remote import Incoming


def readdress(incoming: Incoming, *, old: str, new: str, kept: Mapping[str, int]) -> int:
    """Move what `old` wrote in this store beyond `kept[stream]` (0 for other streams) to the device `new`: operations,
    heads, and the dots that later operations overwrite. Nothing written is lost or changed. Returns how many moved."""
    connection = incoming.connection
    moved: dict[str, dict[int, int]] = defaultdict(dict)
    for stream, counter in connection.execute(
        "SELECT stream, counter FROM operation WHERE device = ? ORDER BY stream, counter", (old,)
    ).fetchall():
        if counter > kept.get(stream, 0):
            moved[stream][counter] = len(moved[stream]) + 1
    for stream, counters in moved.items():
        _move(incoming, stream, old, new, counters)
    return sum(len(counters) for counters in moved.values())


def _move(incoming: Incoming, stream: str, old: str, new: str, counters: dict[int, int]) -> None:
    connection = incoming.connection
    rows = connection.execute(
        "SELECT counter, table_name, row_id, overwrites FROM operation WHERE stream = ? AND device = ? AND counter > ?",
        (stream, old, min(counters) - 1),
    ).fetchall()
    for counter, table, row_id, overwrites in rows:
        said = {
            field: [[new, counters[n]] if device == old and n in counters else [device, n] for device, n in dots]
            for field, dots in json.loads(overwrites).items()
        }
        connection.execute(
            "UPDATE operation SET device = ?, counter = ?, overwrites = ?, sent = 0 "
            "WHERE stream = ? AND device = ? AND counter = ?",
            (new, counters[counter], json.dumps(said, separators=(",", ":")), stream, old, counter),
        )
        connection.execute(
            "UPDATE sync_head SET device = ?, counter = ? "
            "WHERE table_name = ? AND row_id = ? AND device = ? AND counter = ? AND stream = ?",
            (new, counters[counter], table, row_id, old, counter, stream),
        )
        incoming.rows.add((table, row_id))
