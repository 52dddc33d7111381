"""Opens a spreadsheet (.xlsx, .xls, .ods, .csv) whatever its layout, and says in French why it will not."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.exchange.delimited import read_delimited
from kodiko_desktop.exchange.failures import (
    TableEmpty,
    TableLocked,
    TableOfAnotherKind,
    TableTooLarge,
    TableUnreadable,
)
from kodiko_desktop.exchange.fields import known_headers
from kodiko_desktop.exchange.headers import Merged, find_headers
from kodiko_desktop.exchange.raw_table import LARGEST_LINES, RawTable

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_TEXTS = (".csv", ".tsv", ".txt")
_LARGEST_BYTES = 40 * 1024 * 1024
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_table(path: Path, *, sheet: str | None = None, progress: Progress = silent) -> RawTable:
    """The people's table of a file: the sheet asked for, else the first one that has lines.

    Raises TableUnreadable, TableOfAnotherKind, TableLocked, TableEmpty, TableTooLarge.
    """
    progress(0, 0, _("Lecture du tableau"))
    suffix = path.suffix.lower()
    if suffix not in (*_WORKBOOKS, *_TEXTS):
        raise TableOfAnotherKind(suffix)
    try:
        size = path.stat().st_size
        if size == 0:
            raise TableEmpty()
        if size > _LARGEST_BYTES:
            raise TableTooLarge()
        if suffix in _TEXTS:
            return _table(path.name, "", (), read_delimited(path.read_bytes()), ())
        return _from_workbook(path, sheet)
    except OSError as error:
        raise TableUnreadable(type(error).__name__) from error


def _from_workbook(path: Path, wanted: str | None) -> RawTable:
    import python_calamine as calamine  # 5 ms and a native library: only when a workbook is opened

    with path.open("rb") as file:
        start = file.read(8)
        if start == _COMPOUND_FILE and _ENCRYPTED in start + file.read():
            raise TableLocked()
    try:
        with calamine.CalamineWorkbook.from_path(path) as workbook:
            names = tuple(
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible == calamine.SheetVisibleEnum.Visible
            )
            for name in [wanted] if wanted in names else names:
                sheet = workbook.get_sheet_by_name(name)
                if sheet.total_height > LARGEST_LINES:
                    raise TableTooLarge()
                rows = sheet.to_python(skip_empty_area=False)
                if sum(1 for row in rows if any(cell != "" for cell in row)) >= 2:
                    return _table(path.name, name, names, rows, tuple(sheet.merged_cell_ranges or ()))
    except calamine.PasswordError as error:
        raise TableLocked() from error
    except calamine.CalamineError as error:
        raise TableUnreadable(type(error).__name__) from error
    raise TableEmpty()


def _table(name: str, sheet: str, sheets: tuple[str, ...], rows: Sequence[Sequence[Any]], merged: Merged) -> RawTable:
    """The table of a sheet: titles found, empty lines, repeated titles and totals left out."""
    if len(rows) > LARGEST_LINES:
        raise TableTooLarge()
    found = find_headers(rows, merged, known_headers())
    width = len(found.headers)
    while width and not found.headers[width - 1].whole and not any(_said(row, width - 1) for row in rows):
        width -= 1
    titles = tuple(header.title for header in found.headers[:width])
    kept = []
    for position in range(found.first_row, len(rows)):
        cells = tuple(None if cell == "" else cell for cell in rows[position][:width])
        if len(cells) < width:
            cells += (None,) * (width - len(cells))
        filled = [cell for cell in cells if cell is not None and cell != ""]
        if not filled or _is_total(filled) or _repeats(cells, titles):
            continue
        kept.append((position + 1, cells))
    if not kept:
        raise TableEmpty()
    lines, cells_of_lines = zip(*kept, strict=True)
    return RawTable(name, sheet, sheets, found.headers[:width], lines, cells_of_lines)


def _said(row: Sequence[Any], column: int) -> bool:
    return column < len(row) and row[column] not in (None, "")


def _is_total(filled: list[Any]) -> bool:
    return len(filled) <= 2 and isinstance(filled[0], str) and filled[0].strip().lower().startswith("total")


def _repeats(cells: tuple[Any, ...], titles: tuple[str, ...]) -> bool:
    first = cells[0]
    if not isinstance(first, str) or first.strip() != titles[0]:
        return False
    return all(
        (cell or "") == title or str(cell or "").strip() == title for cell, title in zip(cells, titles, strict=True)
    )
