"""Rows that say the same thing of the same person twice, once two files are one person's: the presence of each file at
one half-day. One of them is shown, by a rule on what they say; the others are put away, and listed when they disagree.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from db import heads
from db.bulk import batches
from db.catalogue import Table, tables
from db.connection import Connection
from db.same_person.written import ROWS_OF_ONE_PERSON, best


@dataclass(frozen=True)
class _Twin:
    row_id: str
    says: Any
    clock: int
    put_away: str | None

    @property
    def rank(self) -> tuple[bool, int, str]:
        """What says something goes before what says nothing, then the latest."""
        return (self.says not in (None, ""), self.clock, self.row_id)


def put_away(connection: Connection, table: Table, row_ids: Collection[str]) -> None:
    """Show one of the rows that speak of the same person and thing as each of `row_ids`, and put the others away."""
    if table.name not in ROWS_OF_ONE_PERSON:
        return
    thing = ROWS_OF_ONE_PERSON[table.name][0]
    groups: set[tuple[str, str]] = set()
    for marks, some in batches(row_ids):
        rows = connection.execute(f'SELECT "{thing}", person_id FROM "{table.name}" WHERE id IN ({marks})', some)
        groups.update(rows.fetchall())
    for key, person_id in sorted(groups):
        _settle(connection, table, key, person_id)


def disagreements(connection: Connection) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(table, ids of the rows that differ, the one shown first) for each thing said twice in different words."""
    found = []
    for name, (thing, says, *_with) in ROWS_OF_ONE_PERSON.items():
        table = tables()[name]
        rows = connection.execute(
            f'SELECT "{thing}", person_id FROM "{name}" WHERE person_id IN (SELECT kept_id FROM known_as) '
            f'GROUP BY 1, 2 HAVING count(DISTINCT "{says}") > 1 ORDER BY 1, 2'
        ).fetchall()
        for key, person_id in rows:
            active = [twin for twin in _twins(connection, table, key, person_id) if twin.put_away is None]
            saying = [twin for twin in active if twin.says not in (None, "")]
            if len({twin.says for twin in saying}) > 1:
                found.append((name, tuple(twin.row_id for twin in saying)))
    return tuple(found)


def _settle(connection: Connection, table: Table, key: str, person_id: str) -> None:
    group = _twins(connection, table, key, person_id)
    shown = next((twin for twin in group if twin.put_away is None), None)
    since = connection.execute("SELECT min(since) FROM known_as WHERE kept_id = ?", (person_id,)).fetchone()[0]
    for twin in group:
        right = twin.put_away if twin.put_away is not None or twin is shown else since
        connection.execute(
            f'UPDATE "{table.name}" SET archived_at = ?1 WHERE id = ?2 AND archived_at IS NOT ?1', (right, twin.row_id)
        )


def _twins(connection: Connection, table: Table, key: str, person_id: str) -> list[_Twin]:
    """What was written of one thing and person, the row to show first."""
    thing, says, *_with = ROWS_OF_ONE_PERSON[table.name]
    rows = connection.execute(
        f'SELECT id FROM "{table.name}" WHERE "{thing}" = ? AND person_id = ?', (key, person_id)
    ).fetchall()
    found = []
    for (row_id,) in rows:
        pieces = heads.fragments(connection, table.name, row_id)
        clock = max((piece.clock for piece in pieces if says in piece.fields), default=0)
        away = best(table, pieces, "archived_at")
        found.append(_Twin(row_id, best(table, pieces, says), clock, away))
    return sorted(found, key=lambda twin: twin.rank, reverse=True)
