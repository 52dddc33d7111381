"""The digits of the top row, with or without Shift: on a French keyboard « & é " ' ( - è _ ç à » are 1 to 9 and 0."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

_FRENCH_ROW = dict(zip("&é\"'(-è_çà", "1234567890", strict=True))
_FRENCH_KEYS = {
    1: Qt.Key.Key_Ampersand,
    2: Qt.Key.Key_Eacute,
    3: Qt.Key.Key_QuoteDbl,
    4: Qt.Key.Key_Apostrophe,
    5: Qt.Key.Key_ParenLeft,
    6: Qt.Key.Key_Minus,
    7: Qt.Key.Key_Egrave,
    8: Qt.Key.Key_Underscore,
    9: Qt.Key.Key_Ccedilla,
}


def digit_of(typed: str) -> str:
    """The digit meant by the text of a key press ("é" → "2"), "" when it means none."""
    if typed and typed in "0123456789":
        return typed
    return _FRENCH_ROW.get(typed, "")


def digit_shortcuts(digit: int) -> list[QKeySequence]:
    """Ctrl with that digit (1 to 9), on keyboards where digits need Shift as well as on the others."""
    return [
        QKeySequence(f"Ctrl+{digit}"),
        QKeySequence(Qt.KeyboardModifier.ControlModifier | _FRENCH_KEYS[digit]),
    ]
