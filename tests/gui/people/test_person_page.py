"""The page of a person: what it says, its tabs, its timeline, and one person after another."""

from datetime import date

import pytest

from kodiko_desktop.services.people import contacts
from tests.gui.people.people_steps import register, said, settle
from ui.desk import Desk
from ui.pages.people.person_page import PersonPage
from ui.shell.main_frame import MainFrame


def test_band_says_who_it_is_and_where_the_journey_stands(go, stefan: str) -> None:
    page: PersonPage = go("person", stefan)
    shown = said(page.top)
    assert "Ștefan Munteanu" in shown
    assert "Parcours actif · semaine 14" in shown
    assert "se dit «\u00a0Chté-fane\u00a0» · 29 ans · roumain, français A1.1 · Terrain du Canal" in shown


def test_name_stays_on_one_line_while_there_is_room(go, desk: Desk) -> None:
    person_id = register(desk, "Abdelrahman Al Khatib", "Mohammed Idris Oumar")
    name = go("person", person_id).top._name
    assert name.height() < 2 * name.fontMetrics().lineSpacing()


def test_page_of_nobody_says_so(go) -> None:
    page: PersonPage = go("person", "no-such-id")
    assert page.body.currentWidget() is page.missing


def test_other_person_is_shown_without_anything_of_the_one_before(qtbot, go, desk: Desk, stefan: str) -> None:
    page: PersonPage = go("person", stefan, tab="journal")
    amina = register(desk, "Diallo", "Amina")
    go("person", amina)
    assert "Munteanu" not in said(page)
    assert "Amina Diallo" in said(page.top)
    assert page.top.tabs.key() == "journey"


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_pages_and_dialogs_name_their_controls_and_fit(
    qtbot, go, window: MainFrame, desk: Desk, stefan: str, nameless, overflowing, size
) -> None:
    window.resize(*size)
    page = go("people")
    assert nameless(page) == []
    assert overflowing(page) == []
    page.new_person()
    settle(qtbot, desk)
    assert nameless(page._dialog) == []
    assert overflowing(page._dialog) == []
    page._dialog.reject()
    person: PersonPage = go("person", stefan)
    for tab in ("journey", "journal", "papers"):
        person.top.tabs.turn_to(tab)
        settle(qtbot, desk)
        assert nameless(person) == []
        assert overflowing(person) == []
    journey = person._file.header.journeys[0]
    acts = person.acts
    for name, begin in (
        ("contact", acts.note_contact),
        ("appointment", acts.fix_appointment),
        ("journey", acts.open_journey),
        ("suspend", lambda: acts.suspend(journey)),
        ("handover", lambda: acts.hand_over(journey)),
        ("exit", lambda: acts.declare_exit(journey)),
        ("renew", lambda: acts.renew(journey)),
        ("edit", acts.edit),
    ):
        begin()
        settle(qtbot, desk)
        dialog = acts.dialog(name)
        assert nameless(dialog) == [], name
        assert overflowing(dialog) == [], name
        dialog.reject()


def test_place_of_a_tab_is_turned_to(go, stefan: str) -> None:
    page: PersonPage = go("person", stefan, tab="papers")
    assert page.top.tabs.key() == "papers"


def test_tabs_are_turned_from_anywhere_and_take_the_keyboard(qtbot, go, desk: Desk, stefan: str) -> None:
    page = go("person", stefan)
    for key, tab in (("Ctrl+Tab", "diagnostics"), ("Ctrl+PgDown", "plan"), ("Ctrl+Shift+Tab", "diagnostics")):
        qtbot.keySequence(page.window().focusWidget(), key)
        settle(qtbot, desk)
        assert page.top.tabs.key() == tab
        assert page.tab(tab).isAncestorOf(page.window().focusWidget())
    for _turn in range(2):
        qtbot.keySequence(page.window().focusWidget(), "Ctrl+PgUp")
        settle(qtbot, desk)
    assert page.top.tabs.key() == "papers"


def test_timeline_is_read_by_month_and_said_whole(qtbot, go, desk: Desk, stefan: str) -> None:
    here = desk.here()
    for on_date, channel in ((date(2026, 4, 20), "sms"), (date(2025, 12, 1), "messagerie")):
        contacts.note_contact(here.store, author=here.staff_id, person_id=stefan, on_date=on_date, channel=channel)
    page: PersonPage = go("person", stefan)
    assert "Avril 2026" in said(page.tab("journey"))
    lines = [row.accessibleName() for row in page.tab("journey").rows()]
    assert lines[0] == "20 avril. Contact — SMS. Léa Martin"
    assert lines[-1] == "1er décembre 2025. Contact — messagerie (WhatsApp, Signal…). Léa Martin"


@pytest.mark.parametrize("tab", ["diagnostics", "presence", "work"])
def test_tab_of_other_pages_is_mounted_and_leaves_with_the_person(
    qtbot, go, desk: Desk, stefan: str, nameless, tab: str
) -> None:
    page: PersonPage = go("person", stefan, tab=tab)
    assert page.body.currentWidget() is page.tab(tab)
    assert nameless(page) == []
    amina = register(desk, "Diallo", "Amina")
    go("person", amina, tab=tab)
    assert page.body.count() == 3
    assert "Munteanu" not in said(page)
