"""An action whose day has passed stands among what is due, and leaves it once done."""

import datetime

import pytest

from db import heads
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.people import people
from kodiko_desktop.services.plan import plans
from kodiko_desktop.services.today import Pile, read_day


@pytest.fixture
def antenna(store):
    return antennas.set_up(store, organisation_name="Association", antenna_name="Tours", staff_name="Anne Martin")


def test_an_action_past_its_day_is_due_until_it_is_done(store, antenna):
    today = store.now().date()
    person_id = people.register_person(
        store, author=antenna.staff_id, antenna_id=antenna.antenna_id, family_name="Diallo", given_names="Awa"
    )
    action_id = plans.add_action(
        store,
        author=antenna.staff_id,
        person_id=person_id,
        title="Refaire la carte de transport",
        due_on=today - datetime.timedelta(days=3),
    )
    due = read_day(store.read(), today=today, staff_id=None).pile(Pile.DEADLINES)
    assert [(line.what, line.target.row_id, line.target.tab) for line in due] == [
        ("Refaire la carte de transport", person_id, "plan")
    ]
    plans.finish_action(
        store,
        author=antenna.staff_id,
        action_id=action_id,
        on_date=today,
        result="Carte reçue",
        seen=_seen(store, action_id),
    )
    assert read_day(store.read(), today=today, staff_id=None).pile(Pile.DEADLINES) == ()


def _seen(store, action_id):
    return heads.seen(store.read(), "action", action_id)
