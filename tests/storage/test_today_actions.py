"""What stands among the deadlines of a day: an action past its day, a suspension too long, a record kept too long."""

import datetime

import pytest

from db import heads
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.people import contacts, journeys, people
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


def _journey(store, antenna, started_on):
    person_id = people.register_person(
        store, author=antenna.staff_id, antenna_id=antenna.antenna_id, family_name="Diallo", given_names="Awa"
    )
    journey_id = journeys.open_journey(
        store,
        author=antenna.staff_id,
        person_id=person_id,
        programme="premier-niveau-qualification",
        referent_id=antenna.staff_id,
        started_on=started_on,
    )
    return person_id, journey_id


def _deadlines(store, today):
    return [(line.what, line.why) for line in read_day(store.read(), today=today, staff_id=None).pile(Pile.DEADLINES)]


def test_a_suspension_without_a_day_ends_when_the_programme_says(store, antenna):
    since = datetime.date(2026, 1, 5)
    _person, journey_id = _journey(store, antenna, since - datetime.timedelta(days=30))
    journeys.suspend(
        store, author=antenna.staff_id, journey_id=journey_id, since=since, until=None, reason="sante_proche"
    )
    assert _deadlines(store, datetime.date(2026, 6, 20)) == []
    (line,) = _deadlines(store, datetime.date(2026, 7, 1))
    assert line[0] == "Suspension" and "5 juillet 2026" in line[1]


def test_a_record_nobody_used_for_two_years_is_to_be_archived(store, antenna):
    person_id, journey_id = _journey(store, antenna, datetime.date(2023, 9, 1))
    journeys.declare_exit(
        store,
        author=antenna.staff_id,
        journey_id=journey_id,
        ended_on=datetime.date(2024, 1, 15),
        reason="fin_prevue",
    )
    assert _deadlines(store, datetime.date(2025, 12, 14)) == []
    ((what, why),) = _deadlines(store, datetime.date(2025, 12, 15))
    assert (what, why[:12]) == ("Durée de conservation", "Bientôt deux")
    ((_what, why),) = _deadlines(store, datetime.date(2026, 1, 15))
    assert why.startswith("Deux ans sans contact")
    contacts.note_contact(
        store,
        author=antenna.staff_id,
        person_id=person_id,
        on_date=datetime.date(2025, 6, 1),
        channel="telephone",
        reached=True,
    )
    assert _deadlines(store, datetime.date(2026, 1, 15)) == []


def _seen(store, action_id):
    return heads.seen(store.read(), "action", action_id)
