"""Is this laptop still the only one to sign under its id? A restored backup or a copied disk must take a new one.

Its own segments in the folder are compared with its own operations, line by line. What the folder has and this store
does not (or differently) was signed by somebody who shares the id: this laptop then takes a new id, vouched for by the
old one, and what it had not published moves to it.
"""

import secrets
from collections.abc import Mapping

from db import operations, settings
from db.readdress import readdress
from db.remote import Incoming, set_frontier
from db.store import Store
from kodiko_desktop.sync import control, membership, segment, team
from kodiko_desktop.sync.control import Directory
from kodiko_desktop.sync.membership import Keyring, Membership
from kodiko_desktop.sync.segment import Segment


def common(store: Store, stream: str, device: str, found: Segment) -> tuple[int, bool]:
    """How far a segment signed under this laptop's id says what this store says: the last counter in common, and
    whether the whole segment is."""
    first, last = found.header.first, found.header.last
    ours = operations.write_lines(store.read(), stream, device, first, min(last, last_own(store, stream, device)))
    for offset, line in enumerate(found.lines):
        if offset >= len(ours) or ours[offset] != line:
            return first + offset - 1, False
    return last, True


def last_own(store: Store, stream: str, device: str) -> int:
    """The last counter this store wrote under a device id."""
    row = (
        store.read()
        .execute("SELECT max(counter) FROM operation WHERE stream = ? AND device = ?", (stream, device))
        .fetchone()
    )
    return row[0] or 0


def outrun(store: Store, member: Membership) -> bool:
    """True when another device has applied more of ours than we know of having written."""
    rows = store.read().execute("SELECT stream, counter FROM sync_claim WHERE device = ?", (member.device,))
    return any(counter > last_own(store, stream, member.device) for stream, counter in rows.fetchall())


def take_new_id(
    store: Store, member: Membership, keys: Keyring, directory: Directory, in_common: Mapping[str, int]
) -> Membership:
    """Continue under a new id, in one transaction: what the old id published and this store shares (up to `in_common`,
    per stream) stays its own; the rest moves. Returns the new membership. Raises DeviceUnknown."""
    restored = store.device != member.device
    new_id = store.device if restored else secrets.token_hex(8)
    renewed, code, record = team.successor(member, keys, directory, new_id)
    chains = {stream: _chain(store, member, stream, counter) for stream, counter in in_common.items() if counter}
    with store.incoming() as incoming:
        _start_after_what_was_written(incoming, member.device, new_id, in_common)
        for stream, chain in chains.items():
            set_frontier(incoming, stream, member.device, in_common[stream], chain)
        connection = incoming.connection
        connection.execute("DELETE FROM sync_claim WHERE device = ?", (member.device,))
        connection.execute("DELETE FROM sync_file WHERE device = ?", (member.device,))
        control.keep(connection, *record)
        membership.keep(connection, renewed)
        settings.write(connection, settings.DEVICE_ID, new_id)
        settings.write(connection, settings.DEVICE_CODE, code)
    store.device, store.device_code = new_id, code
    return renewed


def _start_after_what_was_written(incoming: Incoming, old: str, new: str, kept: Mapping[str, int]) -> None:
    incoming.connection.execute("DELETE FROM sync_frontier WHERE device = ?", (old,))
    readdress(incoming, old=old, new=new, kept=kept)


def _chain(store: Store, member: Membership, stream: str, counter: int) -> str:
    lines = operations.write_lines(store.read(), stream, member.device, 1, counter)
    start = segment.start_of_chain(member.team, stream, member.device)
    return segment.extend_chain(start, lines).hex()
