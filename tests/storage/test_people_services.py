"""People, sites and households: what a form may write, and what it may not."""

import datetime

import pytest

from db.queries import person as person_page
from db.queries.organisation import antennas, sites, staff
from db.queries.people import PeopleFilter, count, page, portfolio
from db.queries.resemblances import possible_duplicates
from db.records import find
from db.store import Store
from db.tables import Antenna, Household, Person
from kodiko_desktop.services.association.access import present
from kodiko_desktop.services.association.antennas import SetUpRefused, create_antenna, create_staff, set_up
from kodiko_desktop.services.people.contacts import note_contact
from kodiko_desktop.services.people.households import HouseholdRefused, create_household, join_household
from kodiko_desktop.services.people.journeys import declare_exit, open_journey, suspend
from kodiko_desktop.services.people.people import PersonRefused, archive_person, change_person, register_person
from kodiko_desktop.services.places.sites import SiteRefused, create_site

TODAY = datetime.date(2026, 5, 11)


@pytest.fixture
def here(store: Store):
    return set_up(store, organisation_name="Kodiko", antenna_name="Strasbourg", staff_name="Awa", postcode="67000")


def register(store, here, family_name="Diallo", given_names="Amina", **details) -> str:
    return register_person(
        store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        family_name=family_name,
        given_names=given_names,
        **details,
    )


def test_a_first_set_up_says_who_sits_here_and_which_holidays_are_kept(store, here):
    someone = present(store.read())
    assert (someone.staff_name, someone.antenna_name, someone.known) == ("Awa", "Strasbourg", True)
    assert find(store.read(), Antenna, here.antenna_id).row.holiday_profile == "alsace_moselle"


@pytest.mark.parametrize("missing", ["organisation_name", "antenna_name", "staff_name"])
def test_a_set_up_without_a_name_writes_nothing(store, missing):
    names = {"organisation_name": "Kodiko", "antenna_name": "Paris", "staff_name": "Awa", missing: "  "}
    with pytest.raises(SetUpRefused):
        set_up(store, **names)
    assert antennas(store.read()) == ()


def test_numbers_begin_with_the_letters_of_the_antenna(store, here):
    tours = create_antenna(store, author=here.staff_id, name="Tours", number_prefix="tou")
    person = register_person(store, author=here.staff_id, antenna_id=tours, family_name="Diallo")
    assert find(store.read(), Person, person).row.number == "TOU-2026-01-0001"
    with pytest.raises(SetUpRefused):
        create_antenna(store, author=here.staff_id, name="Évry", number_prefix="É1")


def test_colleagues_are_listed_by_antenna(store, here):
    create_staff(store, author=here.staff_id, name="Zoé", antenna_id=None, role="siège")
    assert [one.name for one in staff(store.read())] == ["Awa", "Zoé"]
    assert [one.name for one in staff(store.read(), here.antenna_id)] == ["Awa"]


@pytest.mark.parametrize("name", ["م", "X", "N" * 80, "ተስፋይ", "Олена", "d’Almeida-N’Guessan"])
def test_a_name_is_kept_as_it_is_given(store, here, name):
    person = register(store, here, family_name=f"  {name} ", given_names="")
    assert find(store.read(), Person, person).row.family_name == name


def test_somebody_without_any_name_is_refused_and_nothing_is_written(store, here):
    with pytest.raises(PersonRefused) as refused:
        register(store, here, family_name=" ", given_names="")
    assert "nom" in refused.value.sentence
    assert count(store.read()) == 0


@pytest.mark.parametrize("born", [datetime.date(2026, 5, 12), datetime.date(1890, 1, 1)])
def test_an_impossible_birth_date_is_refused(store, here, born):
    with pytest.raises(PersonRefused):
        register(store, here, birth_date=born)


def test_the_last_name_cannot_be_emptied(store, here):
    person = register(store, here, given_names="")
    with pytest.raises(PersonRefused):
        change_person(
            store,
            author=here.staff_id,
            person_id=person,
            values={"family_name": ""},
            seen=find(store.read(), Person, person).seen,
        )
    assert find(store.read(), Person, person).row.family_name == "Diallo"


def test_a_household_is_made_of_its_members_in_one_act(store, here):
    members = [register(store, here, given_names=name) for name in ("Amina", "Ibrahim")]
    household = create_household(store, author=here.staff_id, name="Les Diallo", member_ids=members)
    header = person_page.header(store.read(), members[0], today=TODAY)
    assert (header.household_name, header.household) == ("Les Diallo", ("Ibrahim Diallo",))
    record = find(store.read(), Person, members[1])
    join_household(store, author=here.staff_id, person_id=members[1], household_id=None, seen=record.seen)
    assert person_page.header(store.read(), members[0], today=TODAY).household == ()
    with pytest.raises(HouseholdRefused):
        create_household(store, author=here.staff_id, name="Personne", member_ids=[])
    assert find(store.read(), Household, household).row.name == "Les Diallo"


def test_sites_are_listed_with_the_people_found_there(store, here):
    site = create_site(store, author=here.staff_id, antenna_id=here.antenna_id, name="Terrain du Nord", city="Bobigny")
    register(store, here, site_id=site)
    (line,) = sites(store.read())
    assert (line.name, line.people) == ("Terrain du Nord", 1)
    with pytest.raises(SiteRefused):
        create_site(store, author=here.staff_id, antenna_id=here.antenna_id, name=" ")


def test_a_list_is_ordered_without_accents_and_read_by_pages(store, here):
    for family in ("Zola", "Élodie", "Émile", "eba", "Barry"):
        register(store, here, family_name=family, given_names="")
    names = [row.family_name for row in page(store.read(), today=TODAY).rows]
    assert names == ["Barry", "eba", "Élodie", "Émile", "Zola"]
    second = page(store.read(), today=TODAY, offset=2, limit=2)
    assert ([row.family_name for row in second.rows], second.total) == (["Élodie", "Émile"], 5)


def test_filters_narrow_a_list(store, here):
    other = create_staff(store, author=here.staff_id, name="Zoé", antenna_id=here.antenna_id)
    people = [register(store, here, family_name=name) for name in ("Diallo", "Barry", "Camara", "Dia")]
    for person, referent in zip(people[:3], (here.staff_id, other, here.staff_id), strict=True):
        open_journey(
            store,
            author=here.staff_id,
            person_id=person,
            programme="essai",
            started_on=TODAY,
            referent_id=referent,
        )
    archive_person(store, author=here.staff_id, person_id=people[2])

    def names(**wanted) -> list[str]:
        found = page(store.read(), PeopleFilter(**wanted), today=TODAY)
        assert found.total == len(found.rows)
        return [row.family_name for row in found.rows]

    assert names() == ["Barry", "Dia", "Diallo"]
    assert names(referent_id=here.staff_id) == ["Diallo"]
    assert names(programme="essai", antenna_id=here.antenna_id) == ["Barry", "Diallo"]
    assert names(status="suspendu") == []
    assert names(text="dia") == ["Dia", "Diallo"]
    assert names(text="dia", status="actif") == ["Diallo"]
    assert names(archived=True) == ["Camara"]


def test_a_portfolio_tells_the_truly_active_from_the_distant(store, here, clock):
    journeys = {}
    for name in ("Heard", "Silent", "Suspended", "Over", "Waiting"):
        person = register(store, here, family_name=name)
        journeys[name] = open_journey(
            store,
            author=here.staff_id,
            person_id=person,
            programme="essai",
            started_on=TODAY - datetime.timedelta(days=60),
            status="candidat" if name == "Waiting" else "actif",
        )
        if name == "Heard":
            note_contact(store, author=here.staff_id, person_id=person, on_date=TODAY, channel="telephone")
    suspend(store, author=here.staff_id, journey_id=journeys["Suspended"], since=TODAY, until=None, reason="autre")
    declare_exit(store, author=here.staff_id, journey_id=journeys["Over"], ended_on=TODAY, reason="emploi")
    load = portfolio(store.read(), here.staff_id, today=TODAY)
    assert (load.active, load.distant, load.candidates, load.total) == (1, 2, 1, 4)


BIRTH = datetime.date(1990, 3, 12)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"family_name": "Diallo", "given_names": "Mohammed", "birth_date": BIRTH}, "nom proche et même date"),
        ({"family_name": "Mouhamed", "given_names": "Diallo", "birth_date": BIRTH}, "nom proche et même date"),
        ({"family_name": "Diallo", "given_names": "Muhammad"}, "date de naissance inconnue"),
        ({"family_name": "Autre", "given_names": "Nom", "phone": "+33612345678"}, "même téléphone"),
    ],
)
def test_somebody_already_known_is_shown(store, here, typed, why):
    person = register(store, here, given_names="Mohamed", birth_date=BIRTH, phone="06 12 34 56 78")
    (found,) = possible_duplicates(store.read(), **typed)
    assert found.person_id == person
    assert why in found.why
    assert possible_duplicates(store.read(), **typed, besides=[person]) == ()


@pytest.mark.parametrize(
    "typed",
    [
        {"family_name": "Diallo", "given_names": "Fatoumata", "birth_date": BIRTH},
        {"family_name": "Diallo", "given_names": "Mohamed", "birth_date": datetime.date(1991, 3, 12)},
        {"family_name": "Diallo", "given_names": "", "phone": "0699999999"},
    ],
)
def test_a_namesake_or_a_relative_is_not_the_same_person(store, here, typed):
    register(store, here, given_names="Mohamed", birth_date=BIRTH, phone="06 12 34 56 78")
    assert possible_duplicates(store.read(), **typed) == ()
