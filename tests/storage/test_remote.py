"""Operations of other laptops merge into heads and rows: nothing lost, the same on every laptop, whatever the order."""

import itertools
import json
import shutil

import pytest

from db import operations, projection, records
from db.merging import remote, remote_rows
from db.search import search
from db.store import open_store
from db.tables import Answer, Note, Person, Presence
from kodiko_desktop.domain.clock import MAX_LEAD_MS
from tests.storage.carrying import (
    assert_heads_are_what_nobody_overwrote,
    carry,
    exchange_all,
    last_counter,
    said,
)
from tests.storage.conftest import KEY, TurnableClock


@pytest.fixture
def laptops(empty_store, tmp_path):
    """Makes laptops that share nothing but what tests carry between them."""
    made = []

    def make(count):
        for number in range(len(made), len(made) + count):
            path = shutil.copy(empty_store, tmp_path / f"laptop-{number}.kodiko")
            store = open_store(path, KEY, now=TurnableClock())
            device = f"{number + 1:016x}"
            with store.note() as connection:
                connection.execute("UPDATE local_setting SET value = ? WHERE key = 'device_id'", (json.dumps(device),))
            store.device = device
            made.append(store)
        return made[-count:]

    yield make
    for store in made:
        store.close()


def register(store, **values):
    with store.act("person.register", author=store.device[-2:]) as act:
        return act.create(Person, stream="tours", **{"family_name": "Diallo", **values})


def change(store, person, *, seen=None, **values):
    seen = records.find(store.read(), Person, person).seen if seen is None else seen
    with store.act("person.change", author=store.device[-2:]) as act:
        act.change(Person, person, values=values, seen=seen)


def person(store, row_id):
    return records.find(store.read(), Person, row_id).row


def conflicts(store):
    return store.read().execute("SELECT field FROM conflict ORDER BY 1").fetchall()


def test_a_row_written_elsewhere_is_read_found_and_changed_here(laptops):
    one, two = laptops(2)
    aminata = register(one, given_names="Aminata", languages=["fr", "ff"], phone="0611223344")
    carry(one, two)
    assert said(one) == said(two)
    assert [hit.row_id for hit in search(two.read(), "aminata")] == [aminata]
    change(two, aminata, given_names="Awa")
    carry(two, one)
    assert said(one) == said(two) and person(one, aminata).given_names == "Awa"
    assert [hit.row_id for hit in search(one.read(), "awa")] == [aminata]
    assert_heads_are_what_nobody_overwrote(one, [one, two])


def test_two_hands_on_one_field_are_a_conflict_that_one_decision_settles_everywhere(laptops):
    one, two, three = laptops(3)
    aminata = register(one)
    exchange_all([one, two, three])
    change(one, aminata, city="Tours")
    change(two, aminata, city="Blois")
    exchange_all([one, two, three])
    assert said(one) == said(two) == said(three)
    assert conflicts(three) == [("city",)]
    change(three, aminata, city="Amboise")
    exchange_all([one, two, three])
    assert said(one) == said(two) == said(three)
    assert conflicts(one) == [] and person(two, aminata).city == "Amboise"


def test_the_same_value_typed_twice_is_no_conflict(laptops):
    one, two = laptops(2)
    aminata = register(one)
    carry(one, two)
    change(one, aminata, city="Tours")
    change(two, aminata, city="Tours")
    exchange_all([one, two])
    assert conflicts(one) == conflicts(two) == []


def test_a_form_open_during_a_sync_does_not_overwrite_what_it_did_not_show(laptops):
    one, two = laptops(2)
    aminata = register(one)
    carry(one, two)
    form = records.find(one.read(), Person, aminata)
    change(two, aminata, phone="0611111111")
    carry(two, one)
    change(one, aminata, seen=form.seen, phone="0622222222")
    exchange_all([one, two])
    assert conflicts(one) == conflicts(two) == [("phone",)]


def test_a_decision_may_arrive_before_what_it_decides(laptops):
    one, two, three = laptops(3)
    aminata = register(one)
    carry(one, two)
    change(one, aminata, city="Tours")
    carry(one, two)
    change(two, aminata, city="Blois")
    carry(two, three)  # three knows the second word only: a row made of defaults meanwhile
    assert person(three, aminata).family_name == "" and person(three, aminata).created_at == ""
    carry(one, three)
    assert said(one) != said(three)
    carry(two, one)
    assert said(one) == said(two) == said(three)
    assert person(three, aminata).family_name == "Diallo" and conflicts(three) == []
    assert_heads_are_what_nobody_overwrote(three, [one, two, three])


def test_every_order_of_arrival_ends_the_same(laptops):
    authors = laptops(3)
    aminata = register(authors[0])
    exchange_all(authors)
    for number, store in enumerate(authors):
        change(store, aminata, city=f"Ville {number}", phone="06")
    carry(authors[0], authors[1])
    change(authors[1], aminata, city="Ville 4")
    readers = laptops(6)
    for reader, order in zip(readers, itertools.permutations(authors), strict=True):
        while any(last_counter(reader, "tours", a.device) < last_counter(a, "tours") for a in authors):
            for author in order:
                carry(author, reader, most=1)
    assert all(said(reader) == said(readers[0]) for reader in readers)
    assert conflicts(readers[0]) == [("city",)]


def test_the_same_act_on_two_laptops_meets_in_one_row_made_at_the_earliest(laptops):
    one, two = laptops(2)
    one.now.turn(days=1)
    for store, state in ((one, "present"), (two, "absent")):
        with store.act("presence.note", author="sam") as act:
            act.create(Presence, stream="tours", id="natural", half_day_id="h", person_id="p", state=state)
    exchange_all([one, two])
    assert said(one) == said(two)
    row = records.find(one.read(), Presence, "natural").row
    assert row.created_at == "2026-05-11T09:00:00Z" and conflicts(one) == [("state",)]


def test_operations_that_leave_a_hole_or_come_twice_are_refused_whole(laptops):
    one, two = laptops(2)
    for name in "abc":
        register(one, family_name=name)
    lines = [operations.read_line(line) for line in operations.write_lines(one.read(), "tours", one.device, 1, 3)]
    for some in (lines[1:], [lines[0], lines[2]]):
        with pytest.raises(ValueError, match="do not follow"), two.incoming() as incoming:
            remote.apply(incoming, stream="tours", device=one.device, operations=some, chain="")
    carry(one, two)
    with pytest.raises(ValueError, match="do not follow"), two.incoming() as incoming:
        remote.apply(incoming, stream="tours", device=one.device, operations=lines, chain="")
    assert said(one) == said(two)


def test_an_interrupted_merge_leaves_nothing(laptops):
    one, two = laptops(2)
    register(one)
    line = operations.read_line(operations.write_lines(one.read(), "tours", one.device, 1, 1)[0])
    before = said(two)
    with pytest.raises(ZeroDivisionError), two.incoming() as incoming:
        remote.apply(incoming, stream="tours", device=one.device, operations=[line], chain="")
        raise ZeroDivisionError
    assert said(two) == before and last_counter(two, "tours", one.device) == 0
    carry(one, two)
    assert said(one) == said(two)


def test_a_clock_ten_years_ahead_loses_nothing_and_does_not_take_ours_along(laptops):
    one, two = laptops(2)
    aminata = register(one)
    carry(one, two)
    two.now.turn(days=3650)
    change(two, aminata, city="Blois")
    line = operations.read_line(operations.write_lines(two.read(), "tours", two.device, 1, 1)[0])
    with one.incoming() as incoming:
        remote.apply(incoming, stream="tours", device=two.device, operations=[line], chain="")
        assert incoming.clock_lead_ms > MAX_LEAD_MS
    change(one, aminata, city="Tours")
    carry(one, two)
    assert said(one) == said(two) and person(two, aminata).city == "Tours" and conflicts(two) == []
    clock = one.read().execute("SELECT max(clock) FROM operation").fetchone()[0] >> 16
    assert clock <= one.now().timestamp() * 1000 + MAX_LEAD_MS


def line_of(store, table, row_id, fields, *, counter=1, made=1, overwrites="{}", at="2026-05-11T09:00:00Z"):
    text = json.dumps(fields, ensure_ascii=False)
    parts = [counter, "act", "k", "sam", at, table, row_id, counter << 16, made, text, overwrites, "[]"]
    return json.dumps(parts, ensure_ascii=False)


def take(store, *lines, device="f" * 16):
    with store.incoming() as incoming:
        remote.apply(
            incoming,
            stream="tours",
            device=device,
            operations=[operations.read_line(line) for line in lines],
            chain="",
        )


def failures(store):
    return store.read().execute("SELECT table_name, field, reason FROM projection_failure ORDER BY 1, 2").fetchall()


def test_fields_and_tables_of_a_later_version_are_kept_and_shown_once_known(laptops, monkeypatch):
    from db.catalogue import Table, tables

    [store] = laptops(1)
    person_table, note_table = tables()["person"], tables()["note"]
    older = dict(tables())
    del older["note"]
    columns = {name: column for name, column in person_table.columns.items() if name != "permit_ends_on"}
    older["person"] = Table(person_table.cls, "person", columns, person_table.sharing)
    for module in (remote, remote_rows):
        monkeypatch.setattr(module, "tables", lambda: older)
    take(
        store,
        line_of(store, "person", "p", {"family_name": "Sow", "permit_ends_on": "2027-01-01"}),
        line_of(store, "note", "n", {"text": "Bonjour"}, counter=2),
    )
    assert failures(store) == [("note", "", "unknown_table"), ("person", "permit_ends_on", "unknown_field")]
    assert store.read().execute("SELECT count(*) FROM note").fetchone() == (0,)
    monkeypatch.undo()
    assert note_table is tables()["note"]
    with store.incoming() as incoming:
        assert remote_rows.reproject(incoming) == 2
    assert failures(store) == []
    assert person(store, "p").permit_ends_on.isoformat() == "2027-01-01"
    note = records.find(store.read(), Note, "n").row
    assert (note.text, note.created_at) == ("Bonjour", "2026-05-11T09:00:00Z")


def test_a_value_that_cannot_be_shown_is_kept_with_its_reason_and_the_next_best_is_shown(laptops):
    [store] = laptops(1)
    take(store, line_of(store, "person", "p", {"family_name": "Sow", "birth_date": "2001-02-29", "city": 2**70}))
    assert failures(store) == [("person", "birth_date", "bad_value"), ("person", "city", "bad_value")]
    assert person(store, "p").birth_date is None and person(store, "p").family_name == "Sow"
    take(
        store,
        line_of(store, "person", "p", {"birth_date": "2001-02-28"}, counter=2, made=0),
        line_of(store, "person", "p", {"birth_date": "jamais"}, counter=3, made=0),
    )
    assert person(store, "p").birth_date.isoformat() == "2001-02-28"
    heads = store.read().execute("SELECT fields FROM sync_head ORDER BY counter").fetchall()
    assert "2001-02-29" in heads[0][0] and "jamais" in heads[2][0]
    settled = json.dumps({"birth_date": [["f" * 16, 1], ["f" * 16, 2], ["f" * 16, 3]]})
    take(store, line_of(store, "person", "p", {"birth_date": "2001-03-01"}, counter=4, made=0, overwrites=settled))
    assert failures(store) == [("person", "city", "bad_value")]


@pytest.mark.parametrize(
    "line",
    [
        "", "{}", "[]", "null", "[1]", "[" * 100_000,
        line_of(None, "person", "p", {}, counter=0),
        line_of(None, "person", "p", {}, counter=2**60),
        line_of(None, "person", "p", {"a": float("nan")}),
        line_of(None, "person", "p" * 200, {}),
        line_of(None, "person", "p", []),
        line_of(None, "person", "p", {}, overwrites='{"a":[["x"]]}'),
        line_of(None, "person", "p", {}, overwrites='{"a":[["x",-1]]}'),
        line_of(None, "person", "p", {}, overwrites="[1]"),
        line_of(None, "person", "p", {}).replace('"sam"', '"\\ud800"'),
        json.dumps(json.loads(line_of(None, "person", "p", {"a": "b"}))).replace("b", "\\\\ud800"),
    ],
)  # fmt: skip
def test_what_is_not_an_operation_is_said_so(line):
    with pytest.raises(operations.OperationUnreadable):
        operations.read_line(line)


def test_what_a_later_version_adds_to_a_line_is_left_to_it(laptops):
    [store] = laptops(1)
    longer = json.loads(line_of(store, "person", "p", {"family_name": "Sow"}))
    take(store, json.dumps([*longer, [], {"later": True}]))
    assert person(store, "p").family_name == "Sow"


def test_many_rows_at_once_say_the_same_as_one_by_one(laptops):
    one, two, three = laptops(3)
    rows = [(None, {"diagnostic_id": "d", "question": f"q{number}", "value": number}) for number in range(50)]
    with one.act("answer.give", author="sam") as act:
        act.create_many(Answer, stream="tours", rows=rows)
    for number in range(20):
        register(one, family_name=f"Nom {number}")
    carry(one, two)
    while last_counter(three, "tours", one.device) < 70:
        carry(one, three, most=1)
    assert said(one) == said(two) == said(three)


def test_what_was_brought_is_listed_with_who_wrote_it_about_whom(laptops):
    one, two = laptops(2)
    aminata = register(one)
    carry(one, two)
    assert two.read().execute("SELECT device, author, kind, table_name, row_id, subject FROM sync_news").fetchall() == [
        (one.device, one.device[-2:], "person.register", "person", aminata, aminata)
    ]


def test_many_rows_that_say_the_same_fields_each_keep_their_own_refused_value_aside(laptops):
    [store] = laptops(1)
    lines = [
        line_of(
            *(store, "person", f"p{number:02}"),
            {
                "city": "L'Île",
                "family_name": f"Nom {number}",
                "birth_date": "jamais" if number % 3 == 0 else "2001-02-03",
            },
            counter=number + 1,
        )
        for number in range(12)
    ]
    take(store, *lines)
    assert [row_id for row_id, *_rest in _failed(store)] == ["p00", "p03", "p06", "p09"]
    shown = store.read().execute("SELECT family_name, city, birth_date FROM person ORDER BY id").fetchall()
    assert shown == [(f"Nom {n}", "L'Île", None if n % 3 == 0 else "2001-02-03") for n in range(12)]
    whole = store.read().execute("SELECT DISTINCT languages, situation, household_id FROM person").fetchall()
    assert whole == [("[]", "", None)] and records.find(store.read(), Person, "p01").row.languages == []


def test_days_written_otherwise_are_shown_as_days(laptops):
    [store] = laptops(1)
    days = ("2001-02-03", "20010203", "2001-W05-6")
    lines = [
        line_of(store, "person", f"p{number}", {"birth_date": day}, counter=number + 1)
        for number, day in enumerate((*days, *["2001-02-03"] * 9))
    ]
    take(store, *lines)
    shown = store.read().execute("SELECT DISTINCT birth_date FROM person").fetchall()
    assert shown == [("2001-02-03",)] and failures(store) == []


def _failed(store):
    return store.read().execute("SELECT row_id, field, reason FROM projection_failure ORDER BY 1").fetchall()


def test_many_rows_changed_at_once_in_conflict_and_settled_say_the_same_as_one_by_one(laptops):
    one, two, three = laptops(3)
    people = [register(one, family_name=f"Nom {number}") for number in range(30)]
    exchange_all([one, two, three])
    for number, row_id in enumerate(people):
        change(one, row_id, city=f"Tours {number}", phone="0611111111")
        change(two, row_id, city=f"Blois {number % 2}")
        if number % 3 == 0:
            change(two, row_id, city=f"Amboise {number}", languages=["ti", f"l{number}"])
    carry(one, two)
    carry(two, one)
    while last_counter(three, "tours", one.device) < 60 or last_counter(three, "tours", two.device) < 40:
        carry(two, three, most=1)
        carry(one, three, most=2)
    assert said(one) == said(two) == said(three) and len(conflicts(one)) == 30
    for row_id in people:
        change(one, row_id, city="Tours", seen=records.find(one.read(), Person, row_id).seen)
    carry(one, two)
    while last_counter(three, "tours", one.device) < 90:
        carry(one, three, most=1)
    assert said(one) == said(two) == said(three) and conflicts(two) == []
    assert_heads_are_what_nobody_overwrote(two, [one, two, three])
    assert [hit.row_id for hit in search(two.read(), "Nom 17")] == [people[17]]


def test_a_long_merge_is_made_findable_afterwards_a_few_rows_at_a_time(laptops):
    one, two = laptops(2)
    rows = [(None, {"family_name": f"Kidane{number}", "phone": f"06{number:08}"}) for number in range(250)]
    with one.act("person.register", author="sam") as act:
        people = act.create_many(Person, stream="tours", rows=rows)
    carry(one, two)
    assert projection.left_aside(two.read()) == 250 and search(two.read(), "kidane12") == ()
    change(two, people[3], family_name="Sow")  # written meanwhile: at once
    assert [hit.row_id for hit in search(two.read(), "sow")] == [people[3]]
    left = [250]
    while left[-1]:
        with two.incoming() as incoming:
            left.append(projection.catch_up(incoming.connection, 100))
    assert left == [250, 150, 50, 0] and projection.left_aside(two.read()) == 0
    for number in (0, 120, 249):
        assert people[number] in [hit.row_id for hit in search(two.read(), f"06{number:08}")]
    assert [hit.row_id for hit in search(two.read(), "sow")] == [people[3]]
    assert two.read().execute("SELECT count(*) FROM search_entry").fetchone() == (250,)
