"""One number for two people: two copies of a disk gave it before they met. It is seen, and one of them gets another."""

import pytest

from db.queries.numbers_twice import bearers
from db.search import search
from db.tables import Document, Person
from kodiko_desktop.services.people.people import register_person
from kodiko_desktop.services.sharing import duplicates, numbers
from kodiko_desktop.services.sharing.numbers import NumberIsTheirs
from kodiko_desktop.services.sharing.to_decide import asking, to_decide


def register(office, family_name, number=""):
    person = register_person(
        office.store, author=office.staff or "sam", antenna_id=office.antenna, family_name=family_name
    )
    if number:
        with office.store.act("seed", author="sam") as act:
            act.change(Person, person, values={"number": number}, seen=act.seen(Person, person))
    return person


def number_of(office, person):
    return office.store.read().execute("SELECT number FROM person WHERE id = ?", (person,)).fetchone()[0]


@pytest.fixture
def both(pair):
    """Awa on one laptop, Sara on the other, with one number; both laptops know both."""
    one, two = pair
    awa = register(one, "Diallo")
    sara = register(two, "Kidane", number_of(one, awa))
    for office in (one, two, one):
        office.sync()
    return one, two, awa, sara


def test_two_laptops_of_a_team_never_give_one_number(pair):
    one, two = pair
    numbers_given = {number_of(office, register(office, f"Diallo {turn}")) for office in pair for turn in range(3)}
    assert len(numbers_given) == 6
    one.sync()
    two.sync()
    assert numbers.numbers_twice(two.store) == ()


def test_a_number_that_two_people_bear_is_counted_on_every_laptop(both):
    one, two, awa, sara = both
    for office in (one, two):
        assert to_decide(office.store.read()).numbers == 1 and asking(office.store) == 1
        assert {each.person_id for each in bearers(office.store.read())[0]} == {awa, sara}


def test_one_of_them_gets_another_number_and_is_found_by_both(both):
    one, two, awa, sara = both
    before = number_of(one, sara)
    new = numbers.give_new_number(one.store, author=one.staff, person_id=sara)
    assert new not in ("", before) and number_of(one, sara) == new
    one.sync()
    two.sync()
    for office in (one, two):
        assert {hit.row_id for hit in search(office.store.read(), before)} == {awa, sara}
        assert [hit.row_id for hit in search(office.store.read(), new)] == [sara]
        assert to_decide(office.store.read()).numbers == 0
    (note,) = two.store.read().execute("SELECT text FROM note WHERE person_id = ?", (sara,)).fetchone()
    assert before in note


def test_it_is_undone_as_a_whole(both):
    one, _two, _awa, sara = both
    before = number_of(one, sara)
    numbers.give_new_number(one.store, author=one.staff, person_id=sara)
    (act,) = one.store.read().execute("SELECT id FROM act ORDER BY rowid DESC LIMIT 1").fetchone()
    one.store.undo(act, author=one.staff)
    assert number_of(one, sara) == before and to_decide(one.store.read()).numbers == 1
    live = "SELECT count(*) FROM note WHERE person_id = ? AND archived_at IS NULL"
    assert one.store.read().execute(live, (sara,)).fetchone() == (0,)


def test_a_number_that_is_one_persons_is_not_changed(both):
    one, _two, awa, sara = both
    numbers.give_new_number(one.store, author=one.staff, person_id=sara)
    with pytest.raises(NumberIsTheirs):
        numbers.give_new_number(one.store, author=one.staff, person_id=awa)


def test_two_files_of_one_person_may_bear_one_number(both):
    one, two, awa, sara = both
    duplicates.merge(one.store, author=one.staff, keep=awa, other=sara)
    assert to_decide(one.store.read()).numbers == 0
    one.sync()
    two.sync()
    assert to_decide(two.store.read()).numbers == 0


def test_the_one_with_papers_is_named_first(both):
    one, _two, awa, sara = both
    with one.store.act("seed", author="sam") as act:
        act.create(Document, stream=one.antenna, person_id=sara)
    assert [each.person_id for each in bearers(one.store.read())[0]] == [sara, awa]
