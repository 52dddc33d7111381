"""Refuses every write that is not part of an act: SQLite itself asks us before it prepares a statement, and holds the
connection read-only between acts (which also covers what it does not ask about: blobs opened in place, restores)."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher

_WRITES = frozenset({sqlcipher.SQLITE_INSERT, sqlcipher.SQLITE_UPDATE, sqlcipher.SQLITE_DELETE})
_NEVER = frozenset(
    getattr(sqlcipher, f"SQLITE_{name}")
    for name in (
        *("CREATE_TABLE", "CREATE_INDEX", "CREATE_TRIGGER", "CREATE_VIEW", "CREATE_VTABLE", "CREATE_TEMP_TRIGGER"),
        *("DROP_TABLE", "DROP_INDEX", "DROP_TRIGGER", "DROP_VIEW", "DROP_VTABLE", "ALTER_TABLE", "ATTACH"),
    )
)
"""What changes the shape of the store: the work of migrations, which have a connection of their own."""


class Guard:
    """Stands on one writing connection. Closed, it lets nothing be written; `open()` lets an act write, and
    `open_for(names)` only the named tables (drafts, settings: what belongs to this laptop)."""

    def __init__(self, connection: sqlcipher.Connection) -> None:
        self._connection = connection
        self._allowed: frozenset[str] | None = frozenset()
        self._stand()

    def _stand(self) -> None:
        # Setting the authorizer again expires prepared statements, so none slips through from an earlier act.
        self._connection.set_authorizer(self._decide)
        self._connection.execute(f"PRAGMA query_only = {'ON' if self._allowed == frozenset() else 'OFF'}")

    def _decide(self, action: int, first: str | None, *_rest: object) -> int:
        if action in _NEVER:
            return sqlcipher.SQLITE_DENY
        if action not in _WRITES or self._allowed is None:
            return sqlcipher.SQLITE_OK
        name = first or ""
        if name in self._allowed or name.startswith("sqlite_"):
            return sqlcipher.SQLITE_OK
        return sqlcipher.SQLITE_DENY

    @contextmanager
    def open(self) -> Iterator[None]:
        """Let everything be written until the block ends."""
        yield from self._while_allowing(None)

    @contextmanager
    def open_for(self, names: frozenset[str]) -> Iterator[None]:
        """Let only these tables be written until the block ends."""
        yield from self._while_allowing(names)

    def _while_allowing(self, names: frozenset[str] | None) -> Iterator[None]:
        before = self._allowed
        self._allowed = names
        self._stand()
        try:
            yield
        finally:
            self._allowed = before
            self._stand()
