"""A person with a journey, and the tab « Plan et contrat » of their page."""

import datetime

import pytest

from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.people import journeys, people
from ui.desk import Desk
from ui.pages.plan import build_tab
from ui.pages.plan.person_tab import PersonPlanTab

TODAY = datetime.date(2026, 5, 11)


@pytest.fixture
def person_id(desk: Desk) -> str:
    here = desk.here()
    person = people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Munteanu", given_names="Ștefan"
    )
    journeys.open_journey(
        here.store,
        author=here.staff_id,
        person_id=person,
        programme=definitions.keys(here.store.read(), definitions.PROGRAMME)[0],
        started_on=TODAY,
    )
    return person


@pytest.fixture
def tab(qtbot, theme, desk: Desk, person_id: str) -> PersonPlanTab:
    made = build_tab(desk, person_id)
    desk.changed.connect(made.refresh)
    made.resize(1302, 670)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.load()
    qtbot.waitUntil(lambda: made.plan is not None)
    return made
