"""Questions that share their possible answers, as a table to tick: one line a question, one column an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kodiko_desktop.documents.blocks import BOX, PICTOGRAM, words
from kodiko_desktop.documents.flow import Block
from kodiko_desktop.documents.pen import HEADER_FILL, Pen
from kodiko_desktop.documents.table import CELL, CELL_NOTE, CellText
from kodiko_desktop.documents.text import Style, text_width

_COLUMN_HEAD = Style(size=7.6, leading=9.4, bold=True, align="center")
_COLUMN_NOTE = Style(size=7.6, leading=10.0, color=CELL_NOTE.color, align="center")
_PADDING = 4.0
_LEAST_ROW = 19.0
_QUESTION_SHARE = 0.42
_AFTER_PICTOGRAM = 4.0


class GridRow(NamedTuple):
    """A question with the code that was chosen, "" when none was."""

    question: CellText
    chosen: str = ""


@dataclass
class ChoiceGrid(Block):
    """`choices` are (code, words) pairs from left to right."""

    choices: Sequence[tuple[str, CellText]]
    rows: Sequence[GridRow]
    rtl_notes: bool = False
    space_after: float = 6.0

    def height(self, width: float) -> float:
        return self._head_height(width) + sum(self._row_height(row, width) for row in self.rows)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        edges = self._edges(x, width)
        head = self._head_height(width)
        pen.fill(x, top - head, width, head, HEADER_FILL)
        for (_code, label), left, right in zip(self.choices, edges[1:-1], edges[2:], strict=True):
            y = top - 3.0
            if label.pictogram:
                pen.pictogram(label.pictogram, (left + right - PICTOGRAM) / 2, y - PICTOGRAM, PICTOGRAM)
            y -= self._pictured_head()
            for part in self._head_parts(label):
                part.draw(pen, left + 2.0, y, right - left - 4.0)
                y -= part.height(right - left - 4.0)
        y = top - head
        lines = [(x, top, x + width, top), (x, y, x + width, y)]
        for row in self.rows:
            tall = self._row_height(row, width)
            self._draw_row(pen, row, edges, y, tall)
            y -= tall
            lines.append((x, y, x + width, y))
        pen.segments([*lines, *((edge, top, edge, y) for edge in edges)], thickness=0.5)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        used, fitting = self._head_height(width), 0
        for row in self.rows:
            used += self._row_height(row, width)
            if used > room:
                break
            fitting += 1
        if fitting == 0 or fitting == len(self.rows):
            return None
        return replace(self, rows=self.rows[:fitting]), replace(self, rows=self.rows[fitting:])

    def _edges(self, x: float, width: float) -> list[float]:
        """The vertical rules: answers get equal columns, at least as wide as their longest word."""
        longest = max(text_width(word, _COLUMN_HEAD) for _code, label in self.choices for word in label.text.split(" "))
        column = max((1 - _QUESTION_SHARE) * width / len(self.choices), longest + 5.0)
        column = min(column, 0.72 * width / len(self.choices), 86.0)
        first = x + width - column * len(self.choices)
        return [x, *(first + column * rank for rank in range(len(self.choices))), x + width]

    def _head_parts(self, label: CellText) -> list[Block]:
        parts: list[Block] = [words(label.text, _COLUMN_HEAD)]
        return [*parts, words(label.note, _COLUMN_NOTE, rtl=self.rtl_notes)] if label.note else parts

    def _head_height(self, width: float) -> float:
        edges = self._edges(0.0, width)
        column = edges[2] - edges[1] - 4.0
        tallest = max(sum(part.height(column) for part in self._head_parts(label)) for _code, label in self.choices)
        return 6.0 + self._pictured_head() + tallest

    def _pictured_head(self) -> float:
        """The height the drawings take over the words of the answers."""
        return PICTOGRAM + 2.0 if any(label.pictogram for _code, label in self.choices) else 0.0

    def _indent(self) -> float:
        """The width the drawings take before the questions: the same on every line."""
        return PICTOGRAM + _AFTER_PICTOGRAM if any(row.question.pictogram for row in self.rows) else 0.0

    def _question_parts(self, row: GridRow) -> list[Block]:
        parts: list[Block] = [words(row.question.text, CELL)]
        return [*parts, words(row.question.note, CELL_NOTE, rtl=self.rtl_notes)] if row.question.note else parts

    def _row_height(self, row: GridRow, width: float) -> float:
        room = self._edges(0.0, width)[1] - 2 * _PADDING - self._indent()
        return max(_LEAST_ROW, sum(part.height(room) for part in self._question_parts(row)) + 2 * _PADDING - 2.0)

    def _draw_row(self, pen: Pen, row: GridRow, edges: list[float], top: float, tall: float) -> None:
        indent = self._indent()
        room = edges[1] - edges[0] - 2 * _PADDING - indent
        if row.question.pictogram:
            pen.pictogram(row.question.pictogram, edges[0] + _PADDING, top - (tall + PICTOGRAM) / 2, PICTOGRAM)
        parts = self._question_parts(row)
        y = top - (tall - sum(part.height(room) for part in parts)) / 2
        for part in parts:
            part.draw(pen, edges[0] + _PADDING + indent, y, room)
            y -= part.height(room)
        for (code, _label), left, right in zip(self.choices, edges[1:-1], edges[2:], strict=True):
            pen.tick_box((left + right - BOX) / 2, top - (tall + BOX) / 2, BOX, ticked=code == row.chosen)
