"""A journey keeps its whole history: statuses, referents, exits declared late and undone."""

import datetime

import pytest

from db.queries import person as person_page
from db.store import Store
from kodiko_desktop.services.association.antennas import create_staff, set_up
from kodiko_desktop.services.association.streams import NotHere
from kodiko_desktop.services.people.journeys import (
    JourneyRefused,
    change_status,
    declare_exit,
    open_journey,
    renew,
    resume,
    suspend,
    undo_exit,
)
from kodiko_desktop.services.people.people import register_person
from kodiko_desktop.services.people.referents import HandoverRefused, hand_over

TODAY = datetime.date(2026, 5, 11)
START = datetime.date(2026, 1, 5)


def days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)


@pytest.fixture
def here(store: Store):
    return set_up(store, organisation_name="Kodiko", antenna_name="Paris", staff_name="Awa")


@pytest.fixture
def person(store, here) -> str:
    return register_person(store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Diallo")


@pytest.fixture
def journey(store, here, person) -> str:
    return open_journey(
        store,
        author=here.staff_id,
        person_id=person,
        programme="essai",
        started_on=START,
        planned_end_on=datetime.date(2026, 7, 4),
    )


def line(store, person) -> person_page.JourneyLine:
    (found,) = person_page.journeys(store.read(), person)
    return found


def statuses(store, person) -> list[str]:
    return [item.code for item in reversed(person_page.happenings(store.read(), person, kinds=("status",)))]


def test_opening_gives_a_number_a_status_and_a_referent(store, here, person, journey):
    opened = line(store, person)
    assert (opened.status, opened.status_since, opened.referent_name) == ("actif", START, "Awa")
    assert opened.number == "PC-2026-01-0001"
    assert statuses(store, person) == ["actif"]


def test_a_second_journey_in_the_same_programme_is_refused_until_the_first_is_over(store, here, person, journey):
    again = {"author": here.staff_id, "person_id": person, "programme": "essai", "started_on": TODAY}
    with pytest.raises(JourneyRefused, match="PC-2026-01-0001"):
        open_journey(store, **again)
    declare_exit(store, author=here.staff_id, journey_id=journey, ended_on=TODAY, reason="emploi")
    open_journey(store, **again)
    assert [one.status for one in person_page.journeys(store.read(), person)] == ["actif", "sorti"]


def test_a_journey_of_nobody_is_refused(store, here):
    with pytest.raises(NotHere):
        open_journey(store, author=here.staff_id, person_id="nobody", programme="essai", started_on=TODAY)


def test_a_suspension_is_resumed_where_it_stopped(store, here, person, journey):
    suspend(
        store,
        author=here.staff_id,
        journey_id=journey,
        since=START + days(30),
        until=START + days(90),
        reason="conge_familial",
    )
    assert line(store, person).suspended_until == START + days(90)
    resume(store, author=here.staff_id, journey_id=journey, since=START + days(80))
    assert (line(store, person).status, line(store, person).suspended_until) == ("actif", None)
    assert statuses(store, person) == ["actif", "suspendu", "actif"]


def test_a_suspension_stays_within_what_the_programme_allows(store, here, person, journey):
    bounds = {"author": here.staff_id, "journey_id": journey, "since": START + days(30), "reason": "autre"}
    with pytest.raises(JourneyRefused, match="183 jours"):
        suspend(store, **bounds, until=START + days(400), longest_days=183)
    with pytest.raises(JourneyRefused):
        suspend(store, **bounds, until=START + days(30))
    assert statuses(store, person) == ["actif"]


def test_a_change_to_come_or_before_the_last_one_is_refused(store, here, person, journey):
    with pytest.raises(JourneyRefused, match="à venir"):
        suspend(store, author=here.staff_id, journey_id=journey, since=TODAY + days(1), until=None, reason="autre")
    with pytest.raises(JourneyRefused, match="05/01/2026"):
        suspend(store, author=here.staff_id, journey_id=journey, since=START - days(1), until=None, reason="autre")


def test_a_status_that_does_not_follow_is_refused(store, here, journey):
    with pytest.raises(JourneyRefused, match=r"actif.*candidat"):
        change_status(store, author=here.staff_id, journey_id=journey, status="candidat", since=TODAY)


def test_an_exit_is_declared_late_and_undone_without_being_forgotten(store, here, person, journey):
    suspend(store, author=here.staff_id, journey_id=journey, since=START + days(10), until=None, reason="autre")
    declare_exit(
        store,
        author=here.staff_id,
        journey_id=journey,
        ended_on=TODAY - days(40),
        reason="emploi",
        destination="cdi",
    )
    assert (line(store, person).status, line(store, person).ended_on) == ("sorti", TODAY - days(40))
    undo_exit(store, author=here.staff_id, journey_id=journey, on_date=TODAY, explanation="revient")
    back = line(store, person)
    assert (back.status, back.ended_on, back.exit_reason) == ("suspendu", None, "")
    assert statuses(store, person) == ["actif", "suspendu", "sorti", "suspendu"]
    with pytest.raises(JourneyRefused):
        undo_exit(store, author=here.staff_id, journey_id=journey, on_date=TODAY)


def test_renewals_are_counted_and_bounded(store, here, person, journey):
    renew(store, author=here.staff_id, journey_id=journey, planned_end_on=datetime.date(2027, 1, 4), most=1)
    assert (line(store, person).renewals, line(store, person).planned_end_on) == (1, datetime.date(2027, 1, 4))
    with pytest.raises(JourneyRefused, match="1 fois"):
        renew(store, author=here.staff_id, journey_id=journey, planned_end_on=datetime.date(2027, 7, 4), most=1)
    with pytest.raises(JourneyRefused, match="après"):
        renew(store, author=here.staff_id, journey_id=journey, planned_end_on=datetime.date(2026, 12, 1))


def referent_on(connection, journey_id, day):
    found = connection.execute(
        "SELECT staff_id FROM journey_referent WHERE journey_id = ? AND since <= ? AND (until IS NULL OR until >= ?)",
        (journey_id, day.isoformat(), day.isoformat()),
    ).fetchone()
    return found[0] if found else None


def test_every_date_has_exactly_one_referent(store, here, journey):
    zoe = create_staff(store, author=here.staff_id, name="Zoé", antenna_id=here.antenna_id)
    noor = create_staff(store, author=here.staff_id, name="Noor", antenna_id=here.antenna_id)
    hand_over(
        store, author=here.staff_id, journey_id=journey, to_staff_id=zoe, since=START + days(30), handover="CV fait"
    )
    hand_over(store, author=zoe, journey_id=journey, to_staff_id=noor, since=START + days(60))
    expected = {0: here.staff_id, 29: here.staff_id, 30: zoe, 59: zoe, 60: noor, 400: noor}
    assert {after: referent_on(store.read(), journey, START + days(after)) for after in expected} == expected
    assert referent_on(store.read(), journey, START - days(1)) is None
    for after in range(100):
        day = (START + days(after)).isoformat()
        (in_charge,) = (
            store.read()
            .execute(
                "SELECT count(*) FROM journey_referent WHERE since <= ? AND (until IS NULL OR until >= ?)", (day, day)
            )
            .fetchone()
        )
        assert in_charge == 1


def test_a_handover_on_the_first_day_leaves_one_referent(store, here, journey):
    zoe = create_staff(store, author=here.staff_id, name="Zoé", antenna_id=here.antenna_id)
    hand_over(store, author=here.staff_id, journey_id=journey, to_staff_id=zoe, since=START)
    assert referent_on(store.read(), journey, START) == zoe


def test_a_handover_cannot_rewrite_the_past(store, here, journey):
    zoe = create_staff(store, author=here.staff_id, name="Zoé", antenna_id=here.antenna_id)
    with pytest.raises(HandoverRefused):
        hand_over(store, author=here.staff_id, journey_id=journey, to_staff_id=zoe, since=START - days(1))
    with pytest.raises(HandoverRefused):
        hand_over(store, author=here.staff_id, journey_id=journey, to_staff_id=here.staff_id, since=TODAY)


def test_an_exit_can_be_taken_back_by_undo_too(store, here, person, journey):
    declare_exit(store, author=here.staff_id, journey_id=journey, ended_on=TODAY, reason="emploi")
    (act,) = store.read().execute("SELECT id FROM act ORDER BY position DESC LIMIT 1").fetchone()
    store.undo(act, author=here.staff_id)
    assert line(store, person).status == "actif"
    assert statuses(store, person) == ["actif"]
