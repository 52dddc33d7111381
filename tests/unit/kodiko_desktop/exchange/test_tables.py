"""Tables taken out: what a spreadsheet reads back, never a formula, never half a file."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.exchange.tables import ExportRefused, Table, as_csv, write_table

DAY = datetime.date(2026, 5, 11)
TABLE = Table(
    "Séances : mai/juin", ("Nom", "Jour", "Heures"), [("Diallo", DAY, 3.5), ("=1+1", None, 0), ("سلام", DAY, 2)]
)


def test_a_workbook_holds_texts_days_and_figures_of_their_own_kind(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    write_table(path, TABLE)
    sheet = openpyxl.load_workbook(path).active
    read = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at_midnight = datetime.datetime.combine(DAY, datetime.time.min)
    assert read == [
        ["Nom", "Jour", "Heures"],
        ["Diallo", at_midnight, 3.5],
        ["=1+1", None, 0],
        ["سلام", at_midnight, 2],
    ]
    assert sheet["A3"].data_type == "s"
    assert sheet["B2"].number_format == "dd/mm/yyyy"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C4")


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@SUM(A1)", "\t=1", "http://example.org"])
def test_no_text_of_a_workbook_is_a_formula_nor_a_link(tmp_path: Path, text: str) -> None:
    path = tmp_path / "liste.xlsx"
    write_table(path, Table("x", ("Nom",), [(text,)]))
    cell = openpyxl.load_workbook(path).active["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_csv_opens_at_once_in_a_french_spreadsheet() -> None:
    assert as_csv(TABLE).decode("utf-8") == (
        "\ufeffNom;Jour;Heures\r\nDiallo;11/05/2026;3,5\r\n'=1+1;;0\r\nسلام;11/05/2026;2\r\n"
    )


@pytest.mark.parametrize("name", ["liste.xlsx", "liste.csv"])
def test_stopping_leaves_the_file_that_was_there_and_no_other(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"before")

    def stop(done: int, total: int, sentence: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_table(path, TABLE, progress=stop)
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert path.read_bytes() == b"before"


@pytest.mark.parametrize("name", ["liste.xlsx", "liste.csv"])
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportRefused, match="Rien n’est perdu"):
        write_table(tmp_path / "nulle part" / name, TABLE)


def test_progress_counts_up_to_the_last_row(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    write_table(
        tmp_path / "liste.csv",
        Table("x", ("a",), [("b",)] * 450),
        progress=lambda done, total, sentence="": heard.append((done, total)),
    )
    assert heard == [(200, 450), (400, 450), (450, 450)]
