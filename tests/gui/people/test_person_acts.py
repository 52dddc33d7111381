"""What one does on the page of a person: contacts, the file, the journey, an appointment, the journal."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kodiko_desktop.services.association.antennas import create_staff
from kodiko_desktop.services.people import contacts
from tests.gui.people.people_steps import MONDAY, register, said, settle
from ui.desk import Desk
from ui.pages.people.person_page import PersonPage
from ui.shell.main_frame import MainFrame


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
    assert any("Rendez-vous" in line and "10 h 30" in line.replace("\u00a0", " ") for line in lines)
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
    dialog._fields["until"].set_value(MONDAY + timedelta(days=30))
    dialog._fields["reason"].set_value("conge_familial")
    dialog.go()
    settle(qtbot, desk)
    assert journey().status == "suspendu"
    assert "Parcours suspendu jusqu’au 10 juin" in said(page.top)
    page.acts.resume(journey())
    page.acts.dialog("resume").go()
    settle(qtbot, desk)
    assert journey().status == "actif"
    page.acts.declare_exit(journey())
    page.acts.dialog("exit")._fields["reason"].set_value("emploi")
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
    dialog._fields["to_staff_id"].set_value(other)
    dialog._fields["handover"].setPlainText("Ne pas redemander les papiers du logement.")
    dialog.go()
    settle(qtbot, desk)
    assert page._file.header.journeys[0].referent_name == "Julien Petit"
    in_charge = here.store.read().execute(
        "SELECT staff_id FROM journey_referent WHERE journey_id = ? ORDER BY since", (journey_id,)
    )
    assert in_charge.fetchall() == [(here.staff_id,), (other,)]


def test_programme_proposes_the_end_of_the_journey(qtbot, go, desk: Desk) -> None:
    person_id = register(desk, "Diallo", "Amina")
    page: PersonPage = go("person", person_id)
    page.acts.open_journey()
    settle(qtbot, desk)
    dialog = page.acts.dialog("journey")
    dialog.programme.set_value("kodiko-cotraining")
    dialog.programme.edited.emit("kodiko-cotraining")
    assert dialog._fields["planned_end_on"].value() == date(2026, 11, 10)
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
