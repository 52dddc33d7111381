"""The second way to write: what other laptops did, merged into heads and rows in one transaction per segment.

`store.incoming()` opens it. Heads accept every authentic operation; showing them is `db/merging/remote_rows.py`'s work.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import repeat

from db import search_index, settings  # noqa: F401 (search_index follows)
from db.bulk import collector_kept_out
from db.catalogue import tables
from db.connection import Connection
from db.merging import not_shown, remote_rows
from db.merging.incoming import Incoming
from db.merging.remote_heads import HeadsOfRows
from db.operations import Columns, TravellingOperation, by_column
from db.same_person import reunions
from kodiko_desktop.domain.clock import MAX_LEAD_MS, Instant, advance

NEWS_KEPT = 2000
"""How many of the latest writes received stay listed for people to read."""


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
    with collector_kept_out():
        _apply(incoming, stream, device, operations, chain, news)


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
    said = by_column(operations)
    if list(said.counter) != list(expected):
        raise ValueError("operations do not follow what is known of their device")
    for name, some in _by_table(said, operations).items():
        rows = _merge_table(incoming, stream, device, name, some, known)
        reunions.after_write(incoming.connection, name, rows)
        incoming.rows.update(zip(repeat(name), rows, strict=False))
    if any(said.blobs):
        _note_blobs(incoming.connection, stream, operations)
    if news:
        _note_news(incoming, stream, device, by_column(operations[-NEWS_KEPT:]))
    _hear(incoming, max(said.clock, default=0))
    set_frontier(incoming, stream, device, expected.stop - 1, chain)


def _by_table(said: Columns, operations: Sequence[TravellingOperation]) -> dict[str, Sequence[TravellingOperation]]:
    if len(set(said.table)) == 1:
        return {said.table[0]: operations}
    found = defaultdict(list)
    for operation in operations:
        found[operation.table].append(operation)
    return {**found}


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
    operations: Sequence[TravellingOperation],
    known: dict[str, int],
) -> Collection[str]:
    """Merge what is said of the rows of one table; returns their ids."""
    connection, table = incoming.connection, tables().get(name)
    rows = dict.fromkeys([operation.row_id for operation in operations])
    heads = HeadsOfRows(connection, name, stream=stream, device=device, known=known, row_ids=list(rows))
    alone = operations if len(rows) == len(operations) else _alone(operations)
    changes = _undisputed(connection, name, heads, alone) if table else []
    changed = {operation.row_id for operation in changes}
    there = remote_rows.envelopes(connection, table, rows.keys() - changed) if table else {}
    known_rows = {*heads.known(), *there}
    fresh = [op for op in alone if op.made and not op.overwrites and op.row_id not in known_rows]
    several: dict[str, list[TravellingOperation]] = {}
    if len(changes) + len(fresh) < len(rows):
        several = _by_row(operations, {*changed, *(operation.row_id for operation in fresh)})
    merged = [heads.merge(row_id, said) for row_id, said in several.items()]
    made, replaced = by_column(fresh), by_column(changes)
    heads.insert(made)
    heads.insert(replaced)
    heads.write()
    if table is None:
        for row_id, said in _by_row(operations, set()).items():
            not_shown.note_unknown_row(incoming, name, row_id, _made(said, stream), stream)
        return rows
    remote_rows.insert_fresh(incoming, table, stream, made)
    remote_rows.change(incoming, table, stream, replaced)
    if merged:
        wanted = {row_id: _envelope(there.get(row_id), said, stream) for row_id, said in several.items()}
        remote_rows.show(incoming, table, merged, there, wanted)
    return rows


def _undisputed(
    connection: Connection, name: str, heads: HeadsOfRows, operations: Sequence[TravellingOperation]
) -> list[TravellingOperation]:
    """Those that change a row of which everything is shown, and replace what they change of it."""
    if not heads.known():
        return []
    noted = not_shown.rows_noted(connection, name, [operation.row_id for operation in operations])
    return heads.undisputed(operations, without=noted)


def _alone(operations: Sequence[TravellingOperation]) -> list[TravellingOperation]:
    """Those that are the only one to speak of their row."""
    spoken = Counter(operation.row_id for operation in operations)
    return [operation for operation in operations if spoken[operation.row_id] == 1]


def _by_row(
    operations: Sequence[TravellingOperation], without: Collection[str]
) -> dict[str, list[TravellingOperation]]:
    """What is said of each row, but for those to leave out."""
    found: dict[str, list[TravellingOperation]] = defaultdict(list)
    for operation in operations:
        if operation.row_id not in without:
            found[operation.row_id].append(operation)
    return found


def _made(operations: list[TravellingOperation], stream: str) -> list[not_shown.Envelope]:
    return [(operation.at, stream) for operation in operations if operation.made]


def _envelope(
    present: not_shown.Envelope | None, operations: list[TravellingOperation], stream: str
) -> not_shown.Envelope:
    made = _made(operations, stream)
    return present if present is not None and not made else not_shown.joined_envelope(present, made, stream)


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


def _note_news(incoming: Incoming, stream: str, device: str, latest: Columns) -> None:
    people = [subjects[0] if subjects else "" for subjects in latest.subjects]
    said = (latest.author, latest.at, latest.kind, latest.table, latest.row_id, people)
    incoming.connection.executemany(
        "INSERT INTO sync_news (brought_at, stream, device, author, at, kind, table_name, row_id, subject) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        zip(repeat(incoming.at), repeat(stream), repeat(device), *said, strict=False),
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
