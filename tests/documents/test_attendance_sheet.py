"""The attendance sheet, read back: what funders and courts want to find, and what a scanner needs."""

import dataclasses
import datetime

import pytest

from kodiko_desktop.documents.attendance_rows import Attendee
from kodiko_desktop.documents.attendance_sheet import render

LONG_NAME = "RAKOTOMALALA-ANDRIANAMPOINIMERINA Jean-Baptiste Maximilien Hery Tahina Fanomezan"


def test_sheet_says_who_what_when_where(attendance, read):
    text = read(render(attendance(operation_number="202600123", cohort="Promotion 14"))).text()
    for said in (
        "Feuille d’émargement – Atelier CV",
        "Parcours de co-training vers l’emploi",
        "module « Outils et méthode »",
        "Promotion 14",
        "lundi 11 mai 2026",
        "9 h – 12 h",
        "14 h – 17 h",
        "Durée 6 h",
        "Salle 2, antenne de Tours",
        "Claire Meunier",
        "Opération n° 202600123",
        "SIRET 123 456 789 00012",
        "déclaration d’activité n° 24 37 01234 37",
        "SAN santé",
        "ABS non justifiée",
        "Aucune information médicale",
        "Correction : rayer",
        "Action financée par le Plan d’investissement.",
        "n° SEA-2026-0042 · version 1 · page 1/1",
    ):
        assert said in text.replace("\u00a0", " "), said


def test_names_in_four_scripts_read_back_whole(attendance, read):
    text = read(render(attendance())).text()
    for name in ("DIALLO Awa", "ተስፋይ ገብረመድህን", "Олена Кравець", "MUNTEANU Ștefan", LONG_NAME):
        assert name in text, name
    for word in ("سمیرا", "حیدری"):  # PDFium puts the words of a right-to-left name in a French line in its own order
        assert word in text


def test_name_of_eighty_letters_stays_inside_its_column(attendance, read):
    rendered = render(attendance(people=6, days=3))
    page = read(rendered).document[0].get_textpage()
    assert "".join(LONG_NAME.split()) in "".join(page.get_text_range().split())
    column_ends = min(cell.x for cell in rendered.geometry.cells if cell.row == "p5")
    for index in range(page.count_chars()):
        left, _bottom, right, top = page.get_charbox(index)
        cell = next(cell for cell in rendered.geometry.cells if cell.row == "p5")
        if cell.y < top < cell.y + cell.height and left < column_ends:
            assert right <= column_ends + 0.5


def test_both_codes_of_every_page_are_read(attendance, read):
    rendered = render(attendance(people=25))
    paper = read(rendered)
    assert rendered.pages == 2
    for page in range(1, rendered.pages + 1):
        expected = rendered.codes[page - 1]
        assert expected.startswith(f"KD1|EM|SEA-2026-0042|v1|p{page}/{rendered.pages}|")
        assert paper.codes(page) == [expected, expected]
        assert expected in paper.text(page)


def test_geometry_tells_where_each_signature_goes(attendance, read):
    sheet = attendance(people=3, blank_rows=2)
    rendered = render(sheet)
    found = {(cell.row, cell.slot) for cell in rendered.geometry.cells}
    slots = {half_day.key for half_day in sheet.half_days}
    rows = {"p0", "p1", "p2", "walk-in-1", "walk-in-2", "trainer"}
    assert found == {(row, slot) for row in rows for slot in slots}
    picture, scale = read(rendered).image(1), 200 / 72
    for cell in rendered.geometry.cells:
        assert cell.height >= 20 and cell.width >= 70
        left, right = int((cell.x + 2) * scale), int((cell.x + cell.width - 2) * scale)
        top = int((rendered.geometry.page_height - cell.y - cell.height + 2) * scale)
        bottom = int((rendered.geometry.page_height - cell.y - 2) * scale)
        assert picture.crop((left, top, right, bottom)).getextrema()[0] > 240, f"ink in the cell of {cell.row}"
        edge = picture.crop((left - 8, (top + bottom) // 2, left, (top + bottom) // 2 + 1)).getextrema()[0]
        assert edge < 160, f"no rule at the left of the cell of {cell.row}"


def test_marks_and_codes_stand_where_the_geometry_says(attendance, read):
    rendered = render(attendance())
    picture, scale, tall = read(rendered).image(1), 200 / 72, rendered.geometry.page_height
    assert len(rendered.geometry.marks) == 4 and len(rendered.geometry.codes) == 2
    for mark in rendered.geometry.marks:
        box = (mark.x + 1, tall - mark.y - mark.side + 1, mark.x + mark.side - 1, tall - mark.y - 1)
        assert picture.crop(tuple(int(edge * scale) for edge in box)).getextrema()[1] < 30
    for code in rendered.geometry.codes:
        quiet = (code.x - 4, tall - code.y - code.side, code.x - 1, tall - code.y)
        assert picture.crop(tuple(int(edge * scale) for edge in quiet)).getextrema()[0] > 240


def test_half_day_that_is_not_planned_is_hatched_and_expects_no_signature(attendance, read):
    absent = Attendee("p0", "DIALLO Awa", not_planned=("d0-matin",))
    rendered = render(attendance(attendees=(absent,), blank_rows=1))
    cells = {(cell.row, cell.slot): cell for cell in rendered.geometry.cells}
    assert ("p0", "d0-matin") not in cells and ("p0", "d0-apres_midi") in cells
    beside, below = cells["p0", "d0-apres_midi"], cells["walk-in-1", "d0-matin"]
    scale, tall = 200 / 72, rendered.geometry.page_height
    box = (below.x + 3, tall - beside.y - beside.height + 3, beside.x - 3, tall - beside.y - 3)
    hatched = read(rendered).image(1).crop(tuple(int(edge * scale) for edge in box))
    dark = sum(hatched.histogram()[:245]) / (hatched.width * hatched.height)
    assert 0.03 < dark < 0.4


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (12, 1), (25, 2), (60, 5)])
def test_everybody_has_one_row_on_some_page(attendance, read, people, pages):
    rendered = render(attendance(people=people))
    rows = [cell.row for cell in rendered.geometry.cells if cell.slot == "d0-matin"]
    assert [row for row in rows if row.startswith("p")] == [f"p{rank}" for rank in range(people)]
    assert rendered.pages == pages
    assert rows.count("trainer") == pages
    for cell in rendered.geometry.cells:
        assert cell.y > 94, "a cell runs over the foot of the page"


def test_week_of_half_days_takes_pages_with_the_same_rows(attendance, read):
    rendered = render(attendance(people=10, days=5))
    assert {cell.slot for cell in rendered.geometry.cells if cell.page == 1} == {
        f"d{day}-{part}" for day in range(3) for part in ("matin", "apres_midi")
    }
    assert {cell.slot for cell in rendered.geometry.cells if cell.page == rendered.pages} == {
        f"d{day}-{part}" for day in (3, 4) for part in ("matin", "apres_midi")
    }
    assert "lun. 11/05" in read(rendered).text(1)


def test_reprint_says_its_version(attendance, read):
    text = read(render(attendance(version=2))).text().replace("\u00a0", " ")
    assert "2 (réimpression : remplace la précédente)" in text and "version 2 · page 1/1" in text


def test_holiday_warning_is_printed_on_the_sheet(attendance, read):
    warning = "Le jeudi 14 mai 2026 est un jour férié (Ascension)."
    assert warning in read(render(attendance(holiday_warnings=(warning,)))).text()


def test_programme_title_is_never_cut(attendance, read):
    title = "Parcours d’accompagnement renforcé vers l’emploi durable des personnes réfugiées " * 2
    assert title.strip() in read(render(attendance(programme_title=title.strip()))).text()


def test_same_sheet_gives_the_same_bytes_and_another_version_another_code(attendance):
    sheet = attendance()
    assert render(sheet).pdf == render(sheet).pdf
    other = dataclasses.replace(sheet, attendees=sheet.attendees[:3])
    assert render(other).codes != render(sheet).codes


def test_pdf_is_dated_the_day_it_was_printed(attendance, read):
    rendered = render(attendance(printed_on=datetime.date(2026, 5, 4)))
    assert read(rendered).document.get_metadata_dict()["CreationDate"].startswith("D:20260504")
