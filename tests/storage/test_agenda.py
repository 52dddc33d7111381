"""The calendar of one person and of one member of the team: what is to come, and no name unless asked for."""

import datetime

import pytest
from icalendar import Calendar

from db.store import Store
from kodiko_desktop.services import agenda
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.people import contacts, journeys, people
from kodiko_desktop.services.sessions import sessions
from kodiko_desktop.services.work import placements

TODAY = datetime.date(2026, 5, 11)


@pytest.fixture
def here(store: Store) -> antennas.FirstSetUp:
    return antennas.set_up(
        store, organisation_name="Essai", antenna_name="Tours", staff_name="Léa Martin", number_prefix="TRS"
    )


@pytest.fixture
def karim(store: Store, here) -> str:
    person_id = people.register_person(
        store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Nouri", given_names="Karim"
    )
    journeys.open_journey(
        store, author=here.staff_id, person_id=person_id, programme="kodiko-cotraining", started_on=TODAY
    )
    contacts.fix_appointment(
        store,
        author=here.staff_id,
        person_id=person_id,
        on_date=datetime.date(2026, 5, 20),
        at_time="14:30",
        minutes=45,
        place="Centre médical",
        purpose="dossier de santé",
    )
    placements.record_hire(
        store,
        author=here.staff_id,
        person_id=person_id,
        starts_on=TODAY,
        new_company={"name": "Serres de Vouvray"},
        new_tutor={"name": "Mme Roth", "phone": "02 00 00 00 01"},
        day_starts_at="07:30",
    )
    return person_id


def titles(found: agenda.Agenda) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(found.content).walk("VEVENT")]


def test_a_calendar_names_nobody_unless_asked(store: Store, karim: str) -> None:
    found = agenda.person_agenda(store, karim, today=TODAY)
    text = found.content.decode().replace("\r\n ", "")
    assert "RDV K. N." in titles(found)
    assert found.events == len(titles(found)) > 5
    for word in ("Karim", "Nouri", "santé", "médical", "Vouvray", "Roth", "02 00"):
        assert word not in text
    assert "nouri" not in found.file_name.lower()


def test_names_places_and_purposes_come_when_asked(store: Store, karim: str) -> None:
    found = agenda.person_agenda(store, karim, today=TODAY, named=True)
    events = list(Calendar.from_ical(found.content).walk("VEVENT"))
    (appointment,) = [each for each in events if str(each["SUMMARY"]).startswith("RDV")]
    assert appointment["SUMMARY"] == "RDV Karim Nouri\u00a0: dossier de santé"
    assert appointment["LOCATION"] == "Centre médical"
    assert appointment.start.replace(tzinfo=None) == datetime.datetime(2026, 5, 20, 14, 30)
    assert appointment.end - appointment.start == datetime.timedelta(minutes=45)
    first = next(each for each in events if "J1" in str(each["SUMMARY"]))
    assert first.start.replace(tzinfo=None) == datetime.datetime(2026, 5, 11, 7, 30)
    assert "Mme Roth 02 00 00 00 01" in first["DESCRIPTION"]


def test_mine_holds_the_sessions_of_the_antenna_and_nobody_elses_appointments(store: Store, here, karim: str) -> None:
    sessions.plan_sessions(
        store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        title="Atelier CV",
        half_days=[sessions.PlannedHalfDay(datetime.date(2026, 5, 21), "matin", "09:00", "12:00")],
    )
    mine = agenda.my_agenda(store, staff_id=here.staff_id, antenna_id=here.antenna_id, today=TODAY)
    assert {"RDV K. N.", "Atelier CV"} <= set(titles(mine))
    theirs = agenda.my_agenda(store, staff_id="somebody else", antenna_id=here.antenna_id, today=TODAY)
    assert titles(theirs) == ["Atelier CV"]
    assert titles(agenda.person_agenda(store, karim, today=TODAY)).count("Atelier CV") == 0


def test_what_is_past_is_left_out(store: Store, karim: str) -> None:
    later = agenda.person_agenda(store, karim, today=datetime.date(2026, 5, 21))
    assert not [said for said in titles(later) if said.startswith("RDV") or "J1" in said]
