"""Tables whose rows are as high as their words, cut between rows at the end of a page, head repeated; and the boxes
that people sign in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kodiko_desktop.documents.blocks import SMALL, words
from kodiko_desktop.documents.flow import Block
from kodiko_desktop.documents.pen import HEADER_FILL, Pen
from kodiko_desktop.documents.text import BLACK, Style, text_width
from kodiko_desktop.domain.unbroken import unbroken

CELL = Style(size=8.8, leading=11.6)
CELL_HEAD = replace(CELL, bold=True)
CELL_NOTE = Style(size=8.2, leading=11.2, color=SMALL.color)
_PADDING = 4.0


class CellText(NamedTuple):
    """The words of a cell and, under them, their translation; a grid of answers also draws `pictogram`."""

    text: str
    note: str = ""
    pictogram: str = ""


@dataclass
class Table(Block):
    """`widths` are shares of the width; `blank_height` is the height of a row nobody has filled yet."""

    head: Sequence[CellText]
    rows: Sequence[Sequence[CellText]]
    widths: Sequence[float]
    rtl_notes: bool = False
    blank_height: float = 26.0
    space_after: float = 6.0

    def height(self, width: float) -> float:
        return sum(self._row_height(row, width, head=number == 0) for number, row in enumerate(self._all_rows()))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        columns = self._columns(width)
        y = top
        edges = [(x, top, x + width, top)]
        for number, row in enumerate(self._all_rows()):
            tall = self._row_height(row, width, head=number == 0)
            if number == 0 and self.head:
                pen.fill(x, y - tall, width, tall, HEADER_FILL)
            self._draw_row(pen, row, x, y, columns, head=number == 0 and bool(self.head))
            y -= tall
            edges.append((x, y, x + width, y))
        position = x
        for share in (0.0, *columns):
            position += share
            edges.append((position, top, position, y))
        pen.segments(edges)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        used = self._row_height(self.head, width, head=True) if self.head else 0.0
        fitting = 0
        for row in self.rows:
            used += self._row_height(row, width, head=False)
            if used > room:
                break
            fitting += 1
        if fitting == 0 or fitting == len(self.rows):
            return None
        return replace(self, rows=self.rows[:fitting]), replace(self, rows=self.rows[fitting:])

    def _all_rows(self) -> list[Sequence[CellText]]:
        return [self.head, *self.rows] if self.head else list(self.rows)

    def _columns(self, width: float) -> list[float]:
        """The width of each column: its share, but never less than its longest word (a date is not cut in two)."""
        total = sum(self.widths)
        shares = [width * share / total for share in self.widths]
        least = [min(self._longest_word(index), width / 3) for index in range(len(shares))]
        missing = sum(max(0.0, need - share) for need, share in zip(least, shares, strict=True))
        spare = sum(max(0.0, share - need) for need, share in zip(least, shares, strict=True))
        given = min(1.0, missing / spare) if spare else 0.0
        return [
            need if share < need and missing <= spare else share - max(0.0, share - need) * given
            for need, share in zip(least, shares, strict=True)
        ]

    def _longest_word(self, column: int) -> float:
        head = [(word, CELL_HEAD) for word in unbroken(self.head[column].text).split(" ")] if self.head else []
        body = [(word, CELL) for row in self.rows for word in unbroken(row[column].text).split(" ")]
        return max((text_width(word, style) for word, style in head + body), default=0.0) + 2 * _PADDING + 0.5

    def _row_height(self, row: Sequence[CellText], width: float, *, head: bool) -> float:
        head = head and bool(self.head)
        tall = max(
            sum(part.height(column - 2 * _PADDING) for part in self._parts(cell, head))
            for cell, column in zip(row, self._columns(width), strict=True)
        )
        least = 0.0 if head or any(cell.text for cell in row) else self.blank_height
        return max(tall + 2 * _PADDING - 1.0, least)

    def _parts(self, cell: CellText, head: bool) -> list[Block]:
        style = CELL_HEAD if head else CELL
        parts: list[Block] = [words(cell.text, style)] if cell.text else []
        if cell.note:
            note = replace(CELL_NOTE, bold=head)
            parts.append(words(cell.note, note, rtl=self.rtl_notes))
        return parts

    def _draw_row(
        self, pen: Pen, row: Sequence[CellText], x: float, top: float, columns: Sequence[float], *, head: bool
    ) -> None:
        for cell, column in zip(row, columns, strict=True):
            y = top - _PADDING + 0.5
            for part in self._parts(cell, head):
                part.draw(pen, x + _PADDING, y, column - 2 * _PADDING)
                y -= part.height(column - 2 * _PADDING)
            x += column


class SignatureBox(NamedTuple):
    """Who signs here. `key` names the cell for whoever reads the paper back; `note` translates the role."""

    key: str
    role: str
    name: str = ""
    note: str = ""


@dataclass
class Signatures(Block):
    """Boxes to sign in, three a row at most, the date left to the hand that signs."""

    boxes: Sequence[SignatureBox]
    date_label: str = ""
    rtl_notes: bool = False
    box_height: float = 84.0
    space_after: float = 8.0
    per_row: int = 3

    def height(self, width: float) -> float:
        return sum(self._row_height(row, width) + _GAP for row in self._rows(width)) - _GAP

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for row in self._rows(width):
            box_width = self._box_width(row, width)
            tall = self._row_height(row, width)
            left = x
            for box in row:
                pen.box(left, top - tall, box_width, tall, thickness=0.8)
                used = self._draw_head(pen, box, left + 5.0, top - 3.0, box_width - 10.0)
                pen.signature_cell(left, top - tall, box_width, tall - used - 3.0, box.key, "signature")
                left += box_width + _GAP
            top -= tall + _GAP

    def _rows(self, width: float) -> list[Sequence[SignatureBox]]:
        """Rows as even as possible: four boxes are two and two, never three and one."""
        count = len(self.boxes)
        if not count:
            return []
        rows = -(-count // self.per_row)
        size = -(-count // rows)
        return [self.boxes[start : start + size] for start in range(0, count, size)]

    def _box_width(self, row: Sequence[SignatureBox], width: float) -> float:
        most = max(len(each) for each in self._rows(width))
        return (width - _GAP * (max(most, 2) - 1)) / max(most, 2)

    def _row_height(self, row: Sequence[SignatureBox], width: float) -> float:
        inner = self._box_width(row, width) - 10.0
        heads = [sum(part.height(inner) for part in self._head(box)) for box in row]
        return max(self.box_height, max(heads) + 52.0)

    def _head(self, box: SignatureBox) -> list[Block]:
        parts: list[Block] = [words(box.role, Style(size=8.6, leading=11.2, bold=True, color=BLACK))]
        if box.note:
            parts.append(words(box.note, CELL_NOTE, rtl=self.rtl_notes))
        if box.name:
            parts.append(words(box.name, CELL))
        if self.date_label:
            parts.append(words(self.date_label, SMALL))
        return parts

    def _draw_head(self, pen: Pen, box: SignatureBox, x: float, top: float, width: float) -> float:
        used = 0.0
        for part in self._head(box):
            part.draw(pen, x, top - used, width)
            used += part.height(width)
        return used


_GAP = 10.0
