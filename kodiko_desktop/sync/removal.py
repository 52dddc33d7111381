"""Taking a laptop out of the team, deciding about what it wrote beyond its removal, and the word of the root key.

Everything here is signed in the log, at once, without any folder: the next exchange carries it, and does what it says.
"""

from collections.abc import Iterable, Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.merging.remote import frontier
from db.operations import TravellingOperation
from db.store import Store
from kodiko_desktop.sync import control, epochs, history, membership, retiring, segment, set_aside, team
from kodiko_desktop.sync.directory import Directory, Retired
from kodiko_desktop.sync.failures import DeviceUnknown, NotRemoved, OwnRemoval, RootCodeWrong, StreamUnknown
from kodiko_desktop.sync.membership import EpochKey, Keyring, Membership, public_bytes
from kodiko_desktop.sync.set_aside import SetAside
from kodiko_desktop.sync.spoken_code import read_code

_ROOT_BYTES = 32


def retire(store: Store, *, device: str, lost_at: str = "") -> tuple[str, ...]:
    """Take a laptop out, and what shares its disk: the others get new keys, and what it writes from now on waits for
    somebody to look at it. `lost_at` (UTC, ISO 8601): it was lost then, and what came since waits too. Returns the ids
    taken out. Raises NoTeam, NotAdministrator, DeviceUnknown, OwnRemoval."""
    team.open_streams(store)
    epochs.renew(store, *team.read_directory(store))
    member, keys, directory = team.read_directory(store)
    known = directory.devices.get(device)
    if known is None or known.retired:
        raise DeviceUnknown()
    ids = retiring.ids_of(directory, device)
    if member.device in ids:
        raise OwnRemoval()
    signed = [row[0] for row in store.read().execute("SELECT name FROM sync_control ORDER BY name")]
    said = {
        each: (
            {stream: _upto(store, member, keys, stream, each, lost_at) for stream in keys.streams},
            [name for name in signed if name.startswith(each)],
        )
        for each in sorted(ids)
    }
    receivers = [each for each in directory.members() if each.id not in ids]
    held = {each.stream for each in directory.handed if each.holder in ids}
    mine = [stream for stream in keys.streams if stream in held]
    new = epochs.next_keys(directory, mine, receivers)
    record = retiring.revoke_record(device, said, team.moment(store), new.said)
    name, content, numbered = control.make(member, _first_key(keys), record)
    with store.note() as connection:
        membership.keep_keys(connection, new.made)
        control.keep(connection, name, content)
        membership.keep(connection, numbered)
    epochs.renew(store, *team.read_directory(store))
    return tuple(sorted(ids))


def waiting(store: Store) -> tuple[SetAside, ...]:
    """What removed laptops wrote that does not count, decided or not, by laptop and antenna. Raises NoTeam."""
    _member, keys, directory = team.read_directory(store)
    return tuple(each for stream in keys.streams for each in set_aside.waiting(store, keys, directory, stream))


def let_count(store: Store, *, device: str) -> None:
    """What waits of a removed laptop counts from now on, as far as it has come here. Raises NoTeam, NotAdministrator,
    NotRemoved."""
    member, keys, out = _removed(store, device)
    found = [each for each in waiting(store) if each.device == device]
    cut = {each.stream: each.last for each in found}
    _sign_review(store, member, keys, out, cut, cut)


def leave_aside(store: Store, *, device: str) -> None:
    """Nothing beyond the removal of a laptop counts, also what somebody had let count; it is not asked again. Raises
    NoTeam, NotAdministrator, NotRemoved."""
    member, keys, out = _removed(store, device)
    seen = {each.stream: each.last for each in waiting(store) if each.device == device}
    cut = {}
    for stream in keys.streams:
        reached = frontier(store.read(), stream, store.device).get(device, 0)
        cut[stream] = out.removed_at.get(stream, reached if out.otherwise is None else out.otherwise)
        seen[stream] = max(seen.get(stream, 0), reached)
    _sign_review(store, member, keys, out, cut, seen)


def complete(store: Store, _member: Membership, keys: Keyring, directory: Directory) -> None:
    """Say what counts in antennas that the one who took a laptop out does not read (part of an administrator's
    exchange): what has come here so far."""
    for device, out in directory.retired.items():
        unsaid = [stream for stream in keys.streams if out.upto(stream) is None]
        if unsaid:
            cut = {stream: frontier(store.read(), stream, store.device).get(device, 0) for stream in unsaid}
            _sign_review(store, membership.required(store.read()), keys, out, cut, {})


def decide_by_root(store: Store, *, code: str) -> int:
    """This laptop stays in the team, by the word of the root key: its removals are void. Returns how many there were.
    Raises NoTeam, CodeMistyped, RootCodeWrong, NotRemoved."""
    member, keys, directory = team.read_directory(store)
    root = Ed25519PrivateKey.from_private_bytes(read_code(code, _ROOT_BYTES))
    if public_bytes(root) != member.root:
        raise RootCodeWrong()
    out = directory.retired.get(member.device)
    if out is None or not out.removals:
        raise NotRemoved()
    control.sign(store, member, _first_key(keys), retiring.restore_record(out.removals), root=root)
    return len(out.removals)


# -- inside --------------------------------------------------------------------------------------------------------


def _removed(store: Store, device: str) -> tuple[Membership, Keyring, Retired]:
    member, keys, directory = team.read_directory(store)
    team.require_admin(member, directory)
    out = directory.retired.get(device)
    if out is None:
        raise NotRemoved()
    return member, keys, out


def _first_key(keys: Keyring) -> EpochKey:
    key = epochs.first_key(keys)
    if key is None:
        raise StreamUnknown()
    return key


def _sign_review(
    store: Store,
    member: Membership,
    keys: Keyring,
    out: Retired,
    cut: Mapping[str, int],
    seen: Mapping[str, int],
) -> None:
    record = retiring.review_record(out.device, out.turn + 1, cut, seen)
    control.sign(store, member, _first_key(keys), record)


def _upto(store: Store, member: Membership, keys: Keyring, stream: str, device: str, lost_at: str) -> int:
    """The last number of a laptop that counts: all that has come here, or what had come before it was lost. A laptop
    that joined since then can only go by the moments its author says."""
    reached = frontier(store.read(), stream, store.device).get(device, 0)
    if not lost_at or not reached:
        return reached
    if member.joined_at <= lost_at:
        row = store.read().execute(
            "SELECT max(last) FROM sync_file WHERE place = ? AND device = ? AND verdict = 'whole' AND noted_at < ?",
            (segment.place_of(stream), device, lost_at),
        )
        return min(reached, row.fetchone()[0] or 0)
    try:
        return _written_before(history.of_device(store, keys, stream, device, 1, reached), lost_at)
    except history.Incomplete:
        return 0


def _written_before(said: Iterable[TravellingOperation], moment: str) -> int:
    last = 0
    for operation in said:
        if operation.at >= moment:
            break
        last = operation.counter
    return last
