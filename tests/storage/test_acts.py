"""An act is one thing: all of it is written or none, it can be undone, and the rows say what the heads say."""

from datetime import date

import pytest

from db import records
from db.catalogue import InvalidValue
from db.changes import RowMissing
from db.tables import Note, Person, Presence
from db.undo import UndoRefused
from kodiko_desktop.domain.identifiers import natural_id
from tests.storage.conftest import KEY
from tests.storage.wholeness import assert_whole


def register(store, **values):
    values = {"family_name": "Diallo", "given_names": "Aminata", **values}
    with store.act("person.register", author="sam") as act:
        return act.create(Person, stream="tours", **values), act.id


def change(store, person, seen=None, **values):
    seen = records.find(store.read(), Person, person).seen if seen is None else seen
    with store.act("person.change", author="lou") as act:
        act.change(Person, person, values=values, seen=seen)
    return act.id


def person_row(store, person):
    return records.find(store.read(), Person, person).row


def test_a_created_row_is_read_back_with_its_types(store):
    person, _act = register(store, birth_date=date(1990, 3, 3), languages=["ar", "fr"], needs_interpreter=True)
    row = person_row(store, person)
    assert (row.birth_date, row.languages, row.needs_interpreter) == (date(1990, 3, 3), ["ar", "fr"], True)
    assert (row.stream, row.created_at, row.print_language) == ("tours", "2026-05-11T09:00:00Z", "fr")
    assert_whole(store.path, KEY)


def test_an_act_that_raises_leaves_nothing_behind(store):
    person, _act = register(store)
    with pytest.raises(ZeroDivisionError), store.act("many", author="sam") as act:
        act.create(Person, stream="tours", family_name="Kidane")
        act.change(Person, person, values={"phone": "0600000000"}, seen=act.seen(Person, person))
        act.number("PAR")
        raise ZeroDivisionError
    assert store.read().execute("SELECT family_name, phone FROM person").fetchall() == [("Diallo", "")]
    assert store.read().execute("SELECT count(*) FROM numbering").fetchone() == (0,)
    assert_whole(store.path, KEY)


def test_an_invalid_value_is_refused_in_a_sentence_and_nothing_is_written(store):
    with pytest.raises(InvalidValue, match="Rien n’a été modifié"):
        register(store, birth_date="le 3 mars")
    assert store.read().execute("SELECT count(*) FROM person").fetchone() == (0,)


def test_a_missing_row_is_a_known_failure(store):
    with pytest.raises(RowMissing), store.act("person.change", author="sam") as act:
        act.change(Person, "nobody", values={"phone": "1"}, seen={})


def test_an_act_inside_an_act_is_refused_and_the_outer_one_stays_whole(store):
    with store.act("outer", author="sam") as outer:
        outer.create(Person, stream="tours", family_name="Outer")
        with pytest.raises(RuntimeError), store.act("inner", author="sam"):
            raise AssertionError("not reached")
        with pytest.raises(RuntimeError), store.note():
            raise AssertionError("not reached")
        outer.create(Person, stream="tours", family_name="Again")
    assert store.read().execute("SELECT count(*) FROM person").fetchone() == (2,)
    assert_whole(store.path, KEY)


def test_a_mistake_in_a_query_is_a_bug_not_a_damaged_store(store):
    import sqlcipher3.dbapi2 as sqlcipher

    with pytest.raises(sqlcipher.OperationalError, match="no such table"), store.act("x", author="sam") as act:
        act.connection.execute("SELECT * FROM no_such_table")


def test_listeners_hear_what_changed_once_it_is_written(store):
    heard = []
    stop = store.on_change(
        lambda changes: heard.append((changes, store.read().execute("SELECT 1 FROM person").fetchone()))
    )
    person, act_id = register(store)
    stop()
    register(store)
    [(changes, visible)] = heard
    assert changes.act_id == act_id and changes.rows == {("person", person)} and changes.touches("person")
    assert not changes.touches("company") and visible == (1,)


def test_an_unchanged_value_is_not_written_again(store):
    person, _act = register(store)
    change(store, person, family_name="Diallo")
    assert store.read().execute("SELECT count(*) FROM operation").fetchone() == (1,)


def test_numbers_carry_the_year_and_the_device_and_follow_each_other(store, clock):
    with store.act("numbers", author="sam") as act:
        assert [act.number("PAR"), act.number("PAR"), act.number("CT")] == [
            "PAR-2026-01-0001",
            "PAR-2026-01-0002",
            "CT-2026-01-0001",
        ]
    clock.turn(days=365)
    with store.act("numbers", author="sam") as act:
        assert act.number("PAR") == "PAR-2027-01-0001"


# -- natural keys -----------------------------------------------------------------------------------------------------


def note_presence(store, state):
    presence = natural_id("presence", "half-day", "person")
    with store.act("presence.note", author="sam") as act:
        act.create(Presence, stream="tours", id=presence, half_day_id="half-day", person_id="person", state=state)
    return presence, act.id


def test_the_same_natural_key_meets_in_one_row(store):
    presence, _act = note_presence(store, "present")
    note_presence(store, "absent")
    assert store.read().execute("SELECT id, state FROM presence").fetchall() == [(presence, "absent")]
    assert_whole(store.path, KEY)


def test_the_same_natural_key_twice_in_one_batch_is_one_row(store):
    rows = [("one", {"state": "present"}), ("two", {"state": "present"}), ("one", {"state": "absent"})]
    with store.act("presence.many", author="sam") as act:
        assert act.create_many(Presence, stream="tours", rows=rows) == ["one", "two", "one"]
    assert store.read().execute("SELECT id, state FROM presence ORDER BY id").fetchall() == [
        ("one", "absent"),
        ("two", "present"),
    ]
    assert_whole(store.path, KEY)


def test_what_is_typed_again_after_an_undo_comes_back(store):
    presence, act_id = note_presence(store, "present")
    store.undo(act_id, author="sam")
    note_presence(store, "present")
    assert records.find(store.read(), Presence, presence).row.archived_at is None
    assert_whole(store.path, KEY)


# -- append-only ------------------------------------------------------------------------------------------------------


def test_a_note_is_never_rewritten(store):
    with store.act("note.write", author="sam") as act:
        note = act.append(Note, stream="tours", text="Il a trouvé.")
    with pytest.raises(ValueError, match="append-only"), store.act("note.change", author="sam") as act:
        act.change(Note, note, values={"text": "autre"}, seen=act.seen(Note, note))
    with pytest.raises(ValueError, match="append-only"), store.act("person", author="sam") as act:
        act.append(Person, stream="tours")
    with store.act("note.archive", author="sam") as act:
        act.archive(Note, note)
    assert_whole(store.path, KEY)


# -- undo -------------------------------------------------------------------------------------------------------------


def test_undoing_a_creation_archives_the_row(store):
    person, act_id = register(store)
    store.undo(act_id, author="sam")
    assert person_row(store, person).archived_at is not None
    assert_whole(store.path, KEY)


def test_undoing_a_change_puts_every_field_back(store):
    person, _act = register(store, phone="0611111111", languages=["ar"])
    act_id = change(store, person, phone="0622222222", languages=["ar", "ti"], permit_ends_on=date(2027, 1, 1))
    store.undo(act_id, author="sam")
    row = person_row(store, person)
    assert (row.phone, row.languages, row.permit_ends_on) == ("0611111111", ["ar"], None)
    assert_whole(store.path, KEY)


def test_undoing_an_act_over_several_rows_is_all_or_nothing(store):
    first, _act = register(store)
    second, _act = register(store)
    with store.act("both", author="sam") as act:
        third = act.create(Person, stream="tours", family_name="Third")
        for person in (first, second):
            act.change(Person, person, values={"city": "Tours"}, seen=act.seen(Person, person))
    moved = change(store, second, city="Bordeaux")
    with pytest.raises(UndoRefused, match="Rien n’a changé"):
        store.undo(act.id, author="sam")
    assert [person_row(store, person).city for person in (first, second)] == ["Tours", "Bordeaux"]
    assert person_row(store, third).archived_at is None
    assert_whole(store.path, KEY)
    store.undo(moved, author="sam")
    with pytest.raises(UndoRefused):  # the town is back, but by a later hand than the act's
        store.undo(act.id, author="sam")


def test_an_act_that_wrote_a_row_twice_is_undone_whole(store):
    person, _act = register(store, city="Paris")
    with store.act("twice", author="sam") as act:
        made = act.create(Person, stream="tours", family_name="New")
        act.change(Person, made, values={"family_name": "Newer", "city": "Lyon"}, seen=act.seen(Person, made))
        for city in ("Tours", "Nantes"):
            act.change(Person, person, values={"city": city}, seen=act.seen(Person, person))
    store.undo(act.id, author="sam")
    assert person_row(store, person).city == "Paris"
    assert person_row(store, made).archived_at is not None
    assert_whole(store.path, KEY)


def test_a_creation_is_not_undone_once_somebody_added_to_the_row(store):
    person, act_id = register(store)
    change(store, person, phone="0633333333")
    with pytest.raises(UndoRefused):
        store.undo(act_id, author="sam")
    assert person_row(store, person).archived_at is None


def test_an_act_is_undone_once_and_the_undo_itself_can_be_undone(store):
    person, _act = register(store, city="Paris")
    act_id = change(store, person, city="Tours")
    store.undo(act_id, author="sam")
    with pytest.raises(UndoRefused, match="déjà été annulée"):
        store.undo(act_id, author="sam")
    undoing = store.read().execute("SELECT id FROM act WHERE undoes = ?", (act_id,)).fetchone()[0]
    store.undo(undoing, author="sam")
    assert person_row(store, person).city == "Tours"
    assert_whole(store.path, KEY)


# -- clocks -----------------------------------------------------------------------------------------------------------


def test_a_clock_set_back_a_year_blocks_nothing_and_keeps_the_order(store, clock):
    person, _act = register(store, city="Paris")
    clock.turn(days=-365)
    change(store, person, city="Tours")
    clock.turn(days=1)
    change(store, person, city="Nantes")
    assert person_row(store, person).city == "Nantes"
    clocks = [row[0] for row in store.read().execute("SELECT clock FROM operation ORDER BY counter")]
    assert clocks == sorted(set(clocks))
    positions = [row[0] for row in store.read().execute("SELECT at FROM act ORDER BY position")]
    assert positions == ["2026-05-11T09:00:00Z", "2025-05-11T09:00:00Z", "2025-05-12T09:00:00Z"]
    assert_whole(store.path, KEY)


def test_undoing_an_import_puts_many_rows_away_together_and_the_undo_brings_them_back(store):
    seen = []
    with store.act("people.import", author="sam") as act:
        names = [(None, {"family_name": f"Nom {number}"}) for number in range(1200)]
        people = act.create_many(Person, stream="tours", rows=names)
        act.create_many(Note, stream="tours", rows=[(None, {"person_id": person}) for person in people[:700]])
        # Written twice by the same act, one is put away by hand already: neither is as it was made.
        act.change(Person, people[0], values={"city": "Tours"}, seen=act.seen(Person, people[0]))
        act.archive(Person, people[1])
    store.on_change(seen.append)
    store.undo(act.id, author="sam")
    assert len(seen[0].rows) == 1900 - 1
    kept = "SELECT (SELECT count(*) FROM person WHERE archived_at IS NULL), (SELECT count(*) FROM search_entry)"
    assert store.read().execute(kept).fetchone() == (0, 0)
    subjects = store.read().execute("SELECT DISTINCT subjects FROM operation WHERE act_id = ?", (seen[0].act_id,))
    assert {subject for (subject,) in subjects} == {f'["{person}"]' for person in people}
    assert_whole(store.path, KEY)
    store.undo(seen[0].act_id, author="sam")
    assert store.read().execute(kept).fetchone() == (1199, 1199)
    assert_whole(store.path, KEY)
