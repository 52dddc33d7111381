"""Pairs of files that may be one person's, looked for again only when a name, a birth date, a telephone or what was
said of a pair has changed: among ten thousand people the search takes half a second, knowing that nothing changed a few
thousandths. What is kept outlives a lock: ids and hashes, no name."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from db.connection import Connection
from db.queries.duplicates import Alike, alike, files_of

_MARK = (
    "SELECT count(*), max(clock), total(clock), total(counter) FROM sync_head "
    "WHERE table_name IN ('person', 'person_pair')"
)
"""Moves with each write about people, here or elsewhere; undoing and settling write too."""
_LOOKED_AT = (
    "SELECT id, stream, family_name, given_names, name_in_own_script, birth_date, phone, second_phone "
    "FROM person WHERE archived_at IS NULL ORDER BY created_at, id",
    "SELECT one_id, other_id, said FROM person_pair WHERE archived_at IS NULL AND said <> '' ORDER BY id",
)


@dataclass(frozen=True)
class _Kept:
    """`mark`: when it was last known to hold; `looked_at`: hash of what the search reads; `pairs`: (id, id, why)."""

    mark: tuple
    looked_at: str
    pairs: tuple[tuple[str, str, str], ...]


_kept: dict[str, _Kept] = {}
"""By the file of the store."""


def alike_pairs(connection: Connection) -> tuple[Alike, ...]:
    """What `duplicates.alike` finds, in the same order."""
    pairs = _pairs(connection)
    files = files_of(connection, {number for pair in pairs for number in pair[:2]})
    return tuple(Alike(files[one], files[other], why) for one, other, why in pairs if one in files and other in files)


def count_alike(connection: Connection, alive: Callable[[], None] = lambda: None) -> int:
    """How many pairs there are. What `alive` raises stops a search, which is then made another time."""
    return len(_pairs(connection, alive))


def _pairs(connection: Connection, alive: Callable[[], None] = lambda: None) -> tuple[tuple[str, str, str], ...]:
    store = connection.execute("PRAGMA database_list").fetchone()[2]
    known = _kept.get(store)
    mark = connection.execute(_MARK).fetchone()
    if known is not None and known.mark == mark:
        return known.pairs
    looked_at = _hash(connection)
    if known is not None and known.looked_at == looked_at:
        pairs = known.pairs
    else:
        pairs = tuple((pair.one.person_id, pair.other.person_id, pair.why) for pair in alike(connection, alive))
    if not connection.in_transaction:
        _kept[store] = _Kept(mark, looked_at, pairs)
    return pairs


def _hash(connection: Connection) -> str:
    found = hashlib.sha256()
    for query in _LOOKED_AT:
        for row in connection.execute(query):
            found.update(repr(row).encode())
    return found.hexdigest()
