"""Which key files are written with, and who gets which: never one that a laptop taken out of the team was given.

A removal hands new keys to everybody else. Two that were made apart each leave a key to the laptop that the other took
out: then nothing is written with either, and the next administrator's laptop to exchange makes one that joins them.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from db.store import Store
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.sync import control, membership
from kodiko_desktop.sync.directory import Device, Directory, Handed, lineage
from kodiko_desktop.sync.membership import EpochKey, Keyring, Membership


def write_key(keys: Keyring, directory: Directory, stream: str) -> EpochKey | None:
    """The key that files of a stream are made with: the latest one that no laptop taken out was given or has made.
    None while there is none: what is typed waits for it."""
    fit = [key for key in keys.of(stream) if _is_fit(directory, holders(directory, key))]
    return max(fit, key=lambda key: (key.epoch, key.key_id), default=None)


def _is_fit(directory: Directory, held_by: set[str]) -> bool:
    return not any(directory.devices[each].retired for each in held_by if each in directory.devices)


def log_key(keys: Keyring, directory: Directory) -> EpochKey | None:
    """The key that records of the log which hold a name are made with: the one no removed laptop has; while there is
    none, the latest one."""
    return write_key(keys, directory, ORGANISATION_STREAM) or keys.latest(ORGANISATION_STREAM)


def first_key(keys: Keyring) -> EpochKey | None:
    """The key that records are made with which say who is out, what counts, and hand keys over: ids and numbers, which
    laptops that were taken out must read too, or they would not agree on who is."""
    return min(keys.of(ORGANISATION_STREAM), key=lambda key: (key.epoch, key.key_id), default=None)


def holders(directory: Directory, key: EpochKey) -> set[str]:
    """The laptops that were given a key, or have made it."""
    return {each.holder for each in _handings(directory, key)}


def _handings(directory: Directory, key: EpochKey) -> list[Handed]:
    said = (key.key_id, "")
    return [
        each
        for each in directory.handed
        if (each.stream, each.epoch) == (key.stream, key.epoch) and each.key_id in said
    ]


def unshared(member: Membership, keys: Keyring, directory: Directory, stream: str) -> set[str]:
    """The keys (their ids) of a stream that some laptop which reads it was never given: made by one that was taken out,
    who had taken it out."""
    found = set()
    for key in keys.of(stream):
        had = holders(directory, key)
        for device in directory.members():
            ids = lineage(directory.devices, device.id)
            if stream in device.streams and device.id != member.device and ids.isdisjoint(had):
                found.add(key.key_id)
    return found


def next_keys(
    directory: Directory, streams: Iterable[str], receivers: Iterable[Device]
) -> tuple[list[EpochKey], list[dict[str, Any]]]:
    """A new key of each stream, and the same wrapped for those of `receivers` that read it (where nobody reads it, for
    those that administer)."""
    receivers = list(receivers)
    made, pieces = [], []
    for stream in streams:
        epoch = max((each.epoch for each in directory.handed if each.stream == stream), default=0) + 1
        key = EpochKey(stream, epoch, os.urandom(32))
        readers = [each for each in receivers if stream in each.streams] or [each for each in receivers if each.admin]
        made.append(key)
        pieces += [piece for each in readers for piece in control.wrapped(each, [key])]
    return made, pieces


def renew(store: Store, member: Membership, keys: Keyring, directory: Directory) -> bool:
    """What an administrator's laptop does at each exchange: make a key where nobody has one that is fit, and give the
    others those of their antennas that they were not given. True when something was signed."""
    unfit = [stream for stream in keys.streams if write_key(keys, directory, stream) is None]
    made, pieces = next_keys(directory, unfit + without_reader(keys, directory), directory.members())
    pieces += _lacking(member, keys, directory)
    log = first_key(keys)
    if not pieces or log is None:
        return False
    name, content, numbered = control.make(member, log, {"kind": "epoch", "keys": pieces})
    with store.note() as connection:
        membership.keep_keys(connection, [key for key in made if key.stream in unfit])
        control.keep(connection, name, content)
        membership.keep(connection, numbered)
    return True


def without_reader(keys: Keyring, directory: Directory) -> list[str]:
    """The antennas that no administrator's laptop reads, and of which no key is fit: whoever administers makes one for
    those who read them, and does not keep it."""
    read = {stream for device in directory.admins() for stream in device.streams} | set(keys.streams)
    held: dict[str, dict[tuple[int, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in directory.handed:
        if each.stream not in read:
            held[each.stream][each.epoch, each.key_id].add(each.holder)
    return sorted(
        stream
        for stream, made in held.items()
        if any(stream in device.streams for device in directory.members())
        and not any(_is_fit(directory, held_by) for held_by in made.values())
    )


def _lacking(member: Membership, keys: Keyring, directory: Directory) -> list[dict[str, Any]]:
    """Keys of this laptop, wrapped for those of the team that read their streams and were not given them. Those that
    only a laptop which is out handed over are not given further: it may have made them to keep somebody out who is out
    for another reason, not heard here. Whoever wrote with them writes again (`unshared`)."""
    found = []
    for key in keys.by_id.values():
        handed = _handings(directory, key)
        if handed and not _is_vouched_for(directory, handed):
            continue
        had = {each.holder for each in handed}
        for device in directory.members():
            ids = lineage(directory.devices, device.id)
            if device.id != member.device and key.stream in device.streams and ids.isdisjoint(had):
                found += control.wrapped(device, [key])
    return found


def _is_vouched_for(directory: Directory, handed: Iterable[Handed]) -> bool:
    by = {each.by for each in handed}
    return any(each not in directory.devices or not directory.devices[each].retired for each in by)
