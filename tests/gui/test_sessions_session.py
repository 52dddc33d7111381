"""The page of a session around its grid: people added, fields kept, the sheet printed, its signed scan, cancelling."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from db.queries import sessions as queries
from db.store import Store
from kodiko_desktop.services.people import people
from kodiko_desktop.services.sessions import attendance_paper, funders, sessions
from kodiko_desktop.services.sessions.attendance_roll import Roll, read_roll
from kodiko_desktop.services.sessions.sessions import PlannedHalfDay
from tests.gui.dropping import drop
from ui.desk import Desk, Place
from ui.pages.sessions import session_acts
from ui.pages.sessions.session_page import SessionPage
from ui.paper.preview import PaperPreview
from ui.shell.main_frame import MainFrame
from ui.shell.page import PageEntry
from ui.widgets.finder import Found

MONDAY = datetime.date(2026, 5, 11)


@pytest.fixture
def awa(antenna_store: Store, desk: Desk) -> str:
    here = desk.here()
    return people.register_person(
        antenna_store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Diallo", given_names="Awa"
    )


@pytest.fixture
def session(antenna_store: Store, desk: Desk) -> str:
    here = desk.here()
    return sessions.plan_sessions(
        antenna_store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        title="Café des parents",
        half_days=[PlannedHalfDay(MONDAY, "matin", "09:00", "12:00")],
    )[0]


@pytest.fixture
def page(frame: MainFrame, desk: Desk, session: str, qtbot) -> Iterator[SessionPage]:
    frame.register(PageEntry("session", "Séance", "calendar-days", lambda: SessionPage(desk)))
    desk.changed.connect(frame.refresh)
    frame.go("session", Place("session", session))
    made = frame.page()
    qtbot.waitUntil(lambda: made._roll is not None)
    yield made


@pytest.fixture
def roll(antenna_store: Store, session: str) -> Callable[[], Roll]:
    return lambda: read_roll(antenna_store.read(), session)


def settle(qtbot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.jobs.busy())


def test_session_without_people_says_what_to_do(page: SessionPage) -> None:
    assert page._nobody.isVisible()
    assert not page.grid.isVisible()
    assert page.title() == "Café des parents"


def test_person_found_in_three_letters_is_expected_then_marked(
    qtbot, page: SessionPage, desk: Desk, awa: str, roll
) -> None:
    page.finder.setFocus()
    QTest.keyClicks(page.finder, "dia")
    qtbot.waitUntil(lambda: page.finder._list is not None and page.finder._list.isVisible())
    QTest.keyClick(page.finder, Qt.Key.Key_Return)
    qtbot.waitUntil(page.grid.isVisible)
    assert [(line.name, line.walk_in) for line in roll().lines] == [("DIALLO Awa", False)]
    page.grid.setFocus()
    QTest.keyClick(page.grid, "p")
    qtbot.waitUntil(lambda: page.head.badge.text() == "Présences saisies")
    assert roll().session.marked_on == MONDAY


def test_who_comes_after_the_sheet_was_printed_is_a_walk_in_on_the_next_line(
    qtbot, page: SessionPage, desk: Desk, antenna_store: Store, awa: str, session: str, roll
) -> None:
    here = desk.here()
    other = people.register_person(
        antenna_store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Abba", given_names="Sara"
    )
    sessions.expect(antenna_store, author=here.staff_id, session_id=session, person_ids=[awa])
    attendance_paper.print_sheet(antenna_store, author=here.staff_id, session_id=session)
    qtbot.waitUntil(lambda: bool(page._roll.sheets))
    page.finder.chosen.emit(Found(other, "Sara Abba"))
    qtbot.waitUntil(lambda: page.grid.model().rowCount() == 2)
    assert [(line.number, line.name, line.walk_in) for line in roll().lines] == [
        (1, "DIALLO Awa", False),
        (2, "ABBA Sara", True),
    ]


def test_fields_are_kept_as_they_are_left(
    qtbot, page: SessionPage, desk: Desk, antenna_store: Store, session: str, roll
) -> None:
    paying = funders.create_funder(antenna_store, author=desk.here().staff_id, name="Région")
    qtbot.waitUntil(lambda: paying in page.details.funders._boxes)
    for name, text in (("place", "Salle 3"), ("trainer_name", "Claire Roux"), ("trainer_capacity", "formatrice")):
        page.details.fields[name].setText(text)
        page.details.fields[name].settle()
    page.details.funders._boxes[paying].click()
    page.details.remote.click()
    page.details.fields["remarks"].setPlainText("Prévoir des tables")
    page.flush()
    settle(qtbot, desk)
    kept = roll().session
    assert (kept.place, kept.trainer_name, kept.trainer_capacity) == ("Salle 3", "Claire Roux", "formatrice")
    assert (kept.funder_ids, kept.remote, kept.remarks) == ([paying], True, "Prévoir des tables")
    assert antenna_store.read().execute("SELECT count(*) FROM conflict").fetchone() == (0,)
    assert "Enregistré" in page._said.text()


def test_sheet_is_looked_at_first_and_noted_once_it_went_out(
    qtbot, page: SessionPage, desk: Desk, antenna_store: Store, session: str, tmp_path: Path
) -> None:
    page.head.print_button.click()
    qtbot.waitUntil(lambda: page.findChild(PaperPreview) is not None)
    preview = page.findChild(PaperPreview)
    assert queries.sheets(antenna_store.read(), session) == ()
    assert preview.paper.file_name.endswith("-v1.pdf") and "Awa" not in preview.paper.file_name
    preview.went_out.emit()
    qtbot.waitUntil(lambda: len(queries.sheets(antenna_store.read(), session)) == 1)
    preview.reject()
    qtbot.waitUntil(lambda: page.head.print_button.text() == "Réimprimer la feuille")
    settle(qtbot, desk)


def test_signed_scan_is_attached_and_listed(
    qtbot, page: SessionPage, desk: Desk, antenna_store: Store, session: str, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(attendance_paper.prepare(antenna_store, session_id=session).pdf)
    page.attach(scan)
    qtbot.waitUntil(lambda: len(page._roll.scans) == 1)
    told = []
    desk.told.connect(lambda sentence, _act: told.append(sentence))
    page.attach(scan)
    qtbot.waitUntil(lambda: any("déjà jointe" in sentence for sentence in told))
    assert len(queries.signed_scans(antenna_store.read(), session)) == 1


def test_scan_dropped_on_the_session_is_its_signed_sheet(
    qtbot, page: SessionPage, antenna_store: Store, session: str, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(attendance_paper.prepare(antenna_store, session_id=session).pdf)
    assert drop(page, scan)
    qtbot.waitUntil(lambda: len(page._roll.scans) == 1)


def test_file_that_is_no_scan_is_refused_in_words(qtbot, page: SessionPage, desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "scan.pdf"
    wrong.write_text("not a scan")
    with qtbot.waitSignal(desk.refused) as said:
        page.attach(wrong)
    assert "PDF" in said.args[0]


def test_cancelling_asks_why_and_freezes_the_sheet(qtbot, page: SessionPage, desk: Desk, session: str, roll) -> None:
    opened = session_acts.cancel(desk, page, session)
    opened.go()
    qtbot.waitUntil(lambda: "pourquoi" in opened._said.text())
    opened._form.rows()[0].field.setText("salle fermée")
    opened.go()
    qtbot.waitUntil(lambda: "salle fermée" in page.head.badge.text())
    assert not page.head.print_button.isEnabled()
    session_acts.reopen(desk, page, session)
    qtbot.waitUntil(page.head.print_button.isEnabled)
    assert not roll().session.cancelled


def test_sheet_not_wholly_typed_can_be_said_finished_and_taken_up_again(
    qtbot, page: SessionPage, desk: Desk, roll
) -> None:
    page.head.finish_button.click()
    qtbot.waitUntil(lambda: page.head.finish_button.text() == "Reprendre la saisie")
    assert roll().session.marked_on == MONDAY
    page.head.finish_button.click()
    qtbot.waitUntil(lambda: page.head.finish_button.text() == "Saisie terminée")
    assert roll().session.marked_on is None


def test_person_taken_off_keeps_their_presences_in_the_store(
    qtbot, page: SessionPage, desk: Desk, antenna_store: Store, awa: str, session: str
) -> None:
    sessions.expect(antenna_store, author=desk.here().staff_id, session_id=session, person_ids=[awa])
    qtbot.waitUntil(page.grid.isVisible)
    page.grid.setFocus()
    QTest.keyClick(page.grid, "p")
    settle(qtbot, desk)
    session_acts.remove(desk, page, session, awa)
    qtbot.waitUntil(page._nobody.isVisible)
    kept = queries.presences(antenna_store.read(), session)
    assert [row.state for row in kept] == ["present"]


def test_another_session_replaces_the_first_without_mixing_them(
    qtbot, page: SessionPage, desk: Desk, antenna_store: Store, frame: MainFrame
) -> None:
    here = desk.here()
    other = sessions.plan_sessions(
        antenna_store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        title="Atelier CV",
        half_days=[PlannedHalfDay(MONDAY, "apres_midi", "14:00", "17:00")],
    )[0]
    frame.go("session", Place("session", other))
    qtbot.waitUntil(lambda: page.title() == "Atelier CV")
    assert page.details.title_field.text() == "Atelier CV"
    buttons = [button.text() for button in page.findChildren(QPushButton) if button in page._everybody_buttons]
    assert buttons == ["Après-midi"]
    assert QApplication.activeModalWidget() is None
