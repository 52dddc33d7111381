"""Names written in Arabic, Cyrillic or Ethiopic letters, spelled with Latin ones, so that both can be heard alike.

Our own tables, made for matching, not for printing: a letter may give several spellings, and "?" stands for a vowel
that the script does not write.
"""

import unicodedata
from collections.abc import Iterable
from itertools import islice, product

UNWRITTEN = "?"
MOST_SPELLINGS = 4

_ARABIC_CONSONANTS = {
    "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ټ": "t", "ث": "th", "ج": "dj", "چ": "sh", "ح": "h", "خ": "kh",
    "څ": "ts", "ځ": "z", "د": "d", "ډ": "d", "ڈ": "d", "ذ": "dh", "ر": "r", "ړ": "r", "ڑ": "r", "ز": "z",
    "ژ": "zh", "ږ": "g", "س": "s", "ش": "sh", "ښ": "sh", "ص": "s", "ض": "dh", "ط": "t", "ظ": "dh", "غ": "gh",
    "ف": "f", "ڤ": "v", "ق": "k", "ك": "k", "ک": "k", "ګ": "g", "گ": "g", "ل": "l", "م": "m", "ن": "n",
    "ڼ": "n", "ں": "n", "ه": "h", "ھ": "h", "ہ": "h", "ە": "h",
}  # fmt: skip
_ALEFS = "اأإآٱ"
_YEHS = "يیېۍێ"
_ARABIC_WORDS = {
    "عبد": "abd",
    "ال": "al",
    "الله": "allah",
    "الدين": "aldin",
    "الدین": "aldin",
    "دين": "din",
    "دین": "din",
    "ابو": "abu",
    "أبو": "abu",
    "بن": "ben",
    "ابن": "ben",
}

_CYRILLIC = {
    "а": ("a",), "б": ("b",), "в": ("v",), "г": ("g", "h"), "ґ": ("g",), "ғ": ("g",), "д": ("d",), "е": ("e",),
    "ё": ("yo",), "є": ("ye",), "ж": ("zh",), "з": ("z",), "и": ("i",), "і": ("i",), "ї": ("yi",), "й": ("y",),
    "ј": ("y",), "к": ("k",), "қ": ("k",), "л": ("l",), "љ": ("l",), "м": ("m",), "н": ("n",), "њ": ("n",),
    "о": ("o",), "п": ("p",), "р": ("r",), "с": ("s",), "т": ("t",), "ћ": ("sh",), "у": ("u",), "ў": ("u",),
    "ӯ": ("u",), "ф": ("f",), "х": ("kh", "h"), "ҳ": ("h",), "ц": ("ts",), "ч": ("sh",), "ҷ": ("dj",),
    "ш": ("sh",), "щ": ("sh",), "ъ": (UNWRITTEN,), "ы": ("i",), "ь": ("",), "э": ("e",), "ю": ("yu",), "я": ("ya",),
    "ђ": ("dj",), "џ": ("dj",), "ѓ": ("g",), "ќ": ("k",), "ӣ": ("i",),
}  # fmt: skip

_ETHIOPIC_ROWS = {
    0x1200: "h", 0x1208: "l", 0x1210: "h", 0x1218: "m", 0x1220: "s", 0x1228: "r", 0x1230: "s", 0x1238: "sh",
    0x1240: "k", 0x1248: "k", 0x1250: "k", 0x1258: "k", 0x1260: "b", 0x1268: "v", 0x1270: "t", 0x1278: "sh",
    0x1280: "h", 0x1288: "h", 0x1290: "n", 0x1298: "n", 0x12A0: "", 0x12A8: "k", 0x12B0: "k", 0x12B8: "k",
    0x12C0: "k", 0x12C8: "w", 0x12D0: "", 0x12D8: "z", 0x12E0: "zh", 0x12E8: "y", 0x12F0: "d", 0x12F8: "d",
    0x1300: "dj", 0x1308: "g", 0x1310: "g", 0x1318: "g", 0x1320: "t", 0x1328: "sh", 0x1330: "p", 0x1338: "ts",
    0x1340: "ts", 0x1348: "f", 0x1350: "p",
}  # fmt: skip
_ETHIOPIC_VOWELS = ("e", "u", "i", "a", "e", "i", "o", "wa")
_ETHIOPIC_GUTTURALS = (0x1200, 0x1210, 0x1280, 0x12A0, 0x12D0)
"""Rows whose first form is said with an a, not an e."""


def latin_spellings(word: str) -> tuple[str, ...]:
    """The Latin spellings (a–z and "?") of a lower-case word in NFC; a word of another script has none."""
    letter = next((char for char in word if char.isalpha()), " ")
    script = unicodedata.name(letter, "").partition(" ")[0]
    if script == "ARABIC":
        return _spell_arabic(word)
    if script == "CYRILLIC":
        return _spell_cyrillic(word)
    if script == "ETHIOPIC":
        return (_spell_ethiopic(word),)
    plain = "".join(char for char in word if "a" <= char <= "z")
    return (plain,) if plain else ()


def split_arabic_compounds(text: str) -> str:
    """Part what Arabic script may write in one word: عبدالرحمن → عبد الرحمن, نورالدين → نور الدين."""
    text = text.replace("\u200c", " ")
    parted = []
    for word in text.split():
        if word.startswith("عبدال") and len(word) > 6:
            word = "عبد " + word[3:]
        for ending in ("الدين", "الدین", "الله"):
            if word.endswith(ending) and len(word) > len(ending) and word[-len(ending) - 1] != " ":
                word = word[: -len(ending)] + " " + ending
        parted.append(word)
    return " ".join(parted)


def _combined(options: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(islice(("".join(choice) for choice in product(*options)), MOST_SPELLINGS)))


def _spell_arabic(word: str) -> tuple[str, ...]:
    if word in _ARABIC_WORDS:
        return (_ARABIC_WORDS[word],)
    spellings = _spell_arabic_letters(word)
    if word.startswith("ال") and len(word) >= 5:
        bare = _spell_arabic_letters(word[2:])
        return tuple(dict.fromkeys((*bare, *("al" + spelling for spelling in bare))))
    return spellings


def _spell_arabic_letters(word: str) -> tuple[str, ...]:
    options: list[tuple[str, ...]] = []
    for position, letter in enumerate(word):
        before = word[position - 1] if position else ""
        after = word[position + 1] if position + 1 < len(word) else ""
        said_first = position == 1 and (before == "و" or before in _YEHS)
        if letter in _ARABIC_CONSONANTS and (said_first or before in _ARABIC_CONSONANTS):
            options.append((UNWRITTEN,))
        options.append(_arabic_letter(letter, before, after))
    return _combined(options)


def _arabic_letter(letter: str, before: str, after: str) -> tuple[str, ...]:
    """The spellings of one letter between its neighbours ("" at the ends)."""
    if letter in "هةەہ" and not after and before:
        return ("a",) if letter == "ة" else ("h",) if before in _ALEFS else ("ah",)
    if letter in _ARABIC_CONSONANTS:
        return (_ARABIC_CONSONANTS[letter],)
    if letter == "و":
        return _arabic_waw(before, after)
    if letter in _YEHS:
        return ("y",) if not before and after else ("i",)
    if letter == "ى":
        return ("a", "i") if not after else ("i",)
    if letter in "آة" or (letter in _ALEFS and before):
        return ("a",)
    if letter == "إ":
        return ("i",)
    if letter in _ALEFS:
        return ("",) if after == "و" else (UNWRITTEN,)
    if letter == "ع" and not before and after and after in _ALEFS:
        return ("",)
    return (UNWRITTEN,) if letter in "عءئؤ" else ("",)


def _arabic_waw(before: str, after: str) -> tuple[str, ...]:
    if not before:
        return ("w",)
    if not after:
        return ("u",)
    if before in _ALEFS:
        return ("v",) if after in (*_ALEFS, *_YEHS, "و") else ("u", "v")
    if after in (*_ALEFS, *_YEHS):
        return ("v", UNWRITTEN)
    return (UNWRITTEN,)


def _spell_cyrillic(word: str) -> tuple[str, ...]:
    options = [_CYRILLIC.get(letter, ("",)) for letter in word.replace("дж", "џ")]
    if word.startswith("е"):
        options[0] = ("ye",)
    return _combined(options)


def _spell_ethiopic(word: str) -> str:
    spelled = []
    for letter in word:
        row, order = ord(letter) & ~7, ord(letter) & 7
        if row in _ETHIOPIC_ROWS:
            vowel = "a" if order == 0 and row in _ETHIOPIC_GUTTURALS else _ETHIOPIC_VOWELS[order]
            spelled.append(_ETHIOPIC_ROWS[row] + vowel)
    return "".join(spelled)
