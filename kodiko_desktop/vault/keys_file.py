"""`keys.json`: the wrapped keys of a store, written twice (beside the store, and with its backups)."""

import json
import secrets
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kodiko_desktop.vault.durable import write_durably
from kodiko_desktop.vault.failures import FolderUnwritable, KeysDamaged
from kodiko_desktop.vault.profiles import Profile, prepare_folders
from kodiko_desktop.vault.wrapping import Wrap

FORMAT = "kodiko-keys-1"


class Keys(NamedTuple):
    """What `keys.json` says.

    `store_id`: random, names the key in the system's keyring. `fingerprint`: recognises the key without telling it.
    `in_keyring`: whether the key was also left to the system's keyring, so that its absence can be explained.
    """

    store_id: str
    fingerprint: str
    in_keyring: bool
    passphrase: Wrap | None
    recovery: Wrap


def new_store_id() -> str:
    """A random name for a store: 24 hexadecimal digits."""
    return secrets.token_hex(12)


def write_keys(profile: Profile, keys: Keys) -> None:
    """Both copies, one after the other: whatever stops us, one of them is whole. Raises FolderUnwritable."""
    prepare_folders(profile)
    content = encode(keys)
    try:
        for path in copies(profile):
            write_durably(path, content)
    except OSError as error:
        raise FolderUnwritable(type(error).__name__) from error


def read_keys(profile: Profile) -> Keys:
    """The keys beside the store, or their copy when those are damaged. Raises KeysDamaged when neither is whole."""
    return read_first(copies(profile))


def copies(profile: Profile) -> tuple[Path, Path]:
    """Where the keys are kept, best first."""
    return profile.keys_path, profile.backups_folder / profile.keys_path.name


def read_first(paths: Iterable[Path]) -> Keys:
    """The first whole keys file among `paths`. Raises KeysDamaged."""
    for path in paths:
        try:
            return decode(path.read_bytes())
        except (OSError, ValueError):
            continue
    raise KeysDamaged()


def encode(keys: Keys) -> bytes:
    """The content of the file, with its own checksum, so that damage is never taken for a wrong pass-phrase."""
    data = {
        "format": FORMAT,
        "store_id": keys.store_id,
        "fingerprint": keys.fingerprint,
        "in_keyring": keys.in_keyring,
        "passphrase": keys.passphrase.to_data() if keys.passphrase else None,
        "recovery": keys.recovery.to_data(),
    }
    return json.dumps({**data, "checksum": _checksum(data)}, indent=2, sort_keys=True).encode()


def decode(content: bytes) -> Keys:
    """The keys that `encode` wrote. Raises ValueError on anything else."""
    try:
        data = json.loads(content)
    except RecursionError as error:
        raise ValueError("not a whole keys file") from error
    if not isinstance(data, dict) or data.pop("checksum", None) != _checksum(data) or data.get("format") != FORMAT:
        raise ValueError("not a whole keys file")
    try:
        wrap = data["passphrase"]
        keys = Keys(
            store_id=str(data["store_id"]),
            fingerprint=str(data["fingerprint"]),
            in_keyring=bool(data["in_keyring"]),
            passphrase=None if wrap is None else Wrap.from_data(wrap),
            recovery=Wrap.from_data(data["recovery"]),
        )
    except KeyError as error:
        raise ValueError("not a whole keys file") from error
    if any(one.store_id != keys.store_id for one in (keys.passphrase, keys.recovery) if one is not None):
        raise ValueError("wraps of another store")
    return keys


def _checksum(data: dict[str, object]) -> str:
    return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
