"""An English screen reads English titles from the data files; what is stored and what is printed stays French."""

import datetime
from collections.abc import Iterator

import pytest

from db.store import Store
from kodiko_desktop.domain import wording
from kodiko_desktop.services.association import antennas, definitions
from kodiko_desktop.services.contracts import contract_templates
from kodiko_desktop.services.diagnostics import diagnostics, person_diagnostics
from kodiko_desktop.services.people import people, person_files
from resources.translations import load

TODAY = datetime.date(2026, 5, 11)


@pytest.fixture
def here(store: Store) -> antennas.FirstSetUp:
    return antennas.set_up(store, organisation_name="Essai", antenna_name="Tours", staff_name="Léa Martin")


@pytest.fixture
def in_english() -> Iterator[None]:
    wording.install(load("en"))
    yield
    wording.install(load("fr"))


def test_forms_contracts_and_programmes_are_named_in_english_on_screen_and_in_french_on_paper(
    store: Store, here, in_english
) -> None:
    connection = store.read()
    forms = {each.form: each.title for each in person_diagnostics.startable(connection, (), about="person")}
    assert forms["diagnostic-360"] == "360° diagnosis"
    papers = {line.key: line.title for line in contract_templates.templates(connection)}
    assert papers["tripartite"] == "Three-way support agreement"
    assert definitions.title(connection, definitions.FORM, "liste-poste") == "Points to check about a job"
    programme = definitions.latest(connection, definitions.PROGRAMME, "aere-socle")
    assert definitions.title_of(programme) == "SOCLE programme"
    with wording.in_french():
        assert definitions.title(connection, definitions.FORM, "diagnostic-360") == "Diagnostic 360°"
        programme = definitions.latest(connection, definitions.PROGRAMME, "aere-socle")
        assert (programme.title, programme.stages[0].title) == ("Programme SOCLE", "Accueil et diagnostic")


def test_what_is_kept_of_a_definition_has_its_french_title(store: Store, here, in_english) -> None:
    definitions.keep(store, author=here.staff_id, kind=definitions.FORM, key="diagnostic-360")
    assert store.read().execute("SELECT title FROM definition").fetchall() == [("Diagnostic 360°",)]


def test_obstacles_and_their_degrees_are_said_in_english(store: Store, here, in_english) -> None:
    person = people.register_person(
        store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Nouri", given_names="Karim"
    )
    assert person
    form = definitions.latest(store.read(), definitions.FORM, "diagnostic-360")
    (found,) = person_diagnostics.obstacles(form, {"logement-niveau": "5", "logement-cases": ["hotel"]})
    assert (found.title, found.details, found.word) == ("Housing", "hotel", "blocking")


def test_what_happened_to_a_person_is_named_in_the_language_of_the_screen(store: Store, here, in_english) -> None:
    person = people.register_person(
        store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Nouri", given_names="Karim"
    )
    diagnostics.start_diagnostic(
        store,
        author=here.staff_id,
        stream=here.antenna_id,
        about="person",
        about_id=person,
        person_id=person,
        form="diagnostic-360",
        form_version="1",
        on_date=TODAY,
    )
    assert person_files.read_file(store, person, today=TODAY).titles["diagnostic-360"] == "360° diagnosis"
    with wording.in_french():
        assert person_files.read_file(store, person, today=TODAY).titles["diagnostic-360"] == "Diagnostic 360°"
