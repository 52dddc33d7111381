"""The ways into a profile, as plain functions for a worker. Each imports what it needs when it is called: the window
is painted before any of it is loaded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault.profiles import Profile


class KeyringSilent(KodikoError):
    """The keyring that kept the key does not give it any more. `passphrase`: whether a pass-phrase opens too."""

    def __init__(self, passphrase: bool) -> None:
        self.passphrase = passphrase
        super().__init__(
            _(
                "Le trousseau de l’ordinateur n’a pas donné la clé. Rien n’est perdu\u00a0: tapez la phrase "
                "secrète, ou le code de secours imprimé au premier démarrage."
            )
            if passphrase
            else _(
                "Le trousseau de l’ordinateur n’a pas donné la clé. Rien n’est perdu\u00a0: déverrouillez-le et "
                "recommencez, ou tapez le code de secours imprimé au premier démarrage."
            ),
            for_log="the keyring has not the key",
        )


class NothingYet:
    """There is no store: a first start."""


class SecretNeeded(NamedTuple):
    """The keyring did not give the key: `ways` (a `keybox.WaysIn`) says what can be asked."""

    ways: Any


class Secret(NamedTuple):
    """What was typed to open: the pass-phrase, or the recovery code."""

    text: str
    is_code: bool = False


def with_keyring(profile: Profile) -> Any:
    """The open profile, SecretNeeded, or NothingYet. Raises what `open_profile` raises."""
    from kodiko_desktop.services.laptop.opening import open_profile
    from kodiko_desktop.vault.backups import list_backups

    if not profile.has_store and not list_backups(profile.backups_folder):
        return NothingYet()
    from kodiko_desktop.vault.keybox import unlock_with_keyring, ways_in
    from kodiko_desktop.vault.keyring_slot import KeyringSlot

    opened = open_profile(profile, lambda: unlock_with_keyring(profile, KeyringSlot()))
    return opened if opened is not None else SecretNeeded(ways_in(profile))


def ways_into(profile: Profile) -> Any:
    """What opens the profile again: a `keybox.WaysIn`. Raises KeysDamaged."""
    from kodiko_desktop.vault.keybox import ways_in

    return ways_in(profile)


def again(profile: Profile, secret: Secret | None) -> Any:
    """The profile open again after a lock: with the secret, or with the keyring. Raises KeyringSilent, and as
    `with_secret`."""
    if secret is not None:
        return with_secret(profile, secret)
    outcome = with_keyring(profile)
    if isinstance(outcome, SecretNeeded):
        raise KeyringSilent(outcome.ways.passphrase)
    return outcome


def with_secret(profile: Profile, secret: Secret) -> Any:
    """The open profile. Raises WrongPassphrase, RecoveryCodeMistyped… and what `open_profile` raises."""
    from kodiko_desktop.services.laptop.opening import open_profile

    return open_profile(profile, _key_of(profile, secret))


def from_backup(profile: Profile, backup: Path, secret: Secret | None, *, progress: Progress = silent) -> Any:
    """The profile as it was in one of its backups, open. Without a secret the keyring is asked: WrongPassphrase when it
    has not the key. Raises what `services.backup.put_back` raises."""
    from kodiko_desktop.services.laptop.backup import put_back

    return put_back(profile, _key_of(profile, secret), backup, progress=progress)


def replaced(profile: Profile, backup: Path, key: Any) -> tuple[Any, KodikoError | None]:
    """A closed profile as it was in `backup`, open; or as it is now, open, with the failure that kept it so. `key` (a
    `StoreKey`) is handed over: in the end it is wiped, or belongs to the open profile. Raises what opening does."""
    from kodiko_desktop.services.laptop.backup import put_back
    from kodiko_desktop.services.laptop.opening import open_profile
    from kodiko_desktop.vault.store_key import StoreKey

    spare = StoreKey(key.reveal())
    try:
        opened = put_back(profile, lambda: key, backup)
    except KodikoError as failure:
        return open_profile(profile, lambda: spare), failure
    spare.wipe()
    return opened, None


def from_folder(profile: Profile, folder: Path, secret: Secret, *, progress: Progress = silent) -> Any:
    """A new profile made of a folder carried away from another computer, open. Raises what `bring_in` raises."""
    from kodiko_desktop.services.laptop.backup import bring_in
    from kodiko_desktop.vault.keybox import code_opens, passphrase_opens

    how = code_opens if secret.is_code else passphrase_opens
    return bring_in(profile, folder, lambda export: how(export.keys, secret.text), progress=progress)


def _key_of(profile: Profile, secret: Secret | None) -> Callable[[], Any]:
    from kodiko_desktop.vault import keybox
    from kodiko_desktop.vault.failures import WrongPassphrase
    from kodiko_desktop.vault.keyring_slot import KeyringSlot

    def find() -> Any:
        if secret is None:
            key = keybox.unlock_with_keyring(profile, KeyringSlot())
            if key is None:
                raise WrongPassphrase()
            return key
        if secret.is_code:
            return keybox.unlock_with_recovery_code(profile, secret.text)
        return keybox.unlock_with_passphrase(profile, secret.text)

    return find
