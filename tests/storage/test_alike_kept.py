"""Pairs of people who may be one are looked for again only when what the search reads has changed."""

import datetime

import pytest

from db import records
from db.queries import alike_kept, duplicates
from db.tables import Person, PersonPair
from kodiko_desktop.domain.identifiers import natural_id

BORN = datetime.date(1990, 3, 3)


@pytest.fixture
def searches(monkeypatch):
    """How many times everybody was compared."""
    made = []
    search = duplicates.alike

    def counted(*arguments):
        made.append(1)
        return search(*arguments)

    monkeypatch.setattr(alike_kept, "alike", counted)
    return made


def register(store, name, **values):
    with store.act("person.register", author="sam") as act:
        return act.create(Person, stream="tours", family_name=name, given_names="Awa", **values)


def change(store, person, **values):
    with store.act("person.change", author="sam") as act:
        seen = records.find(store.read(), Person, person).seen
        act.change(Person, person, values=values, seen=seen)


def test_what_is_known_is_what_a_search_finds_each_time_something_changes(store, searches):
    read = store.read()
    assert alike_kept.alike_pairs(read) == ()
    one = register(store, "Diallo", birth_date=BORN)
    other = register(store, "Diallo", birth_date=BORN)
    assert alike_kept.alike_pairs(read) == duplicates.alike(read) and alike_kept.count_alike(read) == 1
    change(store, other, family_name="Keita")
    assert alike_kept.count_alike(read) == 0
    change(store, other, phone="06 11 11 11 11")
    change(store, one, second_phone="0611111111")
    assert alike_kept.alike_pairs(read) == duplicates.alike(read) and alike_kept.count_alike(read) == 1
    first, second = sorted((one, other))
    with store.act("person.not_the_same", author="sam") as act:
        number = natural_id("person_pair", "tours", first, second)
        act.create(PersonPair, stream="tours", id=number, one_id=first, other_id=second, said="different")
    assert alike_kept.count_alike(read) == 0
    store.undo(act.id, author="sam")
    assert alike_kept.count_alike(read) == 1
    with store.act("person.archive", author="sam") as act:
        act.archive(Person, one)
    assert alike_kept.count_alike(read) == 0


def test_an_address_or_a_second_look_searches_nobody_again(store, searches):
    one = register(store, "Diallo", birth_date=BORN)
    register(store, "Diallo", birth_date=BORN)
    read = store.read()
    found = alike_kept.alike_pairs(read)
    assert len(searches) == 1
    change(store, one, city="Tours")
    assert alike_kept.alike_pairs(read) == found and alike_kept.count_alike(read) == 1
    assert len(searches) == 1
    change(store, one, given_names="Aïssata")
    alike_kept.count_alike(read)
    assert len(searches) == 2


def test_a_search_that_is_stopped_leaves_nothing_false(store, searches):
    register(store, "Diallo", birth_date=BORN)
    register(store, "Diallo", birth_date=BORN)

    def stop():
        raise TimeoutError

    with pytest.raises(TimeoutError):
        alike_kept.count_alike(store.read(), stop)
    assert alike_kept.count_alike(store.read()) == 1
