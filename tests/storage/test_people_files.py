"""Drafts, filters of this laptop, corrections of a file field by field, appointments told what became of them."""

from datetime import date

import pytest

from db.queries.people import EVERYBODY, PeopleFilter
from db.records import find
from db.store import Store
from db.tables import Appointment, Person
from kodiko_desktop.services.association.antennas import FirstSetUp, set_up
from kodiko_desktop.services.association.streams import NotHere
from kodiko_desktop.services.laptop.drafts import drafts_at, forget_draft, keep_draft
from kodiko_desktop.services.people import contacts, households, journeys, people, people_lists, person_files
from kodiko_desktop.services.people.contacts import ContactRefused
from kodiko_desktop.services.people.people_lists import FilterRefused
from kodiko_desktop.services.places import sites

MONDAY = date(2026, 5, 11)


@pytest.fixture
def here(store: Store) -> FirstSetUp:
    return set_up(store, organisation_name="Essai", antenna_name="Tours", staff_name="Léa Martin")


@pytest.fixture
def amina(store: Store, here: FirstSetUp) -> str:
    return people.register_person(
        store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Diallo", given_names="Amina"
    )


def appointment(store: Store, here: FirstSetUp, person_id: str, on_date: date) -> str:
    return contacts.fix_appointment(store, author=here.staff_id, person_id=person_id, on_date=on_date, at_time="10:00")


# -- drafts ------------------------------------------------------------------------------------------------------


def test_draft_replaces_the_one_of_its_place_and_makes_no_act(store: Store) -> None:
    keep_draft(store, place="person:1:contact", content={"summary": "Un"})
    keep_draft(store, place="person:1:contact", content={"summary": "Deux", "on_date": {"day": "2026-05-11"}})
    keep_draft(store, place="person:10:contact", content={"summary": "Autre"})
    (draft,) = drafts_at(store.read(), "person:1:")
    assert draft.content == {"summary": "Deux", "on_date": {"day": "2026-05-11"}}
    assert draft.saved_at.startswith("2026-05-11T09:00:00")
    assert store.read().execute("SELECT count(*) FROM act").fetchone() == (0,)
    forget_draft(store, place="person:1:contact")
    assert drafts_at(store.read(), "person:1:") == ()


def test_place_with_a_percent_sign_finds_only_itself(store: Store) -> None:
    keep_draft(store, place="a%b", content={})
    keep_draft(store, place="axb", content={})
    assert [draft.place for draft in drafts_at(store.read(), "a%")] == ["a%b"]


# -- the list ----------------------------------------------------------------------------------------------------


def test_filters_are_kept_by_name_and_the_last_one_without_its_text(store: Store, here: FirstSetUp) -> None:
    wanted = PeopleFilter(status="suspendu")
    people_lists.save_filter(store, name=" Suspendus ", wanted=wanted)
    people_lists.remember_last(store, wanted=PeopleFilter(text="ami", site_id="s1"))
    choices = people_lists.read_choices(store)
    assert choices.saved == (("Suspendus", wanted),)
    assert choices.last == PeopleFilter(site_id="s1")
    people_lists.forget_filter(store, name="Suspendus")
    assert people_lists.read_choices(store).saved == ()
    with pytest.raises(FilterRefused, match="Donnez un nom"):
        people_lists.save_filter(store, name="  ", wanted=EVERYBODY)


def test_list_brings_programme_titles_and_the_load_of_the_referent(store: Store, here: FirstSetUp, amina: str) -> None:
    journeys.open_journey(
        store,
        author=here.staff_id,
        person_id=amina,
        programme="mediation-emploi-bidonville",
        started_on=date(2026, 4, 1),
    )
    found = people_lists.read_list(store, PeopleFilter(referent_id=here.staff_id), today=MONDAY)
    assert found.programmes == {"mediation-emploi-bidonville": "Médiation emploi"}
    assert found.portfolio is not None
    assert (found.portfolio.active, found.portfolio.distant) == (0, 1)
    assert people_lists.programme_titles(store.read(), ["unknown"]) == {"unknown": "unknown"}


# -- the file of a person ----------------------------------------------------------------------------------------


def test_second_correction_of_a_form_does_not_dispute_the_first(store: Store, here: FirstSetUp, amina: str) -> None:
    seen = person_files.read_record(store, amina).seen
    for city in ("Tours", "Vouvray"):
        seen, person = person_files.correct_person(
            store, author=here.staff_id, person_id=amina, values={"city": city}, seen=seen
        )
    assert person.city == "Vouvray"
    assert store.read().execute("SELECT count(*) FROM conflict").fetchone() == (0,)


def test_correction_made_elsewhere_meanwhile_is_not_taken_as_seen(store: Store, here: FirstSetUp, amina: str) -> None:
    form = person_files.read_record(store, amina)
    elsewhere = find(store.read(), Person, amina)
    people.change_person(store, author=here.staff_id, person_id=amina, values={"phone": "01"}, seen=elsewhere.seen)
    seen, _person = person_files.correct_person(
        store, author=here.staff_id, person_id=amina, values={"city": "Tours"}, seen=form.seen
    )
    assert seen.get("phone") == form.seen.get("phone")
    person_files.correct_person(store, author=here.staff_id, person_id=amina, values={"phone": "02"}, seen=seen)
    assert store.read().execute("SELECT field FROM conflict WHERE row_id = ?", (amina,)).fetchall() == [("phone",)]


def test_new_site_and_the_person_there_are_one_act(store: Store, here: FirstSetUp, amina: str) -> None:
    seen = person_files.read_record(store, amina).seen
    _seen, person = person_files.settle_at_new_site(
        store, author=here.staff_id, person_id=amina, name="Terrain du Canal", seen=seen
    )
    assert person_files.read_record(store, amina).sites == ((person.site_id, "Terrain du Canal"),)
    act_id = store.read().execute("SELECT id FROM act ORDER BY position DESC LIMIT 1").fetchone()[0]
    store.undo(act_id, author=here.staff_id)
    assert find(store.read(), Person, amina).row.site_id is None
    with pytest.raises(sites.SiteRefused):
        person_files.settle_at_new_site(store, author=here.staff_id, person_id=amina, name=" ", seen=seen)


def test_household_begins_with_the_person(store: Store, here: FirstSetUp, amina: str) -> None:
    record = person_files.read_record(store, amina)
    _seen, person = person_files.begin_household(
        store, author=here.staff_id, person_id=amina, name="Famille Diallo", seen=record.seen
    )
    assert person_files.read_record(store, amina).households == ((person.household_id, "Famille Diallo"),)
    with pytest.raises(households.HouseholdRefused):
        person_files.begin_household(store, author=here.staff_id, person_id=amina, name="", seen=record.seen)


def test_file_says_whether_the_timeline_goes_on(store: Store, here: FirstSetUp, amina: str) -> None:
    for day in range(1, 6):
        contacts.note_contact(
            store, author=here.staff_id, person_id=amina, on_date=date(2026, 5, day), channel="sms", reached=day != 5
        )
    file = person_files.read_file(store, amina, today=MONDAY, limit=3)
    assert [line.kind for line in file.lines] == ["attempt", "contact", "contact"]
    assert file.more
    assert not person_files.read_file(store, amina, today=MONDAY, limit=5).more
    assert person_files.read_file(store, "nobody", today=MONDAY) is None
    with pytest.raises(NotHere):
        person_files.read_record(store, "nobody")


# -- appointments ------------------------------------------------------------------------------------------------


def test_appointment_that_took_place_writes_the_exchange_once(store: Store, here: FirstSetUp, amina: str) -> None:
    appointment_id = appointment(store, here, amina, date(2026, 5, 7))
    for summary in ("Prêt pour jeudi.", "Corrigé."):
        contacts.settle_appointment(
            store,
            author=here.staff_id,
            appointment_id=appointment_id,
            values={"outcome": "honore", "place": "Antenne"},
            channel="bureau",
            summary=summary,
            seen=find(store.read(), Appointment, appointment_id).seen,
        )
    rows = store.read().execute("SELECT on_date, at_time, channel, summary FROM contact").fetchall()
    assert rows == [("2026-05-07", "10:00", "bureau", "Prêt pour jeudi.")]


def test_appointment_to_come_cannot_have_taken_place(store: Store, here: FirstSetUp, amina: str) -> None:
    appointment_id = appointment(store, here, amina, date(2026, 5, 14))
    with pytest.raises(ContactRefused, match="à venir"):
        contacts.settle_appointment(
            store,
            author=here.staff_id,
            appointment_id=appointment_id,
            values={"outcome": "honore", "on_date": date(2026, 5, 14)},
            seen=find(store.read(), Appointment, appointment_id).seen,
        )
    assert find(store.read(), Appointment, appointment_id).row.outcome == "a_venir"


def test_appointment_moved_stays_to_come(store: Store, here: FirstSetUp, amina: str) -> None:
    appointment_id = appointment(store, here, amina, date(2026, 5, 14))
    contacts.settle_appointment(
        store,
        author=here.staff_id,
        appointment_id=appointment_id,
        values={"outcome": "a_venir", "on_date": date(2026, 5, 18)},
        seen=find(store.read(), Appointment, appointment_id).seen,
    )
    assert find(store.read(), Appointment, appointment_id).row.on_date == date(2026, 5, 18)
    assert store.read().execute("SELECT count(*) FROM contact").fetchone() == (0,)
