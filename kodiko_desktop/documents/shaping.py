"""From a stretch of text in one font to what the page receives: glyphs placed by HarfBuzz, or plain characters.

A piece is drawn as it stands, from left to right; its width is in 1/1000 of the type size, so that it can be kept and
drawn at any size.
"""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kodiko_desktop.documents.bidi import INVISIBLE, mirrored
from kodiko_desktop.documents.fonts import MAIN, MISSING_BOX, SYMBOLS, Face, face, face_for

JOINERS = frozenset("\u200c\u200d")


class Piece(NamedTuple):
    """A stretch of one font: `text` is a plain string, or ReportLab's string with glyph positions."""

    face: Face
    text: str
    width: float


@lru_cache(maxsize=2)
def plain_characters(bold: bool) -> frozenset[str]:
    """What the main font draws alone, one glyph after the other, from left to right: the short way of most texts."""
    return frozenset(chr(code) for code in face(MAIN, bold).coverage) - INVISIBLE - JOINERS


@lru_cache(maxsize=16384)
def piece(text: str, chosen: Face, rtl: bool) -> Piece:
    """The piece that draws `text` (logical order, one direction, every character in `chosen` or a joiner)."""
    if chosen.shaped:
        return _shaped(text, chosen, rtl)
    drawn = "".join(character for character in text if character not in INVISIBLE and character not in JOINERS)
    if rtl:
        drawn = "".join(_mirrored_in(chosen, character) for character in reversed(drawn))
    return Piece(chosen, drawn, chosen.width(drawn))


@lru_cache(maxsize=256)
def box_for(character: str) -> Piece:
    """The visible box drawn for a character no font knows; it reads back as that character."""
    chosen = face(SYMBOLS, False)
    drawn = chosen.stand_in(chosen.font.face.charToGlyph[ord(MISSING_BOX)], character)
    return Piece(chosen, drawn, chosen.width(drawn))


def face_of(character: str, previous: Face | None, bold: bool) -> Face | None:
    """The font of `character`; spaces and joiners stay in the font of what comes before, so that a run stays whole."""
    if previous is not None and (character in JOINERS or character in INVISIBLE):
        return previous
    if previous is not None and character in " \u00a0" and ord(character) in previous.coverage:
        return previous
    if character in JOINERS or character in INVISIBLE:
        return face(MAIN, bold)
    return face_for(character, bold)


def _mirrored_in(chosen: Face, character: str) -> str:
    other = mirrored(character)
    return other if ord(other) in chosen.coverage else character


def _shaped(text: str, chosen: Face, rtl: bool) -> Piece:
    import uharfbuzz
    from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

    shown = "".join(character for character in text if character not in INVISIBLE)
    if not shown:
        return Piece(chosen, "", 0.0)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(shown)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    font = chosen.font.hbFont(1000)
    uharfbuzz.shape(font, buffer, {"kern": True, "liga": True})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    spoken = _spoken([info.cluster for info in infos], [position.x_advance for position in positions], shown)
    if rtl:  # readers turn right-to-left text round character by character, ligatures (lam-alef) included
        spoken = [words[::-1] for words in spoken]
    scale = chosen.font.pdfScale
    drawn, data, width = [], [], 0.0
    for info, place, words in zip(infos, positions, spoken, strict=True):
        character = chosen.stand_in(info.codepoint, words)
        advance = scale(place.x_advance)
        own_width = chosen.widths[ord(character)]
        drawn.append(character)
        data.append(ShapeData(info.cluster, advance, 0, scale(place.x_offset), scale(place.y_offset), own_width))
        width += advance
    return Piece(chosen, ShapedStr("".join(drawn), shapeData=data), width)


def _spoken(clusters: list[int], advances: list[int], text: str) -> list[str]:
    """The text each glyph stands for: that of its cluster for the widest glyph of it, none for its dots and marks."""
    starts = sorted({*clusters, len(text)})
    following = dict(pairwise(starts))
    bearer: dict[int, int] = {}
    for index, cluster in enumerate(clusters):
        if cluster not in bearer or advances[index] > advances[bearer[cluster]]:
            bearer[cluster] = index
    return [
        text[cluster : following[cluster]] if bearer[cluster] == index else "" for index, cluster in enumerate(clusters)
    ]
