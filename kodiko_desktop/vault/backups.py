"""Backups of an open store: encrypted like it, checked by opening, put in place only once whole."""

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from db.connection import Connection, DatabaseError, StoreUnreadable, StoreUnwritable, connect
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault import rotation
from kodiko_desktop.vault.durable import PART, flush_file, put_in_place
from kodiko_desktop.vault.failures import (
    BackupDiskFull,
    BackupFolderUnwritable,
    BackupTorn,
    NoStore,
    StoreIncomplete,
    VaultFailure,
)
from kodiko_desktop.vault.profiles import Profile
from kodiko_desktop.vault.store_check import Contents, FileNotWhole, check_whole, count_rows
from kodiko_desktop.vault.store_key import StoreKey

_NAME = re.compile(r"sauvegarde-(\d{4,})-(\d{4}-\d{2}-\d{2}-\d{4})-([a-z-]+)\.kodiko")
_PAGES_A_STEP = 512
STEPS = 100
"""Long work here counts in hundredths."""
COPIED = 70
"""Copying is most of the work; checking is the rest."""


class BackupKind(Enum):
    """Why a backup was made; part of its name."""

    DAILY = "jour"
    ON_DEMAND = "demande"
    BEFORE_UPGRADE = "avant-mise-a-jour"
    SET_ASIDE = "mise-de-cote"
    """The store itself, as it was when a backup took its place (`vault.restore`)."""


class Backup(NamedTuple):
    """A backup in a folder. `taken_at`: wall time where it was made, to the minute. `size`: bytes."""

    path: Path
    number: int
    taken_at: datetime
    kind: BackupKind
    size: int


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in `folder`, the last made first. Files being written, or of another name, are not backups."""
    found = []
    for path in folder.glob("sauvegarde-*.kodiko"):
        match = _NAME.fullmatch(path.name)
        kinds = {kind.value: kind for kind in BackupKind}
        if match is None or match[3] not in kinds:
            continue
        with contextlib.suppress(ValueError, OSError):
            taken_at = datetime.strptime(match[2], "%Y-%m-%d-%H%M")
            found.append(Backup(path, int(match[1]), taken_at, kinds[match[3]], path.stat().st_size))
    return tuple(sorted(found, key=lambda backup: backup.number, reverse=True))


def back_up(
    store_path: Path,
    key: StoreKey,
    folder: Path,
    now: datetime,
    *,
    kind: BackupKind = BackupKind.ON_DEMAND,
    progress: Progress = silent,
) -> Backup:
    """Copy the store, which others may be writing, as it is at this instant. `now`: local wall time.

    The copy is written aside in `folder`, flushed, opened, checked page by page, compared with the store table by
    table, then named. Nothing is evicted; stopped by `progress`, it leaves nothing behind. Raises NoStore,
    StoreIncomplete (the store is damaged), BackupDiskFull, BackupFolderUnwritable, BackupTorn (the disk does not give
    back what it was given).
    """
    if not store_path.is_file() or store_path.stat().st_size == 0:
        raise NoStore()
    with explained(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_without_room(folder, store_path)
        present = list_backups(folder)
        number = present[0].number + 1 if present else 1
        path = folder / f"sauvegarde-{number:04d}-{now:%Y-%m-%d-%H%M}-{kind.value}.kodiko"
        part = path.with_name(path.name + PART)
        _sweep(folder)
        try:
            expected = _copy(store_path, key, part, progress)
            flush_file(part)
            progress(COPIED, STEPS, _("Vérification de la copie"))
            if verify(part, key) != expected:
                raise BackupTorn()
            progress(STEPS, STEPS)
            put_in_place(part, path)
        except BaseException:
            _sweep(folder)
            raise
    return Backup(path, number, now.replace(second=0, microsecond=0, tzinfo=None), kind, path.stat().st_size)


def back_up_daily(profile: Profile, key: StoreKey, now: datetime, progress: Progress = silent) -> Backup | None:
    """The automatic backup: made when none was made today, then the rotation. None when it was not due.

    Raises like `back_up`; a run that fails evicts nothing.
    """
    folder = profile.backups_folder
    if not rotation.due(_taken(list_backups(folder)), now):
        return None
    made = back_up(profile.store_path, key, folder, now, kind=BackupKind.DAILY, progress=progress)
    rotate(folder)
    return made


def rotate(folder: Path) -> tuple[Backup, ...]:
    """Remove what the rotation no longer keeps; a file that will not go is left for the next time. What went."""
    backups = list_backups(folder)
    numbers = rotation.expendable(_taken(backups))
    gone = []
    for backup in backups:
        if backup.number in numbers:
            with contextlib.suppress(OSError):
                backup.path.unlink()
                gone.append(backup)
    return tuple(gone)


def verify(path: Path, key: StoreKey) -> Contents:
    """Open a backup and read all of it. Raises BackupTorn."""
    try:
        return check_whole(path, key)
    except FileNotWhole as error:
        raise BackupTorn() from error


def _copy(store_path: Path, key: StoreKey, part: Path, progress: Progress) -> Contents:
    """SQLite's own online copy into `part`, from one pinned instant: a writer neither waits nor restarts it."""
    with contextlib.closing(connect(store_path, key.reveal(), query_only=True)) as source:
        source.execute("BEGIN")
        expected = count_rows(source)
        with contextlib.closing(_open_part(part, key)) as target:

            def step(status: int, remaining: int, total: int) -> None:
                progress(COPIED * (total - remaining) // max(total, 1), STEPS, _("Copie des données"))

            source.backup(target, pages=_PAGES_A_STEP, progress=step, sleep=0.01)
            # The copy carries the store's journal mode; one file alone must be the whole backup.
            target.execute("PRAGMA journal_mode = DELETE")
        source.execute("ROLLBACK")
    return expected


def _open_part(part: Path, key: StoreKey) -> Connection:
    """A connection that writes `part`, made here for its owner only, without a journal of its own beside it."""
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = connect(part, key.reveal(), query_only=True)
    connection.execute("PRAGMA query_only = OFF")
    return connection


def _refuse_without_room(folder: Path, store_path: Path) -> None:
    journal = store_path.with_name(store_path.name + "-wal")
    needed = store_path.stat().st_size + (journal.stat().st_size if journal.exists() else 0)
    if shutil.disk_usage(folder).free < needed:
        raise BackupDiskFull()


def _sweep(folder: Path) -> None:
    """Remove what an interrupted backup left."""
    for trace in folder.glob(f"sauvegarde-*{PART}*"):
        with contextlib.suppress(OSError):
            trace.unlink()


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the system and the driver raise, while files go to `folder`, into sentences about backups."""
    try:
        yield
    except VaultFailure:
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise BackupDiskFull() from error
        raise BackupFolderUnwritable(type(error).__name__) from error
    except StoreUnreadable as error:
        raise StoreIncomplete(_newest_day(folder)) from error
    except StoreUnwritable as error:
        raise BackupFolderUnwritable(error.for_log) from error
    except DatabaseError as error:
        text = str(error).lower()
        if "full" in text:
            raise BackupDiskFull() from error
        if "malformed" in text or "not a database" in text or "encrypted" in text:
            raise StoreIncomplete(_newest_day(folder)) from error
        raise BackupFolderUnwritable(type(error).__name__) from error


def _taken(backups: tuple[Backup, ...]) -> list[rotation.Taken]:
    return [rotation.Taken(backup.number, backup.taken_at, backup.kind.value) for backup in backups]


def _newest_day(folder: Path) -> date | None:
    backups = list_backups(folder)
    return backups[0].taken_at.date() if backups else None
