"""Personnes: the list found as one types, its filters, the page of a person and what one does there."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from db.queries.people import EVERYBODY
from kodiko_desktop.services.association.antennas import create_staff
from kodiko_desktop.services.contracts import contracts
from kodiko_desktop.services.people import contacts, journeys, people, referents
from kodiko_desktop.services.people.person_prints import Kind, printables
from kodiko_desktop.services.places import sites
from ui.desk import Desk
from ui.pages import people as people_pages
from ui.pages.people.list_page import PeopleListPage
from ui.pages.people.person_page import PersonPage
from ui.paper.preview import PaperPreview
from ui.shell.main_frame import MainFrame

MONDAY = date(2026, 5, 11)


def register(desk: Desk, family_name: str, given_names: str, **details: object) -> str:
    here = desk.here()
    return people.register_person(
        here.store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        family_name=family_name,
        given_names=given_names,
        **details,
    )


def open_journey(desk: Desk, person_id: str, **details: object) -> str:
    here = desk.here()
    given = {"programme": "mediation-emploi-bidonville", "started_on": date(2026, 2, 3), **details}
    return journeys.open_journey(here.store, author=here.staff_id, person_id=person_id, **given)


@pytest.fixture
def stefan(desk: Desk) -> str:
    here = desk.here()
    site = sites.create_site(here.store, author=here.staff_id, antenna_id=here.antenna_id, name="Terrain du Canal")
    person_id = register(
        desk,
        "Munteanu",
        "Ștefan",
        how_to_say="Chté-fane",
        birth_date=date(1997, 2, 3),
        phone="06 12 34 56 78",
        languages=["ro"],
        french_level="a1.1",
        site_id=site,
    )
    open_journey(desk, person_id)
    return person_id


@pytest.fixture
def window(qtbot, frame: MainFrame, desk: Desk) -> MainFrame:
    """The pages of people in a frame, wired as the window wires them."""
    for entry in people_pages.entries(desk):
        frame.register(entry)
    desk.going.connect(lambda place: frame.go(place.page, place))
    desk.changed.connect(frame.refresh)
    frame.discreet_changed.connect(desk.set_discreet)
    return frame


@pytest.fixture
def go(qtbot, window: MainFrame, desk: Desk) -> Callable[..., QWidget]:
    """Go to a place, wait until what it shows is read, and give the page."""

    def to(page: str, row_id: str | None = None, *, tab: str = "", field: str = "") -> QWidget:
        desk.go(page, row_id, tab=tab, field=field)
        settle(qtbot, desk)
        return window.page()

    return to


def settle(qtbot, desk: Desk) -> None:
    """Wait until nothing is being read or written, and what it brought is on screen."""
    for _turn in range(4):
        qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
        qtbot.wait(10)


def said(widget: QWidget) -> str:
    return " | ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


def names(page: PeopleListPage) -> list[str]:
    model = page.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


# -- the list ----------------------------------------------------------------------------------------------------


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
    page.save_filter("Mes candidatures")
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


# -- registering -------------------------------------------------------------------------------------------------


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


# -- one person --------------------------------------------------------------------------------------------------


def test_band_says_who_it_is_and_where_the_journey_stands(go, stefan: str) -> None:
    page: PersonPage = go("person", stefan)
    shown = said(page.top)
    assert "Ștefan Munteanu" in shown
    assert "Parcours actif · semaine 14" in shown
    assert "se dit «\u00a0Chté-fane\u00a0» · 29 ans · roumain, français A1.1 · Terrain du Canal" in shown


def test_page_of_nobody_says_so(go) -> None:
    page: PersonPage = go("person", "no-such-id")
    assert page.body.currentWidget() is page.missing


def test_contact_is_noted_with_the_keyboard_and_the_next_appointment_with_it(
    qtbot, go, desk: Desk, stefan: str
) -> None:
    page: PersonPage = go("person", stefan, tab="contact")
    dialog = page.acts.dialog("contact")
    QTest.keyClick(dialog.first_field(), Qt.Key.Key_3)
    dialog._fields["summary"].setPlainText("Il cherche un stage.")
    dialog._fields["next_on"].setText("jeudi")
    dialog._fields["next_at"].setText("10h30")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    assert page.acts.dialog("contact") is None
    lines = [row.accessibleName() for row in page.tab("journey").rows()]
    assert any("Rendez-vous" in line and "10:30" in line for line in lines)
    assert any(line.startswith("11 mai. Contact — téléphone. Il cherche un stage.") for line in lines)


def test_contact_without_its_way_is_asked_for_and_nothing_is_lost(qtbot, go, desk: Desk, stefan: str) -> None:
    page: PersonPage = go("person", stefan, tab="contact")
    dialog = page.acts.dialog("contact")
    dialog._fields["summary"].setPlainText("Un mot")
    dialog.go()
    assert dialog.problem() == "Dites comment le contact a eu lieu."
    assert dialog._fields["summary"].text() == "Un mot"


def test_what_is_typed_survives_escape_and_comes_back(qtbot, go, desk: Desk, stefan: str) -> None:
    page: PersonPage = go("person", stefan, tab="contact")
    dialog = page.acts.dialog("contact")
    dialog._fields["summary"].setPlainText("Son cousin peut parler au chef.")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle(qtbot, desk)
    go("people")
    page = go("person", stefan)
    assert page.acts.dialog("contact") is None
    page.acts.note_contact()
    dialog = page.acts.dialog("contact")
    assert dialog._fields["summary"].text() == "Son cousin peut parler au chef."
    assert "Repris là où vous en étiez" in dialog.recovered.text()


def test_window_open_when_the_store_locks_is_open_again_afterwards(
    qtbot, go, window: MainFrame, desk: Desk, stefan: str
) -> None:
    page: PersonPage = go("person", stefan, tab="contact")
    page.acts.dialog("contact")._fields["agreed"].setPlainText("Appeler la serre.")
    window.flush()
    settle(qtbot, desk)
    page.acts.dialog("contact").reject()
    window.forget_pages()
    page = go("person", stefan)
    dialog = page.acts.dialog("contact")
    assert dialog is not None
    assert dialog._fields["agreed"].text() == "Appeler la serre."


def test_field_of_the_file_is_saved_when_left_and_the_next_does_not_dispute_it(
    qtbot, go, desk: Desk, stefan: str
) -> None:
    page: PersonPage = go("person", stefan)
    page.acts.edit()
    settle(qtbot, desk)
    dialog = page.acts.dialog("edit")
    for city in ("Tours", "Vouvray"):
        field = dialog.field("city")
        field.setText(city)
        field.settle()
        settle(qtbot, desk)
    dialog.field("how_to_say").setText("Stéfane")
    dialog.go()
    settle(qtbot, desk)
    connection = desk.here().store.read()
    assert connection.execute("SELECT city, how_to_say FROM person").fetchone() == ("Vouvray", "Stéfane")
    assert connection.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0
    assert "Stéfane" in said(page.top)


def test_refused_field_keeps_what_was_typed_and_says_why(qtbot, go, desk: Desk, stefan: str) -> None:
    page: PersonPage = go("person", stefan)
    page.acts.edit()
    settle(qtbot, desk)
    dialog = page.acts.dialog("edit")
    field = dialog.field("birth_date")
    field.setText("03/02/2097")
    field.settle()
    settle(qtbot, desk)
    assert "dans le futur" in said(dialog)
    assert field.text() == "03/02/2097"
    dialog.go()
    assert dialog.isVisible()


def test_journey_is_suspended_resumed_ended_and_taken_back(qtbot, go, desk: Desk, stefan: str) -> None:
    page: PersonPage = go("person", stefan)

    def journey():
        return page._file.header.journeys[0]

    page.acts.suspend(journey())
    settle(qtbot, desk)
    dialog = page.acts.dialog("suspend")
    dialog.go()
    assert "quand la reprise est prévue" in dialog.problem()
    dialog.until.set_value(MONDAY + timedelta(days=30))
    dialog.reason.set_value("conge_familial")
    dialog.go()
    settle(qtbot, desk)
    assert journey().status == "suspendu"
    assert "Parcours suspendu jusqu’au 10 juin" in said(page.top)
    page.acts.resume(journey())
    page.acts.dialog("resume").go()
    settle(qtbot, desk)
    assert journey().status == "actif"
    page.acts.declare_exit(journey())
    page.acts.dialog("exit").reason.set_value("emploi")
    page.acts.dialog("exit").go()
    settle(qtbot, desk)
    assert "Sorti·e le 11 mai" in said(page.top)
    page.acts.take_back(journey())
    page.acts.dialog("take-back").go()
    settle(qtbot, desk)
    assert journey().status == "actif"


def test_relay_is_passed_and_the_earlier_referent_kept(qtbot, go, desk: Desk, stefan: str) -> None:
    here = desk.here()
    other = create_staff(here.store, author=here.staff_id, name="Julien Petit", antenna_id=here.antenna_id)
    page: PersonPage = go("person", stefan)
    journey_id = page._file.header.journeys[0].id
    page.acts.hand_over(page._file.header.journeys[0])
    settle(qtbot, desk)
    dialog = page.acts.dialog("handover")
    dialog.to_staff_id.set_value(other)
    dialog._fields["handover"].setPlainText("Ne pas redemander les papiers du logement.")
    dialog.go()
    settle(qtbot, desk)
    assert page._file.header.journeys[0].referent_name == "Julien Petit"
    connection = here.store.read()
    assert referents.referent_on(connection, journey_id, date(2026, 3, 1)) == here.staff_id
    assert referents.referent_on(connection, journey_id, MONDAY) == other


def test_programme_proposes_the_end_of_the_journey(qtbot, go, desk: Desk) -> None:
    person_id = register(desk, "Diallo", "Amina")
    page: PersonPage = go("person", person_id)
    page.acts.open_journey()
    settle(qtbot, desk)
    dialog = page.acts.dialog("journey")
    dialog.programme.set_value("kodiko-cotraining")
    dialog.programme.edited.emit("kodiko-cotraining")
    assert dialog.planned_end_on.value() == date(2026, 11, 10)
    dialog.go()
    settle(qtbot, desk)
    assert page._file.header.journeys[0].planned_end_on == date(2026, 11, 10)


def test_appointment_of_today_opens_on_what_became_of_it(qtbot, go, desk: Desk, stefan: str) -> None:
    here = desk.here()
    appointment_id = contacts.fix_appointment(
        here.store, author=here.staff_id, person_id=stefan, on_date=date(2026, 5, 7), purpose="Préparer l’entretien"
    )
    page: PersonPage = go("person", stefan, tab="appointment", field=appointment_id)
    dialog = page.acts.dialog(f"appointment:{appointment_id}")
    assert not dialog.channel.isVisible()
    dialog.outcome.set_value(("honore",))
    dialog.outcome.answered.emit(("honore",))
    assert dialog.channel.isVisible()
    dialog._fields["summary"].setPlainText("Prêt pour jeudi.")
    dialog.go()
    settle(qtbot, desk)
    connection = here.store.read()
    assert connection.execute("SELECT outcome FROM appointment").fetchone() == ("honore",)
    assert connection.execute("SELECT summary, on_date FROM contact").fetchone() == ("Prêt pour jeudi.", "2026-05-07")


def test_journal_grows_and_keeps_what_is_not_added_yet(qtbot, go, window: MainFrame, desk: Desk, stefan: str) -> None:
    page: PersonPage = go("person", stefan, tab="journal")
    journal = page.tab("journal")
    journal.field.setPlainText("Préfère être appelé après 17 h.")
    journal.add()
    settle(qtbot, desk)
    assert "Préfère être appelé après 17 h." in said(journal)
    journal.field.setPlainText("Son frère")
    window.flush()
    settle(qtbot, desk)
    window.forget_pages()
    page = go("person", stefan, tab="journal")
    assert page.tab("journal").field.text() == "Son frère"


def test_other_person_is_shown_without_anything_of_the_one_before(qtbot, go, desk: Desk, stefan: str) -> None:
    page: PersonPage = go("person", stefan, tab="journal")
    amina = register(desk, "Diallo", "Amina")
    go("person", amina)
    assert "Munteanu" not in said(page)
    assert "Amina Diallo" in said(page.top)
    assert page.top.tabs.key() == "journey"


# -- documents ---------------------------------------------------------------------------------------------------


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A small picture, as a scanner names it."""
    path = tmp_path / "titre.png"
    picture = QImage(40, 60, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    assert picture.save(str(path))
    return path


def test_scans_are_added_one_by_one_and_a_refusal_stops_none(
    qtbot, go, desk: Desk, stefan: str, scan: Path, tmp_path: Path
) -> None:
    text, empty = tmp_path / "notes.txt", tmp_path / "vide.pdf"
    text.write_text("rien d’un scan")
    empty.write_bytes(b"")
    page: PersonPage = go("person", stefan, tab="papers")
    papers = page.tab("papers")
    papers.add_files([empty, text, scan, scan])
    settle(qtbot, desk)
    assert [line.title for line in papers.table._lines.lines] == ["titre"]
    shown = said(papers)
    assert "«\u00a0vide.pdf\u00a0»\u00a0: Ce fichier est vide" in shown
    assert "«\u00a0notes.txt\u00a0»" in shown
    assert "était déjà parmi les pièces" in shown
    papers.copy_to(papers.table.current_line(), tmp_path / "copie.png")
    settle(qtbot, desk)
    assert (tmp_path / "copie.png").read_bytes() == scan.read_bytes()


def test_picture_is_shown_without_a_file_written(
    qtbot, go, desk: Desk, stefan: str, scan: Path, tmp_path: Path
) -> None:
    page: PersonPage = go("person", stefan, tab="papers")
    papers = page.tab("papers")
    papers.add_files([scan])
    settle(qtbot, desk)
    before = set(tmp_path.rglob("*"))
    papers.show_document()
    settle(qtbot, desk)
    (picture,) = [dialog for dialog in papers.findChildren(QDialog) if dialog.isVisible()]
    assert picture.windowTitle() == "titre"
    assert {path for path in set(tmp_path.rglob("*")) - before if "-wal" not in path.name} == set()
    picture.accept()


# -- everybody can use it ----------------------------------------------------------------------------------------


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


def test_timeline_is_read_by_month_and_said_whole(qtbot, go, desk: Desk, stefan: str) -> None:
    here = desk.here()
    for on_date, channel in ((date(2026, 4, 20), "sms"), (date(2025, 12, 1), "messagerie")):
        contacts.note_contact(here.store, author=here.staff_id, person_id=stefan, on_date=on_date, channel=channel)
    page: PersonPage = go("person", stefan)
    assert "Avril 2026" in said(page.tab("journey"))
    lines = [row.accessibleName() for row in page.tab("journey").rows()]
    assert lines[0] == "20 avril. Contact — SMS. Léa Martin"
    assert lines[-1] == "1er décembre 2025. Contact — messagerie (WhatsApp, Signal…). Léa Martin"


def test_scan_dropped_on_the_page_goes_to_the_papers(qtbot, go, desk: Desk, stefan: str, scan: Path) -> None:
    page: PersonPage = go("person", stefan)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(scan))])
    where, copy = QPointF(200, 200), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), copy, carried, buttons, keys)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(where, copy, carried, buttons, keys))
    settle(qtbot, desk)
    assert page.top.tabs.key() == "papers"
    assert [line.title for line in page.tab("papers").table._lines.lines] == ["titre"]


def test_print_menu_offers_what_is_ready_and_shows_it_first(qtbot, go, desk: Desk, stefan: str) -> None:
    page: PersonPage = go("person", stefan)
    blank = printables(desk.here().store, stefan)
    assert {paper.kind for paper in blank} == {Kind.BLANK}
    page.top.print_menu.aboutToShow.emit()
    settle(qtbot, desk)
    titles = [action.text() for action in page.top.print_menu.actions()[0].menu().actions()]
    assert titles == [paper.title for paper in blank]
    page.prints.print_one(blank[0])
    settle(qtbot, desk)
    (preview,) = [dialog for dialog in page.findChildren(PaperPreview) if dialog.isVisible()]
    assert blank[0].title in preview.windowTitle()
    preview.reject()


def test_contract_printed_from_the_menu_is_kept_as_printed_only_once_it_went_out(
    qtbot, go, desk: Desk, stefan: str
) -> None:
    here = desk.here()
    contracts.draft_contract(here.store, author=here.staff_id, person_id=stefan, template="engagement")
    page: PersonPage = go("person", stefan)
    (paper,) = [each for each in printables(here.store, stefan) if each.kind is Kind.CONTRACT]
    page.prints.print_one(paper)
    settle(qtbot, desk)
    (preview,) = [dialog for dialog in page.findChildren(PaperPreview) if dialog.isVisible()]
    status = "SELECT status FROM contract"
    assert here.store.read().execute(status).fetchone() == ("brouillon",)
    preview.went_out.emit()
    settle(qtbot, desk)
    assert here.store.read().execute(status).fetchone() == ("imprime",)
    preview.reject()


@pytest.mark.parametrize("tab", ["presence", "work"])
def test_lines_without_a_paper_lead_to_their_tab(qtbot, go, desk: Desk, stefan: str, tab: str) -> None:
    page: PersonPage = go("person", stefan)
    page.prints.offer(())
    titles = {"presence": "&Présences…", "work": "Fiches de &suivi dans l’emploi…"}
    (action,) = [each for each in page.top.print_menu.actions() if each.text() == titles[tab]]
    action.trigger()
    settle(qtbot, desk)
    assert page.top.tabs.key() == tab
    assert page.body.currentWidget() is page.tab(tab)


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
