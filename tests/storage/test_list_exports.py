"""Sessions, presences and hires as tables: the same figures as the screens, one line a fact."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from db.store import Store
from kodiko_desktop.services import list_exports
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.people import people
from kodiko_desktop.services.sessions import attendance, sessions
from kodiko_desktop.services.work import placements

DAY = datetime.date(2026, 5, 11)


@pytest.fixture
def here(store: Store) -> antennas.FirstSetUp:
    return antennas.set_up(
        store, organisation_name="Essai", antenna_name="Tours", staff_name="Léa Martin", number_prefix="TRS"
    )


@pytest.fixture
def held(store: Store, here: antennas.FirstSetUp) -> str:
    """A morning where Amina came, Bilal stayed an hour, Cora was away, Dan is not marked."""
    made = [
        people.register_person(
            store, author=here.staff_id, antenna_id=here.antenna_id, family_name=name, given_names=given
        )
        for name, given in (("Diallo", "Amina"), ("Essa", "Bilal"), ("Fall", "Cora"), ("=Gueye", "Dan"))
    ]
    (session,) = sessions.plan_sessions(
        store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        title="Atelier CV",
        half_days=[sessions.PlannedHalfDay(DAY, "matin", "09:00", "12:30")],
        person_ids=made,
    )
    half_day = store.read().execute("SELECT id FROM half_day").fetchone()[0]
    marks = [
        attendance.Mark(half_day, made[0], "present"),
        attendance.Mark(half_day, made[1], "partiel", minutes=60),
        attendance.Mark(half_day, made[2], "absent", reason="TRA"),
    ]
    attendance.mark(store, author=here.staff_id, session_id=session, marks=marks)
    return session


def read(path: Path) -> list[tuple]:
    return list(openpyxl.load_workbook(path).active.values)


def test_presences_say_who_was_there_how_long_and_why_not(store: Store, held: str, tmp_path: Path) -> None:
    path = tmp_path / "presences.xlsx"
    assert list_exports.export_presences(store, path=path, first=DAY, last=DAY) == 4
    titles, *lines = read(path)
    by_name = {line[titles.index("Nom")]: dict(zip(titles, line, strict=True)) for line in lines}
    assert by_name["Diallo"]["Heures faites"] == 3.5
    assert (by_name["Essa"]["Présence"], by_name["Essa"]["Heures faites"]) == ("en partie", 1)
    assert (by_name["Fall"]["Code d’absence"], by_name["Fall"]["Heures faites"]) == ("TRA", 0)
    assert (by_name["=Gueye"]["Présence"], by_name["=Gueye"]["Heures faites"]) == (None, None)
    assert list_exports.export_presences(store, path=path, first=datetime.date(2026, 6, 1), last=DAY) == 0


def test_sessions_count_what_is_marked(store: Store, held: str, tmp_path: Path) -> None:
    path = tmp_path / "seances.xlsx"
    assert list_exports.export_sessions(store, path=path, first=DAY, last=DAY) == 1
    titles, line = read(path)
    found = dict(zip(titles, line, strict=True))
    assert (found["Séance"], found["Présences saisies"], found["Présences à saisir"]) == ("Atelier CV", 3, 4)


def test_hires_say_what_comes_next_even_long_after(store: Store, here, held: str, tmp_path: Path) -> None:
    person = store.read().execute("SELECT id FROM person WHERE family_name = 'Diallo'").fetchone()[0]
    for start in (datetime.date(2021, 1, 4), DAY):
        placements.record_hire(
            store,
            author=here.staff_id,
            person_id=person,
            starts_on=start,
            new_company={"name": "Serres"},
            contract_kind="cdi",
        )
    path = tmp_path / "embauches.csv"
    assert list_exports.export_hires(store, path=path, today=DAY) == 2
    written = path.read_text("utf-8-sig")
    assert "Premier jour (J1);11/05/2026" in written
    assert "04/01/2021" in written and "CDI" in written
