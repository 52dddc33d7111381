"""Merging what came against the bare insertion of as many heads, in a file that holds as many already when what came
changes rows: every kind of rows, in turns."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from db import operations, projection
from db.merging import remote
from db.store import Store, create_store
from db.tables import Answer, Company, Note, Person
from tests.bench.measure import KEY, Result, result

ROWS = 5_000
RUNS = 5
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
        rates, floors, found = [], [], []
        for number in range(RUNS):
            ours, bare = (create_store(home / f"{name}-{number}.kodiko", KEY) for name in ("ours", "bare"))
            if last > ROWS:
                _merge(ours, source.device, lines[:-ROWS])
                _insert(bare, _heads(source.device, lines[:-ROWS]))
            rates.append(_timed(lambda ours=ours: _merge(ours, source.device, lines[-ROWS:])))
            heads = _heads(source.device, lines[-ROWS:])
            floors.append(_timed(lambda bare=bare, heads=heads: _insert(bare, heads)))
            if projection.left_aside(ours.read()):
                found.append(_timed(lambda ours=ours: _make_findable(ours)))
            for store in (ours, bare):
                store.close()
        source.close()
    remark = "lecture des lignes comprise ; ce qui se cherche est indexé ensuite"
    yield result(f"têtes fusionnées, {ROWS} {what}", rates, floor=floors, most_ratio=5, remark=remark)
    if found:
        yield result(f"index de recherche, {ROWS} {what}", found, remark="après la fusion, par tranches de 500")


def _merge(store: Store, device: str, lines: list[str]) -> None:
    with store.incoming() as incoming:
        found = operations.read_lines(lines)
        remote.apply(incoming, stream="org", device=device, operations=found, chain="")


def _heads(device: str, lines: list[str]) -> list[tuple[Any, ...]]:
    found = operations.read_lines(lines)
    return [(f.table, f.row_id, device, f.counter, "org", f.clock, f.author, f.fields_text) for f in found]


def _insert(store: Store, heads: list[tuple[Any, ...]]) -> None:
    with store.incoming() as incoming:
        incoming.connection.executemany("INSERT INTO sync_head VALUES (?, ?, ?, ?, ?, ?, ?, ?)", heads)


def _make_findable(store: Store) -> None:
    left = 1
    while left:
        with store.incoming() as incoming:
            left = projection.catch_up(incoming.connection, 500)


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
