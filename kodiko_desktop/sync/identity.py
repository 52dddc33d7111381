"""Is this laptop still the only one to sign under its id? A restored backup or a copied disk must take a new one.

Its own segments in the folder are compared with its own operations, line by line. What the folder has and this store
does not (or differently) was signed by somebody who shares the id: this laptop then takes a new id, vouched for by the
old one, and what it had not published moves to it.
"""

import secrets
from collections.abc import Mapping

from db import operations, settings
from db.merging.readdress import readdress
from db.merging.remote import set_frontier
from db.store import Store
from kodiko_desktop.sync import control, membership, names, segment, team
from kodiko_desktop.sync.directory import Directory
from kodiko_desktop.sync.membership import Keyring, Membership
from kodiko_desktop.sync.segment import Segment


def common(store: Store, member: Membership, stream: str, found: Segment) -> tuple[int, bool]:
    """How far a segment signed under this laptop's id says what this store says: the last counter certainly in common,
    and whether the whole segment is. Where what precedes it is not ours, only what this laptop published is certain."""
    first, last = found.header.first, found.header.last
    end = last_own(store, stream, member.device)
    before = chain_at(store, member, stream, first - 1) if first - 1 <= end else None
    if before != found.header.chain_before.hex():
        return min(first - 1, published(store, stream, member.device)), False
    ours = operations.write_lines(store.read(), stream, member.device, first, min(last, end)) if first <= end else []
    for offset, line in enumerate(found.lines):
        if offset >= len(ours) or ours[offset] != line:
            return first + offset - 1, False
    return last, True


def published(store: Store, stream: str, device: str) -> int:
    """The last counter of a device id that this store is known to have put in a folder."""
    row = (
        store.read()
        .execute("SELECT max(counter) FROM operation WHERE stream = ? AND device = ? AND sent = 1", (stream, device))
        .fetchone()
    )
    return row[0] or 0


def last_own(store: Store, stream: str, device: str) -> int:
    """The last counter this store wrote under a device id."""
    row = (
        store.read()
        .execute("SELECT max(counter) FROM operation WHERE stream = ? AND device = ?", (stream, device))
        .fetchone()
    )
    return row[0] or 0


class CopyNoticed(Exception):
    """Another laptop has heard, under our id, what this store never said."""


def check_claim(store: Store, member: Membership, stream: str, claim: tuple[int, str]) -> None:
    """Raise CopyNoticed when `claim` (counter, short chain) about this laptop is not what this store wrote."""
    counter, chain = claim
    if counter <= published(store, stream, member.device):
        return
    if counter > last_own(store, stream, member.device):
        raise CopyNoticed
    if segment.short_chain(chain_at(store, member, stream, counter)) != chain:
        raise CopyNoticed


def chain_at(store: Store, member: Membership, stream: str, counter: int) -> str:
    """This laptop's hash chain after one of its operations (0: before the first), in hexadecimal: remembered, or
    computed again from the last remembered."""
    row = (
        store.read()
        .execute(
            "SELECT counter, chain FROM sync_frontier WHERE stream = ?1 AND device = ?2 AND counter <= ?3 UNION "
            "SELECT last, chain FROM sync_file WHERE place = ?4 AND device = ?2 AND verdict = 'own' AND last <= ?3 "
            "ORDER BY 1 DESC LIMIT 1",
            (stream, member.device, counter, segment.place_of(stream)),
        )
        .fetchone()
    )
    start = segment.start_of_chain(member.team, stream, member.device)
    known, chain = (row[0], bytes.fromhex(row[1])) if row else (0, start)
    lines = operations.write_lines(store.read(), stream, member.device, known + 1, counter) if counter > known else []
    return segment.extend_chain(chain, lines).hex()


def take_new_id(
    store: Store, member: Membership, keys: Keyring, directory: Directory, in_common: Mapping[str, int]
) -> Membership:
    """Continue under a new id, in one transaction: what the old id published and this store shares (up to `in_common`,
    per stream) stays its own; the rest moves. Returns the new membership. Raises DeviceUnknown."""
    restored = store.device != member.device
    new_id = store.device if restored else secrets.token_hex(8)
    called = "" if restored else names.name_of_a_copy(member, directory)
    renewed, code, record = team.successor(member, keys, directory, new_id, called, team.moment(store))
    chains = {stream: chain_at(store, member, stream, counter) for stream, counter in in_common.items() if counter}
    with store.incoming() as incoming:
        incoming.connection.execute("DELETE FROM sync_frontier WHERE device = ?", (member.device,))
        readdress(incoming, old=member.device, new=new_id, kept=in_common)
        for stream, chain in chains.items():
            set_frontier(incoming, stream, member.device, in_common[stream], chain)
        connection = incoming.connection
        connection.execute("DELETE FROM sync_claim WHERE device = ?", (member.device,))
        # Read again under the old id, ours before those of whoever shares it: everybody heard them from us.
        connection.execute("DELETE FROM sync_file WHERE device = ? AND verdict <> 'own'", (member.device,))
        connection.execute("UPDATE sync_file SET verdict = 'waiting' WHERE device = ?", (member.device,))
        control.keep(connection, *record)
        membership.keep(connection, renewed)
        settings.write(connection, settings.DEVICE_ID, new_id)
        settings.write(connection, settings.DEVICE_CODE, code)
    store.device, store.device_code = new_id, code
    return renewed
