"""Merging what came against the bare insertion of as many heads, in a file that holds as many already when what came
changes rows: every kind of rows, in turns.

Three floors. The strict one: a head is a row of `sync_head`, which holds all the fields of an operation. The one of the
model (a head is one field of one row): as many bare rows as there are values. And the merge's own statements, recorded
and played again alone: what of the work no Python could save.
"""

import gc
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db import operations, projection
from db.bulk import collector_kept_out
from db.connection import Connection, connect
from db.merging import remote
from db.store import Store, create_store, open_store
from db.tables import Answer, Company, Note, Person
from tests.bench.measure import KEY, Result, result

ROWS = 5_000
RUNS = 7
FAMILY = ("Diallo", "Kidane", "Popescu", "Ștefănescu", "Traoré", "Haddad", "Ben Salah", "Nguyen", "Ivanova", "Mehari")
GIVEN = ("Aminata", "Selam", "Ion", "Maria", "Mohamed", "Fatou", "Abdul Rahman", "Nour Eddine", "Elena", "Samira")


def run() -> list[Result]:
    """Target: 20 % of the raw rate, that is five times the raw time, whatever the kind of rows."""
    found = [_kind(what, fill) for what, fill in KINDS.items()]
    return [*(line for lines in found for line in lines)]


def _notes(store: Store, _chance: random.Random) -> None:
    rows = [(None, {"text": os.urandom(500).hex()}) for _number in range(ROWS)]
    with store.act("note.write", author="sam") as act:
        act.create_many(Note, stream="org", rows=rows)


def _answers(store: Store, _chance: random.Random) -> list[str]:
    rows = [(None, {"diagnostic_id": f"d{n // 60}", "question": f"q{n % 60}", "value": n % 4}) for n in range(ROWS)]
    with store.act("answer.give", author="sam") as act:
        return act.create_many(Answer, stream="org", rows=rows)


def _people(store: Store, chance: random.Random) -> list[str]:
    rows: list[tuple[str | None, dict[str, Any]]] = []
    for number in range(ROWS):
        said = {
            "number": f"PAR-2026-01-{number:04d}",
            "family_name": f"{chance.choice(FAMILY)}{chance.choice(('', 'a', 'ou', 'do'))}",
            "given_names": chance.choice(GIVEN),
            "birth_date": f"19{chance.randrange(60, 99)}-0{chance.randrange(1, 9)}-1{chance.randrange(9)}",
            "phone": f"06{chance.randrange(10**8):08}",
            "city": "Tours",
        }
        rows.append((None, said))
    with store.act("person.register", author="sam") as act:
        return act.create_many(Person, stream="org", rows=rows)


def _companies(store: Store, chance: random.Random) -> None:
    rows = [
        (None, {"name": f"{chance.choice(FAMILY)} BTP {number}", "city": "Tours", "phone": f"02{number:08}"})
        for number in range(ROWS)
    ]
    with store.act("company.create", author="sam") as act:
        act.create_many(Company, stream="org", rows=rows)


def _answers_changed(store: Store, chance: random.Random) -> None:
    answers = _answers(store, chance)
    with store.act("answer.change", author="sam") as act:
        for answer in answers:
            act.change(Answer, answer, values={"value": 7}, seen=act.seen(Answer, answer))


KINDS: dict[str, Callable[[Store, random.Random], object]] = {
    "notes de 1 Ko": _notes,
    "réponses": _answers,
    "personnes": _people,
    "entreprises": _companies,
    "réponses modifiées": _answers_changed,
}


def _kind(what: str, fill: Callable[[Store, random.Random], object]) -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        source = create_store(home / "source.kodiko", KEY)
        fill(source, random.Random(7))
        last = source.read().execute("SELECT max(counter) FROM operation").fetchone()[0]
        lines = operations.write_lines(source.read(), "org", source.device, 1, last)
        device = source.device
        source.close()
        earlier, lines = lines[:-ROWS], lines[-ROWS:]
        heads, values = _heads(device, lines), _values(device, lines)
        with _store(home / "recorded.kodiko", device, earlier) as store:
            statements = _statements(store, device, lines)
        times: list[list[float]] = [[] for _floor in range(4)]
        found = []
        for number in range(RUNS):
            with _store(home / f"ours-{number}.kodiko", device, earlier) as ours:
                times[0].append(_timed(lambda ours=ours: _merge(ours, device, lines)))
                if projection.left_aside(ours.read()):
                    found.append(_timed(lambda ours=ours: _make_findable(ours)))
            with _store(home / f"bare-{number}.kodiko", device, []) as bare:
                _insert(bare, ONE_HEAD, _heads(device, earlier))
                times[1].append(_timed(lambda bare=bare: _insert(bare, ONE_HEAD, heads)))
            with _store(home / f"fields-{number}.kodiko", device, []) as bare:
                _insert(bare, ONE_VALUE, _values(device, earlier))
                times[2].append(_timed(lambda bare=bare: _insert(bare, ONE_VALUE, values)))
            with _store(home / f"alone-{number}.kodiko", device, earlier) as bare:
                times[3].append(_timed(lambda bare=bare: _play(bare, statements)))
    rates, floor, floor_of_values, alone = times
    remark = "lecture des lignes comprise ; ce qui se cherche est indexé ensuite"
    yield result(f"têtes fusionnées, {ROWS} {what}", rates, floor=floor, most_ratio=5, remark=remark)
    remark = f"plancher : une ligne par champ dit, {len(values)}"
    yield result(f"  tête = un champ, {len(values)} {what}", rates, floor=floor_of_values, most_ratio=5, remark=remark)
    remark = "les mêmes instructions, rejouées seules ; leur plancher est celui de la première ligne"
    yield result(f"  leur SQL seul, {ROWS} {what}", alone, floor=floor, remark=remark)
    if found:
        yield result(f"index de recherche, {ROWS} {what}", found, remark="après la fusion, par tranches de 500")


@contextmanager
def _store(path: Path, device: str, earlier: list[str]) -> Iterator[Store]:
    """A new store that knows what came `earlier`, with a table for heads of one field each."""
    create_store(path, KEY).close()
    connection = connect(path, KEY)
    connection.execute(
        "CREATE TABLE head_of_field (table_name TEXT, row_id TEXT, field TEXT, device TEXT, counter INTEGER, "
        "stream TEXT, clock INTEGER, author TEXT, value TEXT, "
        "PRIMARY KEY (table_name, row_id, field, device, counter)) WITHOUT ROWID"
    )
    connection.close()
    store = open_store(path, KEY)
    try:
        if earlier:
            _merge(store, device, earlier)
        yield store
    finally:
        store.close()


ONE_HEAD = "INSERT INTO sync_head VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
ONE_VALUE = "INSERT INTO head_of_field VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _merge(store: Store, device: str, lines: list[str]) -> None:
    with store.incoming() as incoming:
        found = operations.read_lines(lines)
        remote.apply(incoming, stream="org", device=device, operations=found, chain="")


def _heads(device: str, lines: list[str]) -> list[tuple[Any, ...]]:
    found = operations.read_lines(lines)
    return [(f.table, f.row_id, device, f.counter, "org", f.clock, f.author, f.fields_text) for f in found]


def _values(device: str, lines: list[str]) -> list[tuple[Any, ...]]:
    return [
        (f.table, f.row_id, name, device, f.counter, "org", f.clock, f.author, json.dumps(value, ensure_ascii=False))
        for f in operations.read_lines(lines)
        for name, value in f.fields.items()
    ]


def _insert(store: Store, sql: str, rows: list[tuple[Any, ...]]) -> None:
    with store.incoming() as incoming:
        incoming.connection.executemany(sql, rows)


class _Recording:
    """A connection that also remembers what it was asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.statements: list[tuple[str, str, Any]] = []

    def execute(self, sql: str, values: Any = ()) -> Any:
        self.statements.append(("execute", sql, values))
        return self._connection.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Any:
        self.statements.append(("executemany", sql, list(rows)))
        return self._connection.executemany(sql, self.statements[-1][2])


def _statements(store: Store, device: str, lines: list[str]) -> list[tuple[str, str, Any]]:
    """What a merge asks of SQLite."""
    with store.incoming() as incoming:
        recording = _Recording(incoming.connection)
        incoming.connection = recording
        remote.apply(incoming, stream="org", device=device, operations=operations.read_lines(lines), chain="")
    return recording.statements


def _play(store: Store, statements: list[tuple[str, str, Any]]) -> None:
    with store.incoming() as incoming:
        for how, sql, values in statements:
            getattr(incoming.connection, how)(sql, values).fetchall()


def _make_findable(store: Store) -> None:
    left = 1
    while left:
        with store.incoming() as incoming:
            left = projection.catch_up(incoming.connection, 500)


def _timed(work: Callable[[], None]) -> float:
    """Milliseconds of one call, the collector kept out of it: what the bench itself holds is no part of the work."""
    gc.collect()
    with collector_kept_out():
        started = time.perf_counter()
        work()
        return (time.perf_counter() - started) * 1000
