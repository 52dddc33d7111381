"""What was forgotten for months is still due: folded at the foot of its pile, counted, never dropped."""

import datetime

import pytest

from db.tables import Action, Appointment, Diagnostic, HalfDay, Journey, Person, Session
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.today import Pile, read_day

TODAY = datetime.date(2026, 5, 11)
AGES = (5, 60, 61, 400, 1500)


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def ids(store):
    return antennas.set_up(store, organisation_name="Association", antenna_name="Tours", staff_name="Anne Martin")


def _write(store, ids, *rows):
    with store.act("seed", author=ids.staff_id) as act:
        return [act.create(table, stream=ids.antenna_id, **values) for table, values in rows]


@pytest.fixture
def person(store, ids):
    (made,) = _write(store, ids, (Person, {"given_names": "Awa", "family_name": "Diallo"}))
    return made


def _pile(store, pile, staff_id=None):
    return read_day(store.read(), today=TODAY, staff_id=staff_id).pile(pile)


def _ages(lines):
    return [((TODAY - line.moment[0]).days, line.old) for line in lines]


EACH_AGE = [(1500, True), (400, True), (61, True), (60, False), (5, False)]


def test_old_actions_stay_due(store, ids, person):
    _write(store, ids, *((Action, {"person_id": person, "title": "CV", "due_on": ago(days)}) for days in AGES))
    assert _ages(_pile(store, Pile.DEADLINES)) == EACH_AGE


def test_old_appointments_without_an_outcome_stay_due(store, ids, person):
    _write(store, ids, *((Appointment, {"person_id": person, "on_date": ago(days)}) for days in AGES))
    assert _ages(_pile(store, Pile.TO_DO)) == EACH_AGE


def test_old_sessions_never_marked_stay_due(store, ids):
    for days in AGES:
        (session,) = _write(store, ids, (Session, {"title": "Atelier CV"}))
        half_day = {"session_id": session, "on_date": ago(days), "part": "matin", "starts_at": "09:00"}
        _write(store, ids, (HalfDay, {**half_day, "ends_at": "12:00"}))
    lines = _pile(store, Pile.TO_DO)
    assert _ages(lines) == EACH_AGE
    assert {line.badge for line in lines} == {"Saisir les présences"}


def test_old_unfinished_diagnostics_stay_due(store, ids, person):
    response = {"about": "person", "about_id": person, "person_id": person, "form": "auto-diagnostic"}
    _write(store, ids, *((Diagnostic, {**response, "form_version": "1", "on_date": ago(days)}) for days in AGES))
    assert _ages(_pile(store, Pile.TO_DO)) == EACH_AGE


def test_a_day_with_old_things_only_is_not_up_to_date(store, ids, person):
    _write(store, ids, (Action, {"person_id": person, "title": "CV", "due_on": ago(400)}))
    assert read_day(store.read(), today=TODAY, staff_id=None).due == 1


@pytest.mark.parametrize("status", ["candidat", "actif", "suspendu", "perdu_de_vue", None])
def test_a_permit_that_expires_is_said_whatever_the_journey(store, ids, status):
    facts = {"given_names": "Awa", "family_name": "Diallo", "permit_ends_on": ago(-30)}
    (person,) = _write(store, ids, (Person, facts))
    if status is not None:
        journey = {"person_id": person, "status": status, "referent_id": ids.staff_id, "started_on": ago(2)}
        _write(store, ids, (Journey, journey))
    for staff_id in (ids.staff_id, None):
        (line,) = _pile(store, Pile.DEADLINES, staff_id)
        assert (line.what, line.target.row_id) == ("Titre de séjour", person)


def test_a_permit_is_not_watched_once_everything_is_over_nor_by_who_follows_somebody_else(store, ids):
    facts = {"given_names": "Awa", "family_name": "Diallo", "permit_ends_on": ago(-30)}
    gone, followed = _write(store, ids, (Person, facts), (Person, facts))
    _write(store, ids, (Journey, {"person_id": gone, "status": "sorti", "referent_id": ids.staff_id}))
    _write(store, ids, (Journey, {"person_id": followed, "status": "actif", "referent_id": "somebody-else"}))
    assert [line.target.row_id for line in _pile(store, Pile.DEADLINES)] == [followed]
    assert _pile(store, Pile.DEADLINES, ids.staff_id) == ()


def test_a_permit_is_said_once_for_two_journeys(store, ids):
    facts = {"given_names": "Awa", "family_name": "Diallo", "permit_ends_on": ago(-30)}
    (person,) = _write(store, ids, (Person, facts))
    _write(store, ids, *[(Journey, {"person_id": person, "status": "actif", "started_on": ago(2)})] * 2)
    assert [line.what for line in _pile(store, Pile.DEADLINES)] == ["Titre de séjour"]


@pytest.mark.parametrize("status", ["candidat", None])
def test_a_record_without_a_journey_under_way_is_kept_two_years(store, ids, status):
    (person,) = _write(store, ids, (Person, {"given_names": "Awa", "family_name": "Diallo"}))
    if status is not None:
        _write(store, ids, (Journey, {"person_id": person, "status": status}))
    made = store.now().date()

    def said(days):
        day = read_day(store.read(), today=made + datetime.timedelta(days=days), staff_id=None)
        return [line.what for line in day.pile(Pile.DEADLINES)]

    assert said(650) == []
    assert said(720) == said(740) == ["Durée de conservation"]


def test_a_suspension_agreed_for_longer_than_the_programme_allows_ends_when_it_says(store, ids, person):
    journey = {"person_id": person, "programme": "premier-niveau-qualification", "status": "suspendu"}
    _write(store, ids, (Journey, {**journey, "status_since": ago(180), "suspended_until": ago(-60)}))
    (line,) = _pile(store, Pile.DEADLINES)
    assert (line.what, line.target.row_id) == ("Suspension", person)
    assert line.moment[0] == datetime.date(2026, 5, 12)
