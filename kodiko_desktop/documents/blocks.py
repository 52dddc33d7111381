"""The plain blocks of a paper: words, headings, bullets, labels with a value or a line to write on, boxes to tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kodiko_desktop.documents.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE
from kodiko_desktop.documents.flow import Beside, Block
from kodiko_desktop.documents.pen import ACCENT, Pen
from kodiko_desktop.documents.text import BLACK, GREY, Color, Paragraph, Span, Style, one_line, paragraph

BODY = Style(size=9.5, leading=13.2)
SMALL = Style(size=8.0, leading=10.8, color=GREY)
WRITING_LINE = 19.0
"""Height of a line to write on by hand, in points (6.7 mm)."""
BOX = 9.0
PICTOGRAM, HEADING_PICTOGRAM = 13.0, 15.0
"""Sides of the drawings, in points: large enough to be made out at arm's length."""
_AFTER_PICTOGRAM = 5.0


@dataclass
class Words(Block):
    """A paragraph. `indent` is white at its start side."""

    spans: tuple[Span, ...]
    style: Style = BODY
    rtl: bool = False
    space_after: float = 3.0
    keep_with_next: bool = False

    def broken(self, width: float) -> Paragraph:
        """Its lines in a column of `width`."""
        return paragraph(self.spans, width, self.style.size, self.rtl)

    def height(self, width: float) -> float:
        return len(self.broken(width).lines) * self.style.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.lines_of(x, top, self.broken(width), width, self.style)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        broken = self.broken(width)
        fitting = int(room // self.style.leading)
        if fitting < 2 or len(broken.lines) - fitting < 2:
            return None
        first = Paragraph(broken.lines[:fitting], broken.rtl)
        rest = Paragraph(broken.lines[fitting:], broken.rtl)
        return BrokenLines(first, self.style), BrokenLines(rest, self.style, self.space_after)


@dataclass
class BrokenLines(Block):
    """A part of a paragraph cut by the end of a page."""

    lines: Paragraph
    style: Style
    space_after: float = 0.0

    def height(self, width: float) -> float:
        return len(self.lines.lines) * self.style.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.lines_of(x, top, self.lines, width, self.style)


def words(text: str, style: Style = BODY, *, rtl: bool = False, space_after: float = 3.0) -> Words:
    """A paragraph of one weight, that of its style."""
    return Words((Span(text, style.bold),), style, rtl, space_after)


@dataclass
class Heading(Block):
    """The title of a part over an accent rule, its translation at the other end."""

    title: str
    translation: str = ""
    rtl: bool = False
    style: Style = Style(size=10.5, leading=14.5, bold=True)  # noqa: RUF009 (frozen)
    space_before: float = 7.0
    space_after: float = 5.0
    keep_with_next: bool = True
    pictogram: str = ""

    def _sides(self) -> Block:
        french: Block = words(self.title, self.style)
        if self.pictogram:
            french = Pictured(self.pictogram, french, HEADING_PICTOGRAM, ACCENT)
        if not self.translation:
            return french
        return Beside(french, words(self.translation, self.style, rtl=self.rtl))

    def height(self, width: float) -> float:
        return self.space_before + self._sides().height(width) + 2.5

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._sides().draw(pen, x, top - self.space_before, width)
        pen.rule(x, top - self.height(width), x + width, color=ACCENT, thickness=1.1)


@dataclass
class Pictured(Block):
    """A block with a drawing at its left, for those who do not read."""

    pictogram: str
    inner: Block
    side: float = PICTOGRAM
    color: Color = BLACK
    space_after: float = 0.0

    def height(self, width: float) -> float:
        return max(self.side, self.inner.height(width - self.side - _AFTER_PICTOGRAM))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        room, tall = width - self.side - _AFTER_PICTOGRAM, self.height(width)
        first = min(self.inner.height(room), self.side * 1.4)
        upper = min(tall - self.side, max(0.0, (first - self.side) / 2))
        pen.pictogram(self.pictogram, x, top - upper - self.side, self.side, self.color)
        inner = self.inner.height(room)
        self.inner.draw(pen, x + self.side + _AFTER_PICTOGRAM, top - max(0.0, (self.side - inner) / 2), room)


@dataclass
class Bullet(Block):
    """A short line behind a dot."""

    text: str
    style: Style = BODY
    rtl: bool = False
    space_after: float = 1.5
    indent: float = 11.0

    def height(self, width: float) -> float:
        return words(self.text, self.style, rtl=self.rtl).height(width - self.indent)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        radius = 1.5
        centre = top - self.style.leading / 2
        dot_x = x + width - 4.0 - radius if self.rtl else x + 4.0
        pen.fill_circle(dot_x, centre, radius, self.style.color)
        start = x if self.rtl else x + self.indent
        words(self.text, self.style, rtl=self.rtl).draw(pen, start, top, width - self.indent)


@dataclass
class Labelled(Block):
    """« Label : value ». Without a value: lines to write on, the first one at the end of the label. Only French puts a
    space before the colon: `translated` says that the label is in another language."""

    label: str
    value: str = ""
    lines: int = 1
    rtl: bool = False
    style: Style = BODY
    space_after: float = 2.0
    translated: bool = False

    @property
    def _label(self) -> str:
        if self.label.rstrip().endswith((":", "?", "؟")):
            return self.label
        return f"{self.label}:" if self.translated else f"{self.label}\u00a0:"

    def _filled(self) -> Words:
        fenced = self.rtl or not self.value.isascii()
        value = f"{FIRST_STRONG_ISOLATE}{self.value}{POP_ISOLATE}" if fenced else self.value
        return Words((Span(f"{self._label} ", True), Span(value)), self.style, self.rtl)

    def _first_line_room(self, width: float) -> float:
        return width - one_line(self._label, True, self.rtl).width * self.style.size / 1000 - 5.0

    def _label_alone(self, width: float) -> bool:
        return self._first_line_room(width) < min(70.0, width * 0.3)

    def height(self, width: float) -> float:
        if self.value:
            return self._filled().height(width)
        if not self._label_alone(width):
            return self.lines * WRITING_LINE
        label = Words((Span(self._label, True),), self.style, self.rtl)
        return label.height(width) + 2.0 + self.lines * WRITING_LINE

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self.value:
            self._filled().draw(pen, x, top, width)
            return
        label = Words((Span(self._label, True),), self.style, self.rtl)
        if self._label_alone(width):
            label.draw(pen, x, top, width)
            start = top - label.height(width) - 2.0
            for number in range(1, self.lines + 1):
                pen.dotted(x, start - number * WRITING_LINE + 3.0, x + width)
            return
        label.draw(pen, x, top - WRITING_LINE + self.style.leading, width)
        taken = width - self._first_line_room(width)
        first = top - WRITING_LINE + 3.0
        pen.dotted(x if self.rtl else x + taken, first, x + width - taken if self.rtl else x + width)
        for number in range(1, self.lines):
            pen.dotted(x, first - number * WRITING_LINE, x + width)


@dataclass
class WritingLines(Block):
    """Empty lines to write on."""

    count: int
    space_after: float = 4.0

    def height(self, width: float) -> float:
        return self.count * WRITING_LINE

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for number in range(1, self.count + 1):
            pen.dotted(x, top - number * WRITING_LINE + 3.0, x + width)


class Tick(NamedTuple):
    """A box and what it says; `note` is its translation, smaller, after it; `pictogram` a drawing before its words."""

    text: str
    ticked: bool = False
    note: str = ""
    pictogram: str = ""


@dataclass
class Ticks(Block):
    """Boxes to tick, one a line or following each other (`inline`)."""

    ticks: Sequence[Tick]
    inline: bool = False
    rtl: bool = False
    style: Style = BODY
    space_after: float = 3.0

    def height(self, width: float) -> float:
        _items, tall = self._placed(width)
        return tall

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        items, _tall = self._placed(width)
        for tick, (offset, down, room) in zip(self.ticks, items, strict=True):
            start = x + width - offset - BOX if self.rtl else x + offset
            pen.tick_box(start, top - down - (self.style.leading + BOX) / 2, BOX, ticked=tick.ticked)
            text_x = x + width - offset - BOX - _AFTER_BOX - room if self.rtl else x + offset + BOX + _AFTER_BOX
            if tick.pictogram:
                middle = top - down - self.style.leading / 2
                pen.pictogram(tick.pictogram, text_x, middle - _TICK_PICTOGRAM / 2, _TICK_PICTOGRAM)
                text_x, room = text_x + _PICTURED, room - _PICTURED
            self._words(tick).draw(pen, text_x, top - down, room)

    def _words(self, tick: Tick) -> Words:
        text = f"{tick.text} · {tick.note}" if tick.note else tick.text
        return words(text, self.style, rtl=self.rtl)

    def _placed(self, width: float) -> tuple[list[tuple[float, float, float]], float]:
        """Where each box starts (from the reading side), how far down, the room of its words; and the height."""
        items: list[tuple[float, float, float]] = []
        offset = down = row = 0.0
        for tick in self.ticks:
            block = self._words(tick)
            needed = one_line(block.spans[0].text, block.style.bold, self.rtl).width * self.style.size / 1000 + 0.5
            needed += _PICTURED if tick.pictogram else 0.0
            room = min(needed, width - BOX - _AFTER_BOX)
            if offset and (not self.inline or offset + BOX + _AFTER_BOX + room > width):
                offset, down, row = 0.0, down + row, 0.0
            items.append((offset, down, room))
            offset += BOX + _AFTER_BOX + room + _BETWEEN
            row = max(row, block.height(room - (_PICTURED if tick.pictogram else 0.0)) + 1.5)
        return items, down + row


_AFTER_BOX, _BETWEEN = 5.0, 14.0
_TICK_PICTOGRAM = 11.0
_PICTURED = _TICK_PICTOGRAM + 3.5


@dataclass
class Framed(Block):
    """A block in a frame: a mention set apart."""

    inner: Block
    space_after: float = 6.0
    padding: float = 6.0

    def height(self, width: float) -> float:
        return self.inner.height(width - 2 * self.padding) + 2 * self.padding

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        tall = self.height(width)
        pen.box(x, top - tall, width, tall, thickness=0.5)
        self.inner.draw(pen, x + self.padding, top - self.padding, width - 2 * self.padding)
