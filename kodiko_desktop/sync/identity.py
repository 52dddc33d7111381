"""Is this laptop still the only one to sign under its id? A restored backup or a copied disk must take a new one.

Its own segments in the folder are compared with its own operations, line by line. What the folder has and this store
does not (or differently) was signed by somebody who shares the id: this laptop then takes a new id, vouched for by the
old one, and what its twin does not have moves to it. What it had published of that already is *left*: a record of the
team's log says which words they were, and that they are said again under the new id (`left_words.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from db import operations, settings
from db.merging.incoming import Incoming
from db.merging.readdress import readdress
from db.merging.remote import set_frontier
from db.store import Store
from kodiko_desktop.sync import control, control_words, membership, names, segment, team
from kodiko_desktop.sync.directory import Directory, Left
from kodiko_desktop.sync.membership import EpochKey, Keyring, Membership
from kodiko_desktop.sync.segment import Segment


def common(store: Store, member: Membership, stream: str, found: Segment) -> tuple[int, bool]:
    """How far a segment signed under an id of this laptop (the one it has, or had) says what this store wrote under it:
    the last counter certainly in common, and whether the whole segment is. Where what precedes it is not ours, only
    what this laptop published is certain."""
    device, first, last = found.header.device, found.header.first, found.header.last
    end = last_own(store, stream, device)
    before = chain_at(store, member, stream, first - 1, device) if first - 1 <= end else None
    if before != found.header.chain_before.hex():
        return min(first - 1, published(store, stream, device)), False
    ours = operations.write_lines(store.read(), stream, device, first, min(last, end)) if first <= end else []
    for offset, line in enumerate(found.lines):
        if offset >= len(ours) or ours[offset] != line:
            return first + offset - 1, False
    return last, True


def fork(store: Store, member: Membership, stream: str, found: Segment) -> int | None:
    """The last number up to which a segment, under an id this laptop had, and this store say the same; at least the
    last this store wrote when they do not differ. None when an earlier segment must tell."""
    first, last = found.header.first, found.header.last
    end = last_own(store, stream, found.header.device)
    if first > end + 1:
        return end
    if chain_at(store, member, stream, first - 1, found.header.device) != found.header.chain_before.hex():
        return None
    upto, whole = common(store, member, stream, found)
    return max(end, last) if whole else upto


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


class Contradicted(Exception):
    """Somebody says to have heard, under this laptop's id, what it never said: it was copied, or somebody lies."""


def check_claim(store: Store, member: Membership, stream: str, claim: tuple[int, str]) -> None:
    """Raise Contradicted when `claim` (counter, short chain) about this laptop is not what this store wrote.

    It proves nothing yet: the twin's own words do, signed with the key they share; who heard them puts them back in the
    folder. Until then what the one who claims it writes is not applied here: it may replace words of the twin that
    have the numbers of ours."""
    counter, chain = claim
    if counter > last_own(store, stream, member.device):
        raise Contradicted
    if segment.short_chain(chain_at(store, member, stream, counter)) != chain[:16]:
        raise Contradicted


def chain_at(store: Store, member: Membership, stream: str, counter: int, device: str = "") -> str:
    """The hash chain after one of the operations of this laptop (0: before the first), in hexadecimal: remembered, or
    computed again from the last remembered. `device`: an id it had, instead of the one it has."""
    device = device or member.device
    row = (
        store.read()
        .execute(
            "SELECT counter, chain FROM sync_frontier WHERE stream = ?1 AND device = ?2 AND counter <= ?3 UNION "
            "SELECT last, chain FROM sync_file WHERE place = ?4 AND device = ?2 AND verdict = 'own' AND last <= ?3 "
            "ORDER BY 1 DESC LIMIT 1",
            (stream, device, counter, segment.place_of(stream)),
        )
        .fetchone()
    )
    start = segment.start_of_chain(member.team, stream, device)
    known, chain = (row[0], bytes.fromhex(row[1])) if row else (0, start)
    lines = operations.write_lines(store.read(), stream, device, known + 1, counter) if counter > known else []
    return segment.extend_chain(chain, lines).hex()


# -- going on under a new id --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Branch:
    """What this laptop published under an id, after a number: (see `Left`)."""

    device: str
    stream: str
    after: int
    before: str
    chains: tuple[str, ...]


def take_new_id(
    store: Store, member: Membership, keys: Keyring, directory: Directory, in_common: Mapping[str, int]
) -> Membership:
    """Continue under a new id, in one transaction: what the old id published and this store shares (up to `in_common`,
    per stream) stays its own; the rest moves. Returns the new membership. Raises DeviceUnknown."""
    used = store.device
    # A laptop whose twin has left already is the one that keeps the name.
    goes_on = used != member.device or any(left.device == member.device for left in directory.left)
    called = "" if goes_on else names.name_of_a_copy(member, directory)
    renewed, code, record = team.successor(member, keys, directory, called, team.moment(store))
    kept = {stream: min(counter, last_own(store, stream, member.device)) for stream, counter in in_common.items()}
    branches = [_branch(store, member, member.device, stream, after) for stream, after in kept.items()]
    chains = {stream: chain_at(store, member, stream, counter) for stream, counter in kept.items() if counter}
    with store.incoming() as incoming:
        incoming.connection.execute("DELETE FROM sync_frontier WHERE device = ?", (member.device,))
        if used != member.device:  # restored: what was written since then bears an id that nobody has heard
            readdress(incoming, old=used, new=renewed.device, kept={})
        readdress(incoming, old=member.device, new=renewed.device, kept=kept)
        for stream, chain in chains.items():
            set_frontier(incoming, stream, member.device, kept[stream], chain)
        connection = incoming.connection
        connection.execute("DELETE FROM sync_claim WHERE device = ?", (member.device,))
        # Read again under the old id, ours before those of whoever shares it: everybody heard them from us.
        connection.execute("DELETE FROM sync_file WHERE device = ? AND verdict <> 'own'", (member.device,))
        connection.execute("UPDATE sync_file SET verdict = 'waiting' WHERE device = ?", (member.device,))
        control.keep(connection, *record)
        renewed = _say_what_was_left(incoming, renewed, team.org_key(keys, directory), branches)
        membership.keep(connection, renewed)
        settings.write(connection, settings.DEVICE_ID, renewed.device)
        settings.write(connection, settings.DEVICE_CODE, code)
    store.device, store.device_code = renewed.device, code
    return renewed


def leave(store: Store, member: Membership, key: EpochKey, device: str, stream: str, after: int) -> None:
    """Say again, under the id this laptop has, what it wrote after `after` under one it had: a twin wrote under the
    same numbers. `key`: of the team's log."""
    branch = _branch(store, member, device, stream, after)
    before = chain_at(store, member, stream, after, device)
    others = store.read().execute(
        "SELECT stream, max(counter) FROM operation WHERE device = ? GROUP BY stream", (device,)
    )
    kept = {**dict(others.fetchall()), stream: after}
    with store.incoming() as incoming:
        readdress(incoming, old=device, new=member.device, kept=kept)
        set_frontier(incoming, stream, device, after, before)
        incoming.connection.execute("DELETE FROM sync_claim WHERE stream = ? AND device = ?", (stream, device))
        incoming.connection.execute(
            "DELETE FROM sync_file WHERE place = ? AND device = ? AND last > ?",
            (segment.place_of(stream), device, after),
        )
        membership.keep(incoming.connection, _say_what_was_left(incoming, member, key, [branch]))


def _branch(store: Store, member: Membership, device: str, stream: str, after: int) -> _Branch | None:
    """What was published under an id after a number; None when nothing was, or too much to be said."""
    upto = published(store, stream, device)
    if not after < upto <= after + control_words.MOST_LEFT:
        return None
    before = chain_at(store, member, stream, after, device)
    lines = operations.write_lines(store.read(), stream, device, after + 1, upto)
    chains = accumulate(lines, lambda chain, line: segment.extend_chain(chain, [line]), initial=bytes.fromhex(before))
    short = tuple(segment.short_chain(chain.hex()) for chain in chains)[1:]
    return _Branch(device, stream, after, before, short)


def _say_what_was_left(
    incoming: Incoming, member: Membership, key: EpochKey, branches: Iterable[_Branch | None]
) -> Membership:
    """Sign a record for each branch, once its words have moved; returns the membership that has numbered them."""
    for branch in branches:
        if branch is not None:
            again = incoming.connection.execute(
                "SELECT max(counter) FROM operation WHERE stream = ? AND device = ?", (branch.stream, member.device)
            ).fetchone()[0]
            left = Left(
                *(branch.device, branch.stream, branch.after, branch.before, branch.chains, member.device, again)
            )
            name, content, member = control.make(member, key, control.left_record(left))
            control.keep(incoming.connection, name, content)
    return member
