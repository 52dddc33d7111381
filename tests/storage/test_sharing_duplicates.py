"""The same person twice: found, compared, put together so that every page shows one person, separated again."""

import datetime

import pytest

from db import search_index
from db.queries import person as person_page
from db.queries import sessions as session_queries
from db.queries.people import PeopleFilter, page
from db.records import find, rows_where
from db.search import person_ids, search
from db.tables import Participant, Person, Presence
from kodiko_desktop.services.association.antennas import set_up
from kodiko_desktop.services.people.contacts import note_contact
from kodiko_desktop.services.people.journeys import open_journey
from kodiko_desktop.services.people.people import archive_person, change_person, register_person
from kodiko_desktop.services.people.person_files import read_file
from kodiko_desktop.services.plan.plans import add_objective, objectives_of
from kodiko_desktop.services.sessions import attendance, sessions
from kodiko_desktop.services.sharing import conflicts, duplicates
from kodiko_desktop.services.work.hires import hires_of_person
from kodiko_desktop.services.work.placements import record_hire

TODAY = datetime.date(2026, 5, 11)
BORN = datetime.date(1990, 3, 5)


@pytest.fixture
def here(store):
    return set_up(store, organisation_name="Kodiko", antenna_name="Tours", staff_name="Awa", postcode="37000")


def register(store, here, family_name, given_names, **details):
    return register_person(
        store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        family_name=family_name,
        given_names=given_names,
        **details,
    )


@pytest.fixture
def twice(store, here, clock):
    """The same man registered twice, each file with a history."""
    one = register(store, here, "Diallo", "Mamadou", birth_date=BORN, phone="0611111111")
    clock.turn(minutes=1)
    other = register(store, here, "Dialo", "Mamadu", birth_date=BORN, phone="0622222222", city="Tours")
    for person, words in ((one, "premier"), (other, "second")):
        note_contact(
            store, author=here.staff_id, person_id=person, on_date=TODAY, channel="appel", summary=f"échange {words}"
        )
        add_objective(store, author=here.staff_id, person_id=person, title=f"objectif {words}")
        record_hire(
            store,
            author=here.staff_id,
            person_id=person,
            new_company={"name": f"entreprise {words}"},
            starts_on=TODAY,
            job_title=f"poste {words}",
        )
    open_journey(store, author=here.staff_id, person_id=one, programme="kodiko-cotraining", started_on=TODAY)
    open_journey(store, author=here.staff_id, person_id=other, programme="combo77", started_on=TODAY)
    return one, other


def workshop(store, here, people):
    session_id = sessions.plan_sessions(
        store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        title="Atelier CV",
        half_days=[sessions.PlannedHalfDay(TODAY, "matin", "09:00", "12:00")],
        person_ids=people,
    )[0]
    return session_id, attendance.half_days_of(store, session_id)[0].id


def whole_history(store, person_id):
    """What the pages of a person show."""
    read = store.read()
    return {
        "contacts": {line.text for line in person_page.happenings(read, person_id) if line.kind == "contact"},
        "objectives": {row.title for row in objectives_of(store, person_id)},
        "hires": {line.placement.job_title for line in hires_of_person(read, person_id, today=TODAY)},
        "journeys": {line.programme for line in person_page.journeys(read, person_id)},
    }


BOTH = {
    "contacts": {"échange premier", "échange second"},
    "objectives": {"objectif premier", "objectif second"},
    "hires": {"poste premier", "poste second"},
    "journeys": {"kodiko-cotraining", "combo77"},
}


def in_the_list(store):
    return {row.id for row in page(store.read(), PeopleFilter(), today=TODAY).rows}


# -- finding and comparing ------------------------------------------------------------------------------------------


def test_files_that_resemble_each_other_are_proposed_with_the_reason(store, here, twice):
    register(store, here, "Haddad", "Nadia", birth_date=BORN)
    (pair,) = duplicates.candidates(store.read())
    assert {pair.one.person_id, pair.other.person_id} == set(twice)
    assert pair.why == "nom proche et même date de naissance"


def test_the_same_telephone_or_a_name_without_birth_date_is_enough(store, here):
    one = register(store, here, "Sow", "Aissatou", phone="06 12 34 56 78", birth_date=BORN)
    two = register(store, here, "Barry", "Fatou", second_phone="0612345678", birth_date=datetime.date(2000, 1, 1))
    register(store, here, "Moreau", "Paul", birth_date=datetime.date(1980, 1, 1))
    three = register(store, here, "Moreau", "Paul")
    found = {
        frozenset((pair.one.person_id, pair.other.person_id)): pair.why for pair in duplicates.candidates(store.read())
    }
    assert found[frozenset((one, two))] == "même téléphone"
    assert [why for pair, why in found.items() if three in pair] == ["nom proche, date de naissance inconnue"]
    assert len(found) == 2


def test_two_files_said_to_be_two_people_do_not_come_back_until_that_is_undone(store, here, twice):
    act_id = duplicates.not_the_same(store, author=here.staff_id, one=twice[0], other=twice[1])
    assert duplicates.candidates(store.read()) == ()
    assert in_the_list(store) == set(twice)
    store.undo(act_id, author=here.staff_id)
    assert len(duplicates.candidates(store.read())) == 1


def test_side_by_side_says_what_differs_and_what_is_written_under_each(store, here, twice):
    found = duplicates.compare(store.read(), *twice)
    fields = {field.name: (field.label, field.one_text, field.other_text, field.differ) for field in found.fields}
    assert fields["phone"] == ("Téléphone", "0611111111", "0622222222", True)
    assert fields["city"] == ("Ville", "—", "Tours", True)
    assert fields["birth_date"][1:] == ("lundi 5 mars 1990", "lundi 5 mars 1990", False)
    assert "email" not in fields
    assert {(under.label, under.one, under.other) for under in found.under} == {
        ("parcours", 1, 1),
        ("contacts", 1, 1),
        ("objectifs", 1, 1),
        ("prises de poste", 1, 1),
    }
    assert found.keep == twice[0]


# -- together -------------------------------------------------------------------------------------------------------


def test_every_page_shows_one_person_with_both_histories(store, here, twice):
    keep, other = twice
    duplicates.merge(store, author=here.staff_id, keep=keep, other=other)
    assert whole_history(store, keep) == BOTH
    assert in_the_list(store) == {keep}
    assert page(store.read(), PeopleFilter(archived=True), today=TODAY).rows == ()
    assert duplicates.candidates(store.read()) == ()


def test_the_link_of_the_other_file_leads_to_the_one_kept(store, here, twice):
    keep, other = twice
    duplicates.merge(store, author=here.staff_id, keep=keep, other=other)
    file = read_file(store, other, today=TODAY)
    assert file.header.id == keep
    assert {line.text for line in file.lines if line.kind == "contact"} == BOTH["contacts"]


def test_the_names_numbers_and_telephones_of_both_find_the_one_kept(store, here, twice):
    keep, other = twice
    number = find(store.read(), Person, other).row.number
    duplicates.merge(store, author=here.staff_id, keep=keep, other=other)
    for typed in ("Dialo", "Mamadu", "0622222222", "Diallo", number, number[-4:]):
        assert person_ids(store.read(), typed) == (keep,), typed
    change_person(store, author=here.staff_id, person_id=other, values={"phone": "0699999999"}, seen={})
    assert person_ids(store.read(), "0699999999") == (keep,)
    (hit,) = search(store.read(), "0699999999")
    assert hit.row_id == keep


def test_an_index_made_again_finds_the_one_kept_by_the_words_of_both(store, here, twice):
    duplicates.merge(store, author=here.staff_id, keep=twice[0], other=twice[1])
    with store.act("rebuild", author="") as act:
        assert search_index.rebuild(act.connection) == 3  # the person, and the two companies
    assert person_ids(store.read(), "Mamadu") == person_ids(store.read(), "0622222222") == (twice[0],)


def test_what_is_written_later_under_the_other_id_is_shown_too(store, here, twice):
    keep, other = twice
    duplicates.merge(store, author=here.staff_id, keep=keep, other=other)
    note_contact(store, author=here.staff_id, person_id=other, on_date=TODAY, channel="sms", summary="après")
    assert "après" in whole_history(store, keep)["contacts"]


def test_chosen_values_go_to_the_file_kept_and_come_back_when_separated(store, here, twice):
    keep, other = twice
    done = duplicates.merge(
        store, author=here.staff_id, keep=keep, other=other, values={"phone": "0622222222", "city": "Tours"}
    )
    row = find(store.read(), Person, keep).row
    assert (row.phone, row.city) == ("0622222222", "Tours")
    change_person(
        store,
        author=here.staff_id,
        person_id=keep,
        values={"city": "Blois"},
        seen=find(store.read(), Person, keep).seen,
    )
    duplicates.separate(store, author=here.staff_id, alias_id=done.alias_id)
    row = find(store.read(), Person, keep).row
    assert (row.phone, row.city) == ("0611111111", "Blois")  # what was changed since stays


def test_separated_each_file_has_its_own_history_again(store, here, twice):
    before = {person: whole_history(store, person) for person in twice}
    done = duplicates.merge(store, author=here.staff_id, keep=twice[1], other=twice[0])
    duplicates.separate(store, author=here.staff_id, alias_id=done.alias_id)
    assert {person: whole_history(store, person) for person in twice} == before
    assert in_the_list(store) == set(twice)
    assert person_ids(store.read(), "0611111111") == (twice[0],)
    assert person_ids(store.read(), "0622222222") == (twice[1],)
    assert duplicates.candidates(store.read()) == ()  # somebody said they are two people
    with pytest.raises(duplicates.NotTwoFiles):
        duplicates.separate(store, author=here.staff_id, alias_id=done.alias_id)


def test_undo_puts_everything_back_and_they_are_proposed_again(store, here, twice):
    before = {person: whole_history(store, person) for person in twice}
    values = {"phone": "0622222222"}
    done = duplicates.merge(store, author=here.staff_id, keep=twice[0], other=twice[1], values=values)
    store.undo(done.act_id, author=here.staff_id)
    assert {person: whole_history(store, person) for person in twice} == before
    assert find(store.read(), Person, twice[0]).row.phone == "0611111111"
    assert len(duplicates.candidates(store.read())) == 1
    duplicates.merge(store, author=here.staff_id, keep=twice[0], other=twice[1])
    assert whole_history(store, twice[0]) == BOTH


def test_the_person_page_can_say_with_what_a_file_was_put_together(store, here, twice):
    keep, other = twice
    done = duplicates.merge(store, author=here.staff_id, keep=keep, other=other)
    for asked in twice:
        (reunion,) = duplicates.reunions(store.read(), asked)
        assert (reunion.alias_id, reunion.kept.person_id, reunion.other.person_id) == (done.alias_id, keep, other)
        assert (reunion.author_name, reunion.device_name) == ("Awa", "cet ordinateur")
    duplicates.separate(store, author=here.staff_id, alias_id=done.alias_id)
    assert duplicates.reunions(store.read(), keep) == ()


def test_three_files_are_one_person_and_one_of_them_can_leave(store, here, twice):
    third = register(store, here, "Diallo", "M.", birth_date=BORN)
    note_contact(store, author=here.staff_id, person_id=third, on_date=TODAY, channel="sms", summary="troisième")
    duplicates.merge(store, author=here.staff_id, keep=twice[0], other=twice[1])
    done = duplicates.merge(store, author=here.staff_id, keep=third, other=twice[1])  # said of the one shown for it
    assert in_the_list(store) == {third}
    assert whole_history(store, third)["contacts"] == {*BOTH["contacts"], "troisième"}
    assert len(duplicates.reunions(store.read(), third)) == 2
    duplicates.separate(store, author=here.staff_id, alias_id=done.alias_id)
    assert in_the_list(store) == {third, twice[0]}
    assert whole_history(store, twice[0]) == BOTH


def test_a_file_in_use_put_behind_one_put_away_brings_it_back(store, here, twice):
    archive_person(store, author=here.staff_id, person_id=twice[0])
    done = duplicates.merge(store, author=here.staff_id, keep=twice[0], other=twice[1])
    assert in_the_list(store) == {twice[0]}
    duplicates.separate(store, author=here.staff_id, alias_id=done.alias_id)
    assert in_the_list(store) == {twice[1]}


def test_one_file_or_one_that_is_not_here_cannot_be_put_together(store, here, twice):
    for keep, other in ((twice[0], twice[0]), (twice[0], "nobody")):
        with pytest.raises(duplicates.NotTwoFiles):
            duplicates.merge(store, author=here.staff_id, keep=keep, other=other)
    duplicates.merge(store, author=here.staff_id, keep=twice[0], other=twice[1])
    with pytest.raises(duplicates.NotTwoFiles):
        duplicates.merge(store, author=here.staff_id, keep=twice[1], other=twice[0])


def test_what_the_rows_truly_say_goes_to_the_other_laptops(store, here, twice):
    keep, other = twice
    duplicates.merge(store, author=here.staff_id, keep=keep, other=other)
    (contact,) = [row for row in store.read().execute("SELECT id FROM contact WHERE summary = 'échange second'")]
    subjects = store.read().execute("SELECT subjects FROM operation WHERE row_id = ?", contact).fetchall()
    assert subjects == [(f'["{other}"]',)]
    pair = store.read().execute("SELECT subjects FROM operation WHERE table_name = 'person_pair'").fetchone()
    assert all(person in pair[0] for person in twice)


# -- rows that say the same thing twice -----------------------------------------------------------------------------


def test_a_person_on_a_session_under_both_files_stands_once_on_the_sheet(store, here, twice):
    keep, other = twice
    session_id, half_day = workshop(store, here, twice)
    marks = [attendance.Mark(half_day, other, "present")]
    attendance.mark(store, author=here.staff_id, session_id=session_id, marks=marks)
    done = duplicates.merge(store, author=here.staff_id, keep=keep, other=other)
    assert [row.person_id for row in session_queries.roster(store.read(), session_id)] == [keep]
    (presence,) = rows_where(store.read(), Presence, "session_id = ?", (session_id,))
    assert (presence.person_id, presence.state) == (keep, "present")
    duplicates.separate(store, author=here.staff_id, alias_id=done.alias_id)
    assert {row.person_id for row in session_queries.roster(store.read(), session_id)} == set(twice)


def test_a_presence_typed_after_they_are_put_together_changes_the_one_shown(store, here, twice):
    keep, other = twice
    session_id, half_day = workshop(store, here, [other])
    attendance.mark(
        store, author=here.staff_id, session_id=session_id, marks=[attendance.Mark(half_day, other, "present")]
    )
    duplicates.merge(store, author=here.staff_id, keep=keep, other=other)
    seen = attendance.seen_of(store.read(), half_day_id=half_day, person_id=keep)
    marks = [attendance.Mark(half_day, keep, "absent", seen=seen)]
    attendance.mark(store, author=here.staff_id, session_id=session_id, marks=marks)
    (presence,) = rows_where(store.read(), Presence, "session_id = ?", (session_id,), archived=True)
    assert (presence.person_id, presence.state) == (keep, "absent")
    assert conflicts.conflicts(store.read()) == ()
    attendance.rate(store, author=here.staff_id, session_id=session_id, person_id=keep, useful=3)
    sessions.stop_expecting(store, author=here.staff_id, session_id=session_id, person_id=keep)
    assert session_queries.roster(store.read(), session_id) == ()


def test_taken_off_a_session_a_person_of_two_files_is_off_it(store, here, twice):
    session_id, _half_day = workshop(store, here, twice)
    duplicates.merge(store, author=here.staff_id, keep=twice[0], other=twice[1])
    sessions.stop_expecting(store, author=here.staff_id, session_id=session_id, person_id=twice[0])
    assert rows_where(store.read(), Participant, "session_id = ?", (session_id,)) == []


def test_files_that_say_two_things_of_one_half_day_are_a_disagreement_to_settle(store, here, twice):
    keep, other = twice
    session_id, half_day = workshop(store, here, twice)
    for person, state in ((keep, "present"), (other, "absent")):
        attendance.mark(
            store, author=here.staff_id, session_id=session_id, marks=[attendance.Mark(half_day, person, state)]
        )
    duplicates.merge(store, author=here.staff_id, keep=keep, other=other)
    (found,) = conflicts.conflicts(store.read())
    assert conflicts.count(store.read()) == 1
    assert (found.subject_id, found.where, found.label) == (
        keep,
        "Présence du 11 mai 2026\u00a0: Atelier CV",
        "Présence",
    )
    assert {(version.text, version.current) for version in found.versions} == {("absent·e", True), ("présent·e", False)}
    assert conflicts.find(store.read(), found.key) == found
    kept = next(version for version in found.versions if not version.current)
    act_id = conflicts.settle(store, author=here.staff_id, conflict=found, keep=kept.dot)
    assert conflicts.count(store.read()) == 0
    (presence,) = rows_where(store.read(), Presence, "session_id = ?", (session_id,))
    assert presence.state == "present"
    with pytest.raises(conflicts.AlreadySettled):
        conflicts.settle(store, author=here.staff_id, conflict=found, keep=kept.dot)
    store.undo(act_id, author=here.staff_id)
    assert conflicts.count(store.read()) == 1
