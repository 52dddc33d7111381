"""Changes that nobody disputes are merged by columns: they say what weighing each of them alone would have said."""

import json

import pytest

from db import heads, operations, records
from db.catalogue import tables
from db.merging import remote, remote_rows
from db.merging.remote_heads import HeadsOfRows
from db.tables import Answer, Person
from tests.storage.carrying import assert_heads_are_what_nobody_overwrote, carry, last_counter, said
from tests.storage.laptops import laptops_of_one_antenna

DEVICE = "f" * 16


@pytest.fixture
def three(empty_store, tmp_path):
    with laptops_of_one_antenna(empty_store, tmp_path, 3) as opened:
        yield opened


def _line(counter, row_id, fields, *, made=False, over=None):
    overwrites = json.dumps({name: [[DEVICE, seen]] for name, seen in (over or {}).items()})
    fields_text = json.dumps(fields, ensure_ascii=False)
    parts = [counter, "act", "k", "sam", "2026-05-11T09:00:00Z", "person", row_id, counter << 16, made, fields_text]
    return json.dumps([*parts, overwrites, "[]"], ensure_ascii=False)


def _take(store, *lines, stream="tours"):
    with store.incoming() as incoming:
        found = operations.read_lines(lines)
        remote.apply(incoming, stream=stream, device=DEVICE, operations=found, chain="")


def _shown(store, row_id):
    return records.find(store.read(), Person, row_id).row


def test_answers_changed_again_and_again_say_the_same_by_columns_and_one_by_one(three, monkeypatch):
    one, two, slow = three
    rows = [(None, {"diagnostic_id": "d", "question": f"q{n}", "value": n}) for n in range(40)]
    with one.act("answer.give", author="sam") as act:
        answers = act.create_many(Answer, stream="tours", rows=rows)
    carry(one, two)
    for value in (7, ["a", "b"], None):
        with one.act("answer.change", author="sam") as act:
            for number, answer in enumerate(answers):
                given = {"value": value} if number % 2 else {"value": value, "comment": f"le {number}"}
                act.change(Answer, answer, values=given, seen=act.seen(Answer, answer))
        carry(one, two)
    monkeypatch.setattr(HeadsOfRows, "undisputed", lambda _heads, _operations, without: [])
    while last_counter(slow, "tours", one.device) < last_counter(one, "tours"):
        carry(one, slow, most=7)
    assert said(one) == said(two) == said(slow)
    assert_heads_are_what_nobody_overwrote(two, three)


def test_a_change_already_disputed_is_weighed_again(three):
    """Somebody else's value of the same field is there: replacing one of the two settles nothing."""
    one, two, _three = three
    with one.act("person.register", author="sam") as act:
        people = [act.create(Person, stream="tours", family_name="Sow") for _number in range(3)]
    carry(one, two)
    for store, city in ((one, "Tours"), (two, "Blois")):
        for row_id in people:
            seen = records.find(store.read(), Person, row_id).seen
            with store.act("person.change", author="sam") as act:
                act.change(Person, row_id, values={"city": city}, seen=seen)
    own = [records.find(one.read(), Person, row_id).seen for row_id in people]
    carry(two, one)
    for row_id, seen in zip(people, own, strict=True):
        with one.act("person.change", author="sam") as act:
            act.change(Person, row_id, values={"city": "Amboise"}, seen=seen)
    carry(one, two)
    assert said(one) == said(two)
    assert {head.value for head in heads.heads(two.read(), "person", people[0], "city")} == {"Amboise", "Blois"}
    assert two.read().execute("SELECT count(*) FROM conflict").fetchone() == (3,)


def test_changed_values_that_cannot_be_shown_are_kept_with_their_reason(three):
    [store, *_others] = three
    _take(store, *(_line(n, f"p{n}", {"city": "Tours", "birth_date": "2001-02-03"}, made=True) for n in (1, 2)))
    _take(
        store,
        _line(3, "p1", {"birth_date": "jamais", "nickname": "Doudou"}, over={"birth_date": 1, "nickname": 1}),
        _line(4, "p2", {"birth_date": "jamais"}, over={"birth_date": 2}),
    )
    failed = store.read().execute("SELECT row_id, field, reason FROM projection_failure ORDER BY 1, 2").fetchall()
    assert failed == [
        *(("p1", "birth_date", "bad_value"), ("p1", "nickname", "unknown_field"), ("p2", "birth_date", "bad_value"))
    ]
    assert _shown(store, "p2").birth_date is None and _shown(store, "p2").city == "Tours"
    _take(store, _line(5, "p2", {"birth_date": "2002-03-04"}, over={"birth_date": 4}))
    assert _shown(store, "p2").birth_date.isoformat() == "2002-03-04"
    assert store.read().execute("SELECT count(*) FROM projection_failure WHERE row_id = 'p2'").fetchone() == (0,)


def test_a_change_of_a_row_whose_table_was_not_known_yet_makes_the_row(three, monkeypatch):
    [store, *_others] = three
    older = {name: table for name, table in tables().items() if name != "person"}
    for module in (remote, remote_rows):
        monkeypatch.setattr(module, "tables", lambda: older)
    _take(store, _line(1, "p", {"family_name": "Sow", "city": "Tours"}, made=True))
    monkeypatch.undo()
    _take(store, _line(2, "p", {"city": "Blois"}, over={"city": 1}))
    assert _shown(store, "p").city == "Blois"
    with store.incoming() as incoming:
        remote_rows.reproject(incoming)
    row = _shown(store, "p")
    assert (row.family_name, row.city, row.created_at) == ("Sow", "Blois", "2026-05-11T09:00:00Z")


def test_one_number_used_in_two_streams_stops_nothing(three):
    """Counters are those of a stream: a laptop that writes of one row in two of them may use one twice."""
    [store, *_others] = three
    _take(store, _line(1, "p", {"family_name": "Sow", "city": "Tours"}, made=True))
    _take(store, _line(1, "p", {"city": "Blois"}, over={"city": 1}), stream="blois")
    assert _shown(store, "p").family_name == "Sow"
    assert last_counter(store, "blois", DEVICE) == 1
