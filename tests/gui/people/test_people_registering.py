"""Registering somebody: a new page, those who look alike beside, nothing made twice."""

from PySide6.QtCore import Qt

from tests.gui.people.people_steps import said, settle
from ui.desk import Desk
from ui.pages.people.list_page import PeopleListPage
from ui.shell.main_frame import MainFrame


def test_registering_leads_to_the_new_page(qtbot, go, window: MainFrame, desk: Desk) -> None:
    page: PeopleListPage = go("people", tab="new")
    dialog = page._dialog
    dialog._fields["given_names"].setText("Yonas")
    dialog._fields["family_name"].setText("Tesfay")
    dialog._fields["birth_date"].setText("3 mars 1990")
    dialog._fields["languages"].adder.edited.emit("ti")
    assert dialog._fields["print_language"].value() == "ti"
    dialog.go()
    settle(qtbot, desk)
    assert window.page().title() == "Yonas Tesfay"
    row = desk.here().store.read().execute("SELECT number, birth_date, languages FROM person").fetchone()
    assert row[0].startswith("TRS-2026-")
    assert row[1:] == ("1990-03-03", '["ti"]')


def test_somebody_known_is_shown_beside_before_a_second_file_is_made(
    qtbot, go, window: MainFrame, desk: Desk, stefan: str
) -> None:
    page: PeopleListPage = go("people", tab="new")
    dialog = page._dialog
    dialog._fields["given_names"].setText("Stefan")
    dialog._fields["family_name"].setText("Munteano")
    dialog._fields["birth_date"].setText("03/02/1997")
    dialog._fields["birth_date"].settle()
    qtbot.waitUntil(lambda: "Déjà connu·e" in said(dialog))
    assert "nom proche et même date de naissance" in said(dialog)
    assert dialog.act_button.text() == "&Inscrire quand même"
    same = next(button for button in dialog.findChildren(type(dialog.act_button)) if "même personne" in button.text())
    same.click()
    settle(qtbot, desk)
    assert window.page().title() == "Ștefan Munteanu"
    assert desk.here().store.read().execute("SELECT count(*) FROM person").fetchone()[0] == 1


def test_enter_in_a_dialog_presses_its_button_and_no_field(qtbot, go, window: MainFrame, desk: Desk) -> None:
    page = go("people", tab="new")
    dialog = page._dialog
    dialog._fields["family_name"].setText("Nouri")
    qtbot.keyClick(dialog._fields["family_name"], Qt.Key.Key_Return)
    assert window.place()[0] == "people"
    dialog.act_button.setFocus()
    qtbot.keyClick(dialog.act_button, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert window.place()[0] == "person"


def test_person_without_a_name_is_refused_in_the_dialog(qtbot, go, desk: Desk) -> None:
    page: PeopleListPage = go("people", tab="new")
    page._dialog._fields["phone"].setText("0612345678")
    page._dialog.go()
    settle(qtbot, desk)
    assert "Il manque un nom" in page._dialog.problem()
    assert page._dialog._fields["phone"].text() == "06 12 34 56 78"


def test_coming_back_to_the_list_does_not_register_again(qtbot, go, window: MainFrame, desk: Desk, stefan: str) -> None:
    page: PeopleListPage = go("people", tab="new")
    page._dialog.put_aside()
    settle(qtbot, desk)
    go("person", stefan)
    window.back()
    settle(qtbot, desk)
    assert window.page() is page
    assert page._dialog is None
