"""Finds where a table begins: under title lines, with titles on one, two or three lines and merged cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kodiko_desktop.exchange.fields import plain
from kodiko_desktop.exchange.raw_table import Header

_LOOKED_AT = 30
_DEEPEST = 3

Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
"""((first line, first column), (last line, last column)) of each merged area, counted from 0."""


@dataclass(frozen=True)
class Found:
    """The titles, and the line (counted from 0) where people begin."""

    headers: tuple[Header, ...]
    first_row: int


def find_headers(rows: Sequence[Sequence[Any]], merged: Merged, known: frozenset[str]) -> Found:
    """The lines of titles: those that name the most fields of `known` (plain titles); without any, the first line
    that is as full as the table. The lines above are what one writes over a list: left aside."""
    width = max((len(row) for row in rows), default=0)
    best, best_score = None, 0.0
    for last in range(min(_LOOKED_AT, len(rows))):
        for depth in range(1, min(_DEEPEST, last + 1) + 1):
            headers = _combined(rows, merged, last - depth + 1, last, width)
            titles = {plain(header.title) for header in headers} & known
            score = len(titles) - depth / 10
            if titles and score > best_score:
                best, best_score = Found(headers, last + 1), score
    if best is not None:
        return _with_group(rows, merged, best, width)
    full = max((_filled(row) for row in rows[:_LOOKED_AT]), default=0)
    for last, row in enumerate(rows[:_LOOKED_AT]):
        if _filled(row) == full:
            return Found(_combined(rows, merged, last, last, width), last + 1)
    return Found((), 0)


def _with_group(rows: Sequence[Sequence[Any]], merged: Merged, found: Found, width: int) -> Found:
    """Add the line above the titles when it groups them (« Identité », « Contact »): two groups at least."""
    above = found.first_row - 2
    if above < 0 or any(header.group for header in found.headers):
        return found
    texts = [cell for cell in rows[above] if isinstance(cell, str) and cell.strip()]
    if len(texts) < 2 or len(texts) != _filled(rows[above]):
        return found
    return Found(_combined(rows, merged, above, found.first_row - 1, width), found.first_row)


def _combined(rows: Sequence[Sequence[Any]], merged: Merged, first: int, last: int, width: int) -> tuple[Header, ...]:
    """The titles made of lines `first` to `last`: the lowest text of a column is its title, those above its group."""
    spread = [_spread(rows, merged, line, width, is_last=line == last) for line in range(first, last + 1)]
    headers = []
    for column in range(width):
        texts = [row[column] for row in spread]
        own = _text(rows[last], column)
        if own:
            above = [text for text in texts[:-1] if text]
            headers.append(Header(" ".join(dict.fromkeys(above)), own))
        else:
            standing = [_text(rows[line], column) for line in range(first, last)]
            headers.append(Header("", next((text for text in reversed(standing) if text), "")))
    return tuple(headers)


def _spread(rows: Sequence[Sequence[Any]], merged: Merged, line: int, width: int, *, is_last: bool) -> list[str]:
    """The texts of a line, each repeated over what it covers: its merged cells, or in a file that has none (CSV) the
    empty cells to its right."""
    texts = [_text(rows[line], column) for column in range(width)]
    if is_last:
        return texts
    if merged:
        for (top, left), (bottom, right) in merged:
            if top <= line <= bottom:
                for column in range(left, min(right, width - 1) + 1):
                    texts[column] = texts[column] or _text(rows[top], left)
        return texts
    present = ""
    for column in range(width):
        present = texts[column] or present
        texts[column] = present
    return texts


def _text(row: Sequence[Any], column: int) -> str:
    value = row[column] if column < len(row) else None
    return "" if value is None else " ".join(str(value).split())


def _filled(row: Sequence[Any]) -> int:
    return sum(1 for cell in row if cell is not None and str(cell).strip())
