"""Putting a backup in the place of the store: the present one is kept aside, and an interruption is finished later."""

import contextlib
import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from db.connection import DatabaseError, StoreUnreadable, connect
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault.backups import COPIED, STEPS, Backup, BackupKind, explained, verify
from kodiko_desktop.vault.durable import PART, flush_file, flush_folder, put_in_place, write_durably
from kodiko_desktop.vault.failures import BackupDiskFull, BackupTorn, FolderUnwritable
from kodiko_desktop.vault.profiles import Profile, prepare_folders
from kodiko_desktop.vault.store_key import StoreKey

_CHUNK = 1 << 20
_JOURNALS = ("-wal", "-shm", "-journal")
_MINUTE = "%Y-%m-%d-%H%M"


class Restored(NamedTuple):
    """What `restored.json` says to whoever opens the store: take a new device id, replay the purges, then forget it.

    `backup`: file name. `aside`: folder that keeps the store of before, None when there was none.
    """

    at: datetime
    backup: str
    aside: Path | None


def restore(backup: Path, profile: Profile, key: StoreKey, now: datetime, *, progress: Progress = silent) -> Restored:
    """Make the profile's store what it was in `backup` (or in a store of `kept_aside`). Every connection to the store
    must be closed.

    No backup is evicted and no store is overwritten: the present one, damaged or not, goes to `profile.aside_folder`
    with its journal. Raises BackupTorn, BackupDiskFull, BackupFolderUnwritable: nothing has then changed.
    """
    prepare_folders(profile)
    part = _part(profile)
    with explained(profile.backups_folder):
        try:
            _copy(backup, part, progress)
            _take_in_journal(backup, part, key)
            progress(COPIED, STEPS, _("Vérification de la copie"))
            verify(part, key)
            aside = _keep_aside(profile, now)
            restored = Restored(now, backup.name, aside)
            _mark(profile, restored, pending=True)
        except BaseException:
            for path in (part, *(_beside(part, suffix) for suffix in _JOURNALS)):
                path.unlink(missing_ok=True)
            raise
        _switch(profile, restored)
    progress(STEPS, STEPS)
    return restored


def kept_aside(profile: Profile) -> tuple[Backup, ...]:
    """The stores that backups have replaced, the last set aside first: each can be put back like a backup."""
    found = []
    for path in profile.aside_folder.glob(f"*/{profile.store_path.name}"):
        with contextlib.suppress(ValueError, OSError):
            at = datetime.strptime(path.parent.name[: len("2026-05-11-1042")], _MINUTE)
            found.append(Backup(path, 0, at, BackupKind.SET_ASIDE, path.stat().st_size))
    return tuple(sorted(found, key=lambda kept: kept.path.parent.name, reverse=True))


def finish_restore(profile: Profile) -> Restored | None:
    """To call before each opening of the store: finish a restore that was interrupted after its point of no return,
    tidy up after one that was interrupted before.

    What was finished now, or None. Raises FolderUnwritable.
    """
    marker = _read_marker(profile)
    if marker is None or not marker[1]:
        _tidy_up(profile)
        return None
    try:
        _switch(profile, marker[0])
    except OSError as error:
        raise FolderUnwritable(type(error).__name__) from error
    return marker[0]


def restored_marker(profile: Profile) -> Restored | None:
    """The restore nobody has drawn the consequences of yet (new device id, purges replayed)."""
    marker = _read_marker(profile)
    return marker[0] if marker else None


def clear_restored_marker(profile: Profile) -> None:
    """The new device id is written in the store: the marker may go. Raises FolderUnwritable."""
    try:
        profile.restored_path.unlink(missing_ok=True)
        flush_folder(profile.folder)
    except OSError as error:
        raise FolderUnwritable(type(error).__name__) from error


def _copy(backup: Path, part: Path, progress: Progress) -> None:
    """The bytes of the backup beside the store, where they are checked and from where a rename is enough."""
    try:
        size = backup.stat().st_size
    except OSError as error:
        raise BackupTorn() from error
    if shutil.disk_usage(part.parent).free < size:
        raise BackupDiskFull()
    with open(backup, "rb") as source, open(part, "wb") as target:
        for number, chunk in enumerate(iter(lambda: source.read(_CHUNK), b"")):
            target.write(chunk)
            progress(COPIED * number * _CHUNK // max(size, 1), STEPS, _("Copie des données"))
    flush_file(part)


def _take_in_journal(backup: Path, part: Path, key: StoreKey) -> None:
    """A store set aside while something was still in its journal is whole only with it; a backup has none."""
    journal = _beside(backup, "-wal")
    if not journal.exists():
        return
    shutil.copyfile(journal, _beside(part, "-wal"))
    try:
        with contextlib.closing(connect(part, key.reveal())) as copy:
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            copy.execute("PRAGMA journal_mode = DELETE")
    except (DatabaseError, StoreUnreadable) as error:
        raise BackupTorn() from error
    flush_file(part)


def _keep_aside(profile: Profile, now: datetime) -> Path | None:
    """A second name (or a copy, where the disk has no links) of the present store and of its journal."""
    kept = [path for path in _store_files(profile) if path.exists()]
    if not kept:
        return None
    name, count = f"{now:{_MINUTE}}", 1
    while (profile.aside_folder / name).exists():
        count += 1
        name = f"{now:{_MINUTE}}-{count}"
    folder = profile.aside_folder / name
    folder.mkdir(mode=0o700, parents=True)
    try:
        for path in kept:
            _link_or_copy(path, folder / path.name)
        flush_folder(folder)
        flush_folder(folder.parent)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _link_or_copy(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)
        flush_file(target)


def _switch(profile: Profile, restored: Restored) -> None:
    """The point of no return, each step of which may be played again: journals away, then the new store in place.

    In this order a journal of the old store never meets the new one; and since the pages of the old store and its
    journal are both kept aside, nothing is lost if we stop in between.
    """
    part = _part(profile)
    if part.exists():
        for suffix in _JOURNALS:
            _beside(profile.store_path, suffix).unlink(missing_ok=True)
        flush_folder(profile.folder)
        put_in_place(part, profile.store_path)
    _mark(profile, restored, pending=False)


def _tidy_up(profile: Profile) -> None:
    """Remove what a restore that changed nothing left: its copy, and a second name of the store still in use."""
    with contextlib.suppress(OSError):
        _part(profile).unlink(missing_ok=True)
    if not profile.aside_folder.is_dir() or not profile.has_store:
        return
    for kept in profile.aside_folder.glob(f"*/{profile.store_path.name}"):
        with contextlib.suppress(OSError):
            if kept.samefile(profile.store_path):
                shutil.rmtree(kept.parent, ignore_errors=True)


def _mark(profile: Profile, restored: Restored, *, pending: bool) -> None:
    data = {
        "pending": pending,
        "at": restored.at.isoformat(),
        "backup": restored.backup,
        "aside": restored.aside.name if restored.aside else None,
    }
    write_durably(profile.restored_path, json.dumps(data, indent=2).encode())


def _read_marker(profile: Profile) -> tuple[Restored, bool] | None:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads(profile.restored_path.read_bytes())
        aside = profile.aside_folder / data["aside"] if data["aside"] else None
        return Restored(datetime.fromisoformat(data["at"]), str(data["backup"]), aside), bool(data["pending"])
    return None


def _store_files(profile: Profile) -> tuple[Path, ...]:
    store = profile.store_path
    return (store, _beside(store, "-wal"), _beside(store, "-journal"))


def _part(profile: Profile) -> Path:
    return _beside(profile.store_path, PART)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
