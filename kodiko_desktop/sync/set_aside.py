"""What laptops taken out of the team wrote beyond the number that counts: kept as it was signed, shown to nobody, until
an administrator says that it counts too. Words that were applied before their removal was heard are withdrawn, and what
they had replaced comes back; words that come to count are read again. Both are done once on each laptop, in one
transaction, and come to the same whatever was heard first.
"""

import json
from dataclasses import dataclass

from db import operations, settings
from db.connection import Connection
from db.merging.rebuild import rebuild
from db.merging.remote import frontier, set_frontier
from db.operations import TravellingOperation
from db.store import Store
from kodiko_desktop.sync import container, heard, history, kept, memory, segment
from kodiko_desktop.sync.container import Header
from kodiko_desktop.sync.directory import Directory
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.membership import Keyring, Membership

_KEPT_IN = "(removed)"
"""The folder under which the spool keeps them: no folder of a team is named so."""
_CUTS = "sync_cuts {stream}"
"""device -> the last number that counts, as it was last seen to here."""


@dataclass(frozen=True)
class SetAside:
    """Words of a removed laptop that do not count in a stream: the numbers `first`..`last`, of which those up to `seen`
    were looked at and left aside. `since`: UTC, ISO 8601, of the first of them; `people`: how often each is spoken of;
    `operations`: those that were kept here, in order."""

    device: str
    stream: str
    first: int
    last: int
    seen: int
    since: str
    operations: tuple[TravellingOperation, ...]


def keep(store: Store, stream: str, header: Header, content: bytes) -> None:
    """Keep a segment of which not everything counts, as it was signed."""
    with store.note() as connection:
        _keep(connection, stream, header, content)


def limit(store: Store, directory: Directory, stream: str, device: str, reached: int) -> int | None:
    """The last number of a device that counts in a stream; None for one that nobody took out. As long as nobody has
    said it of a removed one, nothing more counts than what was applied."""
    out = directory.retired.get(device)
    if out is None:
        return None
    upto = out.upto(stream)
    return reached if upto is None else upto


def settle(store: Store, member: Membership, keys: Keyring, directory: Directory, stream: str) -> bool:
    """Do what the log says of removed laptops in a stream. True when something changed."""
    before = settings.read(store.read(), _CUTS.format(stream=stream), {})
    known = frontier(store.read(), stream, store.device)
    changed = False
    for device, out in directory.retired.items():
        upto = out.upto(stream)
        if upto is None or device == member.device:
            continue
        if known.get(device, 0) > upto:
            changed |= _withdraw(store, member, keys, stream, device, upto)
        elif before.get(device, 0) < upto:
            _reopen(store, stream, device)
            changed = True
    cuts = {device: upto for device, out in directory.retired.items() if (upto := out.upto(stream)) is not None}
    gone = [device for device in before if device not in directory.retired]
    for device in gone:  # the root key says that it is in the team after all
        _reopen(store, stream, device)
    if cuts != before:
        with store.note() as connection:
            settings.write(connection, _CUTS.format(stream=stream), cuts)
    return changed or bool(gone)


def cuts(connection: Connection, stream: str) -> dict[str, int]:
    """The last number of each removed laptop that counts in a stream, as this laptop has seen to it."""
    found: dict[str, int] = settings.read(connection, _CUTS.format(stream=stream), {})
    return found


def give_back(store: Store, folder: Folder, directory: Directory, stream: str, names: list[str]) -> None:
    """Put in a folder what came to count and the folder does not have; `names`, its listing, grows with it. Raises
    FolderAway, FolderRefuses."""
    place, known = segment.place_of(stream), frontier(store.read(), stream, store.device)
    for name, content in _kept(store.read(), stream):
        header = container.read_header(content)
        out = directory.retired.get(header.device)
        upto = header.last if out is None else out.upto(stream) or 0
        reached = known.get(header.device, 0)
        if name not in names and header.first <= upto and reached < min(upto, header.last):
            folder.write(place, name, content)
            names.append(name)


def waiting(store: Store, keys: Keyring, directory: Directory, stream: str) -> list[SetAside]:
    """What does not count of the removed laptops in a stream."""
    found = []
    known = frontier(store.read(), stream, store.device)
    for device, out in sorted(directory.retired.items()):
        upto = out.upto(stream)
        reached = known.get(device, 0)
        said = _beyond(store, keys, stream, device, reached if upto is None else upto)
        if said:
            first, last = said[0].counter, said[-1].counter
            since = min(operation.at for operation in said)
            found.append(SetAside(device, stream, first, last, out.seen.get(stream, 0), since, tuple(said)))
    return found


# -- inside --------------------------------------------------------------------------------------------------------


def _withdraw(store: Store, member: Membership, keys: Keyring, stream: str, device: str, upto: int) -> bool:
    """Forget what was applied of a device beyond a number. False when what is kept here does not tell what remains
    without it: it then stays."""
    known = frontier(store.read(), stream, store.device)
    reached, chain = (
        store.read()
        .execute("SELECT counter, chain FROM sync_frontier WHERE stream = ? AND device = ?", (stream, device))
        .fetchone()
    )
    try:
        rows = {
            (operation.table, operation.row_id)
            for operation in history.of_device(store, keys, stream, device, upto + 1, reached)
        }
        known[device] = upto
        said = [
            (author, operation)
            for author, operation in history.of_everybody(store, keys, stream, known)
            if (operation.table, operation.row_id) in rows
        ]
        before = history.chain_at(store, keys, member.team, stream, device, upto)
    except history.Incomplete:
        return False
    beyond = [
        (header, content)
        for content in kept.segments(store, stream, device)
        if (header := container.read_header(content)).last > upto
    ]
    with store.incoming() as incoming:
        rebuild(incoming, stream=stream, rows=rows, said=said, known=known)
        connection = incoming.connection
        heard.remember(connection, stream, device, reached, chain)
        set_frontier(incoming, stream, device, upto, before)
        for header, content in beyond:
            _keep(connection, stream, header, content)
        connection.execute(
            "DELETE FROM sync_file WHERE place = ? AND device = ? AND last > ?",
            (segment.place_of(stream), device, upto),
        )
    return True


def _reopen(store: Store, stream: str, device: str) -> None:
    """Have what was set aside of a device looked at again. What this laptop wrote while it saw those words goes on
    replacing them."""
    reached = frontier(store.read(), stream, store.device).get(device, 0)
    replaced = [
        (table, row_id, field, device, counter)
        for table, row_id, overwrites in store.read().execute(
            "SELECT table_name, row_id, overwrites FROM operation WHERE stream = ? AND overwrites LIKE ?",
            (stream, f"%{device}%"),
        )
        for field, dots in json.loads(overwrites).items()
        for author, counter in dots
        if author == device and counter > reached
    ]
    with store.incoming() as incoming:
        incoming.connection.executemany(
            "INSERT OR IGNORE INTO sync_overwritten (table_name, row_id, field, device, counter) "
            "VALUES (?, ?, ?, ?, ?)",
            replaced,
        )
        incoming.connection.execute(
            "DELETE FROM sync_file WHERE place = ? AND device = ? AND verdict = ?",
            (segment.place_of(stream), device, memory.SET_ASIDE),
        )


def _beyond(store: Store, keys: Keyring, stream: str, device: str, upto: int) -> list[TravellingOperation]:
    """The operations kept here of a device beyond a number, each once."""
    found: dict[int, TravellingOperation] = {}
    for _name, content in _kept(store.read(), stream, device):
        header = container.read_header(content)
        key = keys.find(stream, header.key_id)
        if key is None or header.last <= upto:
            continue
        lines = segment.read(content, header, key.key).lines
        fresh = lines[max(0, upto + 1 - header.first) :]
        for operation in operations.read_lines(fresh):
            found.setdefault(operation.counter, operation)
    return [found[counter] for counter in sorted(found)]


def _keep(connection: Connection, stream: str, header: Header, content: bytes) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO sync_spool (folder, place, name, content) VALUES (?, ?, ?, ?)",
        (_KEPT_IN, segment.place_of(stream), segment.name_of(header, content), content),
    )


def _kept(connection: Connection, stream: str, device: str = "") -> list[tuple[str, bytes]]:
    rows = connection.execute(
        "SELECT name, content FROM sync_spool WHERE folder = ? AND place = ? AND name LIKE ? ORDER BY name",
        (_KEPT_IN, segment.place_of(stream), f"{device}%"),
    ).fetchall()
    return [(name, bytes(content)) for name, content in rows]
