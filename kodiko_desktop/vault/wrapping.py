"""Wraps the store key for a pass-phrase or a recovery code: standard parts only (Argon2id, HKDF, ChaCha20-Poly1305)."""

import base64
import binascii
import json
import secrets
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from kodiko_desktop.vault.failures import PassphraseTooShort
from kodiko_desktop.vault.store_key import KEY_BYTES, StoreKey

PASSPHRASE = "passphrase"
RECOVERY = "recovery"
PASSPHRASE_MINIMUM = 12
"""Signs; with at least PASSPHRASE_VARIETY different ones."""
PASSPHRASE_VARIETY = 6
_SALT, _NONCE, _TAG = 16, 12, 16
"""Bytes: of the shortest salt, of the nonce, of what ChaCha20-Poly1305 adds to the key."""
_INFO = b"kodiko recovery code v1"


class WrapRefused(Exception):
    """The secret does not open this wrap, or the wrap was altered: the tag does not say which."""


@dataclass(frozen=True)
class ArgonCost:
    """What a guess costs. `memory` in KiB. Default: RFC 9106, second recommended option (64 MiB, 3 passes, 4 lanes):
    0.13 s on two cores of 2026, well under a second on a ten-year-old laptop with 4 GB."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        # A file from elsewhere must not make the application ask for the whole memory.
        if not (8 * self.lanes <= self.memory <= 1024 * 1024 and 1 <= self.passes <= 32 and 1 <= self.lanes <= 16):
            raise ValueError("cost out of bounds")


class Wrap(NamedTuple):
    """A store key closed by one secret. `kind`: PASSPHRASE (with a `cost`) or RECOVERY (without)."""

    kind: str
    store_id: str
    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: ArgonCost | None

    def to_data(self) -> dict[str, object]:
        """Plain data for `keys.json`; bytes in base 64."""
        return {**_header(self.kind, self.store_id, self.salt, self.cost), **_seal_data(self.nonce, self.sealed)}

    @staticmethod
    def from_data(data: dict[str, object]) -> "Wrap":
        """The wrap that `to_data` wrote. Raises ValueError on anything else."""
        try:
            cost = data["argon2id"]
            wrap = Wrap(
                kind=_one_of(data["kind"], (PASSPHRASE, RECOVERY)),
                store_id=str(data["store_id"]),
                salt=_unpack(data["salt"]),
                nonce=_unpack(data["nonce"]),
                sealed=_unpack(data["sealed"]),
                cost=None if cost is None else ArgonCost(**{str(k): int(v) for k, v in cost.items()}),  # type: ignore
            )
        except (KeyError, TypeError, AttributeError, OverflowError, binascii.Error) as error:
            raise ValueError("not a wrap") from error
        if len(wrap.salt) < _SALT or len(wrap.nonce) != _NONCE or len(wrap.sealed) != KEY_BYTES + _TAG:
            raise ValueError("not a wrap")
        return wrap


def check_passphrase(passphrase: str) -> None:
    """Raises PassphraseTooShort unless it has enough signs, of enough kinds."""
    text = _settled(passphrase)
    if len(text) < PASSPHRASE_MINIMUM or len(set(text)) < PASSPHRASE_VARIETY:
        raise PassphraseTooShort(PASSPHRASE_MINIMUM)


def wrap_with_passphrase(key: StoreKey, store_id: str, passphrase: str, cost: ArgonCost | None = None) -> Wrap:
    """`key` closed by `passphrase`. Raises PassphraseTooShort."""
    check_passphrase(passphrase)
    cost = cost or ArgonCost()
    salt = secrets.token_bytes(16)
    return _seal(key, PASSPHRASE, store_id, salt, cost, _from_passphrase(passphrase, salt, cost))


def wrap_with_recovery(key: StoreKey, store_id: str, secret: bytes) -> Wrap:
    """`key` closed by the 160 bits of a recovery code: too many to guess, so HKDF is enough and opens at once."""
    salt = secrets.token_bytes(32)
    return _seal(key, RECOVERY, store_id, salt, None, _from_recovery(secret, salt))


def open_with_passphrase(wrap: Wrap, passphrase: str) -> StoreKey:
    """The key inside `wrap`. Takes about the time of `wrap.cost`. Raises WrapRefused."""
    if wrap.kind != PASSPHRASE or wrap.cost is None:
        raise WrapRefused("not a pass-phrase wrap")
    return _unseal(wrap, _from_passphrase(passphrase, wrap.salt, wrap.cost))


def open_with_recovery(wrap: Wrap, secret: bytes) -> StoreKey:
    """The key inside `wrap`. Raises WrapRefused."""
    if wrap.kind != RECOVERY:
        raise WrapRefused("not a recovery wrap")
    return _unseal(wrap, _from_recovery(secret, wrap.salt))


def _settled(passphrase: str) -> str:
    """The same letters whatever the keyboard composed (é is one sign or two), without the spaces a paste brings."""
    return unicodedata.normalize("NFKC", passphrase).strip()


# The cryptography package takes 36 ms to import and a start with a keyring never needs it: imported when first used.
def _from_passphrase(passphrase: str, salt: bytes, cost: ArgonCost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    argon = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return argon.derive(_settled(passphrase).encode())


def _from_recovery(secret: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=_INFO).derive(secret)


def _seal(key: StoreKey, kind: str, store_id: str, salt: bytes, cost: ArgonCost | None, closing_key: bytes) -> Wrap:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = secrets.token_bytes(12)
    sealed = ChaCha20Poly1305(closing_key).encrypt(nonce, key.reveal(), _authenticated(kind, store_id, salt, cost))
    return Wrap(kind, store_id, salt, nonce, sealed, cost)


def _unseal(wrap: Wrap, closing_key: bytes) -> StoreKey:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    header = _authenticated(wrap.kind, wrap.store_id, wrap.salt, wrap.cost)
    try:
        return StoreKey(ChaCha20Poly1305(closing_key).decrypt(wrap.nonce, wrap.sealed, header))
    except (InvalidTag, ValueError) as error:
        raise WrapRefused(wrap.kind) from error


def _authenticated(kind: str, store_id: str, salt: bytes, cost: ArgonCost | None) -> bytes:
    """The header in one canonical spelling: altering a parameter or moving a wrap to another store closes it."""
    return json.dumps(_header(kind, store_id, salt, cost), sort_keys=True, separators=(",", ":")).encode()


def _header(kind: str, store_id: str, salt: bytes, cost: ArgonCost | None) -> dict[str, object]:
    parameters = None if cost is None else {"memory": cost.memory, "passes": cost.passes, "lanes": cost.lanes}
    return {"kind": kind, "store_id": store_id, "salt": _pack(salt), "argon2id": parameters}


def _seal_data(nonce: bytes, sealed: bytes) -> dict[str, object]:
    return {"nonce": _pack(nonce), "sealed": _pack(sealed)}


def _pack(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _unpack(text: object) -> bytes:
    return base64.b64decode(str(text), validate=True)


def _one_of(value: object, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError("unknown kind of wrap")
    return str(value)
