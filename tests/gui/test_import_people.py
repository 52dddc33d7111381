"""Import of a spreadsheet in the window: columns, bad cells corrected in place, one act, a report that stays."""

from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel, QWidget

from db.store import Store
from kodiko_desktop.exchange.preview import Choice, Standing
from kodiko_desktop.services.people import people
from ui.desk import Desk
from ui.pages import import_people
from ui.pages.import_people.import_page import ImportPage
from ui.shell.main_frame import MainFrame

TITLES = ("Nom", "Prénom", "Date de naissance", "Téléphone", "Niveau de français", "N° sécurité sociale", "Remarques")


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Call it with lines: a workbook with a title above its headers, as associations keep them."""

    def made(*lines: tuple[object, ...], name: str = "inscriptions.xlsx", titles: tuple[str, ...] = TITLES) -> Path:
        book = openpyxl.Workbook()
        for line in (("Inscriptions du printemps",), (), titles, *lines):
            book.active.append(line)
        path = tmp_path / name
        book.save(path)
        return path

    return made


SOW = ("Sow", "Aïssatou", date(1991, 4, 12), 612000111, "A2", "289", "venue avec sa sœur")
BAD = ("Rahimi", "Najib", "31/02/1990", "06 12 99 99 99", "B9", None, None)


@pytest.fixture
def page(qtbot, frame: MainFrame, desk: Desk) -> ImportPage:
    for entry in import_people.entries(desk):
        frame.register(entry)
    desk.changed.connect(frame.refresh)
    frame.go("import")
    settle(qtbot, desk)
    return frame.page()


def settle(qtbot, desk: Desk) -> None:
    """Wait until nothing is being read or written, and what it brought is on screen."""
    for _turn in range(4):
        qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
        qtbot.wait(10)


def said(widget: QWidget) -> str:
    return " | ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


def people_known(store: Store) -> list[tuple[str, str, str]]:
    sql = "SELECT family_name, given_names, birth_date FROM person WHERE archived_at IS NULL ORDER BY family_name"
    return store.read().execute(sql).fetchall()


def opened(qtbot, desk: Desk, page: ImportPage, path: Path) -> None:
    page.open_path(path)
    settle(qtbot, desk)


def checked(qtbot, desk: Desk, page: ImportPage, path: Path) -> None:
    opened(qtbot, desk, page, path)
    page.columns.go()
    settle(qtbot, desk)


def test_columns_are_guessed_and_what_must_not_be_kept_is_left(qtbot, desk: Desk, page: ImportPage, sheet) -> None:
    opened(qtbot, desk, page, sheet(SOW))
    assert page.columns.mapping() == {
        0: "family_name",
        1: "given_names",
        2: "birth_date",
        3: "phone",
        4: "french_level",
        6: "note",
    }
    with pytest.raises(KeyError):
        page.columns.field(5)
    assert "Jamais repris" in said(page.columns)


def test_columns_without_a_name_are_refused_where_they_are_chosen(qtbot, desk: Desk, page: ImportPage, sheet) -> None:
    opened(qtbot, desk, page, sheet(SOW))
    page.columns.field(0).set_value("")
    page.columns.field(1).set_value("")
    page.columns.go()
    assert "quelle colonne contient le nom" in page.columns.problem()
    assert page.steps.currentWidget() is page.columns


def test_bad_cell_is_named_and_corrected_in_place(qtbot, desk: Desk, page: ImportPage, sheet, antenna_store) -> None:
    checked(qtbot, desk, page, sheet(SOW, BAD))
    assert page.check.tabs.key() == Standing.BAD.value
    assert set(page.check.panel.fields) == {"birth_date", "french_level"}
    assert "C5 · Date de naissance" in said(page.check.panel)
    field = page.check.panel.fields["birth_date"]
    field.setText("28/02/1990")
    field.settle()
    settle(qtbot, desk)
    assert set(page.check.panel.fields) == {"french_level"}
    page.check.panel.corrected.emit(5, "french_level", "")
    settle(qtbot, desk)
    assert page.check.go_button.text() == "&Reprendre 2 personnes"
    page.check.go_button.click()
    settle(qtbot, desk)
    assert people_known(antenna_store) == [("Rahimi", "Najib", "1990-02-28"), ("Sow", "Aïssatou", "1991-04-12")]


def test_lines_left_out_stay_in_the_report(qtbot, desk: Desk, page: ImportPage, sheet, antenna_store) -> None:
    checked(qtbot, desk, page, sheet(SOW, BAD, SOW))
    page.bring_in()
    settle(qtbot, desk)
    assert page.steps.currentWidget() is page.report
    assert "1 fiche créée." in said(page.report)
    assert "1 ligne a une case à corriger" in said(page.report)
    assert [row.line for row in page.report.table._lines.lines] == [5, 6]
    assert len(people_known(antenna_store)) == 1


def test_import_is_undone_as_a_whole(qtbot, desk: Desk, page: ImportPage, sheet, antenna_store) -> None:
    checked(qtbot, desk, page, sheet(SOW, ("Keita", "Moussa", "12 mars 1988", None, "b1", None, None)))
    page.bring_in()
    settle(qtbot, desk)
    assert len(people_known(antenna_store)) == 2
    page.report.undo_button.click()
    settle(qtbot, desk)
    assert people_known(antenna_store) == []
    assert "annulé" in said(page.report)


def test_somebody_known_is_shown_side_by_side_and_updated_only_on_purpose(
    qtbot, desk: Desk, page: ImportPage, sheet, antenna_store
) -> None:
    here = desk.here()
    known = people.register_person(
        antenna_store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        family_name="Sow",
        given_names="Aissatou",
        birth_date=date(1991, 4, 12),
    )
    checked(qtbot, desk, page, sheet(SOW))
    assert page.check.tabs.key() == Standing.RESEMBLES.value
    assert "Fiche déjà là" in said(page.check.panel)
    assert not page.check.go_button.isEnabled()
    page.check.panel.decided.emit(4, Choice.UPDATE)
    settle(qtbot, desk)
    page.bring_in()
    settle(qtbot, desk)
    row = antenna_store.read().execute("SELECT id, given_names, french_level FROM person").fetchall()
    assert row == [(known, "Aïssatou", "a2")]


def test_same_file_again_brings_nothing_in(qtbot, desk: Desk, page: ImportPage, sheet, antenna_store) -> None:
    path = sheet(SOW)
    checked(qtbot, desk, page, path)
    page.bring_in()
    settle(qtbot, desk)
    page.report.again_button.click()
    checked(qtbot, desk, page, path)
    assert page.found.with_standing(Standing.ALREADY)
    assert not page.check.go_button.isEnabled()
    assert len(people_known(antenna_store)) == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("liste.docx", b"PK", "Kodiko lit les tableaux"),
        ("vide.csv", b"", "aucune ligne"),
        ("casse.xlsx", b"PK\x03\x04 not a workbook", "abîmé"),
    ],
)
def test_file_that_cannot_be_read_is_explained_where_it_was_chosen(
    qtbot, desk: Desk, page: ImportPage, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    opened(qtbot, desk, page, tmp_path / name)
    assert page.steps.currentWidget() is page.choose
    assert sentence in page.choose.problem()


def test_stopped_import_leaves_nothing_and_the_lines_stay(
    qtbot, desk: Desk, page: ImportPage, sheet, antenna_store
) -> None:
    letters = "abdefgklmnoprstu"
    lines = [
        (f"B{one}{two}{three}i", "Ali", f"{1 + number % 28}/03/19{60 + number % 40}", None, None, None, None)
        for number, (one, two, three) in enumerate(product(letters, repeat=3))
    ]
    checked(qtbot, desk, page, sheet(*lines))
    assert len([row for row in page.found.rows if row.choice is Choice.CREATE]) > 2000
    page.bring_in()
    (job,) = desk.jobs._callbacks
    job.cancel()
    settle(qtbot, desk)
    assert people_known(antenna_store) == []
    assert page.steps.currentWidget() is page.check
    assert page.steps.isEnabled()


def test_lock_keeps_columns_corrections_and_choices(
    qtbot, frame: MainFrame, desk: Desk, page: ImportPage, sheet
) -> None:
    checked(qtbot, desk, page, sheet(SOW, BAD))
    page.check.panel.corrected.emit(5, "birth_date", "28/02/1990")
    settle(qtbot, desk)
    frame.flush()
    settle(qtbot, desk)
    frame.forget_pages()
    frame.go("import")
    settle(qtbot, desk)
    again: ImportPage = frame.page()
    assert "inscriptions.xlsx" in said(again.choose)
    again.choose.resume_button.click()
    settle(qtbot, desk)
    assert again.steps.currentWidget() is again.check
    assert again.found.row(5).values["birth_date"] == "1990-02-28"
    assert set(again.check.panel.fields) == {"french_level"}


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_each_step_names_its_controls_and_fits(
    qtbot, frame: MainFrame, desk: Desk, page: ImportPage, sheet, nameless, overflowing, size
) -> None:
    frame.resize(*size)
    path = sheet(SOW, BAD, SOW)
    steps = (lambda: None, lambda: page.open_path(path), page.columns.go, page.bring_in)
    for go_on in steps:
        go_on()
        settle(qtbot, desk)
        assert nameless(page) == []
        assert overflowing(page) == []
