"""Writes a table to a spreadsheet: XLSX, or CSV that French spreadsheets open at once; nothing in it is a formula."""

import csv
import datetime
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _

Cell = str | int | float | datetime.date | None
SUFFIXES = (".xlsx", ".csv")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767
"""Characters a spreadsheet keeps in a cell (Excel specifications and limits)."""
_MOST_ROWS = 1_048_575
_WIDEST = 48
_EVERY = 200


class ExportRefused(KodikoError):
    """The file could not be written where it was asked."""


@dataclass(frozen=True)
class Table:
    """What to write: the name of the sheet, the titles, and one sequence of cells a row."""

    name: str
    titles: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def write_table(path: Path, table: Table, *, progress: Progress = silent) -> None:
    """Write a table, as the name of the file says (.xlsx, else CSV): beside it first, so that a file is never half
    there, even when the coordinator stops it. Raises ExportRefused, and Cancelled."""
    part = path.with_name(path.name + ".part")
    write: Callable[[Path, Table, Progress], None] = _write_xlsx if path.suffix.lower() == ".xlsx" else _write_csv
    if write is _write_xlsx and len(table.rows) > _MOST_ROWS:
        raise ExportRefused(_("Cette liste est trop longue pour un classeur\u00a0: choisissez un fichier CSV."))
    try:
        write(part, table, progress)
        part.replace(path)
    except OSError as error:
        raise ExportRefused(
            _("Le tableau n’a pas pu être écrit à cet endroit\u00a0: choisissez un autre dossier. Rien n’est perdu."),
            for_log=f"export not written: {type(error).__name__}",
        ) from error
    finally:
        part.unlink(missing_ok=True)


def as_csv(table: Table, progress: Progress = silent) -> bytes:
    """A table as CSV: UTF-8 with its mark, semicolons, one title line, dates as 03/03/1990."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(table.titles)
    for _place, row in _counted(table.rows, progress):
        writer.writerow([_as_text(cell) for cell in row])
    return written.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before = + - @ and control characters."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _as_text(cell: Cell) -> str:
    if isinstance(cell, datetime.date):
        return numeric_date(cell)
    if isinstance(cell, int | float):
        return f"{cell:g}".replace(".", ",") if isinstance(cell, float) else str(cell)
    return harmless(cell or "")


def _write_csv(path: Path, table: Table, progress: Progress) -> None:
    path.write_bytes(as_csv(table, progress))


def _write_xlsx(path: Path, table: Table, progress: Progress) -> None:
    """Row by row, so that memory does not grow with the list. Texts are written as texts: « =1+1 » stays one."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": path.parent}
    book = xlsxwriter.Workbook(path, options)
    sheet = book.add_worksheet(_sheet_name(table.name))
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    for column, width in enumerate(_widths(table)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.titles) - 1)
    sheet.write_row(0, 0, table.titles, heading)
    try:
        for place, row in _counted(table.rows, progress):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(place, column, datetime.datetime.combine(cell, datetime.time.min), day)
                elif isinstance(cell, int | float):
                    sheet.write_number(place, column, cell)
                elif cell:
                    sheet.write_string(place, column, cell[:_LONGEST_CELL])
    finally:
        try:
            book.close()
        except XlsxFileError as error:
            raise OSError("workbook not written") from error


def _counted(rows: Sequence[Sequence[Cell]], progress: Progress) -> Iterable[tuple[int, Sequence[Cell]]]:
    """The rows from 1, saying now and then how far one is; that call is where a stop is heard."""
    total = len(rows)
    for place, row in enumerate(rows, start=1):
        if place % _EVERY == 0 or place == total:
            progress(place, total)
        yield place, row


def _widths(table: Table) -> list[int]:
    """Wide enough for the titles and the first rows."""
    sample = [table.titles, *table.rows[:100]]
    return [min(_WIDEST, 3 + max(len(_as_text(row[column])) for row in sample)) for column in range(len(table.titles))]


def _sheet_name(name: str) -> str:
    """A name a workbook takes for a sheet: 31 characters, none of []:*?/\\."""
    return "".join(" " if character in "[]:*?/\\" else character for character in name)[:31].strip("' ") or "Kodiko"
