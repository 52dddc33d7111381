"""The team's log: signed records that say which devices are in it, with what code, keys and streams.

Records are merged as a set: what they mean together does not depend on the order in which they arrive. Their bodies are
encrypted with the key of the `org` stream: whoever hosts the folder reads no name.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.sync import codes, container, control_words, membership, retiring
from kodiko_desktop.sync.container import Header
from kodiko_desktop.sync.directory import Device, Directory, Handed, Left, id_of_key, lineage
from kodiko_desktop.sync.membership import EpochKey, Keyring, Membership

PLACE = "control"
ENDING = ".kc"
ROOT = retiring.ROOT

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_WRAPPED_FOR = b"kodiko epoch key v1\0"


class SignerUnknown(Exception):
    """A record that nothing belies, of a laptop nobody has let in yet: to be looked at again once more is known."""


@dataclass(frozen=True)
class _Record:
    name: str
    header: Header
    content: bytes
    said: Mapping[str, Any]

    @property
    def signer(self) -> str:
        return self.header.device


def sign(
    store: Store, member: Membership, key: EpochKey, said: Mapping[str, Any], *, root: Ed25519PrivateKey | None = None
) -> None:
    """Add a record to the log of this laptop; the next exchange carries it. `root`: sign with the team's root key."""
    name, content, numbered = make(member, key, said, root=root)
    with store.note() as connection:
        keep(connection, name, content)
        membership.keep(connection, numbered)


def make(
    member: Membership, key: EpochKey, said: Mapping[str, Any], *, root: Ed25519PrivateKey | None = None
) -> tuple[str, bytes, Membership]:
    """(name, content) of a signed record, and the membership that remembers having numbered it."""
    number = member.numbered + 1
    signer = ROOT if root else member.device
    header = Header(container.CONTROL, ORGANISATION_STREAM, signer, key.epoch, key.key_id, number, number)
    content = container.seal(header, key.key, json.dumps(said, ensure_ascii=False).encode(), root or member.signing)
    return name_of(header, content), content, replace(member, numbered=number)


def keep(connection: Connection, name: str, content: bytes) -> None:
    """Write a record (inside `store.note()`)."""
    connection.execute("INSERT OR IGNORE INTO sync_control (name, content) VALUES (?, ?)", (name, content))


def check(content: bytes, member: Membership, keys: Keyring, known: Directory) -> str:
    """The name of a record that came, if it is whole and its signature is that of somebody this laptop knows: anything
    else is neither kept nor handed on to other folders, which anybody could fill. Raises Incomplete, NotOurs, Newer,
    SignerUnknown."""
    header = container.read_header(content)
    if len(content) < header.length + header.ciphertext_length + container.SIGNATURE:
        raise container.Incomplete
    if header.kind != container.CONTROL or header.stream != ORGANISATION_STREAM:
        raise container.NotOurs
    key = keys.find(header.stream, header.key_id)
    if key is not None:
        container.open_body(content, header, key.key)
    if header.device == ROOT:
        container.check_whole(content, header, Ed25519PublicKey.from_public_bytes(member.root))
    elif header.device in known.devices:
        container.check_whole(content, header, known.devices[header.device].public)
    else:
        raise SignerUnknown
    return name_of(header, content)


def name_of(header: Header, content: bytes) -> str:
    """`<signer>-<n>-<hash16>.kc`."""
    return f"{header.device}-{header.first}-{hashlib.sha256(content).hexdigest()[:16]}{ENDING}"


def directory(connection: Connection, member: Membership, keys: Keyring) -> tuple[Directory, list[EpochKey]]:
    """The team as its records say, and the epoch keys they hold for this laptop. Keys that a laptop handed over which
    was taken out meanwhile are found too: others may have written with them before they knew."""
    records = list(_opened(connection, keys))
    believed = _accept(records, member.root)
    removals = retiring.removals(believed.accepted, believed.made_by)
    final = believed
    if removals.holding:
        final = _accept([each for each in records if not removals.is_void(each)], member.root)
    strangers = believed.devices.keys() - final.devices.keys()
    out = retiring.retired(removals, final.accepted, strangers)
    devices = {**final.devices, **{device: believed.devices[device] for device in strangers}}
    for device in out.keys() & devices.keys():
        devices[device] = replace(devices[device], admin=False, retired=True)
    found = [key for record in believed.accepted for key in _keys_for(record, member)]
    left = tuple(_left(record) for record in final.accepted if record.said["kind"] == "left")
    team = Directory(
        devices=codes.without_doubles(_renamed(final.accepted, devices)),
        left=left,
        unused=tuple(record.name for record in final.waiting),
        retired=out,
        removals=frozenset(record.name for record in removals.holding),
        targets={
            record.name: frozenset(record.said["ids"])
            for record in believed.accepted
            if record.said["kind"] == "revoke"
        },
        made=_makings(believed.accepted),
        handed=frozenset(handed for record in believed.accepted for handed in _handed(record)),
        later=tuple(record.name for record in records if not control_words.is_known(record.said["kind"])),
    )
    return team, found


@dataclass
class _Accepted:
    """The records that somebody signed who may, the devices they make, and by which record each came in."""

    waiting: list[_Record]
    devices: dict[str, Device] = field(default_factory=dict)
    accepted: list[_Record] = field(default_factory=list)
    made_by: dict[str, retiring.Record] = field(default_factory=dict)


def _accept(records: Iterable[_Record], root: bytes) -> _Accepted:
    """Take records as soon as their signer is known and entitled, in whatever order they come."""
    found = _Accepted(list(records))
    while True:
        usable = [record for record in found.waiting if _is_signed(record, found.devices, root)]
        if not usable:
            return found
        for record in usable:
            found.waiting.remove(record)
            known = found.devices.get(record.said.get("device", ""))
            _take(record, found.devices)
            if record.said["kind"] in ("add", "succeed") and found.devices.get(record.said["device"]) is not known:
                found.made_by[record.said["device"]] = record
            found.accepted.append(record)


def add_record(device: Device, keys: Iterable[EpochKey]) -> dict[str, Any]:
    """What an administrator signs to take a laptop in."""
    return {
        "kind": "add",
        "device": device.id,
        "name": device.name,
        "code": device.code,
        "signing": device.signing.hex(),
        "wrapping": device.wrapping.hex(),
        "admin": device.admin,
        "streams": sorted(device.streams),
        "keys": wrapped(device, keys),
    }


def grant_record(devices: Iterable[Device], keys: Iterable[EpochKey]) -> dict[str, Any]:
    """What an administrator signs to hand streams over to laptops."""
    keys = list(keys)
    grants = {device.id: sorted({key.stream for key in keys}) for device in devices}
    return {
        "kind": "grant",
        "grants": grants,
        "keys": [piece for device in devices for piece in wrapped(device, keys)],
    }


def succeed_record(successor: Device) -> dict[str, Any]:
    """What a laptop signs, under the id it had, when it takes a new one (restored backup, clone)."""
    return {
        "name": successor.name,
        "copied_at": successor.copied_at,
        "kind": "succeed",
        "device": successor.id,
        "code": successor.code,
        "signing": successor.signing.hex(),
        "wrapping": successor.wrapping.hex(),
    }


def left_record(left: Left) -> dict[str, Any]:
    """What a laptop signs, under the id it has, about what it had published under the id its twin shares."""
    return {
        "kind": "left",
        "device": left.device,
        "stream": left.stream,
        "after": left.after,
        "before": left.before,
        "chains": list(left.chains),
        "again": left.again,
    }


def rename_record(device: str, name: str, turn: int) -> dict[str, Any]:
    """What a laptop signs to be called otherwise, or an administrator for any; the greatest turn holds."""
    return {"kind": "rename", "device": device, "name": name, "turn": turn}


def wrapped(device: Device, keys: Iterable[EpochKey]) -> list[dict[str, Any]]:
    """Epoch keys for one device only (HPKE, X25519)."""
    public = X25519PublicKey.from_public_bytes(device.wrapping)
    return [
        {
            "for": device.id,
            "stream": key.stream,
            "epoch": key.epoch,
            "key": key.key_id,
            "wrapped": _SUITE.encrypt(key.key, public, _wrapped_for(device.id, key.stream, key.epoch)).hex(),
        }
        for key in keys
    ]


def unwrap(pieces: Iterable[Mapping[str, Any]], member_device: str, wrapping: Any) -> list[EpochKey]:
    """The keys among `pieces` (`control_words.are_keys`) that are for this device and that it can open."""
    found = []
    for piece in pieces:
        if piece["for"] == member_device:
            info = _wrapped_for(member_device, piece["stream"], piece["epoch"])
            try:
                key = _SUITE.decrypt(bytes.fromhex(piece["wrapped"]), wrapping, info)
            except (InvalidTag, ValueError):
                continue
            if len(key) == 32:
                found.append(EpochKey(piece["stream"], piece["epoch"], key))
    return found


def _wrapped_for(device: str, stream: str, epoch: int) -> bytes:
    return _WRAPPED_FOR + f"{device}\0{stream}\0{epoch}".encode()


def _opened(connection: Connection, keys: Keyring) -> Iterable[_Record]:
    for name, content in connection.execute("SELECT name, content FROM sync_control ORDER BY name").fetchall():
        content = bytes(content)
        try:
            header = container.read_header(content)
            key = keys.find(header.stream, header.key_id)
            if key is not None and header.kind == container.CONTROL:
                said = control_words.read(container.open_body(content, header, key.key))
                if said is not None:
                    yield _Record(name, header, content, said)
        except (container.NotOurs, container.Incomplete, container.Newer):
            continue


def _is_signed(record: _Record, devices: Mapping[str, Device], root: bytes) -> bool:
    """True when somebody who may say it has signed it."""
    signer = record.header.device
    said = record.said
    known = devices.get(signer)
    if signer == ROOT:
        public = root
    elif said["kind"] == "restore":
        return False
    elif known is not None and (known.admin or said["kind"] in ("succeed", "left") or _renames_itself(record)):
        public = known.signing
    else:
        return False
    if not _is_by(record.content, public):
        return False
    if said["kind"] == "left":  # of an id that this laptop had, and of no other
        return said["device"] in lineage(devices, signer)
    if said["kind"] == "rename":
        return said["device"] in devices
    return said["kind"] != "grant" or all(device in devices for device in said["grants"])


def _renames_itself(record: _Record) -> bool:
    return record.said["kind"] == "rename" and record.said["device"] == record.header.device


@lru_cache(maxsize=2048)
def _is_by(content: bytes, public: bytes) -> bool:
    """True when the whole of it is signed with this key. Remembered: the log is read at each exchange, and
    sixty signatures take longer than the rest of an exchange without news."""
    try:
        container.check_whole(content, container.read_header(content), Ed25519PublicKey.from_public_bytes(public))
    except (container.NotOurs, container.Incomplete):
        return False
    return True


def _take(record: _Record, devices: dict[str, Device]) -> None:
    said, kind = record.said, record.said["kind"]
    known = devices.get(said["device"]) if kind in ("add", "succeed") else None
    if kind == "grant":
        for device, streams in said["grants"].items():
            devices[device] = replace(devices[device], streams=devices[device].streams | frozenset(streams))
    elif kind == "add" and (known is None or known.former is not None):
        # An administrator's word goes before that of a laptop which says it goes on under somebody's id.
        devices[said["device"]] = Device(
            *(said["device"], said["name"], said["code"], bytes.fromhex(said["signing"])),
            *(bytes.fromhex(said["wrapping"]), said["admin"], frozenset(said["streams"]), None),
            record.header.device == ROOT and record.header.first == 1,
        )
    elif kind == "succeed" and (known is None or (not known.is_proved and _proves_its_id(said))):
        former = devices[record.header.device]
        devices[said["device"]] = Device(
            *(
                said["device"],
                said.get("name", former.name),
                codes.inherited(said["code"], former.code),
                bytes.fromhex(said["signing"]),
            ),
            *(bytes.fromhex(said["wrapping"]), former.admin, former.streams, former.id),
            copied_at=said.get("copied_at", ""),
        )


def _proves_its_id(said: Mapping[str, Any]) -> bool:
    """A laptop that goes on under an id which comes from its key goes before one that only says so."""
    return said["device"] == id_of_key(bytes.fromhex(said["signing"]))


def _renamed(accepted: Iterable[_Record], devices: dict[str, Device]) -> dict[str, Device]:
    """The devices by the last name each was given: of the same turn, the record of the greatest name holds."""
    told = dict(devices)
    renames = [record for record in accepted if record.said["kind"] == "rename"]
    for record in sorted(renames, key=lambda record: (record.said["turn"], record.name)):
        said = record.said
        told[said["device"]] = replace(told[said["device"]], name=said["name"].strip(), renamed=said["turn"])
    return told


def _left(record: _Record) -> Left:
    said = record.said
    return Left(
        *(said["device"], said["stream"], said["after"], said["before"], tuple(said["chains"])),
        *(record.header.device, said["again"]),
    )


def _keys_for(record: _Record, member: Membership) -> list[EpochKey]:
    return unwrap(_pieces(record), member.device, member.wrapping)


def _pieces(record: _Record) -> Iterable[Mapping[str, Any]]:
    """The wrapped keys of a record; none of a kind whose keys this version cannot read."""
    pieces = record.said.get("keys", [])
    return pieces if control_words.are_keys(pieces) else []


def _makings(accepted: Iterable[_Record]) -> dict[str, frozenset[str]]:
    """By the id of each key, the removals that the one who made it knew of: a removal makes keys itself."""
    found: dict[str, frozenset[str]] = {}
    for record in accepted:
        if control_words.makes_keys(record.said):
            knew = frozenset(record.said["knows"]) | ({record.name} if record.said["kind"] == "revoke" else set())
            for key in record.said["made"]:
                found[key] = knew & found.get(key, knew)
    return found


def _handed(record: _Record) -> Iterable[Handed]:
    for piece in _pieces(record):
        for holder in (piece["for"], record.signer):
            yield Handed(piece["stream"], piece["epoch"], piece.get("key", ""), holder)
