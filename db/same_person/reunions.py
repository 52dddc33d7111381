"""Keeps the tables true to what people say of two files: once they are one person's, every row that speaks of either
shows the file kept, also rows that arrive later; once they are apart again, every row shows whom it was written about.

What is shown is a function of the heads alone, so that every laptop that has heard the same things shows the same.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from typing import Any

from db import heads, projection
from db.bulk import batches
from db.catalogue import Table, tables
from db.connection import Connection
from db.same_person import known_as, twins
from db.same_person.known_as import PAIRS
from db.same_person.written import written
from kodiko_desktop.domain.clock import moment_of
from kodiko_desktop.domain.same_people import SaidOfTwo, standing_for


def after_write(connection: Connection, table_name: str, row_ids: Collection[str]) -> None:
    """To be called after rows of a table were written, in the same transaction: they show the files kept."""
    table = tables().get(table_name)
    if table is None or not row_ids:
        return
    if table_name == PAIRS:
        _decide(connection)
    elif table_name == "person":
        if not _in_pairs(connection).isdisjoint(row_ids):
            _decide(connection)
    elif table.sharing.people:
        everybody = known_as.everybody(connection)
        if everybody:
            _show(connection, table, row_ids, everybody, among={*everybody, *everybody.values()})


def _in_pairs(connection: Connection) -> set[str]:
    rows = connection.execute(f"SELECT one_id, other_id FROM {PAIRS}").fetchall()
    return {person for row in rows for person in row}


# -- who stands for whom ------------------------------------------------------------------------------------------


def _decide(connection: Connection) -> None:
    """Reckon again, over everything that was said, and show it where it changed."""
    before = dict(_stored(connection))
    now = _reckoned(connection)
    connection.execute("DELETE FROM known_as")
    connection.executemany(
        "INSERT INTO known_as (person_id, kept_id, since) VALUES (?, ?, ?)",
        [(person, kept, since) for person, (kept, since) in now.items()],
    )
    everybody = {person: kept for person, (kept, _since) in now.items()}
    moved = {person for person in {*before, *now} if before.get(person) != now.get(person)}
    shown = {before.get(person, (person, ""))[0] for person in moved}
    if moved:
        for table in tables().values():
            if table.sharing.people:
                _show(connection, table, _rows_showing(connection, table, shown), everybody)
    _put_away(connection, now, {*moved, *now})
    people = {*moved, *shown, *everybody, *everybody.values()}
    projection.follow_rows(connection, "person", sorted(people))


def _stored(connection: Connection) -> Iterable[tuple[str, tuple[str, str]]]:
    for person, kept, since in connection.execute("SELECT person_id, kept_id, since FROM known_as").fetchall():
        yield person, (kept, since)


def _reckoned(connection: Connection) -> Mapping[str, tuple[str, str]]:
    rows = [
        SaidOfTwo(*row, _said_at(connection, row_id))
        for row_id, *row in connection.execute(
            f"SELECT id, one_id, other_id, said, kept_id FROM {PAIRS} WHERE archived_at IS NULL ORDER BY id"
        ).fetchall()
    ]
    files = {file for row in rows for file in (row.one, row.other)}
    here = set()
    for marks, some in batches(sorted(files)):
        here.update(row[0] for row in connection.execute(f"SELECT id FROM person WHERE id IN ({marks})", some))
    return standing_for(rows, here)


def _said_at(connection: Connection, row_id: str) -> str:
    """When it was said (UTC, ISO 8601, to the second), by the clock of whoever said it."""
    clock = max((head.clock for head in heads.heads(connection, PAIRS, row_id, "said")), default=0)
    return moment_of(clock)


def _put_away(connection: Connection, now: Mapping[str, tuple[str, str]], people: Iterable[str]) -> None:
    """A file behind another is in no list; one that stands for itself again is where it was."""
    table = tables()["person"]
    for person in people:
        away = written(connection, table, person)["archived_at"]
        shown = away if away is not None or person not in now else now[person][1]
        connection.execute(
            "UPDATE person SET archived_at = ?1 WHERE id = ?2 AND archived_at IS NOT ?1", (shown, person)
        )


# -- rows that speak of people ------------------------------------------------------------------------------------


def _rows_showing(connection: Connection, table: Table, people: Collection[str]) -> list[str]:
    found: dict[str, None] = {}
    for column in table.sharing.people:
        for marks, some in batches(sorted(people)):
            rows = connection.execute(f'SELECT id FROM "{table.name}" WHERE "{column}" IN ({marks})', some)
            found.update(dict.fromkeys(row[0] for row in rows))
    return list(found)


def _show(
    connection: Connection,
    table: Table,
    row_ids: Collection[str],
    everybody: Mapping[str, str],
    among: Set[str] | None = None,
) -> None:
    """Write, in the columns that hold ids of people, the file kept of whom the row was written about. `among`: only
    rows that show one of these people are looked at."""
    changed: list[tuple[Any, ...]] = []
    columns = table.sharing.people
    listed = ", ".join(f'"{column}"' for column in columns)
    for marks, some in batches(row_ids):
        rows = connection.execute(f'SELECT id, {listed} FROM "{table.name}" WHERE id IN ({marks})', some).fetchall()
        for row_id, *present in rows:
            if among is not None and among.isdisjoint(present):
                continue
            truly = written(connection, table, row_id)
            right = [everybody.get(truly[column], truly[column]) for column in columns]
            if right != present:
                changed.append((*right, row_id))
    sets = ", ".join(f'"{column}" = ?' for column in columns)
    connection.executemany(f'UPDATE "{table.name}" SET {sets} WHERE id = ?', changed)
    twins.put_away(connection, table, row_ids)
