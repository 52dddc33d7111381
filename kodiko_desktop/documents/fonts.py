"""The fonts of every paper: which one draws a character, loaded when first needed, embedded as a subset.

One font has no glyph for everything (Noto Arabic has no parenthesis, Noto Ethiopic no digit), and a PDF writer drops
what it cannot draw without a word. So each character asks for its font here, and one that no font knows is drawn as a
visible box and logged by its code point. Shaped glyphs (Arabic, Bengali …) keep the text they stand for, so that a
reader program, a search or a screen reader finds the words again.
"""

import io
import logging
from functools import cache
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

log = logging.getLogger(__name__)

MAIN, ARABIC, ETHIOPIC, BENGALI = "NotoSans", "NotoSansArabic", "NotoSansEthiopic", "NotoSansBengali"
GEORGIAN, ARMENIAN, TAMIL = "NotoSansGeorgian", "NotoSansArmenian", "NotoSansTamil"
DEVANAGARI, SYMBOLS, MORE_SYMBOLS = "NotoSansDevanagari", "NotoSansSymbols2", "NotoSansSymbols"

_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0530, 0x058F, ARMENIAN),
    (0x0600, 0x08FF, ARABIC),
    (0xFB50, 0xFDFF, ARABIC),
    (0xFE70, 0xFEFE, ARABIC),
    (0x0900, 0x097F, DEVANAGARI),
    (0x0980, 0x09FF, BENGALI),
    (0x0B80, 0x0BFF, TAMIL),
    (0x10A0, 0x10FF, GEORGIAN),
    (0x1C90, 0x1CBF, GEORGIAN),
    (0x1200, 0x139F, ETHIOPIC),
    (0x2D80, 0x2DDF, ETHIOPIC),
    (0xAB00, 0xAB2F, ETHIOPIC),
)
_WITHOUT_BOLD = frozenset({SYMBOLS, MORE_SYMBOLS})
SHAPED = frozenset({ARABIC, BENGALI, TAMIL, DEVANAGARI})
"""Families whose letters change with their neighbours: HarfBuzz places them."""
MISSING_BOX = "\u25a1"
_FIRST_PRIVATE = 0xF0000
"""Shaped glyphs are written as characters of this private plane, which no real text uses."""


class Face:
    """One font file at one weight. `coverage`: the code points it draws; `widths`: their advance in 1/1000 em."""

    def __init__(self, family: str, bold: bool) -> None:
        weight = "Bold" if bold and family not in _WITHOUT_BOLD else "Regular"
        self.family = family
        self.name = f"Kodiko-{family}-{weight}"
        self.font = _register(self.name, resources.read_bytes("fonts", f"{family}-{weight}.ttf"))
        self.coverage = frozenset(self.font.face.charToGlyph)
        self.widths: dict[int, float] = self.font.face.charWidths
        self.shaped = family in SHAPED
        self._private: dict[tuple[int, str], str] = {}

    def stand_in(self, glyph: int, text: str) -> str:
        """The private character that draws glyph number `glyph` and reads back as `text`."""
        known = self._private.get((glyph, text))
        if known is not None:
            return known
        code = _FIRST_PRIVATE + len(self._private)
        face = self.font.face
        face.charToGlyph[code] = glyph
        face.charWidths[code] = face._pdfScale(face.hmetrics[glyph][0])
        self.font.spoken[code] = text
        self._private[glyph, text] = chr(code)
        return chr(code)

    def width(self, text: str) -> float:
        """The width of `text` in 1/1000 em. Every character must be in `coverage`."""
        widths = self.widths
        return sum([widths[ord(character)] for character in text])


@cache
def face(family: str, bold: bool) -> Face:
    """The font of `family` at this weight, loaded once."""
    if bold and family in _WITHOUT_BOLD:
        return face(family, False)
    return Face(family, bold)


@cache
def face_for(character: str, bold: bool) -> Face | None:
    """The font that draws `character`, None when no font of the house does. Invisible joiners belong to any font."""
    code = ord(character)
    for family in _candidates(code):
        candidate = face(family, bold)
        if code in candidate.coverage:
            return candidate
    log.warning("no font draws U+%04X: a box stands for it", code)
    return None


def _candidates(code: int) -> tuple[str, ...]:
    family = next((family for first, last, family in _BLOCKS if first <= code <= last), None)
    if family is not None:
        return (family, MAIN)
    return (MAIN,) if code < 0x2000 else (MAIN, SYMBOLS, MORE_SYMBOLS)


def _register(name: str, data: bytes) -> "TTFont":
    from reportlab.pdfbase import pdfmetrics

    font = _speaking_font_class()(name, io.BytesIO(data), shapable=True)
    pdfmetrics.registerFont(font)
    return font


@cache
def _speaking_font_class() -> type:
    """A ReportLab font whose private glyphs read back as the text they stand for."""
    from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

    class SpeakingFont(TTFont):
        """`spoken`: the text of each private character."""

        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)
            self.spoken: dict[int, str] = {}

        def addObjects(self, doc: object) -> None:
            """Write the subsets as ReportLab does, with maps to Unicode of our own."""
            subsets = [list(subset) for subset in self.state[doc].subsets]
            super().addObjects(doc)
            for position, subset in enumerate(subsets):
                base = b"".join((SUBSETN(position), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
                stream = doc.idToObject["toUnicodeCMap:" + base]  # type: ignore[attr-defined]
                stream.content = _unicode_map(base, subset, self.spoken)

    return SpeakingFont


def _unicode_map(name: str, subset: list[int], spoken: dict[int, str]) -> str:
    """The text of each code of a subset, as PDF 32000-1 §9.10.3 wants it: UTF-16, a hundred lines at a time."""
    lines = []
    for code, character in enumerate(subset):
        text = spoken.get(character, chr(character))
        lines.append(f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>")
    blocks = []
    for start in range(0, len(lines), 100):
        part = lines[start : start + 100]
        blocks += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{max(len(subset) - 1, 0):02X}>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
