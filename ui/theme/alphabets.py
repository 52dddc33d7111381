"""Lends the application the alphabets this computer cannot draw: without them a name in Tigrinya or Bengali is a row of
boxes. The fonts are those of our papers; what the system already draws is left to the system."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFontDatabase

import resources

_Writing = QFontDatabase.WritingSystem
_FONTS = (
    (_Writing.Latin, "NotoSans"),
    (_Writing.Cyrillic, "NotoSans"),
    (_Writing.Arabic, "NotoSansArabic"),
    (_Writing.Georgian, "NotoSansGeorgian"),
    (_Writing.Armenian, "NotoSansArmenian"),
    (_Writing.Bengali, "NotoSansBengali"),
    (_Writing.Tamil, "NotoSansTamil"),
    (_Writing.Devanagari, "NotoSansDevanagari"),
)
_ETHIOPIC = "NotoSansEthiopic"
_DRAW_ETHIOPIC = ("Ethiopic", "Abyssinica", "Ebrima", "Nyala", "Kefa", "FreeSerif")
"""Qt does not count Ethiopic among its writing systems: pieces of the names of the families that have it (SIL, Windows
8 and 7, macOS, GNU)."""


def lacking_fonts(writing_systems: Iterable[QFontDatabase.WritingSystem], families: Iterable[str]) -> tuple[str, ...]:
    """The names of our fonts that draw what a system with these writing systems and families does not."""
    present = set(writing_systems)
    lacking = [font for writing, font in _FONTS if writing not in present]
    if not any(piece in family for family in families for piece in _DRAW_ETHIOPIC):
        lacking.append(_ETHIOPIC)
    return tuple(dict.fromkeys(lacking))


def lend_alphabets(parent: QObject) -> None:
    """Load what is lacking, one font at each turn of the event loop (2 ms each at most), so that the window never
    waits for it. What is already on screen is drawn again by Qt. To be called once the window is painted."""
    _next(parent, iter(lacking_fonts(QFontDatabase.writingSystems(), QFontDatabase.families())))


def _next(parent: QObject, fonts: Iterator[str]) -> None:
    font = next(fonts, None)
    if font is None:
        return
    QFontDatabase.addApplicationFontFromData(resources.read_bytes("fonts", f"{font}-Regular.ttf"))
    QTimer.singleShot(0, parent, lambda: _next(parent, fonts))
