"""The keyboard goes where it was given, or stays where it was, though the page is drawn again while its window is not
the active one: under a dialog that is just closing, behind another program."""

import datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget

from kodiko_desktop.services.people import people
from kodiko_desktop.services.work import check_ins, hires
from ui.desk import Desk
from ui.pages import work
from ui.pages.work.hire_dialog import HireDialog
from ui.shell.main_frame import MainFrame
from ui.widgets.card import Card
from ui.widgets.finder import Found
from ui.widgets.keyboard import give_keyboard, has_keyboard
from ui.widgets.row import Row

MONDAY = datetime.date(2026, 5, 11)


@pytest.fixture
def elsewhere(qtbot: Any, theme: Any) -> QLineEdit:
    """Another window, that one can look at."""
    made = QLineEdit()
    qtbot.addWidget(made)
    return made


def look_at(qtbot: Any, window: QWidget) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.fixture
def window(qtbot: Any, theme: Any) -> QWidget:
    """A window one looks at, with a line of controls."""
    made = QWidget()
    QHBoxLayout(made)
    qtbot.addWidget(made)
    look_at(qtbot, made)
    return made


@pytest.fixture
def wired(frame: MainFrame, desk: Desk) -> MainFrame:
    """The pages of employment in a frame, as the window wires them."""
    for entry in work.entries(desk):
        frame.register(entry)
    desk.going.connect(lambda place: frame.go(place.page, place))
    desk.changed.connect(frame.refresh)
    return frame


def record_a_hire(qtbot: Any, desk: Desk, wired: MainFrame) -> HireDialog:
    here = desk.here()
    person = people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Diallo", given_names="Awa"
    )
    desk.go("work")
    page = wired.page()
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    page.hire_button.click()
    (dialog,) = page.findChildren(HireDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.person.set_value(Found(person, "Awa Diallo"))
    dialog.company.setText("Serre")
    dialog.facts.field("starts_on").setText("11/5")
    dialog.save()
    qtbot.waitUntil(lambda: wired.page() is not page and bool(points(wired)) and desk.jobs.busy() == 0)
    return dialog


def points(frame: MainFrame) -> list[Row]:
    return [row for row in frame.page().view.points.findChildren(Row) if row.isVisible()]


def test_what_was_only_just_added_has_the_keyboard_once_its_window_is_active_again(qtbot, window, elsewhere) -> None:
    line, before, added = window.layout(), QPushButton("Avant"), QPushButton("Ajouté")
    line.addWidget(before)
    before.show()
    before.setFocus()
    look_at(qtbot, elsewhere)
    line.addWidget(added)
    give_keyboard(added)
    assert has_keyboard(added) and not added.hasFocus()
    look_at(qtbot, window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is added)


def test_what_is_hidden_on_purpose_is_not_shown_by_giving_it_the_keyboard(qtbot, window) -> None:
    put_away = QPushButton("Rangé")
    put_away.hide()
    window.layout().addWidget(put_away)
    give_keyboard(put_away)
    assert put_away.isHidden()


def test_a_card_just_added_is_gone_into_at_its_first_control(qtbot, window) -> None:
    card = Card("Séances")
    window.layout().addWidget(card)
    card.show()
    first, second = Row("Atelier CV"), Row("Coaching")
    for row in (first, second):
        card.add_row(row)
    assert card.focus_first() and has_keyboard(first)


def test_after_a_hire_the_keyboard_is_on_its_first_point_though_the_window_was_not_active_yet(
    qtbot, desk: Desk, wired: MainFrame
) -> None:
    record_a_hire(qtbot, desk, wired)
    # Offscreen nobody makes the window active when its dialog closes: the slowest of window managers.
    assert not wired.isActiveWindow()
    look_at(qtbot, wired)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is points(wired)[0])
    assert "Premier jour (J1)" in points(wired)[0].accessibleName()


def test_a_point_keeps_the_keyboard_when_a_colleague_changes_the_hire_behind_another_program(
    qtbot, desk: Desk, wired: MainFrame, elsewhere
) -> None:
    record_a_hire(qtbot, desk, wired)
    look_at(qtbot, wired)
    kept = points(wired)[2]
    kept.setFocus()
    name = kept.accessibleName()
    look_at(qtbot, elsewhere)
    here = desk.here()
    ((hire, key),) = [
        (line.placement.id, line.next_point.planned.key) for line in hires.read_hires(here.store.read(), today=MONDAY)
    ]
    check_ins.give_up(here.store, author=here.staff_id, placement_id=hire, point=key, reason="Autre jour", seen=None)
    qtbot.waitUntil(lambda: kept not in points(wired) and len(points(wired)) > 2)
    look_at(qtbot, wired)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is points(wired)[2])
    assert points(wired)[2].accessibleName() == name
