"""Lists and calendars taken out of the window: written off its thread, watched when it lasts, stopped whole."""

import threading
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from kodiko_desktop.domain.periods import Period
from kodiko_desktop.services.people import contacts, people
from kodiko_desktop.services.places import sites
from kodiko_desktop.services.sessions import sessions
from kodiko_desktop.services.work import placements
from ui.acts import agenda_out, lists_out
from ui.desk import Desk, Place
from ui.palette_search import offer_search
from ui.shell.commands import Commands, PaletteEntry
from ui.shell.main_frame import MainFrame


@pytest.fixture
def awa(desk: Desk) -> str:
    here = desk.here()
    person = people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Diallo", given_names="Awa"
    )
    placements.record_hire(
        here.store,
        author=here.staff_id,
        person_id=person,
        starts_on=date(2026, 5, 11),
        new_company={"name": "Charpentes du Val"},
    )
    contacts.fix_appointment(
        here.store, author=here.staff_id, person_id=person, on_date=date(2026, 5, 12), purpose="dossier"
    )
    return person


@pytest.fixture
def told(desk: Desk) -> list[str]:
    said: list[str] = []
    desk.told.connect(lambda sentence, _act: said.append(sentence))
    desk.refused.connect(said.append)
    return said


def choose(monkeypatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kw: (str(path), ""))


def test_hires_go_to_a_workbook_whose_ending_may_be_left_out(
    qtbot, monkeypatch, desk: Desk, frame: MainFrame, awa: str, told: list[str], tmp_path: Path
) -> None:
    choose(monkeypatch, tmp_path / "embauches")
    lists_out.export_hires(desk, frame)
    qtbot.waitUntil(lambda: bool(told))
    _titles, line = openpyxl.load_workbook(tmp_path / "embauches.xlsx").active.values
    assert line[:2] == ("Awa Diallo", "Charpentes du Val")
    assert told[0].startswith("1 ligne exportée. Ce fichier n’est pas chiffré")


def test_a_folder_that_refuses_is_said(
    qtbot, monkeypatch, desk: Desk, frame: MainFrame, awa: str, told: list[str], tmp_path: Path
) -> None:
    choose(monkeypatch, tmp_path / "nulle part" / "embauches.csv")
    lists_out.export_hires(desk, frame)
    qtbot.waitUntil(lambda: bool(told))
    assert "choisissez un autre dossier" in told[0]


def test_sessions_go_out_for_the_period_that_is_asked(
    qtbot, monkeypatch, desk: Desk, frame: MainFrame, told: list[str], tmp_path: Path, nameless
) -> None:
    here = desk.here()
    for day in (date(2024, 11, 5), date(2026, 5, 12), date(2026, 6, 3)):
        slot = sessions.PlannedHalfDay(day, "matin", "09:00", "12:00")
        sessions.plan_sessions(
            here.store, author=here.staff_id, antenna_id=here.antenna_id, title=f"Atelier {day}", half_days=[slot]
        )
    proposed: list[str] = []

    def save(_parent, _title, path: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(path).name)
        return str(tmp_path / Path(path).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)

    def taken(period: Period | None, *days: str) -> list[str]:
        told.clear()
        dialog = lists_out.export_sessions(desk, frame)
        assert nameless(dialog) == []
        if period is not None:
            dialog.period.set_value(period)
            dialog.period.edited.emit(period)
        for field, typed in zip((dialog.first, dialog.last), days, strict=False):
            field.setText(typed)
        dialog.act_button.click()
        qtbot.waitUntil(lambda: bool(told))
        _titles, *lines = openpyxl.load_workbook(tmp_path / proposed[-1]).active.values
        return [line[1] for line in lines]

    assert taken(Period.THIS_MONTH) == ["Atelier 2026-05-12"]
    assert proposed[-1] == "seances_2026-05-01_2026-05-31.xlsx"
    assert taken(None) == ["Atelier 2026-05-12", "Atelier 2026-06-03"], "this year, unless something else is asked"
    assert len(taken(Period.EVERYTHING)) == 3
    assert taken(None, "1/11/2024", "31/12/2024") == ["Atelier 2024-11-05"]
    assert len(taken(None, "", "31/05/2026")) == 2


def test_a_period_that_ends_before_it_begins_is_refused_in_words(qtbot, desk: Desk, frame: MainFrame) -> None:
    dialog = lists_out.export_presences(desk, frame)
    dialog.first.setText("10/05/2026")
    dialog.last.setText("1/05/2026")
    dialog.act_button.click()
    assert "avant le premier" in dialog._said.text()
    dialog.reject()


def test_long_work_shows_how_far_it_is_and_stops(qtbot, desk: Desk, frame: MainFrame, told: list[str]) -> None:
    asked = threading.Event()

    def work(store, progress) -> None:
        while not asked.wait(0.01):
            progress(3, 10)

    watched = lists_out.watch(desk, frame, work, sentence="Écriture…", then=lambda _nothing: None)
    assert not watched.isVisible()
    qtbot.waitUntil(watched.isVisible)
    assert watched.row._bar.maximum() == 10
    with qtbot.waitSignal(watched.destroyed):
        QTest.keyClick(watched, Qt.Key.Key_Escape)
    assert told == ["C’est arrêté\u00a0: aucun fichier n’a été écrit."]
    asked.set()


@pytest.mark.parametrize("named", [False, True])
def test_agenda_of_a_person_names_nobody_unless_the_box_is_ticked(
    qtbot, monkeypatch, desk: Desk, frame: MainFrame, awa: str, told: list[str], tmp_path: Path, nameless, named: bool
) -> None:
    choose(monkeypatch, tmp_path / "agenda")
    dialog = agenda_out.ask_for_agenda(desk, frame, person_id=awa)
    assert nameless(dialog) == []
    dialog._form.rows()[0].field.setChecked(named)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: bool(told))
    content = (tmp_path / "agenda.ics").read_bytes()
    titles = [str(event["SUMMARY"]) for event in Calendar.from_ical(content).walk("VEVENT")]
    assert ("RDV Awa Diallo\u00a0: dossier" if named else "RDV A. D.") in titles
    assert (b"Diallo" in content) is named


def test_ctrl_k_finds_a_place_and_goes_there(qtbot, desk: Desk) -> None:
    here = desk.here()
    site = sites.create_site(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, name="Les Prés-Hauts", city="Tours"
    )
    commands = Commands()
    offer_search(commands, desk)
    found: list[PaletteEntry] = []
    commands.ask_late("pres", found.extend)
    qtbot.waitUntil(lambda: bool(found))
    assert [(each.title, each.group) for each in found] == [("Les Prés-Hauts", "lieu")]
    places: list[Place] = []
    desk.going.connect(places.append)
    found[0].run()
    assert places == [Place("sites", site)]
    assert [each.title for each in commands.found("exporter presences")] == ["Exporter les présences dans un tableur"]
