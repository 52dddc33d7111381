"""The life of a team: making it, its devices, and handing an antenna over to one of them."""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass, replace
from datetime import UTC

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from db import settings
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.sync import codes, container, control, epochs, membership
from kodiko_desktop.sync.directory import Device, Directory, id_of_key
from kodiko_desktop.sync.failures import (
    AlreadyInTeam,
    DeviceUnknown,
    FolderRefuses,
    NotAdministrator,
    OtherTeam,
    StreamUnknown,
)
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.membership import EpochKey, Keyring, Membership, public_bytes
from kodiko_desktop.sync.spoken_code import write_code

MARK = "kodiko.json"
_FORMAT = "kodiko-partage"


@dataclass(frozen=True)
class NewTeam:
    """`root_code`: to print at once and keep in a safe; no laptop keeps it, and only it settles between two
    administrators who would remove each other."""

    team: str
    root_code: str


@dataclass(frozen=True)
class TeamDevice:
    """A laptop as the list shows it. `heard_at`: UTC, ISO 8601, of the last thing applied from it; None when never.
    `waiting`: it was heard to have written more than what is here."""

    id: str
    name: str
    code: str
    admin: bool
    streams: tuple[str, ...]
    this_one: bool
    former: str | None
    heard_at: str | None
    waiting: bool


def create_team(store: Store, *, device_name: str) -> NewTeam:
    """Make a team of which this laptop is the first administrator, with the keys of `org` and of every antenna.
    The next exchange writes it in the folder. Raises AlreadyInTeam."""
    if membership.find(store.read()) is not None:
        raise AlreadyInTeam()
    root = Ed25519PrivateKey.generate()
    member = Membership(
        team=secrets.token_hex(16),
        root=public_bytes(root),
        device=store.device,
        signing=Ed25519PrivateKey.generate(),
        wrapping=X25519PrivateKey.generate(),
        numbered=0,
        joined_at=moment(store),
    )
    keys = [_new_key(stream) for stream in (ORGANISATION_STREAM, *_antennas(store.read()))]
    device = Device(
        *(store.device, device_name.strip(), store.device_code, public_bytes(member.signing)),
        *(public_bytes(member.wrapping), True, frozenset(key.stream for key in keys)),
    )
    with store.note() as connection:
        membership.keep(connection, member)
        membership.keep_keys(connection, keys)
    control.sign(store, member, keys[0], control.add_record(device, keys), root=root)
    return NewTeam(member.team, write_code(root.private_bytes_raw()))


def read_directory(store: Store) -> tuple[Membership, Keyring, Directory]:
    """Who this laptop is, its keys, and the team. Keys found in the log for this laptop are kept. Raises NoTeam."""
    member = membership.required(store.read())
    while True:
        keys = membership.keyring(store.read())
        directory, found = control.directory(store.read(), member, keys)
        new = [key for key in found if keys.find(key.stream, key.key_id) is None]
        if not new:
            return member, keys, directory
        with store.note() as connection:
            membership.keep_keys(connection, new)


def devices(store: Store) -> tuple[TeamDevice, ...]:
    """The laptops of the team, by name, those taken out and those replaced by a successor left out (but this one, and
    one that goes on beside its copy). Raises NoTeam."""
    member, _keys, directory = read_directory(store)
    heard = dict(store.read().execute("SELECT device, max(heard_at) FROM sync_frontier GROUP BY device").fetchall())
    late = {row[0] for row in store.read().execute(_LATE)}
    gone = {
        device.former
        for device in directory.devices.values()
        if not device.copied_at or (heard.get(device.former) or "") <= device.copied_at
    }
    shown = [
        TeamDevice(
            *(device.id, device.name, device.code, device.admin, tuple(sorted(device.streams))),
            *(device.id == member.device, device.former, heard.get(device.id), device.id in late),
        )
        for device in directory.devices.values()
        if (device.id not in gone and not device.retired) or device.id == member.device
    ]
    return tuple(sorted(shown, key=lambda device: (device.name.casefold(), device.id)))


_LATE = (
    "SELECT DISTINCT claim.device FROM sync_claim AS claim LEFT JOIN sync_frontier AS known "
    "ON known.stream = claim.stream AND known.device = claim.device "
    "WHERE claim.counter > coalesce(known.counter, 0)"
)


def open_streams(store: Store) -> list[str]:
    """Give a key to antennas that have none (an administrator's laptop does it at each exchange), for itself and the
    other administrators. Returns them. Raises NoTeam, NotAdministrator."""
    member, keys, directory = read_directory(store)
    require_admin(member, directory)
    opened = {handed.stream for handed in directory.handed} | set(keys.streams)
    missing = [stream for stream in _antennas(store.read()) if stream not in opened]
    if missing:
        new = [_new_key(stream) for stream in missing]
        with store.note() as connection:
            membership.keep_keys(connection, new)
        said = control.grant_record(directory.admins(), new)
        said |= {"made": [key.key_id for key in new], "knows": sorted(directory.removals)}
        control.sign(store, member, org_key(keys, directory), said)
    return missing


def grant_streams(store: Store, *, device: str, streams: list[str]) -> None:
    """Hand antennas over to a laptop: with its next exchange it reads their whole history. Raises NoTeam,
    NotAdministrator, DeviceUnknown, StreamUnknown."""
    open_streams(store)
    member, keys, directory = read_directory(store)
    if device not in directory.devices or directory.devices[device].retired:
        raise DeviceUnknown()
    receiver = directory.devices[device]
    handed = [key for key in keys_of(keys, streams) if epochs.may_have(directory, key, receiver)]
    control.sign(store, member, org_key(keys, directory), control.grant_record([receiver], handed))


def keys_of(keys: Keyring, streams: list[str]) -> list[EpochKey]:
    """Every key of these streams. Raises StreamUnknown."""
    if any(keys.latest(stream) is None for stream in streams):
        raise StreamUnknown()
    return [key for stream in streams for key in keys.of(stream)]


def take_code(store: Store, code: str) -> None:
    """Human numbers of this laptop carry `code` from now on."""
    with store.note() as connection:
        settings.write(connection, settings.DEVICE_CODE, code)
    store.device_code = code


def keep_own_code(store: Store, member: Membership, directory: Directory) -> None:
    """Should the log say that another laptop keeps the code this one was given, go on with the longer one."""
    device = directory.devices.get(member.device)
    if device is not None and device.code != store.device_code and store.device == member.device:
        take_code(store, device.code)


# -- the mark of the folder ---------------------------------------------------------------------------------------


def check_mark(folder: Folder, member: Membership, *, make: bool) -> bool:
    """Make sure that the folder is this team's; a folder without a mark is marked when `make`, else False: an empty
    folder where there was one is a share that is not mounted. A mark cut short (a stick pulled out too soon) is written
    again. Raises OtherTeam, FolderAway, FolderRefuses."""
    mark = {"format": _FORMAT, "version": 1, "team": member.team, "root": fingerprint(member.root)}
    right = json.dumps(mark, indent=1).encode()
    content = folder.read("", MARK)
    if content is None:
        if MARK in folder.names(""):
            raise FolderRefuses("mark unreadable")
        if make:
            folder.write("", MARK, right)
        return make
    if _is_cut(content, right) and (not make or member.team.encode() in content):
        folder.write("", MARK, right)
        return True
    if read_mark(content) != (member.team, fingerprint(member.root)):
        raise OtherTeam()
    return True


def _is_cut(content: bytes, right: bytes) -> bool:
    """True for the beginning of what should be there, or the zeros a file system leaves of it."""
    return (content != right and right.startswith(content)) or not content.strip(b"\0")


def read_mark(content: bytes) -> tuple[str, str]:
    """(team id, fingerprint of the root key) of a folder's mark. Raises OtherTeam."""
    try:
        mark = json.loads(content)
        if mark["format"] != _FORMAT or mark["version"] != 1:
            raise OtherTeam()
        return str(mark["team"]), str(mark["root"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise OtherTeam() from error


def fingerprint(root: bytes) -> str:
    """What the mark says of the root key: 32 hexadecimal digits."""
    return hashlib.sha256(b"kodiko root v1\0" + root).hexdigest()[:32]


# -- inside -------------------------------------------------------------------------------------------------------


def successor(
    member: Membership, keys: Keyring, directory: Directory, called: str = "", at: str = ""
) -> tuple[Membership, str, tuple[str, bytes]]:
    """The membership of this laptop under a new id with a signing key of its own, its new code, and the record by which
    the id it had vouches for it: (name, content). The id comes from the key, so that nobody else can say to go on under
    it. `called`: the name of a copy, found `at` that moment: what it was copied from keeps its own. Raises
    DeviceUnknown."""
    former = directory.devices.get(member.device)
    if former is None:
        raise DeviceUnknown()
    signing = Ed25519PrivateKey.generate()
    new_id = id_of_key(public_bytes(signing))
    code = codes.code_for_successor(directory.devices, former.id)
    device = replace(former, id=new_id, code=code, founder=False, signing=public_bytes(signing), former=former.id)
    device = replace(device, name=called or former.name, copied_at=at if called else "", renamed=0)
    name, content, _numbered = control.make(member, org_key(keys, directory), control.succeed_record(device))
    return replace(member, device=new_id, signing=signing, numbered=0), device.code, (name, content)


def is_retired(member: Membership, directory: Directory) -> bool:
    """True when this laptop was taken out of the team."""
    device = directory.devices.get(member.device)
    return device is not None and device.retired


def require_admin(member: Membership, directory: Directory) -> None:
    """Raise NotAdministrator unless this laptop administers the team."""
    device = directory.devices.get(member.device)
    if device is None or not device.admin or device.retired:
        raise NotAdministrator()


def org_key(keys: Keyring, directory: Directory) -> EpochKey:
    """The key that records of the control log are made with. Raises StreamUnknown."""
    key = epochs.log_key(keys, directory)
    if key is None:
        raise StreamUnknown()
    return key


def _antennas(connection: Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT id FROM antenna ORDER BY id") if container.is_stream(row[0])]


def _new_key(stream: str) -> EpochKey:
    return EpochKey(stream, 1, os.urandom(32))


def moment(store: Store) -> str:
    """The present moment of a store: UTC, ISO 8601, to the second."""
    return store.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
