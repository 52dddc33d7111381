"""Takes back from the heads what a copied disk had said under an id that its twin shares: the same words have come
again under another id; the first ones would stand twice, or hide what the twin said under the same numbers."""

import json
from collections import defaultdict

from db import heads
from db.catalogue import tables
from db.merging import remote_rows
from db.merging.incoming import Incoming
from db.merging.remote_heads import Merged
from db.same_person import reunions


def withdraw(incoming: Incoming, *, stream: str, device: str, after: int) -> None:
    """Forget the current values that `device` wrote in a stream under the numbers beyond `after`, and show what
    remains of their rows. What those writes replaced stays replaced: those that say them again replace it too."""
    connection = incoming.connection
    rows = connection.execute(
        "SELECT table_name, row_id, fields FROM sync_head WHERE stream = ? AND device = ? AND counter > ?",
        (stream, device, after),
    ).fetchall()
    connection.execute("DELETE FROM sync_head WHERE stream = ? AND device = ? AND counter > ?", (stream, device, after))
    touched: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, row_id, fields in rows:
        touched[name][row_id].update(json.loads(fields))
    for name, said in touched.items():
        table = tables().get(name)
        there = remote_rows.envelopes(connection, table, said) if table is not None else {}
        if table is not None and there:
            merged = [
                Merged(row_id, frozenset(fields), heads.fragments(connection, name, row_id))
                for row_id, fields in said.items()
                if row_id in there
            ]
            remote_rows.show(incoming, table, merged, there, there)
            reunions.after_write(connection, name, list(there))
        incoming.rows.update((name, row_id) for row_id in said)
