"""What the page of the settings reads and writes: the association, the antenna, the team, this laptop and its keys."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from db import settings
from db.connection import Connection
from db.queries import organisation
from db.records import Record, find
from db.store import Store
from db.tables import Antenna, Organisation
from kodiko_desktop.services.association.access import Present, present
from kodiko_desktop.services.association.antennas import ORGANISATION_ID
from kodiko_desktop.services.laptop import sitting
from kodiko_desktop.services.laptop.opening import OpenProfile
from kodiko_desktop.vault import keybox, store_check
from kodiko_desktop.vault.keyring_slot import KeyringSlot


@dataclass(frozen=True)
class Settings:
    """Everything the page shows of the store. `organisation`, `antenna`: `db.records.Record`, or None when missing."""

    organisation: Record[Any] | None
    antenna: Record[Any] | None
    present: Present
    team: tuple[tuple[str, str, str], ...]
    antennas: tuple[organisation.Named, ...]
    idle_minutes: int
    idle_minutes_allowed: int
    code_proved: bool


def read_settings(connection: Connection) -> Settings:
    """What the page shows."""
    who = present(connection)
    return Settings(
        organisation=find(connection, Organisation, ORGANISATION_ID),
        antenna=find(connection, Antenna, who.antenna_id),
        present=who,
        team=sitting.team(connection),
        antennas=organisation.antennas(connection),
        idle_minutes=sitting.idle_minutes(connection),
        idle_minutes_allowed=sitting.idle_minutes_allowed(connection),
        code_proved=sitting.code_is_proved(connection),
    )


def wait_before_locking(store: Store, *, author: str, minutes: int) -> None:
    """Remember how long this laptop waits before locking (one of `sitting.IDLE_CHOICES`, and no more than the
    association allows)."""
    if minutes not in sitting.IDLE_CHOICES or minutes > sitting.idle_minutes_allowed(store.read()):
        raise ValueError(minutes)
    with store.note() as connection:
        settings.write(connection, sitting.IDLE_MINUTES, minutes)


class Openings(NamedTuple):
    """What opens these data. `keyring`: it was left the key; `keyring_here`: this computer has one that answers now."""

    keyring: bool
    passphrase: bool
    keyring_here: bool


def openings(opened: OpenProfile) -> Openings:
    """What opens this profile now, and what could. Asks the keyring: slow. Raises KeysDamaged."""
    ways = keybox.ways_in(opened.profile)
    return Openings(ways.keyring, ways.passphrase, KeyringSlot().is_here())


def new_recovery_code(opened: OpenProfile) -> str:
    """A new code to print; the former sheet opens nothing any more. Raises FolderUnwritable, KeysDamaged."""
    code = keybox.reissue_recovery_code(opened.profile, opened.key)
    with opened.store.note() as connection:
        settings.write(connection, sitting.CODE_PROVED, False)
    return code


def change_passphrase(opened: OpenProfile, passphrase: str, *, ask_each_time: bool) -> Openings:
    """Choose or change the pass-phrase; `ask_each_time` takes the key out of the keyring. What opens the profile then.

    Raises PassphraseTooShort, FolderUnwritable, KeysDamaged.
    """
    keybox.set_passphrase(opened.profile, opened.key, passphrase)
    if ask_each_time:
        keybox.take_from_keyring(opened.profile, KeyringSlot())
    return openings(opened)


def leave_to_keyring(opened: OpenProfile) -> bool:
    """Leave the key to the keyring of the session. False when this computer has no keyring that keeps it."""
    return keybox.leave_to_keyring(opened.profile, opened.key, KeyringSlot())


@dataclass(frozen=True)
class Health:
    """What a check of the whole store found. `problems`: for the log, never a person's data."""

    rows: int
    people: int
    problems: tuple[str, ...]


def check_data(opened: OpenProfile) -> Health:
    """Read every page of the store and compare what must agree. Slow on a large store: to run beside the window."""
    from contextlib import closing

    from db.connection import connect

    with closing(connect(opened.profile.store_path, opened.key.reveal(), query_only=True)) as connection:
        problems = [f"seal: {row[0]}" for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
        problems += [row[0] for row in connection.execute("PRAGMA integrity_check(5)").fetchall() if row[0] != "ok"]
        people = connection.execute("SELECT count(*) FROM person").fetchone()[0]
        rows = store_check.count_rows(connection).total
    return Health(rows, people, tuple(problems))
