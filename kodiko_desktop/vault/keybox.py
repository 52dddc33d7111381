"""Making, opening and changing a profile's keys: keyring first, pass-phrase next, recovery code when both are lost."""

from typing import NamedTuple

from kodiko_desktop.vault import recovery_code
from kodiko_desktop.vault.failures import (
    KeysAlreadyThere,
    NoPassphrase,
    PassphraseNeeded,
    VaultFailure,
    WrongPassphrase,
    WrongRecoveryCode,
)
from kodiko_desktop.vault.keyring_slot import KeyringSlot
from kodiko_desktop.vault.keys_file import Keys, copies, new_store_id, read_keys, write_keys
from kodiko_desktop.vault.profiles import Profile
from kodiko_desktop.vault.store_key import StoreKey
from kodiko_desktop.vault.unfinished import is_unfinished, put_keys_aside
from kodiko_desktop.vault.wrapping import (
    ArgonCost,
    WrapRefused,
    check_passphrase,
    open_with_passphrase,
    open_with_recovery,
    wrap_with_passphrase,
    wrap_with_recovery,
)


class NewKeys(NamedTuple):
    """What the first start gives: the key, the code to print at once (kept nowhere), who else keeps the key."""

    key: StoreKey
    recovery_code: str
    in_keyring: bool


class WaysIn(NamedTuple):
    """What can be asked to open a profile. `keyring`: the key was left to the system's keyring (it may be gone)."""

    keyring: bool
    passphrase: bool


def create_keys(
    profile: Profile,
    *,
    passphrase: str | None,
    keyring: KeyringSlot | None,
    cost: ArgonCost | None = None,
) -> NewKeys:
    """Make the key of a new profile, kept by `keyring` (None: not wanted) and/or by `passphrase`, and by a new code.

    What a first start that was interrupted left (keys, and no store) is put aside. Raises KeysAlreadyThere,
    PassphraseTooShort, FolderUnwritable, and PassphraseNeeded when neither would keep the key:
    in each case nothing has been written.
    """
    unfinished = is_unfinished(profile)
    if profile.has_store or (not unfinished and any(path.exists() for path in copies(profile))):
        raise KeysAlreadyThere()
    if passphrase is not None:
        check_passphrase(passphrase)
    key, store_id, secret = StoreKey.random(), new_store_id(), recovery_code.new_secret()
    in_keyring = keyring is not None and keyring.save(store_id, key)
    if passphrase is None and not in_keyring:
        key.wipe()
        raise PassphraseNeeded()
    keys = Keys(
        store_id=store_id,
        fingerprint=key.fingerprint(),
        in_keyring=in_keyring,
        passphrase=None if passphrase is None else wrap_with_passphrase(key, store_id, passphrase, cost),
        recovery=wrap_with_recovery(key, store_id, secret),
    )
    try:
        if unfinished:
            put_keys_aside(profile)
        write_keys(profile, keys)
    except VaultFailure:
        if in_keyring and keyring is not None:
            keyring.forget(store_id)
        key.wipe()
        raise
    return NewKeys(key, recovery_code.write_code(secret), in_keyring)


def ways_in(profile: Profile) -> WaysIn:
    """What to try and to ask. Raises KeysDamaged."""
    keys = read_keys(profile)
    return WaysIn(keyring=keys.in_keyring, passphrase=keys.passphrase is not None)


def unlock_with_keyring(profile: Profile, keyring: KeyringSlot) -> StoreKey | None:
    """The key the keyring kept, or None (no keyring any more, locked, another key): then ask. Raises KeysDamaged."""
    keys = read_keys(profile)
    if not keys.in_keyring:
        return None
    key = keyring.load(keys.store_id)
    if key is not None and key.fingerprint() != keys.fingerprint:
        key.wipe()
        return None
    return key


def unlock_with_passphrase(profile: Profile, passphrase: str) -> StoreKey:
    """The key closed by `passphrase`. Raises WrongPassphrase, NoPassphrase, KeysDamaged."""
    return passphrase_opens(read_keys(profile), passphrase)


def unlock_with_recovery_code(profile: Profile, typed: str) -> StoreKey:
    """The key closed by the printed code. Raises RecoveryCodeMistyped, WrongRecoveryCode, KeysDamaged."""
    return code_opens(read_keys(profile), typed)


def passphrase_opens(keys: Keys, passphrase: str) -> StoreKey:
    """`unlock_with_passphrase`, for keys read anywhere."""
    if keys.passphrase is None:
        raise NoPassphrase()
    try:
        return open_with_passphrase(keys.passphrase, passphrase)
    except WrapRefused as error:
        raise WrongPassphrase() from error


def code_opens(keys: Keys, typed: str) -> StoreKey:
    """`unlock_with_recovery_code`, for keys read anywhere."""
    secret = recovery_code.read_code(typed)
    try:
        return open_with_recovery(keys.recovery, secret)
    except WrapRefused as error:
        raise WrongRecoveryCode() from error


def set_passphrase(profile: Profile, key: StoreKey, passphrase: str, *, cost: ArgonCost | None = None) -> None:
    """Give the profile a pass-phrase, or change it: the former one no longer opens these keys (copies of `keys.json`
    taken away before, with an export, still answer to it). Raises PassphraseTooShort, FolderUnwritable, KeysDamaged."""
    keys = _own_keys(profile, key)
    write_keys(profile, keys._replace(passphrase=wrap_with_passphrase(key, keys.store_id, passphrase, cost)))


def reissue_recovery_code(profile: Profile, key: StoreKey) -> str:
    """A new code to print; the former sheet no longer opens these keys. Raises FolderUnwritable, KeysDamaged."""
    keys, secret = _own_keys(profile, key), recovery_code.new_secret()
    write_keys(profile, keys._replace(recovery=wrap_with_recovery(key, keys.store_id, secret)))
    return recovery_code.write_code(secret)


def leave_to_keyring(profile: Profile, key: StoreKey, keyring: KeyringSlot) -> bool:
    """Leave the key to the keyring from now on. False, and nothing changed, when it does not keep it."""
    keys = _own_keys(profile, key)
    if not keyring.save(keys.store_id, key):
        return False
    write_keys(profile, keys._replace(in_keyring=True))
    return True


def take_from_keyring(profile: Profile, keyring: KeyringSlot) -> bool:
    """Ask for the pass-phrase at every start. False when the keyring did not answer: the key may still be in it.

    Raises PassphraseNeeded when there is no pass-phrase yet.
    """
    keys = read_keys(profile)
    if keys.passphrase is None:
        raise PassphraseNeeded()
    write_keys(profile, keys._replace(in_keyring=False))
    return keyring.forget(keys.store_id)


def _own_keys(profile: Profile, key: StoreKey) -> Keys:
    """The profile's keys, once sure that `key` is the one they close: another key would lock the store for ever."""
    keys = read_keys(profile)
    if keys.fingerprint != key.fingerprint():
        raise ValueError("this key is not the key of this profile")
    return keys
