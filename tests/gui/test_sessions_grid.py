"""The grid of a session, typed with real keys on a real store: strokes, undo, disputes, totals, what is durable."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from db.store import Store
from kodiko_desktop.services.people import people
from kodiko_desktop.services.sessions import attendance, attendance_paper, sessions
from kodiko_desktop.services.sessions.attendance_roll import Roll, read_roll
from kodiko_desktop.services.sessions.sessions import PlannedHalfDay
from ui.desk import Desk, Place
from ui.pages.sessions.presence_model import FIRST
from ui.pages.sessions.session_page import SessionPage
from ui.shell.main_frame import MainFrame
from ui.shell.page import PageEntry

MONDAY = datetime.date(2026, 5, 11)
PEOPLE = 25


@pytest.fixture
def session(antenna_store: Store, desk: Desk) -> str:
    """Twenty-five people expected a whole day, the sheet printed."""
    here = desk.here()
    expected = [
        people.register_person(
            antenna_store,
            author=here.staff_id,
            antenna_id=here.antenna_id,
            family_name=f"Nom{number:02}",
            given_names="Awa",
        )
        for number in range(PEOPLE)
    ]
    made = sessions.plan_sessions(
        antenna_store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        title="Renforcement linguistique",
        half_days=[
            PlannedHalfDay(MONDAY, "matin", "09:00", "12:00"),
            PlannedHalfDay(MONDAY, "apres_midi", "14:00", "17:00"),
        ],
        person_ids=reversed(expected),
    )[0]
    attendance_paper.print_sheet(antenna_store, author=here.staff_id, session_id=made)
    return made


@pytest.fixture
def page(frame: MainFrame, desk: Desk, session: str, qtbot) -> Iterator[SessionPage]:
    """The page of that session, in the window, the keyboard on its first cell."""
    frame.register(PageEntry("session", "Séance", "calendar-days", lambda: SessionPage(desk)))
    desk.changed.connect(frame.refresh)
    frame.go("session", Place("session", session))
    made = frame.page()
    qtbot.waitUntil(lambda: made.grid.model().rowCount() == PEOPLE)
    made.grid.setFocus()
    yield made


@pytest.fixture
def roll(antenna_store: Store, session: str) -> Callable[[], Roll]:
    """Call it to read what is in the store now."""
    return lambda: read_roll(antenna_store.read(), session)


class Keys:
    """Presses keys on the grid, and counts them."""

    def __init__(self, page: SessionPage) -> None:
        self.page, self.pressed = page, 0

    def type(self, text: str) -> "Keys":
        """One key for each letter."""
        for letter in text:
            QTest.keyClick(self.page.grid, letter)
            self.pressed += 1
        return self

    def press(self, *keys: Qt.Key, shift: bool = False) -> "Keys":
        """Keys that are not letters, or a letter with Shift."""
        for key in keys:
            held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(self.page.grid, key, held)
            self.pressed += 1
        return self


def saved(qtbot, page: SessionPage) -> None:
    """Wait until what was typed is on disk and the page has caught up."""
    qtbot.waitUntil(lambda: not page.saver.is_busy and not page._desk.jobs.busy())


def states(found: Roll, half_day: int) -> list[str]:
    """The states of a half-day, in the order of the paper."""
    row = found.half_days[half_day]
    cells = [found.cell(row.id, line.person_id) for line in found.lines]
    return [cell.reason or cell.state for cell in cells]


def test_twenty_five_people_and_two_half_days_take_less_than_sixty_keys(qtbot, page: SessionPage, roll) -> None:
    keys = Keys(page)
    morning = "pppp" + "s" + "ppppppp" + "ab" + "pppppppppppp"
    afternoon = "p" * 9 + "t" + "p" * 15
    keys.type(morning).type(afternoon)
    saved(qtbot, page)
    assert keys.pressed < 60
    found = roll()
    assert states(found, 0) == ["present"] * 4 + ["SAN"] + ["present"] * 7 + ["ABS"] + ["present"] * 12
    assert states(found, 1) == ["present"] * 9 + ["TRA"] + ["present"] * 15
    assert found.session.marked_on == MONDAY


def test_everybody_present_then_the_exceptions_takes_a_handful_of_keys(qtbot, page: SessionPage, roll) -> None:
    keys = Keys(page)
    keys.press(Qt.Key.Key_P, shift=True).press(Qt.Key.Key_Down, Qt.Key.Key_Down).type("s")
    keys.press(Qt.Key.Key_Right).press(Qt.Key.Key_P, shift=True)
    saved(qtbot, page)
    assert keys.pressed < 10
    assert states(roll(), 0) == ["present"] * 2 + ["SAN"] + ["present"] * 22
    assert states(roll(), 1) == ["present"] * 25


def test_letter_then_enter_goes_down_once(qtbot, page: SessionPage, roll) -> None:
    keys = Keys(page)
    for _turn in range(3):
        keys.type("p").press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return).type("p")
    saved(qtbot, page)
    assert states(roll(), 0)[:6] == ["present", "present", "present", "", "present", ""]


def test_space_marks_and_takes_back_without_moving(qtbot, page: SessionPage, roll) -> None:
    keys = Keys(page).press(Qt.Key.Key_Space)
    saved(qtbot, page)
    assert states(roll(), 0)[0] == "present"
    assert page.grid.currentIndex().row() == 0
    keys.press(Qt.Key.Key_Space)
    saved(qtbot, page)
    assert states(roll(), 0)[0] == ""


def test_partial_presence_is_typed_in_the_cell(qtbot, page: SessionPage, roll) -> None:
    Keys(page).type("h")
    editor = page.grid.viewport().findChild(QLineEdit)
    QTest.keyClicks(editor, "1h30")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.grid.currentIndex().row() == 1)
    saved(qtbot, page)
    found = roll()
    cell = found.cell(found.half_days[0].id, found.lines[0].person_id)
    assert (cell.state, cell.minutes) == ("partiel", 90)
    assert page.grid.model().index(0, page.grid.model().hours_column).data() == "1\u00a0h\u00a030"


def test_length_being_typed_survives_what_somebody_else_writes(
    qtbot, page: SessionPage, roll, antenna_store: Store, session: str
) -> None:
    Keys(page).type("h")
    editor = page.grid.viewport().findChild(QLineEdit)
    QTest.keyClicks(editor, "1h3")
    found = roll()
    mark = attendance.Mark(found.half_days[0].id, found.lines[7].person_id, "absent", "ADM")
    attendance.mark(antenna_store, author="another", session_id=session, marks=[mark])
    qtbot.waitUntil(lambda: page.grid.model().index(7, FIRST).data() == "ADM")
    assert editor.isVisible() and editor.text() == "1h3"


def test_length_not_understood_is_said_and_changes_nothing(qtbot, page: SessionPage, roll, desk: Desk) -> None:
    Keys(page).type("h")
    editor = page.grid.viewport().findChild(QLineEdit)
    QTest.keyClicks(editor, "bof")
    with qtbot.waitSignal(desk.refused) as said:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert "1h30" in said.args[0]
    assert roll().cells == {}


def test_reason_that_is_not_clear_yet_is_explained(qtbot, page: SessionPage) -> None:
    with qtbot.waitSignal(page.grid.waiting_changed):
        Keys(page).type("a")
    assert "rendez-vous administratif" in page.marks._hint.text()
    Keys(page).press(Qt.Key.Key_Escape)
    assert page.grid._typing.waiting == ()


def test_totals_follow_each_key_with_their_denominator(qtbot, page: SessionPage) -> None:
    Keys(page).type("pps")
    assert "Matin\u00a0: 2 sur 25" in page.totals.text()
    assert "67\u00a0% (2 demi-journées sur 3)" in page.totals.text()
    saved(qtbot, page)


def test_undo_takes_the_last_mark_back_on_screen_and_in_the_store(qtbot, page: SessionPage, roll, desk: Desk) -> None:
    Keys(page).type("ps")
    saved(qtbot, page)
    desk.undo(receiver=page)
    qtbot.waitUntil(lambda: not page.grid.model().cell_at(page.grid.model().index(1, FIRST)).state)
    saved(qtbot, page)
    assert states(roll(), 0)[:2] == ["present", ""]
    page.grid.setCurrentIndex(page.grid.model().index(1, FIRST))
    Keys(page).type("t")
    saved(qtbot, page)
    assert states(roll(), 0)[:2] == ["present", "TRA"]
    assert page._desk.here().store.read().execute("SELECT count(*) FROM conflict").fetchone() == (0,)


def test_same_cell_typed_again_at_once_disputes_nothing(qtbot, page: SessionPage, roll) -> None:
    keys = Keys(page)
    for text in "psg":
        keys.type(text).press(Qt.Key.Key_Up)
    saved(qtbot, page)
    assert states(roll(), 0)[0] == "GAR"
    assert page._desk.here().store.read().execute("SELECT count(*) FROM conflict").fetchone() == (0,)


def test_what_somebody_else_writes_shows_without_losing_the_place(
    qtbot, page: SessionPage, roll, antenna_store: Store, session: str
) -> None:
    page.grid.setCurrentIndex(page.grid.model().index(3, FIRST))
    found = roll()
    mark = attendance.Mark(found.half_days[0].id, found.lines[7].person_id, "absent", "ADM")
    attendance.mark(antenna_store, author="another", session_id=session, marks=[mark])
    qtbot.waitUntil(lambda: page.grid.model().index(7, FIRST).data() == "ADM")
    assert (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (3, FIRST)


def test_opinion_is_typed_in_its_column(qtbot, page: SessionPage, roll) -> None:
    page.grid.setCurrentIndex(page.grid.model().index(0, page.grid.model().useful_column))
    Keys(page).type("43")
    saved(qtbot, page)
    assert [line.useful for line in roll().lines[:3]] == [4, 3, None]


def test_arrows_stay_on_what_can_be_typed(page: SessionPage) -> None:
    keys, grid = Keys(page), page.grid
    keys.press(Qt.Key.Key_Left)
    assert grid.currentIndex().column() == FIRST
    keys.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert grid.currentIndex().column() == grid.model().useful_column
    keys.press(Qt.Key.Key_Left)
    assert grid.currentIndex().column() == FIRST + 1


def test_screen_reader_is_told_who_when_and_what(page: SessionPage) -> None:
    Keys(page).type("s")
    said = page.grid.model().index(0, FIRST).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "NOM00 Awa" in said and "matin" in said and "absent, santé" in said


def test_names_are_hidden_in_discreet_mode(qtbot, page: SessionPage, desk: Desk) -> None:
    desk.set_discreet(True)
    assert page.grid.model().index(0, 1).data() == "N. A."


def test_length_being_typed_is_handed_over_before_the_page_is_left(qtbot, page: SessionPage, roll) -> None:
    Keys(page).type("h")
    QTest.keyClicks(page.grid.viewport().findChild(QLineEdit), "45")
    page.flush()
    saved(qtbot, page)
    found = roll()
    assert found.cell(found.half_days[0].id, found.lines[0].person_id).minutes == 45


def test_every_control_has_a_name_and_fits(qtbot, page: SessionPage, frame: MainFrame, nameless, overflowing) -> None:
    assert nameless(page) == []
    assert overflowing(page) == []
    frame.resize(683, 384)
    qtbot.waitUntil(page.columns.is_stacked)
    qtbot.waitUntil(lambda: overflowing(page) == [])
