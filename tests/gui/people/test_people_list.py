"""The list of people: found as one types, filtered, read a page at a time, copied and exported."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from db.queries.people import EVERYBODY
from tests.gui.people.people_steps import names, open_journey, register, said, settle
from ui.acts.ask_dialog import AskDialog
from ui.desk import Desk
from ui.pages.people.list_page import PeopleListPage
from ui.pages.people.person_page import PersonPage
from ui.shell.main_frame import MainFrame


def test_empty_list_says_what_to_do_first(qtbot, go, desk: Desk) -> None:
    page: PeopleListPage = go("people")
    assert page.stack.currentWidget() is page.nobody
    assert page.nobody.button.text() == "Inscrire une personne"


def test_list_follows_each_keystroke_and_other_spellings(qtbot, go, desk: Desk, stefan: str) -> None:
    register(desk, "Al Hassan", "Mohamed")
    page: PeopleListPage = go("people")
    assert names(page) == ["AL HASSAN Mohamed", "MUNTEANU Ștefan"]
    for typed, found in (
        ("muham", ["AL HASSAN Mohamed"]),
        ("stef", ["MUNTEANU Ștefan"]),
        ("0612", ["MUNTEANU Ștefan"]),
        ("محمد", ["AL HASSAN Mohamed"]),
    ):
        page.bar.search.setText(typed)
        settle(qtbot, desk)
        assert names(page) == found
    page.bar.search.setText("zzz")
    settle(qtbot, desk)
    assert page.stack.currentWidget() is page.nothing


def test_keyboard_goes_from_the_search_to_the_person(qtbot, go, window: MainFrame, desk: Desk, stefan: str) -> None:
    page: PeopleListPage = go("people")
    QTest.keyClick(page.bar.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert isinstance(window.page(), PersonPage)
    assert window.page().title() == "Ștefan Munteanu"


def test_filters_narrow_the_list_and_are_kept_under_a_name(
    qtbot, go, window: MainFrame, desk: Desk, stefan: str
) -> None:
    amina = register(desk, "Diallo", "Amina")
    open_journey(desk, amina, status="candidat")
    page: PeopleListPage = go("people")
    page.bar.status.set_value("candidat")
    page.bar.status.edited.emit("candidat")
    settle(qtbot, desk)
    assert names(page) == ["DIALLO Amina"]
    page.ask_filter_name()
    dialog = page.findChild(AskDialog)
    dialog.go()
    assert "Donnez un nom" in dialog._said.text()
    dialog._form.rows()[0].field.setText("Mes candidatures")
    dialog.go()
    settle(qtbot, desk)
    page.bar.use(EVERYBODY)
    settle(qtbot, desk)
    assert len(names(page)) == 2
    ((name, kept),) = page.bar._choices.saved
    assert name == "Mes candidatures"
    page.bar.use(kept)
    settle(qtbot, desk)
    assert names(page) == ["DIALLO Amina"]
    window.forget_pages()
    assert names(go("people")) == ["DIALLO Amina"]


def test_portfolio_says_its_load_beside_the_practice(qtbot, go, desk: Desk, stefan: str) -> None:
    page: PeopleListPage = go("people")
    page.bar.referent.set_value(desk.here().staff_id)
    page.bar.referent.edited.emit(desk.here().staff_id)
    settle(qtbot, desk)
    assert "1 à distance" in said(page)
    assert "repère\u00a0: 15 à 20" in said(page)


def test_list_is_copied_for_a_spreadsheet_and_exported_without_formulas(
    qtbot, go, desk: Desk, stefan: str, tmp_path: Path
) -> None:
    register(desk, "=SOMME(A1)", "Amina")
    page: PeopleListPage = go("people")
    page.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Nom"
    assert any(line.startswith("MUNTEANU Ștefan\t29 ans\tActif") for line in lines)
    assert any(line.startswith("'=SOMME(A1)") for line in lines)
    page.export(tmp_path / "personnes.csv")
    settle(qtbot, desk)
    written = (tmp_path / "personnes.csv").read_text("utf-8-sig")
    assert "'=SOMME(A1)" in written
    assert "Médiation emploi" in written


def test_long_list_is_read_a_page_at_a_time(qtbot, go, desk: Desk) -> None:
    for number in range(130):
        register(desk, f"Nom{number:03}", "Ali")
    page: PeopleListPage = go("people")
    assert len(names(page)) == 100
    assert "100 personnes affichées sur 130" in said(page)
    page.more_button.click()
    settle(qtbot, desk)
    assert len(names(page)) == 130
    assert not page.more_button.isVisible()


def test_discreet_mode_hides_names_and_telephones(qtbot, go, window: MainFrame, desk: Desk, stefan: str) -> None:
    page: PeopleListPage = go("people")
    window.header.discreet_button.click()
    settle(qtbot, desk)
    assert names(page) == ["M. Ș."]
    person: PersonPage = go("person", stefan)
    shown = said(person)
    assert "Munteanu" not in shown
    assert "06 12" not in shown
    assert "Chté" not in shown
    assert "Munteanu" not in window.windowTitle()
