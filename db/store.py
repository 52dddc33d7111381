"""The open store: one writing connection behind a guard, reading connections, and acts."""

import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from db import settings, upgrades
from db.connection import Connection, connect, known_failure, locked, unreadable
from db.guard import Guard

Now = Callable[[], datetime]

_PATIENCE, _TURN = 1.0, 0.0005
"""Seconds a merge lets acts go first at most, and how long it sleeps meanwhile."""
_JOURNAL, _LONG_JOURNAL = 1000, 25_000
"""Pages of 4 KiB written before the journal is folded into the file: SQLite's own, and while a history comes in."""


def wall_clock() -> datetime:
    """The present moment, with its timezone."""
    return datetime.now(UTC).astimezone()


class Store:
    """An open store. `read()` gives a reading connection to the calling thread; `act()` writes, one at a time.

    `close()` closes every connection (locked means closed); the caller wipes the key.
    """

    def __init__(self, path: Path, key: bytes | bytearray, *, now: Now = wall_clock) -> None:
        self.path = path
        self.now = now
        self._key = key
        self.closed = False
        self._writing = threading.RLock()
        self._asking: set[int] = set()
        self._readers: dict[int, Connection] = {}
        self._listeners: list[Callable[[Any], None]] = []
        self._writer = connect(path, key)
        self._guard = Guard(self._writer)
        self.device = settings.read(self._writer, settings.DEVICE_ID)
        self.device_code = settings.read(self._writer, settings.DEVICE_CODE)

    # -- reading --------------------------------------------------------------------------------------------------

    def read(self) -> Connection:
        """The reading connection of this thread (PRAGMA query_only). Raises StoreLocked once the store is closed."""
        if self.closed:
            raise locked()
        me = threading.get_ident()
        if me not in self._readers:
            self._readers[me] = connect(self.path, self._key, query_only=True)
        return self._readers[me]

    def stop_reading(self) -> None:
        """A thread that is about to end gives its reading connection back. Harmless when it has none."""
        with self._writing:
            connection = self._readers.pop(threading.get_ident(), None)
            if connection is not None:
                connection.close()

    # -- writing --------------------------------------------------------------------------------------------------

    @contextmanager
    def act(self, kind: str, *, author: str, undoes: str | None = None) -> Iterator[Any]:
        """Open an act: `with store.act("person.register", author=staff_id) as act: act.create(...)`.

        Committed when the block ends, rolled back whole when it raises. A full disk or a read-only folder is said as
        StoreUnwritable. Yields `db.changes.Act`.
        """
        from db.changes import Act, Changes, next_instant

        with self._alone(), self._guard.open():
            connection = self._writer
            with self._transaction():
                now = self.now()
                clock = next_instant(settings.read(connection, settings.CLOCK, 0), now)
                act = Act(connection, kind, author, self.device, self.device_code, now, clock, undoes)
                yield act
                if act.rows:
                    connection.execute(
                        "INSERT INTO act (id, position, kind, author, device, at, undoes) "
                        "VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM act), ?, ?, ?, ?, ?)",
                        (act.id, kind, author, self.device, act.at, undoes),
                    )
                    settings.write(connection, settings.CLOCK, clock.pack())
        if act.rows:
            changes = Changes(act.id, kind, frozenset(act.rows))
            for listener in tuple(self._listeners):
                listener(changes)

    @contextmanager
    def incoming(self) -> Iterator[Any]:
        """Merge what other laptops did, committed when the block ends or not at all; listeners hear what changed.
        Yields `db.merging.incoming.Incoming`."""
        from db.changes import Changes
        from db.merging.incoming import Incoming

        self._let_others_write()
        with self._alone(), self._guard.open(), self._transaction():
            merge = Incoming(self._writer, self.device, self.now())
            yield merge
        if merge.rows:
            changes = Changes("", "sync", frozenset(merge.rows))
            for listener in tuple(self._listeners):
                listener(changes)

    @contextmanager
    def note(self) -> Iterator[Connection]:
        """Write what belongs to this laptop only (drafts, settings, recents, documents' bytes): no act, no sharing."""
        from db.catalogue import local_table_names

        machinery = {"act", "operation", "sync_head", "conflict", "sync_frontier", "sync_overwritten"}
        with self._alone(), self._guard.open_for(frozenset(local_table_names() - machinery)), self._transaction():
            yield self._writer

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the writing connection. An act inside an act would commit half of the outer one: it is a mistake."""
        me = threading.get_ident()
        self._asking.add(me)
        with self._writing:
            self._asking.discard(me)
            if self.closed:
                raise locked()
            if self._writer.in_transaction:
                raise RuntimeError("an act or a note is already open in this thread")
            yield

    def _let_others_write(self) -> None:
        """What came from elsewhere waits for its turn: Python's locks are not fair, and a merge that takes the next
        segment at once would keep an answer waiting for all of them."""
        until = time.monotonic() + _PATIENCE
        while self._asking and time.monotonic() < until:
            time.sleep(_TURN)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Commit what the block writes, or nothing. Raises StoreUnwritable or StoreUnreadable when the disk fails."""
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            yield
            self._writer.execute("COMMIT")
        except BaseException as error:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            failure = known_failure(error, self.path) if isinstance(error, sqlcipher.Error) else None
            if failure is not None:
                raise failure from error
            raise

    @contextmanager
    def not_flushing(self) -> Iterator[None]:
        """Fill a store that can be thrown away (a demonstration) without waiting for the disk at each act: were the
        machine to stop meanwhile, the whole store would be lost. Never around anybody's data."""
        self._writer.execute("PRAGMA synchronous = OFF")
        try:
            yield
        finally:
            self._writer.execute("PRAGMA synchronous = FULL")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def writing_much(self) -> Iterator[None]:
        """Let the journal grow while a whole history comes in: folded into the file at each transaction, the same pages
        would be written again and again. What is committed is on the disk as ever."""
        self._fold_journal_after(_LONG_JOURNAL)
        try:
            yield
        finally:
            if not self.closed:
                self._fold_journal_after(_JOURNAL)
                self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def _fold_journal_after(self, pages: int) -> None:
        with self._alone():
            self._writer.execute(f"PRAGMA wal_autocheckpoint = {pages}").fetchone()

    def undo(self, act_id: str, *, author: str) -> None:
        """Undo an act by a new one. Raises UndoRefused."""
        from db.undo import undo

        with self.act("undo", author=author, undoes=act_id) as act:
            undo(act, act_id)

    def on_change(self, listener: Callable[[Any], None]) -> Callable[[], None]:
        """Have `listener(changes)` called after each act, in the thread of the act. Returns how to stop it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # -- closing --------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Close every connection. Safe to call twice."""
        with self._writing:
            if self.closed:
                return
            self.closed = True
            for connection in (*self._readers.values(), self._writer):
                connection.close()
            self._readers.clear()
            self._key = b""


def create_store(path: Path, key: bytes | bytearray, *, device_code: str = "01", now: Now = wall_clock) -> Store:
    """A new, empty store in `path`, with a device id of its own. Raises FileExistsError, StoreUnwritable.

    It is made aside and named once complete: a crash leaves no store, never half of one.
    """
    if path.exists():
        raise FileExistsError(path)
    aside = path.with_name(f"{path.name}.new")
    upgrades.sweep(aside)
    upgrades.bring_up_to_date(aside, key)
    connection = connect(aside, key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        settings.write(connection, settings.DEVICE_ID, secrets.token_hex(8))
        settings.write(connection, settings.DEVICE_CODE, device_code)
        connection.execute("COMMIT")
    finally:
        connection.close()
    os.replace(aside, path)
    upgrades.flush_folder(path.parent)
    return Store(path, key, now=now)


def open_store(path: Path, key: bytes | bytearray, *, now: Now = wall_clock) -> Store:
    """Open the store in `path`, upgraded first if it is older. Raises StoreNewer, StoreUnwritable, and StoreUnreadable
    (also for an absent or empty file: an empty store is never put in its place)."""
    if not path.is_file() or path.stat().st_size == 0:
        raise unreadable(path)
    upgrades.bring_up_to_date(path, key)
    return Store(path, key, now=now)
