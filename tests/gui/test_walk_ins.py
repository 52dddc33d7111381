"""Somebody nobody expected is put on the sheet from the grid: « + », a name, Enter; the keyboard comes back."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.store import Store
from kodiko_desktop.domain.identity import PersonRefused
from kodiko_desktop.domain.names import named_in_one_line
from kodiko_desktop.services.people import people
from kodiko_desktop.services.sessions import sessions, walk_ins
from ui.desk import Desk, Place
from ui.pages import sessions as area
from ui.pages.sessions.session_page import SessionPage
from ui.shell.main_frame import MainFrame

TODAY = datetime.date(2026, 5, 11)


def plan(desk: Desk, day: datetime.date = TODAY) -> str:
    here = desk.here()
    expected = people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Diallo", given_names="Awa"
    )
    (session,) = sessions.plan_sessions(
        here.store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        title="Atelier CV",
        half_days=[sessions.PlannedHalfDay(day, "matin", "09:00", "12:00")],
        person_ids=[expected],
    )
    return session


def opened(qtbot, frame: MainFrame, desk: Desk, session: str) -> SessionPage:
    for entry in area.entries(desk):
        frame.register(entry)
    desk.changed.connect(frame.refresh)
    frame.go("session", Place("session", session))
    qtbot.waitQuiet(desk.jobs)
    page = frame.page()
    qtbot.waitUntil(lambda: page._roll is not None and page.grid.isVisible())
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus)
    return page


def sheet(store: Store) -> list[tuple]:
    return (
        store.read()
        .execute(
            "SELECT given_names, family_name, walk_in, coalesce(state, '') FROM participant "
            "JOIN person ON person.id = participant.person_id LEFT JOIN presence ON presence.person_id = person.id "
            "AND presence.archived_at IS NULL WHERE participant.archived_at IS NULL AND person.archived_at IS NULL "
            "ORDER BY given_names"
        )
        .fetchall()
    )


def test_a_walk_in_is_registered_from_the_grid_without_the_mouse(qtbot, frame: MainFrame, desk: Desk) -> None:
    page = opened(qtbot, frame, desk, plan(desk))
    QTest.keyClick(page.grid, "+")
    assert page.finder.hasFocus()
    for letter in "Zoe KOUASSI":
        QTest.keyClick(page.finder, letter)
    qtbot.waitUntil(lambda: page.finder._list is not None and page.finder._list.isVisible())
    QTest.keyClick(page.finder, Qt.Key.Key_Return)
    store = desk.here().store
    qtbot.waitUntil(lambda: ("Zoe", "KOUASSI", 1, "present") in sheet(store))
    qtbot.waitUntil(page.grid.hasFocus)
    qtbot.waitQuiet(desk.jobs)
    assert page.grid.model().rowCount() == 2
    desk.undo(receiver=page)
    qtbot.waitUntil(lambda: sheet(store) == [("Awa", "Diallo", 0, "")])


def test_a_known_name_typed_the_same_way_is_not_registered_again(qtbot, frame: MainFrame, desk: Desk) -> None:
    here = desk.here()
    people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Kouassi", given_names="Zoe"
    )
    page = opened(qtbot, frame, desk, plan(desk))
    QTest.keyClick(page.grid, "+")
    for letter in "kouas":
        QTest.keyClick(page.finder, letter)
    qtbot.waitUntil(lambda: page.finder._list is not None and page.finder._list.isVisible())
    QTest.keyClick(page.finder, Qt.Key.Key_Return)
    qtbot.waitQuiet(desk.jobs)
    assert [row[:2] for row in sheet(here.store)] == [("Awa", "Diallo"), ("Zoe", "Kouassi")]


def test_escape_goes_back_to_the_grid(qtbot, frame: MainFrame, desk: Desk) -> None:
    page = opened(qtbot, frame, desk, plan(desk))
    QTest.keyClick(page.grid, "+")
    QTest.keyClick(page.finder, Qt.Key.Key_Escape)
    assert page.grid.hasFocus()


def test_nobody_is_present_before_the_day(qtbot, frame: MainFrame, desk: Desk) -> None:
    page = opened(qtbot, frame, desk, plan(desk, TODAY + datetime.timedelta(days=7)))
    page.finder.named.emit("Zoe Kouassi")
    store = desk.here().store
    qtbot.waitUntil(lambda: len(sheet(store)) == 2)
    assert sheet(store)[1][3] == ""


@pytest.mark.parametrize(
    ("typed", "given", "family"),
    [
        ("Awa Diallo", "Awa", "Diallo"),
        ("DIALLO Awa Marie", "Awa Marie", "DIALLO"),
        ("Awa DE LA TOUR", "Awa", "DE LA TOUR"),
        ("Awa", "Awa", ""),
        ("AWA DIALLO", "AWA", "DIALLO"),
        ("محمد ديالو", "محمد", "ديالو"),
    ],
)
def test_a_name_typed_at_once_is_parted(typed: str, given: str, family: str) -> None:
    assert named_in_one_line(typed) == (given, family)


def test_a_walk_in_without_a_name_is_refused(desk: Desk) -> None:
    here = desk.here()
    with pytest.raises(PersonRefused):
        walk_ins.register_walk_in(here.store, author=here.staff_id, session_id=plan(desk), name="   ")
