"""A person with a journey, and a plan agreed with them."""

import datetime

import pytest

from db.store import Store
from kodiko_desktop.services.people import journeys, people
from kodiko_desktop.services.plan import plans

TODAY = datetime.date(2026, 5, 11)


@pytest.fixture
def person(store: Store, author: str, antenna: str) -> str:
    person_id = people.register_person(
        store,
        author=author,
        antenna_id=antenna,
        family_name="Nouri",
        given_names="Farida",
        name_in_own_script="فریده نوری",
        print_language="fa-AF",
        birth_date=datetime.date(1990, 2, 3),
        situation="recherche_emploi",
    )
    journeys.open_journey(
        store, author=author, person_id=person_id, programme="kodiko-cotraining", started_on=TODAY, rhythm_days=14
    )
    return person_id


@pytest.fixture
def plan(store: Store, author: str, person: str) -> str:
    objective = plans.add_objective(store, author=author, person_id=person, title="Travailler près du tram")
    plans.add_action(
        store,
        author=author,
        person_id=person,
        objective_id=objective,
        title="Trois garages rencontrés",
        by_whom="ensemble",
        due_on=datetime.date(2026, 6, 12),
    )
    return objective
