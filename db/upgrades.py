"""Brings an older store up to date: verified copy, then Alembic in one transaction; a newer store is refused."""

import contextlib
import os
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from db.connection import Connection, DatabaseError, connect, known_failure, unwritable
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _

LATEST = "0009"
"""The migration this program knows as the last one (a test holds it to the scripts)."""


class StoreNewer(KodikoError):
    """The store was written by a newer Kodiko."""


class CopyFailed(KodikoError):
    """The copy made before an upgrade does not open: the upgrade is not tried."""


def version(connection: Connection) -> str | None:
    """The migration the store is at; None when it is empty."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    return row[0] if row else None


def bring_up_to_date(path: Path, key: bytes | bytearray) -> None:
    """Upgrade the store in `path` if it is behind. Alembic is imported only then.

    Raises StoreNewer, CopyFailed, StoreUnreadable, StoreUnwritable. Whatever happens, the store is either as before or
    up to date: the migration runs in one transaction, after a copy beside it (`.before-<version>`) was opened.
    """
    connection = connect(path, key)
    try:
        present = version(connection)
        if present == LATEST:
            return
        if present is not None and present > LATEST:
            raise StoreNewer(
                _(
                    "Ces données ont été enregistrées par une version plus récente de Kodiko. Elles n’ont pas été "
                    "modifiées. Mettez Kodiko à jour sur cet ordinateur, puis recommencez."
                ),
                for_log=f"store at {present}, program at {LATEST}",
            )
        if present is not None:
            keep_verified_copy(connection, path, key, present)
    finally:
        connection.close()
    _migrate(path, key)


def keep_verified_copy(connection: Connection, path: Path, key: bytes | bytearray, present: str) -> Path:
    """Copy the store beside itself through SQLite (what is still in the WAL included; copying the file would drop this
    process's locks on it), open the copy, and only then give it its name. Raises CopyFailed."""
    copy = path.with_name(f"{path.name}.before-{present}")
    part = copy.with_name(copy.name + ".part")
    try:
        sweep(part)
        target = connect(part, key)
        try:
            connection.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            sound = not target.execute("PRAGMA cipher_integrity_check").fetchall()
            sound = sound and target.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            sound = sound and version(target) == present
        finally:
            target.close()
        if not sound:
            raise _copy_failed()
        os.replace(part, copy)
        flush_folder(copy.parent)
    except (OSError, DatabaseError, KodikoError) as error:
        with contextlib.suppress(KodikoError):
            sweep(part)
        raise _copy_failed() from error
    return copy


def flush_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut (Windows does it by itself)."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sweep(path: Path) -> None:
    """Remove what a crash left of a file being made aside. Raises StoreUnwritable."""
    try:
        for left in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            if left.exists():
                left.unlink()
    except OSError as error:
        raise unwritable() from error


def _copy_failed() -> CopyFailed:
    return CopyFailed(
        _(
            "Avant de mettre les données à jour, Kodiko en fait une copie\u00a0; cette copie n’a pas pu être vérifiée. "
            "Les données n’ont pas été modifiées. Vérifiez la place sur le disque, puis recommencez."
        ),
        for_log="verified copy before migration failed",
    )


def _migrate(path: Path, key: bytes | bytearray) -> None:
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import DatabaseError as WrappedError
    from sqlalchemy.pool import StaticPool

    from db import migrations

    raw = connect(path, key)
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            migrations.upgrade(connection)
            problems = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if problems:
                raise RuntimeError(f"migration broke {len(problems)} references")
    except WrappedError as error:
        failure = known_failure(error.orig or error, path)
        if failure is not None:
            raise failure from error
        raise
    finally:
        engine.dispose()
        raw.close()
