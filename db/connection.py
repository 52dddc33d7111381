"""Opens the encrypted file: one place that knows the pragmas, and says in French why a file will not open."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from db.keying import CACHED_STATEMENTS, give_key
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _

Connection = sqlcipher.Connection
DatabaseError = sqlcipher.DatabaseError

_READING_CACHE, _WRITING_CACHE = 16_000, 64_000
"""KiB at most, taken only as needed. An import of ten thousand people fits: else pages would be encrypted twice."""


class StoreUnreadable(KodikoError):
    """The file is not a store of this key, or it is damaged."""


class StoreUnwritable(KodikoError):
    """The disk is full, or the folder cannot be written."""


class StoreLocked(KodikoError):
    """The store was closed (locked) while something still wanted it."""


def connect(path: Path, key: bytes | bytearray, *, query_only: bool = False) -> Connection:
    """A raw SQLCipher connection on `path` with the raw 256-bit `key` (32 bytes), in autocommit mode.

    `synchronous=FULL`: what is committed survives a power cut. Foreign keys are not enforced: rows of other laptops
    arrive in any order. Raises StoreUnreadable.
    """
    if len(key) != 32:
        raise ValueError("a store key has 32 bytes")
    try:
        connection = sqlcipher.connect(
            str(path),
            timeout=5,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=CACHED_STATEMENTS,
        )
    except sqlcipher.Error as error:
        raise explain(error, path) from error
    try:
        give_key(connection, key)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not query_only:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute(f"PRAGMA cache_size = -{_READING_CACHE if query_only else _WRITING_CACHE}")
        if query_only:
            connection.execute("PRAGMA query_only = ON")
    except sqlcipher.OperationalError as error:
        connection.close()
        raise explain(error, path) from error
    except sqlcipher.DatabaseError as error:
        connection.close()
        raise unreadable(path) from error
    return connection


def unreadable(path: Path) -> StoreUnreadable:
    """The failure said when `path` does not open with this key, or is damaged."""
    return StoreUnreadable(
        _(
            "Ce fichier de données ne s’ouvre pas\u00a0: ce n’est pas la bonne clé, ou le fichier est abîmé. "
            "Il n’a pas été modifié. Réessayez, ou restaurez une sauvegarde."
        ),
        for_log=f"store unreadable ({path.suffix})",
    )


def explain(error: Exception, path: Path) -> KodikoError:
    """The known failure behind a driver error: full disk, read-only folder, damage (when opening, anything else)."""
    return known_failure(error, path) or unreadable(path)


def known_failure(error: Exception, path: Path) -> KodikoError | None:
    """The failure of the machine behind a driver error, or None when the error is a mistake of ours."""
    text = str(error).lower()
    if "full" in text:
        return StoreUnwritable(
            _(
                "Le disque est plein\u00a0: la dernière saisie n’a pas pu être enregistrée. "
                "Ce qui l’était déjà est intact. Libérez de la place, puis recommencez."
            ),
            for_log="disk full",
        )
    if "readonly" in text or "read-only" in text or "unable to open" in text or "disk i/o" in text:
        return unwritable()
    if "locked" in text:
        return StoreUnwritable(
            _(
                "Une autre fenêtre écrit en ce moment dans ces données. "
                "Rien n’est perdu\u00a0: recommencez dans un instant."
            ),
            for_log="store busy",
        )
    if "malformed" in text or "not a database" in text or "encrypted" in text:
        return unreadable(path)
    return None


def unwritable() -> StoreUnwritable:
    """The failure said when the folder of the data cannot be written."""
    return StoreUnwritable(
        _(
            "Kodiko ne peut pas écrire dans le dossier des données. Ce qui était enregistré est intact. "
            "Vérifiez que le dossier n’est pas en lecture seule, puis recommencez."
        ),
        for_log="store folder not writable",
    )


def locked() -> StoreLocked:
    """The failure said to what still reads or writes after the store was locked."""
    return StoreLocked(
        _("Kodiko est verrouillé\u00a0: rien de plus n’a été enregistré. Déverrouillez, puis recommencez."),
        for_log="store used after it was closed",
    )
