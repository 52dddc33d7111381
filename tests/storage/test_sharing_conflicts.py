"""Disagreements between laptops: said in words, settled in one act, undone; nothing is lost on the way."""

import datetime

import pytest

from db import heads, records
from db.catalogue import tables
from db.tables import Contact, Person, Presence, Session, Staff
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.domain.wording import in_french
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.diagnostics import person_diagnostics
from kodiko_desktop.services.diagnostics.diagnostics import answer as answer_question
from kodiko_desktop.services.sharing import conflicts
from kodiko_desktop.services.sharing.record_words import FIELDS
from tests.storage.carrying import carry, exchange_all
from tests.storage.laptops import laptops_of_one_antenna

TOURS = "tours"


@pytest.fixture
def laptops(empty_store, tmp_path):
    with laptops_of_one_antenna(empty_store, tmp_path) as opened:
        yield opened


@pytest.fixture
def nadia(laptops):
    """A person known on both laptops, and two members of the team."""
    first, _second = laptops
    with first.act("setup", author="") as act:
        act.create(Staff, stream=TOURS, id="lea", name="Léa Marin")
        act.create(Staff, stream=TOURS, id="sam", name="Sam Koné")
        person = act.create(Person, stream=TOURS, family_name="Haddad", given_names="Nadia", phone="0600000001")
    exchange_all(laptops)
    return person


def change(store, author, cls, row_id, **values):
    with store.act("change", author=author) as act:
        act.change(cls, row_id, values=values, seen=act.seen(cls, row_id))


def disagree(laptops, person, **two):
    """Each laptop gives a field its own value, then both hear of it."""
    ((field, (one, other)),) = two.items()
    change(laptops[0], "lea", Person, person, **{field: one})
    laptops[1].clock.turn(minutes=5)
    change(laptops[1], "sam", Person, person, **{field: other})
    exchange_all(laptops)


def test_every_field_that_travels_has_its_words():
    for name, table in tables().items():
        assert set(FIELDS.get(name, ())) == set(table.columns) - {"archived_at"}, name


def test_a_conflict_says_who_wrote_what_where_and_when(laptops, nadia):
    disagree(laptops, nadia, phone=("0611111111", "0622222222"))
    (found,) = conflicts.conflicts(laptops[0].read())
    assert (found.about, found.subject_id) == ("Nadia Haddad", nadia)
    assert (found.where, found.label) == ("Coordonnées", "Téléphone")
    assert [(each.text, each.author_name, each.current) for each in found.versions] == [
        ("0622222222", "Sam Koné", True),
        ("0611111111", "Léa Marin", False),
    ]
    assert found.versions[1].device_name == "cet ordinateur"
    assert "11 mai 2026 à" in found.versions[0].when
    assert conflicts.count(laptops[0].read()) == 1
    assert conflicts.conflicts(laptops[0].read(), subject_id="somebody else") == ()


def test_keeping_one_value_settles_it_everywhere_and_can_be_undone(laptops, nadia):
    disagree(laptops, nadia, phone=("0611111111", "0622222222"))
    first, second = laptops
    (found,) = conflicts.conflicts(first.read())
    act_id = conflicts.settle(first, author="lea", conflict=found, keep=found.versions[1].dot)
    exchange_all(laptops)
    for store in laptops:
        assert conflicts.conflicts(store.read()) == ()
        assert records.find(store.read(), Person, nadia).row.phone == "0611111111"
    first.undo(act_id, author="lea")
    assert records.find(first.read(), Person, nadia).row.phone == "0622222222"
    exchange_all(laptops)
    assert records.find(second.read(), Person, nadia).row.phone == "0622222222"


@pytest.mark.parametrize("kept", [0, 1])
def test_undoing_a_decision_opens_the_disagreement_again_on_every_laptop(laptops, nadia, kept):
    disagree(laptops, nadia, phone=("0611111111", "0622222222"))
    first, second = laptops
    (found,) = conflicts.conflicts(first.read())
    act_id = conflicts.settle(first, author="lea", conflict=found, keep=found.versions[kept].dot)
    exchange_all(laptops)
    first.undo(act_id, author="lea")
    exchange_all(laptops)
    for store in laptops:
        (again,) = conflicts.conflicts(store.read())
        assert {version.text for version in again.versions} == {version.text for version in found.versions}
        assert records.find(store.read(), Person, nadia).row.phone == found.versions[0].text.replace(" ", "")
    conflicts.settle(second, author="lea", conflict=again, keep=again.versions[1].dot)
    exchange_all(laptops)
    assert all(conflicts.conflicts(store.read()) == () for store in laptops)


def test_a_value_of_ones_own_settles_too(laptops, nadia):
    disagree(laptops, nadia, birth_date=(datetime.date(1990, 5, 3), datetime.date(1990, 3, 5)))
    (found,) = conflicts.conflicts(laptops[0].read())
    assert [each.text for each in found.versions] == ["lundi 5 mars 1990", "jeudi 3 mai 1990"]
    assert not found.joinable
    conflicts.settle(laptops[0], author="lea", conflict=found, value=datetime.date(1991, 5, 3))
    assert records.find(laptops[0].read(), Person, nadia).row.birth_date == datetime.date(1991, 5, 3)
    assert conflicts.count(laptops[0].read()) == 0


def test_two_texts_can_both_be_kept(laptops, nadia):
    with laptops[0].act("contact", author="lea") as act:
        contact = act.create(
            Contact, stream=TOURS, person_id=nadia, on_date=datetime.date(2026, 5, 3), summary="", agreed=""
        )
    exchange_all(laptops)
    change(laptops[0], "lea", Contact, contact, summary="Elle cherche un logement.")
    laptops[1].clock.turn(minutes=1)
    change(laptops[1], "sam", Contact, contact, summary="Elle a un entretien mardi.")
    exchange_all(laptops)
    (found,) = conflicts.conflicts(laptops[1].read())
    assert found.where == "Contact du 3 mai 2026"
    assert found.joinable
    conflicts.settle(laptops[1], author="sam", conflict=found, both=True)
    exchange_all(laptops)
    for store in laptops:
        kept = records.find(store.read(), Contact, contact).row
        assert kept.summary == "Elle cherche un logement.\nElle a un entretien mardi."
        assert conflicts.count(store.read()) == 0


def test_only_texts_are_kept_both(laptops, nadia):
    disagree(laptops, nadia, needs_interpreter=(True, False))
    assert conflicts.conflicts(laptops[0].read()) == ()  # False was there already: nobody contradicts anybody
    disagree(laptops, nadia, french_level=("A1", "A2"))
    (found,) = conflicts.conflicts(laptops[0].read())
    with pytest.raises(conflicts.NotBoth):
        conflicts.settle(laptops[0], author="lea", conflict=found, both=True)
    assert conflicts.count(laptops[0].read()) == 1


def test_what_was_settled_elsewhere_is_said_and_nothing_is_lost(laptops, nadia):
    disagree(laptops, nadia, phone=("0611111111", "0622222222"))
    first, second = laptops
    (shown,) = conflicts.conflicts(first.read())
    (same,) = conflicts.conflicts(second.read())
    conflicts.settle(second, author="sam", conflict=same, value="0633333333")
    carry(second, first)
    with pytest.raises(conflicts.AlreadySettled):
        conflicts.settle(first, author="lea", conflict=shown, keep=shown.versions[0].dot)
    assert records.find(first.read(), Person, nadia).row.phone == "0633333333"
    with pytest.raises(conflicts.AlreadySettled):
        conflicts.find(first.read(), shown.key)


def test_settled_on_both_sides_at_once_differently_is_a_conflict_again(laptops, nadia):
    disagree(laptops, nadia, phone=("0611111111", "0622222222"))
    for store, author, position in ((laptops[0], "lea", 0), (laptops[1], "sam", 1)):
        (found,) = conflicts.conflicts(store.read())
        conflicts.settle(store, author=author, conflict=found, keep=found.versions[position].dot)
    exchange_all(laptops)
    for store in laptops:
        (again,) = conflicts.conflicts(store.read())
        assert {each.text for each in again.versions} == {"0611111111", "0622222222"}


def test_a_value_that_came_while_the_page_was_open_stays_visible(laptops, nadia):
    disagree(laptops, nadia, phone=("0611111111", "0622222222"))
    first, second = laptops
    (shown,) = conflicts.conflicts(first.read())
    other = heads.heads(second.read(), "person", nadia, "phone")
    mine = next(head.dot for head in other if head.dot.device == second.device)
    with second.act("change", author="sam") as act:  # Sam saw only what he had written himself
        act.change(Person, nadia, values={"phone": "0644444444"}, seen={"phone": frozenset({mine})})
    carry(second, first)
    conflicts.settle(first, author="lea", conflict=shown, keep=shown.versions[1].dot)
    (left,) = conflicts.conflicts(first.read())
    assert {each.text for each in left.versions} == {"0611111111", "0644444444"}


def test_values_of_every_kind_are_said_as_the_screen_says_them(laptops, nadia):
    disagree(laptops, nadia, languages=(["ro", "fr"], ["ar"]))
    (found,) = conflicts.conflicts(laptops[0].read())
    assert [each.text for each in found.versions] == ["Arabe", "Roumain, Français"]
    housings = list(vocabulary("housing"))[:2]
    disagree(laptops, nadia, housing=(housings[0].code, housings[1].code))
    disagree(laptops, nadia, needs_interpreter=(True, True))
    said = {each.label: {one.text for one in each.versions} for each in conflicts.conflicts(laptops[0].read())}
    assert said == {
        "Langues parlées": {"Arabe", "Roumain, Français"},
        "Hébergement": {housing.text.french for housing in housings},
    }


def test_an_answer_is_said_with_its_question(laptops, nadia):
    first, second = laptops
    form = next(iter(person_diagnostics.read_overview(first, nadia).startable))
    response = person_diagnostics.begin(
        first,
        author="lea",
        person_id=nadia,
        form=form.form,
        moment=form.moments[0][0],
        on_date=datetime.date(2026, 5, 11),
    )
    exchange_all(laptops)
    exchange_all(laptops, stream="org")
    question = definitions.latest(first.read(), "form", form.form).questions[0]
    for store, author, choice in ((first, "lea", question.choices[0]), (second, "sam", question.choices[1])):
        answer_question(store, author=author, diagnostic_id=response, question=question.key, value=choice.code)
    exchange_all(laptops)
    with in_french():
        (found,) = conflicts.conflicts(first.read())
    assert found.label == question.text.french
    assert found.where.startswith(form.title)
    assert {each.text for each in found.versions} == {choice.text.french for choice in question.choices[:2]}


def test_conflicts_of_one_record_follow_each_other(laptops, nadia):
    with laptops[0].act("other", author="lea") as act:
        other = act.create(Person, stream=TOURS, family_name="Alami", given_names="Aya")
    exchange_all(laptops)
    for person in (nadia, other):
        disagree(laptops, person, phone=("0611111111", "0622222222"))
        disagree(laptops, person, city=("Tours", "Blois"))
    found = conflicts.conflicts(laptops[0].read())
    assert [each.about for each in found] == ["Aya Alami"] * 2 + ["Nadia Haddad"] * 2


def test_a_presence_noted_twice_says_its_session(laptops, nadia):
    first, second = laptops
    with first.act("session", author="lea") as act:
        act.create(Session, stream=TOURS, id="cv", title="Atelier CV")
    exchange_all(laptops)
    row = natural_id("presence", "half", nadia)
    for store, state in ((first, "present"), (second, "absent")):
        with store.act("mark", author="lea") as act:
            act.create(
                Presence, stream=TOURS, id=row, session_id="cv", half_day_id="half", person_id=nadia, state=state
            )
    exchange_all(laptops)
    (found,) = conflicts.conflicts(second.read())
    assert (found.about, found.where) == ("Nadia Haddad", "Présence\u00a0: Atelier CV")
    assert {each.text for each in found.versions} == {"présent·e", "absent·e"}
