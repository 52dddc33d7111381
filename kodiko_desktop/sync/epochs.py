"""Which key files are written with, and who gets which: never one that a laptop taken out of the team was given.

A removal hands new keys to everybody else. Two that were made apart each leave a key to the laptop that the other took
out: then nothing is written with either, and the next administrator's laptop to exchange makes one that joins them.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db.store import Store
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.sync import control, membership
from kodiko_desktop.sync.directory import Device, Directory, lineage
from kodiko_desktop.sync.membership import EpochKey, Keyring, Membership


@dataclass(frozen=True)
class NewKeys:
    """Keys made together. `said`: what the record that makes them says of them."""

    made: list[EpochKey]
    said: dict[str, Any]


def write_key(keys: Keyring, directory: Directory, stream: str) -> EpochKey | None:
    """The key that files of a stream are made with: the latest one whose maker knew of every removal that holds, and
    that no laptop taken out was given. None while there is none: what is typed waits for it."""
    fit = [key for key in keys.of(stream) if _is_fit(directory, key.key_id, holders(directory, key))]
    return max(fit, key=lambda key: (key.epoch, key.key_id), default=None)


def _is_fit(directory: Directory, key_id: str, held_by: set[str]) -> bool:
    if not directory.removals <= directory.made.get(key_id, frozenset()):
        return False
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
    said = (key.key_id, "")
    return {
        each.holder
        for each in directory.handed
        if (each.stream, each.epoch) == (key.stream, key.epoch) and each.key_id in said
    }


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


def next_keys(directory: Directory, streams: Iterable[str], receivers: Iterable[Device]) -> NewKeys:
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
    knows = sorted(directory.removals)
    return NewKeys(made, {"keys": pieces, "made": [key.key_id for key in made], "knows": knows})


def renew(store: Store, member: Membership, keys: Keyring, directory: Directory) -> bool:
    """What an administrator's laptop does at each exchange: make a key where nobody has one that is fit, and give the
    others those of their antennas that they were not given. True when something was signed."""
    unfit = [stream for stream in keys.streams if write_key(keys, directory, stream) is None]
    new = next_keys(directory, unfit + without_reader(keys, directory), directory.members())
    pieces = new.said["keys"] + _lacking(member, keys, directory)
    log = first_key(keys)
    if not pieces or log is None:
        return False
    name, content, numbered = control.make(member, log, {"kind": "epoch", **new.said, "keys": pieces})
    with store.note() as connection:
        membership.keep_keys(connection, [key for key in new.made if key.stream in unfit])
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
        and not any(_is_fit(directory, key_id, held_by) for (_epoch, key_id), held_by in made.items())
    )


def _lacking(member: Membership, keys: Keyring, directory: Directory) -> list[dict[str, Any]]:
    """Keys of this laptop, wrapped for those of the team that read their streams and were not given them."""
    found = []
    for key in keys.by_id.values():
        had = holders(directory, key)
        for device in directory.members():
            ids = lineage(directory.devices, device.id)
            reads = device.id != member.device and key.stream in device.streams
            if reads and ids.isdisjoint(had) and may_have(directory, key, device):
                found += control.wrapped(device, [key])
    return found


def may_have(directory: Directory, key: EpochKey, device: Device) -> bool:
    """False for a key whose maker knew of a removal that may hold this laptop out: one that does, or that has not come
    here. It was made to keep somebody out, perhaps this one."""
    knew = directory.made.get(key.key_id)
    if knew is None:
        return key.epoch == 1
    return all(
        name in directory.targets and (name not in directory.removals or device.id not in directory.targets[name])
        for name in knew
    )
