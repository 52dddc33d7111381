"""The same person twice, said on several laptops: all of them end by showing the same."""

import datetime

import pytest

from db.queries.people import PeopleFilter, page
from db.records import rows_where
from db.same_person import known_as
from db.tables import Person, PersonPair
from kodiko_desktop.services.sharing import conflicts, duplicates
from tests.storage.carrying import carry, exchange_all, said
from tests.storage.laptops import laptops_of_one_antenna

TODAY = datetime.date(2026, 5, 11)


@pytest.fixture
def laptops(empty_store, tmp_path):
    with laptops_of_one_antenna(empty_store, tmp_path, count=3) as opened:
        yield opened


def people_on(store, *names):
    with store.act("register", author="awa") as act:
        return [act.create(Person, stream="tours", family_name=name) for name in names]


def assert_they_all_say_the_same(laptops):
    exchange_all(laptops)
    exchange_all(laptops)
    assert all(said(store) == said(laptops[0]) for store in laptops)
    kept = [known_as.everybody(store.read()) for store in laptops]
    assert kept[0] == kept[1] == kept[2]
    return kept[0]


def test_a_circle_made_on_three_laptops_shows_one_person_on_each(laptops):
    people = people_on(laptops[0], "A", "B", "C")
    exchange_all(laptops)
    for position, store in enumerate(laptops):
        duplicates.merge(store, author="awa", keep=people[position], other=people[position - 1])
    kept = assert_they_all_say_the_same(laptops)
    assert kept == {person: min(people) for person in people if person != min(people)}


def test_the_same_pair_the_other_way_round_is_a_disagreement_and_one_person(laptops):
    one, other = people_on(laptops[0], "A", "B")
    exchange_all(laptops)
    duplicates.merge(laptops[0], author="awa", keep=one, other=other)
    duplicates.merge(laptops[1], author="awa", keep=other, other=one)
    assert len(assert_they_all_say_the_same(laptops)) == 1
    (found,) = conflicts.conflicts(laptops[2].read())
    assert found.label == "Fiche gardée"
    assert {version.text for version in found.versions} == {"A", "B"}
    conflicts.settle(laptops[2], author="awa", conflict=found, value=other)
    assert assert_they_all_say_the_same(laptops) == {one: other}


def test_one_laptop_says_one_person_the_other_two(laptops):
    one, other = people_on(laptops[0], "A", "B")
    exchange_all(laptops)
    duplicates.merge(laptops[0], author="awa", keep=one, other=other)
    laptops[1].clock.turn(minutes=1)
    duplicates.not_the_same(laptops[1], author="sam", one=one, other=other)
    assert assert_they_all_say_the_same(laptops) == {}
    texts = {version.text for found in conflicts.conflicts(laptops[0].read()) for version in found.versions}
    assert {"une seule personne", "deux personnes"} <= texts


def test_a_person_who_has_not_arrived_yet_hides_nobody_meanwhile(laptops):
    first, second, third = laptops
    (one,) = people_on(first, "A")
    (other,) = people_on(second, "B")
    exchange_all([first, second])
    duplicates.merge(second, author="awa", keep=one, other=other)
    carry(second, third)  # the other file and what was said, not the file kept
    assert known_as.everybody(third.read()) == {one: other}
    assert [row.id for row in page(third.read(), PeopleFilter(), today=TODAY).rows] == [other]
    assert assert_they_all_say_the_same(laptops) == {other: one}
    assert [row.id for row in page(third.read(), PeopleFilter(), today=TODAY).rows] == [one]


def test_a_laptop_of_one_antenna_hears_that_its_person_is_also_known_in_another(laptops):
    both, of_tours, of_paris = laptops
    with both.act("register", author="awa") as act:
        here = act.create(Person, stream="tours", family_name="A")
        there = act.create(Person, stream="paris", family_name="A")
    done = duplicates.merge(both, author="awa", keep=there, other=here)
    for store, stream in ((of_tours, "tours"), (of_paris, "paris")):
        carry(both, store, stream)
        assert len(rows_where(store.read(), PersonPair, "1")) == 1
    assert known_as.everybody(both.read()) == {here: there}
    # Where the file kept never comes, the other one goes on standing for the person.
    assert [row.id for row in page(of_tours.read(), PeopleFilter(), today=TODAY).rows] == [here]
    assert [row.id for row in page(of_paris.read(), PeopleFilter(), today=TODAY).rows] == [there]
    assert len(duplicates.reunions(both.read(), here)) == 1
    duplicates.separate(both, author="awa", alias_id=done.alias_id)
    for store, stream in ((of_tours, "tours"), (of_paris, "paris")):
        carry(both, store, stream)
        assert known_as.everybody(store.read()) == {}
