"""Text on paper: lines broken in the order one reads, drawn in the order one sees, in every script of the house.

Never justified. A word wider than its column is cut rather than clipped. Texts in the main font alone (most of them)
take a short way without direction or shaping.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kodiko_desktop.documents.bidi import levels, visual_order
from kodiko_desktop.documents.fonts import MAIN, Face, face
from kodiko_desktop.documents.shaping import Piece, box_for, face_of, piece, plain_characters
from kodiko_desktop.domain.unbroken import unbroken

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Color = tuple[float, float, float]
BLACK: Color = (0.07, 0.07, 0.07)
GREY: Color = (0.30, 0.33, 0.37)
PALE: Color = (0.53, 0.53, 0.53)


@dataclass(frozen=True)
class Style:
    """How a text is set: size and leading in points; `align` is start, center or end (start is right in Arabic)."""

    size: float = 9.5
    leading: float = 13.0
    bold: bool = False
    color: Color = BLACK
    align: str = "start"


class Span(NamedTuple):
    """A part of a paragraph at one weight."""

    text: str
    bold: bool = False


class Line(NamedTuple):
    """A line ready to draw: pieces from left to right, and their width in 1/1000 em."""

    pieces: tuple[Piece, ...]
    width: float


class Paragraph(NamedTuple):
    """Broken lines of a paragraph. `rtl`: its direction."""

    lines: tuple[Line, ...]
    rtl: bool


def clean(text: str) -> str:
    """`text` composed (NFC), without control characters; line ends stay, lone surrogates become U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_printable(character) for character in composed)


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return " " if category == "Cc" and character != "\n" else character


@lru_cache(maxsize=8192)
def one_line(text: str, bold: bool = False, rtl: bool = False) -> Line:
    """`text` on one line, however long."""
    cleaned = clean(text).replace("\n", " ")
    if not rtl and plain_characters(bold).issuperset(cleaned):
        chosen = face(MAIN, bold)
        width = chosen.width(cleaned)
        return Line((Piece(chosen, cleaned, width),), width)
    found = _pieces(cleaned, (bold,) * len(cleaned), levels(cleaned, int(rtl)))
    return Line(found, sum(part.width for part in found))


def text_width(text: str, style: Style) -> float:
    """The width of `text` on one line, in points."""
    return one_line(text, style.bold).width * style.size / 1000


@lru_cache(maxsize=4096)
def fitted(text: str, width: float, style: Style) -> str:
    """`text` cut with … when it is wider than `width` points on one line."""
    if text_width(text, style) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + "…", style) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


@lru_cache(maxsize=8192)
def paragraph(spans: tuple[Span, ...], width: float, size: float, rtl: bool = False) -> Paragraph:
    """Break a paragraph into lines of at most `width` points at `size`; line ends in the text are kept."""
    room = width * 1000 / size
    lines: list[Line] = []
    current: list[Span] = []
    for span in spans:
        first, *others = unbroken(clean(span.text)).split("\n")
        current.append(Span(first, span.bold))
        for other in others:
            lines += _broken(current, room, rtl)
            current = [Span(other, span.bold)]
    lines += _broken(current, room, rtl)
    return Paragraph(tuple(lines), rtl)


def draw_line(canvas: "Canvas", line: Line, x: float, y: float, size: float) -> None:
    """Draw `line` from `x`, its baseline at `y` (points)."""
    if len(line.pieces) == 1 and not line.pieces[0].face.shaped:
        only = line.pieces[0]
        canvas.setFont(only.face.name, size)
        canvas.drawString(x, y, only.text)
        return
    for part in line.pieces:
        canvas.setFont(part.face.name, size)
        block = canvas.beginText(x, y)
        block.textOut(part.text)
        canvas.drawText(block)
        x += part.width * size / 1000


def _broken(spans: Sequence[Span], room: float, rtl: bool) -> list[Line]:
    whole = "".join(span.text for span in spans)
    if not whole:
        return [Line((), 0.0)]
    bolds = {span.bold for span in spans if span.text}
    if not rtl and len(bolds) == 1 and plain_characters(bold := bolds.pop()).issuperset(whole):
        return _broken_plain(whole, face(MAIN, bold), room)
    weights = tuple(span.bold for span in spans for _character in span.text)
    found = levels(whole, int(rtl))
    lines = []
    for start, end in _line_ranges(whole, weights, found, room):
        drawn = _pieces(whole[start:end], weights[start:end], found[start:end])
        lines.append(Line(drawn, sum(part.width for part in drawn)))
    return lines


def _broken_plain(text: str, chosen: Face, room: float) -> list[Line]:
    """The short way: words of the main font, added up from its table of widths."""
    width_of = chosen.width
    space = chosen.widths[32]
    lines: list[Line] = []
    words: list[str] = []
    used = 0.0

    def close() -> None:
        drawn = " ".join(words)
        lines.append(Line((Piece(chosen, drawn, used),), used))

    for word in text.split(" "):
        width = width_of(word)
        if words and used + space + width > room:
            close()
            words, used = [], 0.0
        if width > room:
            *full, word = _cut(word, chosen, room)
            lines += [Line((Piece(chosen, part, width_of(part)),), width_of(part)) for part in full]
            width = width_of(word)
        used += (space if words else 0.0) + width
        words.append(word)
    close()
    return lines


def _cut(word: str, chosen: Face, room: float) -> list[str]:
    parts, start, used = [], 0, 0.0
    for index, character in enumerate(word):
        width = chosen.widths[ord(character)]
        if used + width > room and index > start and not unicodedata.combining(character):
            parts.append(word[start:index])
            start, used = index, 0.0
        used += width
    return [*parts, word[start:]]


def _line_ranges(text: str, weights: tuple[bool, ...], found: tuple[int, ...], room: float) -> list[tuple[int, int]]:
    """Where each line starts and ends, spaces at the end left out."""

    def width(start: int, end: int) -> float:
        return sum(part.width for part in _pieces(text[start:end], weights[start:end], found[start:end]))

    ranges: list[tuple[int, int]] = []
    line_start = line_end = position = 0
    used = 0.0
    for word in text.split(" "):
        end = position + len(word)
        extra = width(line_end, end)
        if line_end > line_start and used + extra > room:
            ranges.append((line_start, line_end))
            line_start, used = position, width(position, end)
        else:
            used += extra
        if used > room and line_start == position:
            cuts = _forced_cuts(text, position, end, room, width)
            ranges += cuts[:-1]
            line_start = cuts[-1][0]
            used = width(line_start, end)
        line_end = end
        position = end + 1
    ranges.append((line_start, line_end))
    return ranges


def _forced_cuts(text: str, start: int, end: int, room: float, width: "object") -> list[tuple[int, int]]:
    """Cut the word text[start:end], too wide for a line, where it no longer fits; never before a combining mark."""
    cuts, first = [], start
    for index in range(start + 1, end):
        if unicodedata.combining(text[index]) or text[index] in "\u200c\u200d":
            continue
        if width(first, index + 1) > room:  # type: ignore[operator]
            cuts.append((first, index))
            first = index
    return [*cuts, (first, end)]


def _pieces(text: str, weights: Sequence[bool], found: Sequence[int]) -> tuple[Piece, ...]:
    """The pieces of one line from left to right: runs of one level, one font, one weight."""
    faces: list[Face | None] = []
    previous: Face | None = None
    for index, character in enumerate(text):
        if index and weights[index] != weights[index - 1]:
            previous = None
        chosen = face_of(character, previous, weights[index])
        faces.append(chosen)
        previous = chosen or previous
    order = visual_order(list(found))
    result: list[Piece] = []
    start = 0
    while start < len(order):
        first = order[start]
        end = start + 1
        step = -1 if found[first] % 2 else 1
        while (
            end < len(order)
            and order[end] == order[end - 1] + step
            and found[order[end]] == found[first]
            and faces[order[end]] is faces[first]
        ):
            end += 1
        logical = "".join(text[place] for place in sorted(order[start:end]))
        chosen = faces[first]
        if chosen is None:
            result += [box_for(text[place]) for place in order[start:end]]
        else:
            result.append(piece(logical, chosen, bool(found[first] % 2)))
        start = end
    return tuple(result)
