"""What cannot be shown is explained: what it is, about whom, by whom, and what will happen."""

import json

import pytest

from db.merging import remote
from db.operations import TravellingOperation
from db.records import find
from db.tables import Person, Staff
from kodiko_desktop.services.sharing.not_shown import not_shown


@pytest.fixture
def nadia(store):
    with store.act("setup", author="") as act:
        act.create(Staff, stream="org", id="lea", name="Léa Marin")
        return act.create(Person, stream="tours", family_name="Haddad", given_names="Nadia", phone="0600000001")


def receive(store, *writes, clock=1 << 20):
    """Operations of another laptop: (table, row id, fields, subjects, whether it makes the row)."""
    operations = [
        TravellingOperation(
            *(counter, "act", "kind", "lea", "2026-05-11T09:00:00Z", table, row_id, clock + counter, made),
            *(json.dumps(fields), fields, {}, subjects, []),
        )
        for counter, (table, row_id, fields, subjects, made) in enumerate(writes, start=1)
    ]
    with store.incoming() as incoming:
        remote.apply(incoming, stream="tours", device="other", operations=operations, chain="1")


def test_nothing_to_say_when_everything_is_shown(store, nadia):
    assert not_shown(store.read()) == ()


def test_a_value_this_version_does_not_understand(store, nadia):
    receive(store, ("person", nadia, {"birth_date": "le 3 mai"}, [nadia], False))
    (found,) = not_shown(store.read())
    assert (found.reason, found.subject_id, found.opens) == ("bad_value", nadia, ("person", nadia))
    for piece in ("Nadia Haddad", "Identité", "Date de naissance", "Léa Marin", "Elle est gardée"):
        assert piece in found.sentence
    assert "birth_date" not in found.sentence and "le 3 mai" not in found.sentence
    with store.act("change", author="lea") as act:
        act.change(Person, nadia, values={"birth_date": "1990-05-03"}, seen=act.seen(Person, nadia))
    assert find(store.read(), Person, nadia).row.birth_date.year == 1990
    assert not_shown(store.read()) == ()


def test_a_value_typed_without_seeing_the_strange_one_is_shown_even_if_the_other_clock_is_years_ahead(store, nadia):
    form = find(store.read(), Person, nadia)
    receive(store, ("person", nadia, {"birth_date": "le 3 mai"}, [nadia], False), clock=2**62)
    with store.act("change", author="lea") as act:
        act.change(Person, nadia, values={"birth_date": "1990-05-03"}, seen=form.seen)
    assert find(store.read(), Person, nadia).row.birth_date.year == 1990
    assert len(not_shown(store.read())) == 1


def test_fields_of_a_later_version(store, nadia):
    receive(store, ("person", nadia, {"nickname": "Nad", "shoe_size": 38}, [nadia], False))
    (found,) = not_shown(store.read())
    assert (found.reason, found.count) == ("unknown_field", 2)
    assert "2 renseignements écrits par Léa Marin" in found.sentence
    assert "nickname" not in found.sentence


def test_kinds_of_records_of_a_later_version_are_told_together(store, nadia):
    receive(store, *(("housing_request", f"row{number}", {"wish": "T2"}, [nadia], True) for number in range(3)))
    (found,) = not_shown(store.read())
    assert (found.reason, found.count, found.subject_id) == ("unknown_table", 3, nadia)
    assert found.sentence.startswith("3 fiches d’un genre")
    assert "Nadia Haddad" in found.sentence and "Léa Marin" in found.sentence
    assert "housing_request" not in found.sentence
