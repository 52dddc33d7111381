"""What makes this laptop a member of a team: its private keys and those of its streams, in the encrypted store."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from db.connection import Connection
from kodiko_desktop.sync import container
from kodiko_desktop.sync.failures import NoTeam

_NAME = "membership"


@dataclass(frozen=True)
class Membership:
    """`team`: 32 hexadecimal digits; `root`: the public key everything is trusted from; `device`: the id this laptop
    signs under; `numbered`: how many control records it signed; `joined_at`: UTC, ISO 8601."""

    team: str
    root: bytes
    device: str
    signing: Ed25519PrivateKey
    wrapping: X25519PrivateKey
    numbered: int
    joined_at: str


@dataclass(frozen=True)
class EpochKey:
    """A key of a stream."""

    stream: str
    epoch: int
    key: bytes

    @property
    def key_id(self) -> str:
        """Its name in headers."""
        return container.key_id(self.key)


def find(connection: Connection) -> Membership | None:
    """The membership of this laptop, or None."""
    row = connection.execute("SELECT value FROM sync_secret WHERE name = ?", (_NAME,)).fetchone()
    if row is None:
        return None
    data = json.loads(row[0])
    return Membership(
        data["team"],
        bytes.fromhex(data["root"]),
        data["device"],
        Ed25519PrivateKey.from_private_bytes(bytes.fromhex(data["signing"])),
        X25519PrivateKey.from_private_bytes(bytes.fromhex(data["wrapping"])),
        data["numbered"],
        data["joined_at"],
    )


def required(connection: Connection) -> Membership:
    """The membership of this laptop. Raises NoTeam."""
    membership = find(connection)
    if membership is None:
        raise NoTeam()
    return membership


def keep(connection: Connection, membership: Membership) -> None:
    """Write the membership (inside `store.note()` or `store.incoming()`)."""
    data = {
        "team": membership.team,
        "root": membership.root.hex(),
        "device": membership.device,
        "signing": membership.signing.private_bytes_raw().hex(),
        "wrapping": membership.wrapping.private_bytes_raw().hex(),
        "numbered": membership.numbered,
        "joined_at": membership.joined_at,
    }
    keep_secret(connection, _NAME, json.dumps(data).encode())


def keep_secret(connection: Connection, name: str, value: bytes) -> None:
    """Write a secret of this laptop."""
    connection.execute(
        "INSERT INTO sync_secret (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def keep_keys(connection: Connection, keys: list[EpochKey]) -> None:
    """Write epoch keys; those already there stay."""
    connection.executemany(
        "INSERT OR IGNORE INTO sync_key (stream, key_id, epoch, key) VALUES (?, ?, ?, ?)",
        [(key.stream, key.key_id, key.epoch, key.key) for key in keys],
    )


@dataclass(frozen=True)
class Keyring:
    """The epoch keys of this laptop."""

    by_id: Mapping[tuple[str, str], EpochKey]

    def find(self, stream: str, key_id: str) -> EpochKey | None:
        """The key a file was made with."""
        return self.by_id.get((stream, key_id))

    def latest(self, stream: str) -> EpochKey | None:
        """The key new files are made with (of two keys of the same epoch, all laptops take the same)."""
        return max(self.of(stream), key=lambda key: (key.epoch, key.key_id), default=None)

    def of(self, stream: str) -> list[EpochKey]:
        """Every key of a stream."""
        return [key for key in self.by_id.values() if key.stream == stream]

    @property
    def streams(self) -> list[str]:
        """The streams this laptop has keys of."""
        return sorted({key.stream for key in self.by_id.values()})


def keyring(connection: Connection) -> Keyring:
    """The epoch keys of this laptop."""
    rows = connection.execute("SELECT stream, key_id, epoch, key FROM sync_key")
    return Keyring({(row[0], row[1]): EpochKey(row[0], row[2], bytes(row[3])) for row in rows})


def public_bytes(private: Ed25519PrivateKey | X25519PrivateKey) -> bytes:
    """The 32 bytes of the public half."""
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
