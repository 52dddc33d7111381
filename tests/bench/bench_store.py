"""The store: an answer saved for good, an import of ten thousand rows, opening."""

import itertools
import tempfile
from datetime import date
from pathlib import Path

from db import records
from db.store import create_store, open_store
from db.tables import Answer, Person
from kodiko_desktop.domain.identifiers import natural_id
from tests.bench.measure import KEY, Result, commit_one_row, insert_rows, raw_store, result, side_by_side, timed

ROWS = 10_000


def run() -> list[Result]:
    """Targets: a saved answer, durable, ≤ 10 ms (p95) and ≤ 5 × a raw FULL commit."""
    with tempfile.TemporaryDirectory() as folder, raw_store() as raw:
        store = create_store(Path(folder) / "store.kodiko", KEY)
        try:
            return [*_answers(store, raw), *_many(store, raw), *_opening(store.path)]
        finally:
            store.close()


def _answers(store, raw) -> list[Result]:
    numbers = itertools.count()

    def answer_a_new_question() -> None:
        number = next(numbers)
        with store.act("answer.give", author="sam") as act:
            act.create(
                Answer,
                stream="tours",
                id=natural_id("answer", "response", str(number)),
                diagnostic_id="response",
                person_id="person",
                question=f"question-{number}",
                value=number % 5,
            )

    def change_an_answer() -> None:
        question = natural_id("answer", "response", "0")
        record = records.find(store.read(), Answer, question)
        with store.act("answer.change", author="sam") as act:
            act.change(Answer, question, values={"value": next(numbers)}, seen=record.seen)

    ours, floor = side_by_side(answer_a_new_question, lambda: commit_one_row(raw, next(numbers)), runs=300, warm=20)
    changed, changed_floor = side_by_side(
        change_an_answer, lambda: commit_one_row(raw, next(numbers)), runs=300, warm=20
    )
    targets = {"most": 10, "judged": "p95", "most_ratio": 5}
    return [
        result("réponse enregistrée, durable", ours, floor=floor, **targets),
        result("réponse corrigée, durable", changed, floor=changed_floor, **targets),
    ]


def _many(store, raw) -> list[Result]:
    person = {
        "family_name": "Diallo",
        "given_names": "Aminata",
        "birth_date": date(1990, 3, 3),
        "phone": "0600000000",
        "city": "Tours",
        "languages": ["fr", "ff"],
    }
    firsts = itertools.count(10**9, ROWS)

    def ours() -> None:
        with store.act("person.import", author="sam") as act:
            act.create_many(Person, stream="tours", rows=[(None, person)] * ROWS)

    found, floor = side_by_side(ours, lambda: insert_rows(raw, next(firsts), ROWS), runs=3)
    return [
        result(
            "10 000 personnes créées en un acte", found, floor=floor, remark="têtes, opérations et recherche comprises"
        )
    ]


def _opening(path: Path) -> list[Result]:
    return [result("ouvrir un magasin à jour", timed(lambda: open_store(path, KEY).close(), runs=30))]
