"""Letting a laptop in: a one-time code read aloud or shown as a QR code, a request, a grant. The folder carries both
and learns nothing: each is sealed with the code, which never goes through it."""

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from db.store import Store
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.sync import codes, container, control, control_words, epochs, membership, names, team
from kodiko_desktop.sync.container import Header
from kodiko_desktop.sync.directory import Device, Directory
from kodiko_desktop.sync.failures import AlreadyInTeam, FolderAway, InviteUnusable, OtherTeam
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.membership import EpochKey, Keyring, Membership, public_bytes
from kodiko_desktop.sync.spoken_code import read_code, write_code

PLACE = "invites"
REQUEST_ENDING, GRANT_ENDING = "-request.ki", "-grant.ki"
LASTS = timedelta(hours=48)
QR_PREFIX = "KODIKO-INVITE:"
_SECRET_BYTES = 10
"""80 bits: what hosts the folder cannot try them all, and sixteen letters can be read aloud."""
LARGEST = 8 << 20
"""Bytes of a request or a grant at most."""
JOINING = "joining"
"""The secret of this laptop that holds a request under way."""


@dataclass(frozen=True)
class Invitation:
    """`code`: to read aloud or type; `qr_text`: the same for a QR code; `expires_at`: UTC, ISO 8601."""

    id: str
    code: str
    qr_text: str
    expires_at: str


@dataclass(frozen=True)
class Guest:
    """A laptop that came with an invitation of ours."""

    invitation: str
    device: str
    name: str


def invite(store: Store, *, streams: list[str], admin: bool = False) -> Invitation:
    """Make a one-time code for a laptop that will read `streams` (antennas; `org` goes with them), valid two days.
    Raises NoTeam, NotAdministrator, StreamUnknown."""
    team.open_streams(store)
    _member, keys, _directory = team.read_directory(store)
    wanted = sorted({ORGANISATION_STREAM, *streams})
    team.keys_of(keys, wanted)
    secret = os.urandom(_SECRET_BYTES)
    expires = (store.now() + LASTS).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with store.note() as connection:
        connection.execute(
            "INSERT INTO sync_invite (id, secret, name, streams, admin, expires_at, state, device) "
            "VALUES (?, ?, '', ?, ?, ?, 'open', '')",
            (_id_of(secret), secret, json.dumps(wanted), admin, expires),
        )
    code = write_code(secret)
    return Invitation(_id_of(secret), code, QR_PREFIX + code, expires)


def request_to_join(store: Store, folder: Folder, *, code: str, device_name: str) -> None:
    """Ask to join with a code (typed, or the text of its QR code). Asking again with the same code, after an
    interruption, is the same request. Raises CodeMistyped, AlreadyInTeam, FolderAway, FolderRefuses, OtherTeam."""
    if membership.find(store.read()) is not None:
        raise AlreadyInTeam()
    secret = read_invitation(code)
    if not folder.is_there():
        raise FolderAway()
    mark = folder.read("", team.MARK)
    if mark is None:
        raise OtherTeam()
    team.read_mark(mark)
    pending = _pending(store)
    if pending is None or pending["secret"] != secret.hex():
        pending = {
            "secret": secret.hex(),
            "device": store.device,
            "signing": Ed25519PrivateKey.generate().private_bytes_raw().hex(),
            "wrapping": X25519PrivateKey.generate().private_bytes_raw().hex(),
            "name": device_name.strip(),
        }
        with store.note() as connection:
            membership.keep_secret(connection, JOINING, json.dumps(pending).encode())
    signing, wrapping = _private_keys(pending)
    said = {
        "name": pending["name"],
        "device": pending["device"],
        "signing": public_bytes(signing).hex(),
        "wrapping": public_bytes(wrapping).hex(),
    }
    folder.write(
        *(PLACE, _id_of(secret) + REQUEST_ENDING),
        _sealed(container.REQUEST, secret, pending["device"], said, signing),
    )


def read_invitation(code: str) -> bytes:
    """The secret of a code, typed, or the text of its QR code. Raises CodeMistyped."""
    return read_code(code.strip().removeprefix(QR_PREFIX), _SECRET_BYTES)


def is_joining(store: Store) -> bool:
    """True while a request waits for its grant."""
    return _pending(store) is not None and membership.find(store.read()) is None


def is_answered(store: Store, folder: Folder) -> bool:
    """True when a folder holds an answer to the request under way. Raises FolderAway."""
    pending = _pending(store)
    if pending is None:
        return False
    return folder.look(PLACE, _id_of(bytes.fromhex(pending["secret"])) + GRANT_ENDING) is not None


def withdraw(store: Store, folder: Folder) -> None:
    """Take the request under way out of a folder, if it can be. Raises FolderAway."""
    pending = _pending(store)
    if pending is not None:
        folder.remove(PLACE, _id_of(bytes.fromhex(pending["secret"])) + REQUEST_ENDING)


def finish_joining(store: Store, folder: Folder) -> bool:
    """Take the grant if an administrator's laptop has answered; the next exchange then brings the history. False
    while there is no answer. Raises FolderAway, InviteUnusable."""
    pending = _pending(store)
    if pending is None:
        raise InviteUnusable()
    secret = bytes.fromhex(pending["secret"])
    content = folder.read(PLACE, _id_of(secret) + GRANT_ENDING, most=LARGEST)
    if content is None:
        return False
    try:
        said = _opened(content, container.GRANT, secret)
    except container.Incomplete:
        return False
    if said is None or said.get("device") != pending["device"] or not _is_grant(said):
        raise InviteUnusable()
    signing, wrapping = _private_keys(pending)
    member = Membership(
        *(said["team"], bytes.fromhex(said["root"]), pending["device"], signing, wrapping, 0, team.moment(store))
    )
    with store.note() as connection:
        membership.keep(connection, member)
        membership.keep_keys(connection, control.unwrap(said["keys"], member.device, wrapping))
        connection.execute("DELETE FROM sync_secret WHERE name = ?", (JOINING,))
    team.take_code(store, said["code"])
    return True


def answer_requests(store: Store, folder: Folder) -> list[Guest]:
    """Take in the laptops that came with open invitations of this laptop (part of an administrator's exchange)."""
    open_ones = store.read().execute(
        "SELECT id, secret, streams, admin, expires_at FROM sync_invite WHERE state = 'open'"
    )
    waiting = {row[0]: row[1:] for row in open_ones.fetchall()}
    if not waiting:
        return []
    now = team.moment(store)
    present = set(folder.names(PLACE))
    guests = []
    for number, (secret, streams, admin, expires_at) in waiting.items():
        if expires_at < now:
            _close(store, number, "expired", "")
        elif number + REQUEST_ENDING in present:
            content = folder.read(PLACE, number + REQUEST_ENDING, most=LARGEST) or b""
            with contextlib.suppress(container.Incomplete):
                said = _opened(content, container.REQUEST, bytes(secret))
                if said is not None and _may_come_in(store, said):
                    wanted = json.loads(streams)
                    guests.append(_take_in(store, folder, number, bytes(secret), said, wanted, bool(admin)))
    return guests


def _take_in(
    store: Store, folder: Folder, number: str, secret: bytes, said: Any, streams: list[str], admin: bool
) -> Guest:
    member, keys, directory = team.read_directory(store)
    known = directory.devices.get(said["device"])
    known = known if known is None or _is_the_same(known, said) else None
    code = known.code if known else codes.code_for_guest(directory.devices, member.device)
    called = known.name if known else names.free_name(said["name"], names.in_use(directory))
    guest = Device(
        *(said["device"], called, code, bytes.fromhex(said["signing"]), bytes.fromhex(said["wrapping"])),
        *(admin, frozenset(streams)),
    )
    handed = team.keys_of(keys, streams)
    if known is None:
        _sign_in(store, member, keys, directory, guest, handed)
    grant = {
        "team": member.team,
        "root": member.root.hex(),
        "device": guest.id,
        "code": code,
        "keys": control.wrapped(guest, handed),
    }
    folder.write(PLACE, number + GRANT_ENDING, _sealed(container.GRANT, secret, member.device, grant, member.signing))
    _close(store, number, "used", guest.id)
    return Guest(number, guest.id, guest.name)


def _sign_in(
    store: Store, member: Membership, keys: Keyring, directory: Directory, guest: Device, handed: list[EpochKey]
) -> None:
    """Take a laptop in. Everybody must know who is in the team, also who was taken out of it: not by name."""
    first, today = epochs.first_key(keys), team.org_key(keys, directory)
    if first is None or first == today:
        control.sign(store, member, today, control.add_record(guest, handed))
        return
    control.sign(store, member, first, control.add_record(replace(guest, name=""), handed))
    member = membership.required(store.read())
    control.sign(store, member, today, control.rename_record(guest.id, guest.name, 1))


def _may_come_in(store: Store, said: Any) -> bool:
    """True for a request of a right shape, of a laptop nobody knows or of one that asks again: under the id of another
    one, or of one that was taken out, a laptop would be given the keys and would not be in the list of the team."""
    if not control_words.is_device(said) or not control_words.is_name(said.get("name")):
        return False
    _member, _keys, directory = team.read_directory(store)
    known = directory.devices.get(said["device"])
    if known is not None and known.retired:
        return False
    if known is None or _is_the_same(known, said):
        return True
    # Somebody says to go on under that id, without proof, and has never written: its owner is who asks.
    heard = store.read().execute("SELECT 1 FROM sync_frontier WHERE device = ? LIMIT 1", (known.id,)).fetchone()
    return not known.is_proved and heard is None


def _is_the_same(known: Device, said: Any) -> bool:
    return (known.signing.hex(), known.wrapping.hex()) == (said["signing"], said["wrapping"])


def _is_grant(said: Any) -> bool:
    texts = [said.get(name) for name in ("team", "root", "code")]
    return (
        all(isinstance(text, str) and text.isascii() and text.isalnum() for text in texts)
        and len(said["root"]) == 64
        and control_words.are_keys(said.get("keys"))
    )


def _close(store: Store, number: str, state: str, device: str) -> None:
    with store.note() as connection:
        connection.execute("UPDATE sync_invite SET state = ?, device = ? WHERE id = ?", (state, device, number))


def _id_of(secret: bytes) -> str:
    return hashlib.sha256(b"kodiko invite v1\0" + secret).hexdigest()[:16]


def _key_of(secret: bytes, kind: int) -> bytes:
    return hashlib.sha256(b"kodiko invite key v1\0" + bytes([kind]) + secret).digest()


def _sealed(kind: int, secret: bytes, device: str, said: Any, signing: Ed25519PrivateKey) -> bytes:
    key = _key_of(secret, kind)
    header = Header(kind, "invite", device, 1, container.key_id(key), 1, 1)
    body = {**said, "by": public_bytes(signing).hex()}
    return container.seal(header, key, json.dumps(body, ensure_ascii=False).encode(), signing)


def _opened(content: bytes, kind: int, secret: bytes) -> Any:
    """What a request or grant says; None when it is not one of this code. Raises Incomplete."""
    try:
        header = container.read_header(content)
        if header.kind != kind:
            return None
        said = json.loads(container.open_body(content, header, _key_of(secret, kind)))
        container.check_whole(content, header, Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["by"])))
    except (container.NotOurs, container.Newer, ValueError, KeyError, TypeError, RecursionError):
        return None
    return said


def _pending(store: Store) -> dict[str, str] | None:
    row = store.read().execute("SELECT value FROM sync_secret WHERE name = ?", (JOINING,)).fetchone()
    return json.loads(row[0]) if row else None


def _private_keys(pending: dict[str, str]) -> tuple[Ed25519PrivateKey, X25519PrivateKey]:
    return (
        Ed25519PrivateKey.from_private_bytes(bytes.fromhex(pending["signing"])),
        X25519PrivateKey.from_private_bytes(bytes.fromhex(pending["wrapping"])),
    )
