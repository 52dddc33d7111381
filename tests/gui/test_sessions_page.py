"""Séances: the list and its calendar, a new session from the programme's own words, and the tab of a person."""

import datetime
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from db.queries import sessions as queries
from db.store import Store
from kodiko_desktop.services.people import journeys, people
from kodiko_desktop.services.sessions import attendance, cohorts, sessions
from kodiko_desktop.services.sessions.attendance_roll import read_roll
from kodiko_desktop.services.sessions.sessions import PlannedHalfDay
from ui.desk import Desk, Place
from ui.pages.sessions.person_tab import build_tab
from ui.pages.sessions.plan_dialog import PlanDialog
from ui.pages.sessions.sessions_page import SessionsPage
from ui.shell.main_frame import MainFrame
from ui.shell.page import PageEntry
from ui.widgets.row import Row

MONDAY = datetime.date(2026, 5, 11)


@pytest.fixture
def page(frame: MainFrame, desk: Desk, qtbot) -> Iterator[SessionsPage]:
    frame.register(PageEntry("sessions", "Séances", "calendar-days", lambda: SessionsPage(desk)))
    desk.changed.connect(frame.refresh)
    with qtbot.waitSignal(desk.jobs._arrived):
        frame.go("sessions", Place("sessions"))
    yield frame.page()


@pytest.fixture
def awa(antenna_store: Store, desk: Desk) -> str:
    here = desk.here()
    return people.register_person(
        antenna_store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Diallo", given_names="Awa"
    )


def settle(qtbot, desk: Desk) -> None:
    """Wait for what was asked of the store."""
    qtbot.waitUntil(lambda: not desk.jobs.busy())


def plan(store: Store, desk: Desk, title: str, day: datetime.date, **details: object) -> str:
    here = desk.here()
    half_days = [PlannedHalfDay(day, "matin", "09:00", "12:00")]
    return sessions.plan_sessions(
        store, author=here.staff_id, antenna_id=here.antenna_id, title=title, half_days=half_days, **details
    )[0]


def titles(page: SessionsPage) -> list[str]:
    return [row.accessibleName() for row in page.findChildren(Row) if row.isVisible()]


def words(widget: object) -> str:
    return " ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


def dialog() -> PlanDialog:
    (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, PlanDialog) and each.isVisible()]
    return found


def open_dialog(qtbot, page: SessionsPage, desk: Desk) -> PlanDialog:
    page.new_button.click()
    qtbot.waitUntil(
        lambda: any(isinstance(each, PlanDialog) and each.isVisible() for each in QApplication.topLevelWidgets())
    )
    return dialog()


def test_first_day_says_what_to_do_first(qtbot, page: SessionsPage, desk: Desk) -> None:
    assert page._empty.isVisible()
    assert not page.columns.isVisible()


def test_week_shows_its_sessions_by_day_and_names_the_holiday(
    qtbot, page: SessionsPage, desk: Desk, antenna_store: Store
) -> None:
    plan(antenna_store, desk, "Atelier CV", MONDAY)
    plan(antenna_store, desk, "Atelier du jeudi", datetime.date(2026, 5, 14))
    plan(antenna_store, desk, "Plus tard", datetime.date(2026, 5, 20))
    qtbot.waitUntil(lambda: len(titles(page)) == 2)
    assert "Atelier CV" in titles(page)[0] and "Saisir les présences" in titles(page)[0]
    assert "Ascension" in words(page)
    page.on_button.click()
    qtbot.waitUntil(lambda: ["Plus tard" in title for title in titles(page)] == [True])
    page.views["month"].click()
    qtbot.waitUntil(lambda: len(titles(page)) == 3)


def test_sheets_to_type_in_are_gathered_from_every_week(
    qtbot, page: SessionsPage, desk: Desk, antenna_store: Store
) -> None:
    plan(antenna_store, desk, "En mars", datetime.date(2026, 3, 2))
    plan(antenna_store, desk, "En juin", datetime.date(2026, 6, 2))
    page.views["to_mark"].click()
    qtbot.waitUntil(lambda: ["En mars" in title for title in titles(page)] == [True])


def test_keyboard_goes_from_the_search_into_the_sessions(qtbot, page: SessionsPage, desk: Desk, antenna_store) -> None:
    plan(antenna_store, desk, "Atelier CV", MONDAY)
    other = plan(antenna_store, desk, "Parler de soi", MONDAY)
    qtbot.waitUntil(lambda: len(titles(page)) == 2)
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.window().focusWidget() is page.rows()[0]
    page.search.setText("parler")
    gone: list[Place] = []
    desk.going.connect(gone.append)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert gone == [Place("session", other)]


def test_row_opens_the_session_by_keyboard(qtbot, page: SessionsPage, desk: Desk, antenna_store: Store) -> None:
    made = plan(antenna_store, desk, "Atelier CV", MONDAY)
    qtbot.waitUntil(lambda: len(titles(page)) == 1)
    (row,) = [row for row in page.findChildren(Row) if row.isVisible()]
    with qtbot.waitSignal(desk.going) as going:
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert going.args[0] == Place("session", made)


def test_new_session_takes_the_title_of_the_programme_word_for_word(
    qtbot, page: SessionsPage, desk: Desk, antenna_store: Store, awa: str
) -> None:
    here = desk.here()
    cohort = cohorts.create_cohort(
        antenna_store, author=here.staff_id, antenna_id=here.antenna_id, name="14", programme="kodiko-cotraining"
    )
    journeys.open_journey(
        antenna_store,
        author=here.staff_id,
        person_id=awa,
        programme="kodiko-cotraining",
        started_on=datetime.date(2026, 3, 2),
        cohort_id=cohort,
    )
    made = open_dialog(qtbot, page, desk)
    made.cohort.set_value(cohort)
    made.cohort.edited.emit(cohort)
    assert made.programme.value() == "kodiko-cotraining"
    made.module.set_value("renforcement-linguistique")
    made.module.edited.emit("renforcement-linguistique")
    assert made.title_field.text() == "Renforcement linguistique"
    assert made.title_field.isReadOnly()
    with qtbot.waitSignal(made.done_with) as done:
        made.go()
    roll = read_roll(antenna_store.read(), done.args[0][0])
    assert roll.session.title == roll.module == "Renforcement linguistique"
    assert [line.name for line in roll.lines] == ["DIALLO Awa"]
    assert [half_day.on_date for half_day in roll.half_days] == [MONDAY, MONDAY]
    assert roll.cohort == "14"


def test_series_warns_by_name_and_leaves_the_holiday_out(
    qtbot, page: SessionsPage, desk: Desk, antenna_store: Store
) -> None:
    made = open_dialog(qtbot, page, desk)
    made.title_field.setText("Café des parents")
    day = made.half_days._days[0].day
    day.setText("7/5/2026")
    day.settle()
    made.weeks.setText("3")
    made.weeks.settle()
    assert "Ascension" in made.holidays.text()
    assert made.holidays.box.isVisible()
    with qtbot.waitSignal(made.done_with) as done:
        made.go()
    days = {queries.half_days(antenna_store.read(), row_id)[0].on_date for row_id in done.args[0]}
    assert days == {datetime.date(2026, 5, 7), datetime.date(2026, 5, 21)}
    qtbot.waitUntil(lambda: page.window().focusWidget() in (page.rows() or [page.new_button]))


def test_session_without_title_is_said_in_the_dialog_and_nothing_is_lost(
    qtbot, page: SessionsPage, desk: Desk, antenna_store: Store
) -> None:
    made = open_dialog(qtbot, page, desk)
    made.go()
    assert "titre" in made.problem()
    assert made.isVisible()
    assert not queries.has_sessions(antenna_store.read())
    made.reject()


def test_second_person_is_typed_right_after_the_first(qtbot, page: SessionsPage, desk: Desk, awa: str) -> None:
    made = open_dialog(qtbot, page, desk)
    finder = made.people.finder
    finder.setFocus()
    QTest.keyClicks(finder, "dia")
    qtbot.waitUntil(lambda: finder._list is not None and finder._list.isVisible())
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert [person_id for person_id, _name in made.people.value()] == [awa]
    assert finder.text() == ""
    assert finder.hasFocus()
    made.reject()


def test_dialog_closed_by_a_lock_comes_back_as_it_was_left(
    qtbot, page: SessionsPage, desk: Desk, frame: MainFrame
) -> None:
    made = open_dialog(qtbot, page, desk)
    made.title_field.setText("Café des parents")
    frame.flush()
    made.reject()
    settle(qtbot, desk)
    frame.forget_pages()
    frame.go(*frame.place())
    qtbot.waitUntil(lambda: any(isinstance(w, PlanDialog) and w.isVisible() for w in QApplication.topLevelWidgets()))
    assert dialog().title_field.text() == "Café des parents"
    dialog().reject()


def test_controls_have_names_and_fit(
    qtbot, page: SessionsPage, desk: Desk, antenna_store: Store, frame: MainFrame, nameless, overflowing
) -> None:
    plan(antenna_store, desk, "Atelier CV", MONDAY)
    qtbot.waitUntil(lambda: len(titles(page)) == 1)
    assert nameless(page) == []
    assert overflowing(page) == []
    made = open_dialog(qtbot, page, desk)
    assert nameless(made) == []
    made.reject()
    frame.resize(683, 384)
    qtbot.waitUntil(page.columns.is_stacked)
    qtbot.waitUntil(lambda: overflowing(page) == [])


def test_funder_is_kept_field_by_field(qtbot, page: SessionsPage, desk: Desk, antenna_store: Store, nameless) -> None:
    from ui.pages.sessions.funders_dialog import FundersDialog

    opened = FundersDialog(desk, page)
    opened.open()
    opened._new()
    qtbot.waitUntil(lambda: opened.fields["name"].text() == "Nouveau financeur")
    opened.fields["name"].setText("FSE+")
    opened.fields["name"].settle()
    opened.fields["eu_emblem"].click()
    qtbot.waitUntil(lambda: "Enregistré" in opened.said.text())
    settle(qtbot, desk)
    (kept,) = queries.funders(antenna_store.read())
    assert (kept.name, kept.eu_emblem) == ("FSE+", True)
    assert nameless(opened) == []
    opened.accept()


def test_cohort_takes_people_and_says_who_has_no_journey(
    qtbot, page: SessionsPage, desk: Desk, antenna_store: Store, awa: str, nameless
) -> None:
    from ui.pages.sessions.cohorts_dialog import CohortsDialog

    here = desk.here()
    cohort = cohorts.create_cohort(antenna_store, author=here.staff_id, antenna_id=here.antenna_id, name="14")
    opened = CohortsDialog(desk, page)
    opened.open()
    qtbot.waitUntil(lambda: opened.row_id == cohort and opened._editor.isVisible())
    settle(qtbot, desk)
    opened.people.add_all(((awa, "Awa Diallo"),))
    qtbot.waitUntil(lambda: "parcours" in opened.said.text())
    settle(qtbot, desk)
    assert opened.people.value() == ()
    journeys.open_journey(
        antenna_store, author=here.staff_id, person_id=awa, programme="kodiko-cotraining", started_on=MONDAY
    )
    opened.people.add_all(((awa, "Awa Diallo"),))
    qtbot.waitUntil(lambda: len(queries.cohort_members(antenna_store.read(), cohort)) == 1)
    assert nameless(opened) == []
    opened.accept()


def test_hours_of_a_session_are_changed_in_place(
    qtbot, page: SessionsPage, desk: Desk, antenna_store: Store, nameless
) -> None:
    from ui.pages.sessions.hours_dialog import HoursDialog
    from ui.widgets.date_field import TimeField

    made = plan(antenna_store, desk, "Atelier CV", MONDAY)
    opened = HoursDialog(desk, made, page)
    opened.open()
    qtbot.waitUntil(lambda: opened._list.count() == 1)
    ends = opened._list.itemAt(0).widget().findChildren(TimeField)[1]
    ends.setText("8h")
    ends.settle()
    qtbot.waitUntil(lambda: "avant de commencer" in opened._said.text())
    settle(qtbot, desk)
    ends = opened._list.itemAt(0).widget().findChildren(TimeField)[1]
    ends.setText("11h30")
    ends.settle()
    qtbot.waitUntil(lambda: queries.half_days(antenna_store.read(), made)[0].ends_at == "11:30")
    settle(qtbot, desk)
    assert nameless(opened) == []
    opened.accept()


def test_tab_of_a_person_adds_up_hours_rate_and_reasons(
    qtbot, desk: Desk, antenna_store: Store, awa: str, theme, nameless
) -> None:
    here = desk.here()
    for day, state, reason in ((4, "present", ""), (5, "absent", "SAN"), (6, "absent", "SAN")):
        made = plan(antenna_store, desk, f"Atelier du {day}", datetime.date(2026, 5, day), person_ids=[awa])
        half_day = queries.half_days(antenna_store.read(), made)[0].id
        mark = attendance.Mark(half_day, awa, state, reason)
        attendance.mark(antenna_store, author=here.staff_id, session_id=made, marks=[mark])
    plan(antenna_store, desk, "À venir", datetime.date(2026, 5, 20), person_ids=[awa])
    journeys.open_journey(
        antenna_store, author=here.staff_id, person_id=awa, programme="kodiko-cotraining", started_on=MONDAY
    )
    tab = build_tab(desk, awa)
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.show()
    with qtbot.waitSignal(tab.shown):
        tab.load()
    qtbot.waitUntil(lambda: "33\u00a0% (1 demi-journée sur 3)" in words(tab))
    said = words(tab)
    assert "33\u00a0% (3\u00a0h sur 9\u00a0h)" in said
    assert "santé\u00a0: 2 demi-journées" in said
    assert "2 séances de suite" in said
    assert "3\u00a0h faites sur 60 h d’ateliers prévues" in said
    first = [row.accessibleName() for row in tab.findChildren(Row)]
    assert "À venir" in first[0] and "Atelier du 4" in first[-1] and "3\u00a0h" in first[-1]
    assert nameless(tab) == []


def test_tab_of_somebody_without_sessions_says_what_to_do(qtbot, desk: Desk, awa: str, theme) -> None:
    tab = build_tab(desk, awa)
    qtbot.addWidget(tab)
    tab.show()
    with qtbot.waitSignal(tab.shown):
        tab.load()
    with qtbot.waitSignal(desk.going) as going:
        tab._empty.button.click()
    assert going.args[0].page == "sessions"


def test_field_being_typed_in_does_not_pass_over_what_somebody_else_wrote(
    qtbot, page: SessionsPage, desk: Desk, antenna_store: Store, frame: MainFrame
) -> None:
    from ui.pages.sessions.session_page import SessionPage

    made = plan(antenna_store, desk, "Atelier CV", MONDAY)
    frame.register(PageEntry("session", "Séance", "calendar-days", lambda: SessionPage(desk)))
    frame.go("session", Place("session", made))
    shown = frame.page()
    qtbot.waitUntil(lambda: shown._roll is not None)
    place = shown.details.fields["place"]
    place.setFocus()
    place.setText("Salle 1")
    seen = read_roll(antenna_store.read(), made).seen
    sessions.change_session(antenna_store, author="another", session_id=made, values={"place": "Salle 2"}, seen=seen)
    qtbot.waitUntil(lambda: shown._roll.session.place == "Salle 2")
    assert place.text() == "Salle 1"
    place.settle()
    settle(qtbot, desk)
    disputed = antenna_store.read().execute("SELECT field FROM conflict WHERE table_name = 'session'").fetchall()
    assert disputed == [("place",)]
