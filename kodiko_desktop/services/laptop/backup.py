"""Backups as one asks for them: list, copy now, check, carry away, and put back in the place of the store."""

import datetime
from collections.abc import Callable
from pathlib import Path

from db.store import Now, wall_clock
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.services.laptop.opening import OpenProfile, open_profile
from kodiko_desktop.vault import backups, export, single_instance
from kodiko_desktop.vault.backups import Backup
from kodiko_desktop.vault.profiles import Profile
from kodiko_desktop.vault.restore import kept_aside, restore
from kodiko_desktop.vault.store_key import StoreKey


def local_time(moment: datetime.datetime) -> datetime.datetime:
    """Wall time without its zone, as names of backups carry it."""
    return moment.replace(tzinfo=None)


def listed(profile: Profile) -> tuple[Backup, ...]:
    """What the profile can be made again: its backups, the last made first, then the data that a restore set aside."""
    return (*backups.list_backups(profile.backups_folder), *kept_aside(profile))


def make_now(opened: OpenProfile, *, progress: Progress = silent) -> Backup:
    """A verified copy made on demand; older ones are rotated only once it is whole. Raises what `back_up` raises."""
    now = local_time(opened.store.now())
    profile = opened.profile
    made = backups.back_up(profile.store_path, opened.key, profile.backups_folder, now, progress=progress)
    backups.rotate(profile.backups_folder)
    return made


def make_daily(opened: OpenProfile, *, progress: Progress = silent) -> Backup | None:
    """The automatic copy of the day, None when it was made already. Raises what `back_up` raises."""
    return backups.back_up_daily(opened.profile, opened.key, local_time(opened.store.now()), progress)


def check(opened: OpenProfile, path: Path) -> int:
    """Open a backup and read all of it: how many rows it holds. Raises BackupTorn."""
    return backups.verify(path, opened.key).total


def carry_away(opened: OpenProfile, destination: Path, *, progress: Progress = silent) -> Path:
    """A folder in `destination` that opens on another computer. Raises what `export_backup` raises."""
    now = local_time(opened.store.now())
    return export.export_backup(opened.profile, opened.key, destination, now, progress=progress)


def put_back(
    profile: Profile,
    unlock: Callable[[], StoreKey],
    backup: Path,
    *,
    now: Now = wall_clock,
    progress: Progress = silent,
) -> OpenProfile:
    """Make the profile what it was in `backup`, and open it. The store of now is kept aside, whatever its state.

    The profile must be closed. Raises AlreadyOpen, what `unlock` raises, and what `restore` and `open_profile` raise.
    """
    with single_instance.hold(profile.lock_path, now()):
        key = unlock()
        try:
            restore(backup, profile, key, local_time(now()), progress=progress)
        except BaseException:
            key.wipe()
            raise
    return _opened(profile, key, now)


def bring_in(
    profile: Profile,
    folder: Path,
    unlock: Callable[[export.Export], StoreKey],
    *,
    now: Now = wall_clock,
    progress: Progress = silent,
) -> OpenProfile:
    """Fill an empty profile with a folder carried away from another computer, and open it. `unlock` gets the export,
    whose keys the pass-phrase or the code opens. Raises ExportUnusable, KeysAlreadyThere, and as `put_back`."""
    exported = export.read_export(folder)
    key = unlock(exported)
    try:
        with single_instance.hold(profile.lock_path, now()):
            export.restore_export(exported, profile, key, local_time(now()), progress=progress)
    except BaseException:
        key.wipe()
        raise
    return _opened(profile, key, now)


def _opened(profile: Profile, key: StoreKey, now: Now) -> OpenProfile:
    opened = open_profile(profile, lambda: key, now=now)
    if opened is None:
        raise RuntimeError("a key was given")
    return opened
