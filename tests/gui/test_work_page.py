"""Emploi: recording a hire in one dialog, the lists, and what stays when the window looks elsewhere."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from db.store import Store
from kodiko_desktop.services.laptop import drafts
from kodiko_desktop.services.people import journeys, people
from kodiko_desktop.services.work import check_ins, companies, hires, placements
from ui.desk import Desk, Place
from ui.pages import work
from ui.pages.work.company_dialog import CompanyDialog
from ui.pages.work.hire_dialog import HireDialog
from ui.pages.work.hire_facts import HireFacts
from ui.pages.work.person_tab import build_tab
from ui.pages.work.words import joined
from ui.pages.work.work_page import WorkPage
from ui.shell.main_frame import MainFrame
from ui.widgets.finder import Found
from ui.widgets.row import Row

MONDAY = date(2026, 5, 11)


@pytest.fixture
def person(desk: Desk) -> str:
    return _person(desk, "Diallo", "Awa")


def _person(desk: Desk, family_name: str, given_names: str, **journey: str) -> str:
    here = desk.here()
    person_id = people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name=family_name, given_names=given_names
    )
    journeys.open_journey(
        here.store,
        author=here.staff_id,
        person_id=person_id,
        programme="mediation-emploi-bidonville",
        started_on=date(2026, 4, 1),
        **journey,
    )
    return person_id


def _hire(desk: Desk, person_id: str, company: str = "Charpentes du Val", start: date = MONDAY) -> str:
    here = desk.here()
    return placements.record_hire(
        here.store,
        author=here.staff_id,
        person_id=person_id,
        starts_on=start,
        new_company={"name": company, "city": "Tours"},
        job_title="Aide-charpentière",
        contract_kind="cdi",
    )


@pytest.fixture
def page(qtbot, frame: MainFrame, desk: Desk) -> WorkPage:
    """The page of employment in a frame, wired as the window wires it."""
    for entry in work.entries(desk):
        frame.register(entry)
    desk.going.connect(lambda place: frame.go(place.page, place))
    desk.changed.connect(frame.refresh)
    desk.go("work")
    found = frame.page()
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    return found


def _rows(widget: QWidget) -> list[str]:
    return [row.accessibleName() for row in widget.findChildren(Row) if row.isVisible()]


def _type(qtbot, text: str) -> None:
    """Type in whatever has the keyboard."""
    for letter in text:
        QTest.keyClick(QApplication.focusWidget(), letter)


def test_empty_page_says_what_to_do_first(qtbot, page: WorkPage) -> None:
    assert page._empty.isVisible()
    assert not page._columns.isVisible()


def test_hire_is_recorded_by_keyboard_alone(
    qtbot, frame: MainFrame, desk: Desk, page: WorkPage, person: str, nameless: Callable[[QWidget], list[str]]
) -> None:
    page.hire_button.click()
    (dialog,) = page.findChildren(HireDialog)
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.person.hasFocus())
    assert nameless(dialog) == []
    _type(qtbot, "dial")
    qtbot.waitUntil(lambda: dialog.person._list is not None and dialog.person._list.isVisible())
    QTest.keyClick(dialog.person, Qt.Key.Key_Return)
    assert dialog.person.value().id == person
    assert dialog.company.hasFocus()
    _type(qtbot, "Serre")
    QTest.keyClick(dialog.company, Qt.Key.Key_Tab)
    dialog.facts.field("starts_on").setFocus()
    _type(qtbot, "11/5")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: any("lundi 18 mai" in said for said in _rows(dialog.preview)))
    with qtbot.waitSignal(dialog.recorded):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (line,) = hires.read_hires(desk.here().store.read(), today=MONDAY)
    assert (line.placement.person_id, line.placement.company_name) == (person, "Serre")
    assert line.placement.starts_on == MONDAY
    qtbot.waitUntil(lambda: frame.page().title() == "Awa Diallo · Suivi dans l’emploi")


def test_hire_without_a_first_day_says_so_and_puts_the_keyboard_there(qtbot, page: WorkPage, person: str) -> None:
    page.hire_button.click()
    (dialog,) = page.findChildren(HireDialog)
    dialog.person.set_value(Found(person, "Awa Diallo"))
    dialog.company.setText("Serre")
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.save()
    assert dialog._said.text() == "Écrivez le premier jour de travail."
    assert dialog.facts.field("starts_on").hasFocus()


def test_hire_begun_is_kept_when_the_window_locks_and_taken_up_again(
    qtbot, desk: Desk, page: WorkPage, person: str
) -> None:
    page.hire_button.click()
    (dialog,) = page.findChildren(HireDialog)
    qtbot.waitUntil(lambda: dialog.isVisible() and desk.jobs.busy() == 0)
    dialog.person.set_value(Found(person, "Awa Diallo"))
    dialog.company.setText("Serre de Vouvray")
    dialog.facts.field("starts_on").setText("18/5")
    page.flush()
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    dialog.deleteLater()
    page.hire_button.click()
    again = page.findChildren(HireDialog)[-1]
    qtbot.waitUntil(lambda: again.company.text() == "Serre de Vouvray")
    assert again.person.value().id == person
    assert again.facts.values()["starts_on"] == date(2026, 5, 18)
    assert "Repris" in again._resumed.text()
    again.reject()
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    assert drafts.drafts_at(desk.here().store.read(), "hire") == ()


def test_enter_in_a_hire_goes_on_and_never_records_and_escape_keeps_what_is_typed(
    qtbot, desk: Desk, page: WorkPage, person: str
) -> None:
    page.hire_button.click()
    (dialog,) = page.findChildren(HireDialog)
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and desk.jobs.busy() == 0)
    dialog.person.set_value(Found(person, "Awa Diallo"))
    dialog.company.setText("Serre de Vouvray")
    dialog.facts.field("starts_on").setText("18/5")
    dialog.tutor.phone.setFocus()
    QTest.keyClick(dialog.tutor.phone, Qt.Key.Key_Return)
    assert dialog.facts.field("job_title").hasFocus()
    QTest.keyClick(dialog.facts.field("job_title"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    assert dialog.isVisible() and hires.read_hires(desk.here().store.read(), today=MONDAY) == ()
    with qtbot.waitSignal(desk.told) as told:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "reviendra" in told.args[0]
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    page.hire_button.click()
    again = page.findChildren(HireDialog)[-1]
    qtbot.waitUntil(lambda: again.company.text() == "Serre de Vouvray")
    again.reject()


def test_person_without_a_hire_is_offered_one_button_and_the_keyboard_goes_there(
    qtbot, desk: Desk, person: str
) -> None:
    tab = build_tab(desk, person)
    qtbot.addWidget(tab)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    tab.focus_first()
    tab.load()
    qtbot.waitUntil(lambda: tab._empty is not None)
    assert not tab.hire_button.isVisible()
    qtbot.waitUntil(tab._empty.button.hasFocus)
    _hire(desk, person)
    tab.load()
    qtbot.waitUntil(tab.hire_button.isVisible)


def test_hire_keeps_the_work_agreed_and_a_corrected_telephone_of_the_tutor(
    qtbot, desk: Desk, page: WorkPage, person: str
) -> None:
    here = desk.here()
    _hire(desk, person)
    company = antenna_company(desk)
    companies.add_company_contact(
        here.store, author=here.staff_id, company_id=company, name="Mme Roth", phone="06 11 22 33 44"
    )
    dialog = HireDialog(
        desk, person=Found(person, "Awa Diallo"), company=Found(company, "Charpentes du Val"), parent=page
    )
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.tutor._seen))
    assert dialog.facts.agreed.sharing.value() == ()
    dialog.tutor.name.setText("Mme Roth")
    dialog.tutor.settle()
    assert dialog.tutor.phone.text() == "06 11 22 33 44"
    dialog.tutor.phone.setText("0699887766")
    dialog.facts.field("starts_on").setText("18/5")
    dialog.facts.agreed.texts["tasks"].setPlainText("Poncer, peindre")
    dialog.facts.agreed.sharing.focus_first()
    QTest.keyClick(dialog.facts.agreed.sharing, "1")
    with qtbot.waitSignal(dialog.recorded) as recorded:
        dialog.save()
    read = here.store.read()
    said = read.execute("SELECT tasks, sharing FROM placement WHERE id = ?", recorded.args).fetchone()
    assert said == ("Poncer, peindre", '["share_phone"]')
    facts = HireFacts()
    qtbot.addWidget(facts)
    facts.show_hire(hires.read_hire(here.store, recorded.args[0], today=MONDAY), MONDAY)
    assert "son téléphone" in [each.text() for each in facts.findChildren(QLabel)]
    assert read.execute("SELECT name, phone FROM company_contact").fetchall() == [("Mme Roth", "06 99 88 77 66")]


def test_list_says_what_comes_next_and_hides_names_in_discreet_mode(
    qtbot, frame: MainFrame, desk: Desk, page: WorkPage, person: str
) -> None:
    _hire(desk, person)
    qtbot.waitUntil(lambda: any("Awa Diallo" in said for said in _rows(page)))
    (said,) = [said for said in _rows(page) if "Awa Diallo" in said]
    assert "Premier jour (J1), lundi 11 mai" in said
    assert said.endswith("aujourd’hui")
    desk.set_discreet(True)
    page.set_discreet(True)
    assert not any("Diallo" in said for said in _rows(page))


def test_typing_narrows_hires_and_companies(qtbot, desk: Desk, page: WorkPage, person: str) -> None:
    _hire(desk, person)
    _hire(desk, _person(desk, "Munteanu", "Ștefan"), "Serres de Vouvray")
    qtbot.waitUntil(lambda: len(_rows(page)) == 4)
    page.search.setText("stef")
    qtbot.waitUntil(lambda: len(_rows(page)) == 1 and "Ștefan Munteanu" in _rows(page)[0])


def test_others_and_what_is_over_stand_apart(qtbot, desk: Desk, page: WorkPage, person: str) -> None:
    here = desk.here()
    hire = _hire(desk, person)
    _hire(desk, _person(desk, "Munteanu", "Ștefan", referent_id="somebody else"), "Serres de Vouvray")
    page.mine.setChecked(True)
    qtbot.waitUntil(lambda: _followed(page) == ["Awa Diallo"])
    seen = hires.read_hire(here.store, hire, today=MONDAY).seen
    placements.end_placement(here.store, author=here.staff_id, placement_id=hire, ended_on=MONDAY, reason="", seen=seen)
    for point in check_ins.points_of_placement(here.store, hire, today=MONDAY):
        check_ins.give_up(
            here.store, author=here.staff_id, placement_id=hire, point=point.planned.key, reason="Arrêt le jour même"
        )
    qtbot.waitUntil(lambda: _followed(page) == [])
    page.over.setChecked(True)
    qtbot.waitUntil(lambda: _followed(page) == ["Awa Diallo"])


def _followed(page: WorkPage) -> list[str]:
    return [said.split(" — ")[0] for said in _rows(page) if " — " in said]


def test_company_keeps_each_field_as_it_is_left(qtbot, desk: Desk, page: WorkPage, person: str) -> None:
    _hire(desk, person)
    company = antenna_company(desk)
    desk.go("work", company)
    qtbot.waitUntil(lambda: bool(page.findChildren(CompanyDialog)))
    (dialog,) = page.findChildren(CompanyDialog)
    qtbot.waitUntil(lambda: dialog.fields["city"].text() == "Tours")
    dialog.fields["city"].setText("Amboise")
    dialog.fields["city"].settle()
    dialog.fields["city"].setText("Vouvray")
    dialog.fields["city"].settle()
    qtbot.waitUntil(lambda: dialog._state.text().startswith("Enregistré à"))
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    read = desk.here().store.read()
    assert read.execute("SELECT city FROM company").fetchone()[0] == "Vouvray"
    assert read.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0


def test_wrong_siret_is_said_in_the_dialog(qtbot, desk: Desk, page: WorkPage, person: str) -> None:
    _hire(desk, person)
    dialog = CompanyDialog(desk, antenna_company(desk), page)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.fields["city"].text() == "Tours")
    dialog.fields["siret"].setText("123")
    dialog.fields["siret"].settle()
    qtbot.waitUntil(lambda: "SIRET" in dialog._state.text())


def antenna_company(desk: Desk) -> str:
    return desk.here().store.read().execute("SELECT id FROM company").fetchone()[0]


def test_new_company_is_created_by_its_name(qtbot, desk: Desk, page: WorkPage) -> None:
    page.company_button.click()
    (dialog,) = page.findChildren(CompanyDialog)
    dialog.fields["name"].setText("Boulangerie Lou")
    dialog.fields["name"].settle()
    qtbot.waitUntil(lambda: dialog.hire_button.isVisible())
    read = desk.here().store.read()
    assert [line.name for line in companies_of(read)] == ["Boulangerie Lou"]
    dialog.contacts.name.setText("M. Lou")
    dialog.contacts.add_button.click()
    qtbot.waitUntil(lambda: any("M. Lou" in said for said in _rows(dialog)))


def companies_of(connection):
    from db.queries.companies import companies as listed

    return listed(connection, today=MONDAY)


def test_person_tab_shows_the_points_and_opens_a_sheet(qtbot, desk: Desk, person: str) -> None:
    tab = build_tab(desk, person)
    qtbot.addWidget(tab)
    tab.resize(1300, 660)
    tab.show()
    tab.load()
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    assert not _rows(tab)
    hire = _hire(desk, person)
    tab.load()
    qtbot.waitUntil(lambda: len(_rows(tab)) == 14)
    places: list[Place] = []
    desk.going.connect(places.append)
    next(row for row in tab.findChildren(Row) if "(J3)" in row.accessibleName()).click()
    assert places == [Place("placement", hire, "check_in", "J3")]


def test_every_control_has_a_name_and_nothing_overflows(
    qtbot, frame: MainFrame, desk: Desk, page: WorkPage, person: str, nameless, overflowing
) -> None:
    _hire(desk, person)
    qtbot.waitUntil(lambda: len(_rows(page)) == 2)
    assert nameless(page) == []
    for size in ((1366, 768), (683, 384)):
        frame.resize(*size)
        qtbot.wait(20)
        assert overflowing(page) == []


def test_company_refuses_an_empty_name(antenna_store: Store, desk: Desk) -> None:
    with pytest.raises(companies.CompanyRefused):
        companies.register_company(antenna_store, author=desk.here().staff_id, name="  ")


def test_name_in_arabic_leaves_the_line_around_it_from_left_to_right() -> None:
    said = joined(("حسين عبد الله", "Serre du Nord", "prévu lundi."))
    assert QTextDocument(said).firstBlock().textDirection() == Qt.LayoutDirection.LeftToRight
    assert QTextDocument("حسين · Serre").firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
    assert joined(("Awa", "", "Serre")) == "Awa · Serre"


def test_it_is_the_point_that_is_late_never_the_person(qtbot, desk: Desk, page: WorkPage, person: str) -> None:
    _hire(desk, person, start=MONDAY - timedelta(days=4))
    qtbot.waitUntil(lambda: any("Awa Diallo" in said for said in _rows(page)))
    (said,) = [said for said in _rows(page) if "Awa Diallo" in said]
    assert "point en retard de 4 jours" in said
