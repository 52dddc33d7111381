"""A spreadsheet as it was read: titles and lines, each cell with the name it has in the spreadsheet (« C12 »)."""

from dataclasses import dataclass
from typing import Any

LARGEST_LINES = 50_000
"""Lines beyond which a file is not a list of an antenna's people."""


@dataclass(frozen=True)
class Header:
    """The title of a column. `group`: the titles above it (merged cells), "" without."""

    group: str
    title: str

    @property
    def whole(self) -> str:
        """« Contact – Téléphone »."""
        return f"{self.group} – {self.title}" if self.group and self.title else self.title or self.group


@dataclass(frozen=True)
class RawTable:
    """`rows[i]` are the cells of sheet line `lines[i]` (counted from 1), as long as `headers`; a cell is None, a text,
    a number, a date, a time or a boolean. `sheets`: every sheet of the file; `sheet`: the one read."""

    name: str
    sheet: str
    sheets: tuple[str, ...]
    headers: tuple[Header, ...]
    lines: tuple[int, ...]
    rows: tuple[tuple[Any, ...], ...]


def column_name(index: int) -> str:
    """The letters of a column counted from 0: A, B … Z, AA …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(line: int, column: int) -> str:
    """The name of a cell: line counted from 1, column from 0."""
    return f"{column_name(column)}{line}"
