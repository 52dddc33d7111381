"""Papers on screen: pages drawn, zoomed, saved where asked, sent to the printer as they are, recorded once."""

import datetime
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from kodiko_desktop.documents.recovery_sheet import render
from ui.desk import Desk
from ui.paper import show_paper
from ui.paper.page_images import page_image, page_sizes
from ui.paper.preview import PaperPreview
from ui.paper.printing import Printing, paint_pages, pipe_arguments


@dataclass(frozen=True)
class Sheet:
    """A paper as services prepare it."""

    pdf: bytes
    title: str = "Feuille d’essai"
    number: str = "ESS-2026-01-0001"
    file_name: str = "ESS-2026-01-0001.pdf"


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    lines = ["Titre", "Une ligne", "Une autre", "AAAA-BBBB", "CCCC-DDDD", "La fin"]
    return Sheet(render(lines, datetime.date(2026, 5, 11)))


@pytest.fixture
def page(qtbot, theme, jobs) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    yield made
    for preview in made.findChildren(PaperPreview):
        preview.close()


def shown(page: QWidget) -> PaperPreview:
    found = page.findChildren(PaperPreview)
    assert found, "no preview"
    return found[0]


def test_page_has_its_true_size_and_is_not_blank(sheet: Sheet):
    size = page_sizes(sheet.pdf)[0]
    assert (round(size.width), round(size.height)) == (595, 842)
    image = page_image(sheet.pdf, 0, 1.0)
    assert (image.width(), image.height()) == (596, 842)
    colours = {image.pixel(x, y) for x in range(0, 596, 4) for y in range(40, 400, 3)}
    assert len(colours) > 5


def test_preview_draws_its_page_and_names_its_controls(desk: Desk, sheet: Sheet, page, qtbot, nameless):
    show_paper(desk, lambda store: sheet, parent=page)
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperPreview)))
    preview = shown(page)
    qtbot.waitUntil(lambda: preview.sheets[0]._image is not None)
    assert nameless(preview) == []
    before = preview.sheets[0].width()
    preview.zoom_by(1)
    assert preview.sheets[0].width() > before


def test_pages_turn_by_keyboard_while_print_is_one_key_away(desk: Desk, sheet: Sheet, page, qtbot):
    show_paper(desk, lambda store: sheet, parent=page)
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperPreview)))
    preview = shown(page)
    with qtbot.waitActive(preview):
        preview.activateWindow()
    bar = preview._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert preview.print_button.hasFocus()
    for keys, reached in (("PgDown", lambda: bar.value() > 0), ("End", lambda: bar.value() == bar.maximum())):
        qtbot.keySequence(preview.print_button, keys)
        assert reached()
    qtbot.keySequence(preview.print_button, "Home")
    assert bar.value() == 0
    assert preview.print_button.hasFocus()


def test_saved_where_asked_under_a_neutral_name_and_recorded_once(desk: Desk, sheet: Sheet, page, qtbot, tmp_path):
    recorded = []

    def record(store, *, author, paper):
        recorded.append(paper.number)

    show_paper(desk, lambda store: sheet, parent=page, record=record)
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperPreview)))
    preview = shown(page)
    for _again in range(2):
        preview.said.setText("")
        preview.save_to(tmp_path / "copie")
        qtbot.waitUntil(lambda: "copie.pdf" in preview.said.text())
    qtbot.waitUntil(lambda: recorded == ["ESS-2026-01-0001"] and desk.jobs.busy() == 0)
    assert (tmp_path / "copie.pdf").read_bytes() == sheet.pdf


def test_folder_that_refuses_is_said_and_nothing_is_recorded(desk: Desk, sheet: Sheet, page, qtbot, tmp_path):
    recorded = []
    show_paper(desk, lambda store: sheet, parent=page, record=lambda store, *, author, paper: recorded.append(1))
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperPreview)))
    preview = shown(page)
    preview.save_to(tmp_path / "absent" / "copie.pdf")
    qtbot.waitUntil(lambda: "choisissez un autre dossier" in preview.said.text())
    assert recorded == []


def test_printer_is_given_the_pdf_itself_through_a_pipe(sheet: Sheet, qtbot, tmp_path, monkeypatch, page):
    taken, told = tmp_path / "taken.pdf", tmp_path / "told"
    spooler = tmp_path / "lp"
    spooler.write_text(f'#!/bin/sh\necho "$@" > "{told}"\ncat > "{taken}"\n')
    spooler.chmod(spooler.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    printing = Printing(page)
    with qtbot.waitSignal(printing.sent):
        printing.send_pdf(sheet.pdf, ["-d", "bureau", "-n", "2"])
    assert taken.read_bytes() == sheet.pdf
    assert told.read_text().split() == ["-d", "bureau", "-n", "2", "-t", "Kodiko", "-"]


def test_printer_that_refuses_is_said(sheet: Sheet, qtbot, tmp_path, monkeypatch, page):
    spooler = tmp_path / "lp"
    spooler.write_text("#!/bin/sh\ncat > /dev/null\nexit 1\n")
    spooler.chmod(spooler.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    printing = Printing(page)
    with qtbot.waitSignal(printing.failed) as told:
        printing.send_pdf(sheet.pdf, [])
    assert "enregistrez le papier en PDF" in told.args[0]


def test_where_no_pdf_can_be_piped_pages_are_painted_at_their_size(sheet: Sheet, qtbot, theme, tmp_path: Path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "painted.pdf"))
    assert pipe_arguments(printer) is None
    assert paint_pages(sheet.pdf, printer)
    painted = (tmp_path / "painted.pdf").read_bytes()
    assert len(page_sizes(painted)) == 1
    image = page_image(painted, 0, 1.0)
    assert any(image.pixelColor(x, y).lightness() < 100 for x in range(40, 300) for y in range(50, 120))
