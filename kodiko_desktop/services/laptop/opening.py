"""Opening and closing a profile: key, lock of the window, store, and the daily copy; locked means closed and wiped."""

import datetime
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from db import settings, upgrades
from db.store import Now, Store, create_store, open_store, wall_clock
from kodiko_desktop.vault import keybox, single_instance
from kodiko_desktop.vault.durable import put_in_place
from kodiko_desktop.vault.keyring_slot import KeyringSlot
from kodiko_desktop.vault.opening import prepare_to_open
from kodiko_desktop.vault.profiles import Profile, prepare_folders
from kodiko_desktop.vault.restore import clear_restored_marker, restored_marker
from kodiko_desktop.vault.store_key import StoreKey
from kodiko_desktop.vault.wrapping import ArgonCost


@dataclass
class OpenProfile:
    """A profile while it is open: its store, its key, and the right of this window to it."""

    profile: Profile
    key: StoreKey
    store: Store
    instance: single_instance.InstanceLock

    def close(self) -> None:
        """Close every connection, wipe the key, let go of the lock. Harmless twice."""
        self.store.close()
        self.key.wipe()
        self.instance.release()


class FirstStart(NamedTuple):
    """What a first start gives: the open profile, the recovery code to print at once, who keeps the key."""

    opened: OpenProfile
    recovery_code: str
    in_keyring: bool


def create_profile(
    profile: Profile,
    *,
    passphrase: str | None,
    keyring: KeyringSlot | None,
    device_code: str = "01",
    now: Now = wall_clock,
    cost: ArgonCost | None = None,
    fill: Callable[[Store], object] | None = None,
) -> FirstStart:
    """Make keys and a store, empty or with what `fill` writes in it first (who we are): the store has its name only
    once that is there, so that a start interrupted anywhere begins again as if it had never been.

    Raises what `create_keys`, `create_store` and `fill` raise; nothing stays half open.
    """
    prepare_folders(profile)
    instance = single_instance.hold(profile.lock_path, now())
    try:
        new = keybox.create_keys(profile, passphrase=passphrase, keyring=keyring, cost=cost)
        store = _filled_store(profile, new.key, device_code, now, fill)
    except BaseException:
        instance.release()
        raise
    return FirstStart(OpenProfile(profile, new.key, store, instance), new.recovery_code, new.in_keyring)


def _filled_store(
    profile: Profile, key: StoreKey, device_code: str, now: Now, fill: Callable[[Store], object] | None
) -> Store:
    """The new store, open. It is made beside its place, without readers or journal when it takes its name."""
    if fill is None:
        return create_store(profile.store_path, key.reveal(), device_code=device_code, now=now)
    aside = profile.store_path.with_name(f"{profile.store_path.name}.begun")
    upgrades.sweep(aside)
    store = create_store(aside, key.reveal(), device_code=device_code, now=now)
    try:
        fill(store)
    except BaseException:
        store.close()
        upgrades.sweep(aside)
        raise
    store.close()
    put_in_place(aside, profile.store_path)
    return open_store(profile.store_path, key.reveal(), now=now)


def open_profile(
    profile: Profile, unlock: Callable[[], StoreKey | None], *, now: Now = wall_clock
) -> OpenProfile | None:
    """Open a profile with the key that `unlock` finds (keyring, pass-phrase or code); None when it finds none.

    A store that comes from a backup first becomes a new device: two laptops must never sign under one id.
    Raises AlreadyOpen when another window holds the store, and what `unlock`, `prepare_to_open` and `open_store` raise.
    """
    instance = single_instance.hold(profile.lock_path, now())
    try:
        key = unlock()
        if key is None:
            instance.release()
            return None
        try:
            prepare_to_open(profile, key)
            store = open_store(profile.store_path, key.reveal(), now=now)
            _take_new_device_id(profile, store)
        except BaseException:
            key.wipe()
            raise
    except BaseException:
        instance.release()
        raise
    return OpenProfile(profile, key, store, instance)


def _take_new_device_id(profile: Profile, store: Store) -> None:
    """After a restore only. The id is in the store before the marker goes: a crash in between takes one id more."""
    if restored_marker(profile) is None:
        return
    device = secrets.token_hex(8)
    with store.note() as connection:
        settings.write(connection, settings.DEVICE_ID, device)
    store.device = device
    clear_restored_marker(profile)


def today(store: Store) -> datetime.date:
    """The calendar day of the store's clock."""
    return store.now().date()
