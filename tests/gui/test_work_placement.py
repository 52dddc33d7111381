"""The page of a hire: its points in words, what a correction moves, and the sheet of a point held on site."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from db.queries.person import documents
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.people import journeys, people
from kodiko_desktop.services.work import check_in_paper, check_ins, hires, placements
from tests.gui.dropping import drop
from ui.acts.ask_dialog import AskDialog
from ui.desk import Desk, Place
from ui.pages import work
from ui.pages.work.correction_dialog import CorrectionDialog
from ui.pages.work.placement_page import PlacementPage
from ui.paper.preview import PaperPreview
from ui.shell.main_frame import MainFrame
from ui.widgets.row import Row

MONDAY = date(2026, 5, 11)


@pytest.fixture
def hire(desk: Desk) -> str:
    here = desk.here()
    person = people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Diallo", given_names="Awa"
    )
    journeys.open_journey(
        here.store,
        author=here.staff_id,
        person_id=person,
        programme="mediation-emploi-bidonville",
        started_on=date(2026, 4, 1),
    )
    return placements.record_hire(
        here.store,
        author=here.staff_id,
        person_id=person,
        starts_on=MONDAY,
        new_company={"name": "Charpentes du Val"},
        new_tutor={"name": "Mme Roth"},
        job_title="Aide-charpentière",
        contract_kind="cdi",
        category="ouvrier",
        trial_written=True,
    )


@pytest.fixture
def page(qtbot, frame: MainFrame, desk: Desk, hire: str) -> PlacementPage:
    """The page of a hire in a frame, wired as the window wires it."""
    for entry in work.entries(desk):
        frame.register(entry)
    desk.going.connect(lambda place: frame.go(place.page, place))
    desk.changed.connect(frame.refresh)
    desk.go("placement", hire)
    _settle(qtbot, desk)
    return frame.page()


def _settle(qtbot, desk: Desk) -> None:
    """Wait until nothing is being read or written, and what it brought is on screen."""
    for _turn in range(3):
        qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
        qtbot.wait(10)


def _rows(widget: QWidget) -> list[str]:
    return [row.accessibleName() for row in widget.findChildren(Row) if row.isVisible()]


def _said(widget: QWidget) -> str:
    return " | ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


def _sheet(qtbot, desk: Desk, hire: str, key: str, page: PlacementPage):
    desk.go("placement", hire, tab="check_in", field=key)
    qtbot.waitUntil(lambda: page.sheet is not None)
    _settle(qtbot, desk)
    return page.sheet


def test_points_say_their_day_why_and_their_state(page: PlacementPage) -> None:
    lines = _rows(page.view.points)
    assert lines[0] == "11 mai. Premier jour (J1). lundi · Premier jour de travail.. aujourd’hui"
    assert any("Non compté\u00a0: jeudi 14 mai (Ascension)" in line for line in lines)
    assert "Mme Roth" in _said(page.view.facts)


def test_a_press_opens_the_sheet_of_the_point(qtbot, desk: Desk, page: PlacementPage, hire: str) -> None:
    places: list[Place] = []
    desk.going.connect(places.append)
    page.view.points.row("J3").click()
    assert places == [Place("placement", hire, "check_in", "J3")]


def test_absence_says_what_it_moves(qtbot, desk: Desk, page: PlacementPage) -> None:
    page.view.facts.absence_button.click()
    (dialog,) = page.findChildren(AskDialog)
    first, last = (row.field for row in dialog._form.rows())
    first.setText("13/5")
    first.settle()
    assert last.value() == date(2026, 5, 13)
    dialog.go()
    qtbot.waitUntil(lambda: page.view.moved.isVisible())
    _settle(qtbot, desk)
    assert "Troisième jour (J3)\u00a0: du mercredi 13 mai au vendredi 15 mai." in _said(page.view.moved)
    assert "Ce qui est fait n’a pas bougé." in _said(page.view.moved)
    assert "Fin de la période d’essai\u00a0: du vendredi 10 juillet au" in _said(page.view.moved)
    assert any(line.startswith("15 mai. Troisième jour (J3)") for line in _rows(page.view.points))


def test_absence_the_wrong_way_round_is_said_in_the_dialog(qtbot, desk: Desk, page: PlacementPage) -> None:
    page.view.facts.absence_button.click()
    (dialog,) = page.findChildren(AskDialog)
    for row, typed in zip(dialog._form.rows(), ("15/5", "13/5"), strict=True):
        row.field.setText(typed)
        row.field.settle()
    dialog.go()
    qtbot.waitUntil(lambda: "finit avant de commencer" in _said(dialog))
    assert dialog.isVisible()


def test_new_start_is_kept_as_it_is_left_and_says_what_moves(
    qtbot, desk: Desk, page: PlacementPage, hire: str, nameless
) -> None:
    page.view._correct()
    (dialog,) = page.findChildren(CorrectionDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert nameless(dialog) == []
    field = dialog.facts.field("starts_on")
    field.setText("12/5")
    field.settle()
    qtbot.waitUntil(lambda: "Premier jour (J1)\u00a0: du lundi 11 mai au mardi 12 mai." in _said(dialog.moved))
    field.setText("13/5")
    field.settle()
    _settle(qtbot, desk)
    read = desk.here().store
    assert hires.read_hire(read, hire, today=MONDAY).placement.starts_on == date(2026, 5, 13)
    assert read.read().execute("SELECT count(*) FROM conflict").fetchone()[0] == 0


def test_end_before_the_beginning_is_refused_and_the_field_comes_back(qtbot, desk: Desk, page: PlacementPage) -> None:
    page.view._correct()
    (dialog,) = page.findChildren(CorrectionDialog)
    kind = dialog.facts.field("contract_kind")
    kind.set_value("cdd")
    kind.edited.emit("cdd")
    end = dialog.facts.field("ends_on")
    end.setText("1/5/2026")
    end.settle()
    qtbot.waitUntil(lambda: "finit avant de commencer" in dialog._state.text())
    assert end.text() == ""


def test_sheet_is_filled_and_noted_done_by_phone(qtbot, desk: Desk, page: PlacementPage, hire: str, nameless) -> None:
    sheet = _sheet(qtbot, desk, hire, "J1", page)
    assert nameless(page) == []
    held = sheet.held
    held._how.focus_first()
    qtbot.keyClick(held._how, "2")
    held._voices.focus_first()
    qtbot.keyClick(held._voices, "1")
    qtbot.keyClick(held._voices, "2")
    held._fields["present"].setText("Awa et Mme Roth")
    held._fields["present"].settle()
    foot = held.done_button.mapTo(page.window(), held.done_button.rect().bottomLeft())
    assert page.window().rect().contains(foot), "what ends the sheet is seen without scrolling"
    held.done_button.click()
    qtbot.waitUntil(lambda: "Noté par Léa Martin" in _said(held))
    row = check_ins.read_check_in(desk.here().store, check_ins.check_in_id(hire, "J1")).row
    assert (row.how, row.voices, row.present) == ("telephone", ["personne", "employeur"], "Awa et Mme Roth")
    assert row.done_on == MONDAY
    assert "par téléphone" in _said(held)
    assert desk.here().store.read().execute("SELECT count(*) FROM conflict").fetchone()[0] == 0
    held.reopen_button.click()
    qtbot.waitUntil(lambda: held.done_button.isVisible())
    assert held._fields["present"].text() == "Awa et Mme Roth"


def test_done_without_saying_how_is_refused_there_until_it_is_answered(
    qtbot, desk: Desk, page: PlacementPage, hire: str
) -> None:
    refusals: list[str] = []
    desk.refused.connect(refusals.append)
    sheet = _sheet(qtbot, desk, hire, "J1", page)
    rows = sheet.held._rows
    sheet.held._fields["place"].setText("Atelier")
    sheet.held.done_button.click()
    qtbot.waitUntil(lambda: "comment le point s’est fait" in rows["how"].error())
    assert sheet.held._how.isAncestorOf(page.window().focusWidget())
    sheet.held._how.focus_first()
    qtbot.keyClick(sheet.held._how, "2")
    assert rows["how"].error() == ""
    sheet.held.done_button.click()
    qtbot.waitUntil(lambda: "qui a été entendu" in rows["voices"].error())
    assert refusals == []
    assert sheet.held._voices.isAncestorOf(page.window().focusWidget())
    _settle(qtbot, desk)
    assert check_ins.read_check_in(desk.here().store, check_ins.check_in_id(hire, "J1")).row.place == "Atelier"


def test_what_is_typed_is_handed_over_when_the_page_is_left(qtbot, desk: Desk, page: PlacementPage, hire: str) -> None:
    sheet = _sheet(qtbot, desk, hire, "J1", page)
    sheet.held._fields["present"].setText("Awa")
    page.flush()
    _settle(qtbot, desk)
    assert check_ins.read_check_in(desk.here().store, check_ins.check_in_id(hire, "J1")).row.present == "Awa"


def test_end_of_the_first_week_asks_one_voice_at_a_time(qtbot, desk: Desk, page: PlacementPage, hire: str) -> None:
    sheet = _sheet(qtbot, desk, hire, "S1-personne", page)
    assert sheet.held._voices.value() == ("personne",)
    other = _sheet(qtbot, desk, hire, "S1-employeur", page)
    qtbot.waitUntil(lambda: page.sheet.held._voices.value() == ("employeur",))
    assert other is not None


def test_point_moved_by_hand_says_from_when_and_why(qtbot, desk: Desk, page: PlacementPage, hire: str) -> None:
    sheet = _sheet(qtbot, desk, hire, "J3", page)
    sheet._move()
    (dialog,) = sheet.findChildren(AskDialog)
    to, reason = (row.field for row in dialog._form.rows())
    to.setText("15/5")
    dialog.go()
    qtbot.waitUntil(lambda: "pourquoi" in _said(dialog))
    reason.setText("Chantier fermé")
    dialog.go()
    qtbot.waitUntil(lambda: "Reporté du mercredi 13 mai\u00a0: Chantier fermé" in _said(page))


def test_discreet_mode_leaves_no_name(qtbot, desk: Desk, page: PlacementPage, hire: str) -> None:
    _sheet(qtbot, desk, hire, "J1", page)
    desk.set_discreet(True)
    page.set_discreet(True)
    assert "Diallo" not in _said(page) + page.title()
    assert "A. D." in _said(page)


def test_nothing_overflows_on_a_small_screen(
    qtbot, frame: MainFrame, desk: Desk, page: PlacementPage, hire: str, overflowing
) -> None:
    for size in ((1366, 768), (683, 384)):
        frame.resize(*size)
        qtbot.wait(20)
        assert overflowing(page) == []
    _sheet(qtbot, desk, hire, "J1", page)
    for size in ((1366, 768), (683, 384)):
        frame.resize(*size)
        qtbot.wait(20)
        assert overflowing(page) == []


def test_answers_of_the_sheet_become_its_decision_and_the_next_appointment(
    qtbot, desk: Desk, page: PlacementPage, hire: str
) -> None:
    sheet = _sheet(qtbot, desk, hire, "J1", page)
    (view,) = sheet.forms
    qtbot.waitUntil(lambda: view.form is not None)
    here = desk.here()
    for question, value in (("decision", "Chaussures prêtées"), ("prochaine-date", "2026-05-13")):
        diagnostics.answer(
            here.store,
            author=here.staff_id,
            diagnostic_id=check_ins.response_id(hire, "J1", "point-j1"),
            question=question,
            value=value,
        )
    assert not sheet.held._rows["decision"].isVisible()
    sheet.held._how.focus_first()
    qtbot.keyClick(sheet.held._how, "1")
    sheet.held._voices.focus_first()
    qtbot.keyClick(sheet.held._voices, "3")
    sheet.held.done_button.click()
    qtbot.waitUntil(lambda: "Noté par Léa Martin" in _said(sheet.held))
    row = check_ins.read_check_in(here.store, check_ins.check_in_id(hire, "J1")).row
    assert (row.decision, row.next_on) == ("Chaussures prêtées", date(2026, 5, 13))
    fixed = here.store.read().execute("SELECT on_date FROM appointment WHERE archived_at IS NULL").fetchall()
    assert fixed == [("2026-05-13",)]


def test_typing_in_a_sheet_does_not_draw_it_again(qtbot, desk: Desk, page: PlacementPage, hire: str) -> None:
    sheet = _sheet(qtbot, desk, hire, "J1", page)
    sheet.held._fields["present"].setText("Awa")
    sheet.held._fields["present"].settle()
    _settle(qtbot, desk)
    assert page.sheet is sheet
    assert "Enregistré à" in sheet.held.saved.text()


def test_sheet_is_printed_from_the_page_under_a_name_that_says_nothing(
    qtbot, desk: Desk, page: PlacementPage, hire: str
) -> None:
    sheet = _sheet(qtbot, desk, hire, "J1", page)
    sheet.print_asked.emit(False, "")
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperPreview)))
    (preview,) = page.findChildren(PaperPreview)
    qtbot.waitUntil(preview.isVisible)
    assert "Diallo" not in preview.paper.file_name
    assert preview.paper.pdf.startswith(b"%PDF")
    preview.reject()


def test_what_is_said_alone_is_printed_on_its_own_and_counted_once_it_went_out(
    qtbot, desk: Desk, page: PlacementPage, hire: str
) -> None:
    sheet = _sheet(qtbot, desk, hire, "J3", page)
    (menu,) = sheet.findChildren(QMenu)
    offered = {action.text(): action for action in menu.actions() if action.text()}
    assert list(offered)[:2] == ["Fiche vierge", "Fiche remplie"]
    offered["Seul à seul avec la personne, vierge"].trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperPreview)))
    (preview,) = page.findChildren(PaperPreview)
    qtbot.waitUntil(preview.isVisible)
    assert (preview.paper.number[-5:], preview.paper.version) == ("-J3-P", 1)
    row_id = check_ins.check_in_id(hire, "J3")
    assert check_ins.read_check_in(desk.here().store, row_id).row.printings == {}
    preview.went_out.emit()
    _settle(qtbot, desk)
    assert check_ins.read_check_in(desk.here().store, row_id).row.printings == {preview.paper.number: 1}
    preview.reject()


def test_tutor_changes_from_a_day_and_who_it_was_stays_known(qtbot, desk: Desk, page: PlacementPage, hire: str) -> None:
    page.view.facts.tutor_button.click()
    (dialog,) = page.findChildren(AskDialog)
    name, phone, since = (row.field for row in dialog._form.rows())
    name.setText("M. Lopez")
    phone.setText("0612345678")
    since.setText("1/1")
    since.settle()
    dialog.go()
    qtbot.waitUntil(lambda: "avant le premier jour" in _said(dialog))
    since.set_value(desk.today())
    dialog.go()
    qtbot.waitUntil(lambda: "M. Lopez" in _said(page.view.facts))
    assert "avant\u00a0: Mme Roth" in _said(page.view.facts)


def test_scan_of_a_sheet_is_joined_to_its_point_and_to_the_papers_of_the_person(
    qtbot, desk: Desk, page: PlacementPage, hire: str, tmp_path: Path
) -> None:
    scan = tmp_path / "fiche.pdf"
    store = desk.here().store
    scan.write_bytes(check_in_paper.prepare(store, hire, "J1", filled=False, today=desk.today()).pdf)
    assert not drop(page, scan)  # which point it is of is not said there
    sheet = _sheet(qtbot, desk, hire, "J1", page)
    assert sheet.scan_button.text() == "Joindre la fiche signée…"
    assert drop(page, scan)
    qtbot.waitUntil(lambda: page.sheet.scan_button.text() == "Voir la fiche signée")
    person = hires.read_hire(store, hire, today=desk.today()).placement.person_id
    (line,) = documents(store.read(), person)
    assert line.title == "Fiche de suivi signée\u00a0: Premier jour (J1)"
    row = check_ins.read_check_in(store, check_ins.check_in_id(hire, "J1")).row
    assert row.document_id == line.id
