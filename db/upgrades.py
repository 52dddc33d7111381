"""Brings an older store up to date: verified copy, then Alembic in one transaction; a newer store is refused."""

import shutil
from pathlib import Path

from db.connection import Connection, connect, explain
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _

LATEST = "0001"
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
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            keep_verified_copy(path, key, present)
    finally:
        connection.close()
    _migrate(path, key)


def keep_verified_copy(path: Path, key: bytes | bytearray, present: str) -> Path:
    """Copy the store beside itself and open the copy. Raises CopyFailed."""
    copy = path.with_name(f"{path.name}.before-{present}")
    try:
        shutil.copyfile(path, copy)
        check = connect(copy, key, query_only=True)
        try:
            sound = not check.execute("PRAGMA cipher_integrity_check").fetchall()
            sound = sound and check.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        finally:
            check.close()
    except (OSError, KodikoError) as error:
        raise _copy_failed() from error
    if not sound:
        raise _copy_failed()
    return copy


def _copy_failed() -> CopyFailed:
    return CopyFailed(
        _(
            "Avant de mettre les données à jour, Kodiko en fait une copie ; cette copie n’a pas pu être vérifiée. "
            "Les données n’ont pas été modifiées. Vérifiez la place sur le disque, puis recommencez."
        ),
        for_log="verified copy before migration failed",
    )


def _migrate(path: Path, key: bytes | bytearray) -> None:
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import OperationalError
    from sqlalchemy.pool import StaticPool

    from db import migrations

    raw = connect(path, key)
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            migrations.upgrade(connection)
            problems = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if problems:
                raise RuntimeError(f"migration broke {len(problems)} references")
    except OperationalError as error:
        raise explain(error.orig or error, path) from error
    finally:
        engine.dispose()
        raw.close()
