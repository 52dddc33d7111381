"""Hands the key to SQLCipher and leaves no copy behind: once connections are closed, the memory must not tell it."""

import ctypes
import sys

import sqlcipher3.dbapi2 as sqlcipher

CACHED_STATEMENTS = 5
"""The least a connection keeps ready. The driver drops the last one kept when a new one comes: what fills the cache
before the key is given lets the statement of the key go at once. (A saved answer costs the same: measured.)"""
_OVERWRITES = 12


def give_key(connection: sqlcipher.Connection, key: bytes | bytearray) -> None:
    """Key a fresh connection with the raw 256-bit `key`: the first statements it runs.

    SQLCipher takes a key as the text of a statement, copied by each layer on the way. Python's two copies are wiped
    here; those SQLite freed are overwritten by statements of the same length, which take the same blocks again.
    (`cipher_memory_security` would wipe them too, but it cannot be switched off again, and with it bulk inserts take
    7 times longer and a saved answer 5 times.) A test reads the memory of a process from outside to hold us to it.
    """
    digits = bytearray(key).hex()
    statement = "".join(("PRAGMA key = \"x'", digits, "'\""))
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        _fill(connection, CACHED_STATEMENTS)
        connection.execute(statement)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        _wipe(digits)
        _wipe(statement)
        _fill(connection, _OVERWRITES)


def _fill(connection: sqlcipher.Connection, count: int) -> None:
    """Run statements of the length of the one that gives the key, and without effect: SQLite knows no such pragma."""
    for number in range(count):
        connection.execute(f"PRAGMA kno = \"x'{number:064x}'\"")


def _wipe(text: str) -> None:
    """Overwrite an ASCII string of ours with zeros: its letters end its object, before one closing zero (CPython)."""
    if sys.implementation.name == "cpython" and text.isascii():
        ctypes.memset(id(text) + sys.getsizeof(text) - len(text) - 1, 0, len(text))
