"""The profile a command works on: found, opened with the keyring or a secret, and closed whatever happens."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from kodiko_desktop.cli import secrets
from kodiko_desktop.services.laptop import sitting
from kodiko_desktop.services.laptop.opening import OpenProfile, open_profile
from kodiko_desktop.vault import keybox, profiles
from kodiko_desktop.vault.failures import NoStore
from kodiko_desktop.vault.keyring_slot import KeyringSlot
from kodiko_desktop.vault.profiles import Profile
from kodiko_desktop.vault.store_key import StoreKey


def find(parsed: Namespace) -> Profile:
    """The profile named on the command line, whether it exists or not. Raises ProfileNameRefused."""
    return profiles.find_profile(parsed.profil, root=parsed.dossier)


def key_of(parsed: Namespace, profile: Profile) -> StoreKey:
    """The key of a profile: recovery code if asked for, pass-phrase if given, keyring, else the keyboard."""
    if parsed.code_secours:
        return keybox.unlock_with_recovery_code(profile, secrets.recovery_code())
    if secrets.has_passphrase(parsed):
        return keybox.unlock_with_passphrase(profile, secrets.passphrase(parsed))
    ways = keybox.ways_in(profile)
    found = keybox.unlock_with_keyring(profile, KeyringSlot()) if ways.keyring else None
    return found or keybox.unlock_with_passphrase(profile, secrets.passphrase(parsed))


@contextmanager
def opened(parsed: Namespace) -> Iterator[OpenProfile]:
    """The open profile, closed and its key wiped when the block ends. Raises NoStore and what opening raises."""
    profile = find(parsed)
    if not profile.has_store:
        raise NoStore()
    held = open_profile(profile, lambda: key_of(parsed, profile))
    if held is None:
        raise NoStore()
    try:
        if parsed.code_secours:
            sitting.code_was_proved(held.store)
        yield held
    finally:
        held.close()
