"""Finding and writing people's names: folded letters, sounds that survive spelling and script, phone digits.

Names are kept as given; everything here is computed from them, for search and for lists.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from kodiko_desktop.domain.skeleton import skeletons
from kodiko_desktop.domain.transliteration import latin_spellings, split_arabic_compounds

_SAME_LETTER = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ə": "e", "ŋ": "n", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
        "ß": "ss", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ە": "ه", "ھ": "ه", "ٱ": "ا",
        "ـ": None, "'": None, "’": None, "‘": None, "ʼ": None, "ʻ": None, "`": None, "´": None, "ʿ": None, "ʾ": None,
        "\u200c": " ", "\u200d": None, "\u200e": None, "\u200f": None, "ь": None, "ъ": None,
    }
)  # fmt: skip
_NOT_DIALLED = re.compile(r"[^\d+]+")
_NOT_A_WORD = re.compile(r"[^\w]+|_+")
_NOT_SPELLED = re.compile(r"[^\w\u0300-\u036f\u064b-\u065f\u0670]+|_+")
_UNSPOKEN = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʿʾـ"))
_SERVANT = frozenset({"abd", "abdu", "abdou", "abdul", "abdel", "abdal", "abdoul", "abdil", "abed"})
_ARTICLES = frozenset({"al", "el"})
_FAITH = frozenset(
    [
        "eddine",
        "edine",
        "uddin",
        "udin",
        "ouddine",
        "oudine",
        "eddin",
        "edin",
        "addin",
        "adin",
        "aldin",
        "aldine",
        "eldin",
        "eldine",
        "uldin",
        "din",
        "dine",
        "deen",
    ]
)
_GOD = frozenset(["allah", "ullah", "oullah", "ollah", "alla", "ulla", "ulah"])
_SUN_LETTERS = frozenset("rsnzdt?")
_SHORTEST_SOUND = 2
"""A sound typed of one letter would find everybody: letters alone answer then."""


def fold(text: str) -> str:
    """`text` in small letters without accents, apostrophes nor vowel marks, words parted by one space: « Ștefan » →
    "stefan", « N’Diaye » → "ndiaye", « مُحَمَّد » → "محمد". Digits of any script become 0–9."""
    if text.isascii():
        if text.isalnum():  # one plain word, as most names are
            return text.lower()
        return " ".join(_NOT_A_WORD.sub(" ", text.lower().translate(_SAME_LETTER)).split())
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_SAME_LETTER))
    kept = "".join([char for char in spread if not unicodedata.combining(char)])
    if not kept.isascii():
        kept = "".join(map(_ascii_digit, kept))
    return " ".join(_NOT_A_WORD.sub(" ", kept.translate(_SAME_LETTER)).split())


def _ascii_digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def search_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, each once, in order: what the index holds and what typing is compared with."""
    return tuple(dict.fromkeys(fold(text).split()))


def sound_keys(text: str) -> tuple[str, ...]:
    """The keys of a name for the index: those of each word, and of words often written as one (Abdul Rahman, Nour
    Eddine). Two spellings of a name, in Latin, Arabic, Cyrillic or Ethiopic letters, share at least one key."""
    keys: dict[str, None] = {}
    if text.isascii() and text.isalpha():  # one plain word, as most names are: nothing to part nor to put together
        for spelling in latin_spellings(text.lower()):
            keys.update(dict.fromkeys(skeletons(spelling)))
        return tuple(keys)
    for group in _groups(text):
        words = list(group.joined)
        if len(group.words) > 1:
            words += [spelling for word in group.words for spelling in word if spelling not in _ARTICLES]
        for spelling in words:
            keys.update(dict.fromkeys(skeletons(spelling)))
    return tuple(keys)


@dataclass(frozen=True)
class SearchTerm:
    """One thing typed. It is found when every one of `letters` begins a folded word, or when one of `sounds` begins a
    sound key. `sounds` may be empty."""

    letters: tuple[str, ...]
    sounds: tuple[str, ...]


def search_terms(text: str) -> tuple[SearchTerm, ...]:
    """What somebody is typing, as terms that must all be found, by prefix and in any order; the last word is taken as
    unfinished."""
    groups = _groups(text)
    terms = []
    for position, group in enumerate(groups):
        unfinished = position == len(groups) - 1
        spellings = group.joined
        if unfinished and len(group.words) == 1 and set(spellings) & _SERVANT:
            spellings = (*spellings, "abd")
        keys = dict.fromkeys(key for spelling in spellings for key in skeletons(spelling, unfinished=unfinished))
        terms.append(SearchTerm(group.letters, tuple(key for key in keys if len(key) >= _SHORTEST_SOUND)))
    return tuple(terms)


@dataclass(frozen=True)
class _Group:
    """Words said as one name: folded `letters`, spellings of each word, and spellings of the whole."""

    letters: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    joined: tuple[str, ...]


def _groups(text: str) -> list[_Group]:
    """The words of a name, those that belong together put together: Abd (al) X, X (al) Din, X Allah."""
    words = [(fold(word), _spellings(word)) for word in _spelled_words(text)]
    words = [(letters, spellings) for letters, spellings in words if letters]
    groups: list[_Group] = []
    position = 0
    while position < len(words):
        taken = _words_together(words, position)
        letters = tuple(piece for word, _spelling in words[position : position + taken] for piece in word.split())
        spellings = tuple(spelling for _letters, spelling in words[position : position + taken])
        groups.append(_Group(letters, spellings, _joined(spellings)))
        position += taken
    return groups


def _spelled_words(text: str) -> list[str]:
    lowered = unicodedata.normalize("NFC", split_arabic_compounds(text).lower())
    return _NOT_SPELLED.sub(" ", lowered.translate(_UNSPOKEN)).split()


def _spellings(word: str) -> tuple[str, ...]:
    if any("a" <= char <= "z" or "à" <= char <= "ɏ" or "ḁ" <= char <= "ỿ" for char in word):
        return latin_spellings(fold(word))
    return latin_spellings("".join(char for char in word if not unicodedata.combining(char)))


def _words_together(words: list[tuple[str, tuple[str, ...]]], position: int) -> int:
    """How many words from `position` on make one name."""

    def among(offset: int, known: Iterable[str]) -> bool:
        return position + offset < len(words) and any(word in known for word in words[position + offset][1])

    left = len(words) - position
    if among(0, _SERVANT) and left > 1:
        return 3 if among(1, _ARTICLES) and left > 2 else 2
    if among(1, _FAITH | _GOD) and not among(0, _ARTICLES):
        return 2
    if among(1, _ARTICLES) and among(2, _FAITH):
        return 3
    if among(0, _ARTICLES) and left > 1:
        return 2
    return 1


def _joined(words: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The spellings of words said as one: the article melts into what follows."""
    if len(words) == 1:
        return words[0]
    first, last = words[0], words[-1]
    if any(word in _SERVANT for word in first):
        return tuple(dict.fromkeys(_servant_of(word.removeprefix("al") or word) for word in _without_article(last)))
    if any(word in _FAITH for word in last):
        return tuple(word + "adin" for word in first)
    if any(word in _GOD for word in last):
        return tuple(word + "ulah" for word in first)
    return last


def _without_article(spellings: tuple[str, ...]) -> tuple[str, ...]:
    """Arabic script gives each word with and without its article; without is enough here."""
    return tuple(word for word in spellings if "al" + word in spellings) or spellings


def _servant_of(name: str) -> str:
    if name in _GOD or name == "lah":
        return "abdulah"
    return ("abd" if name[:1] in _SUN_LETTERS else "abdul") + name


def phone_digits(text: str) -> str:
    """The digits of a phone number as one dials it in France: « +33 (0)6 12 34 56 78 », « 0033612345678 » and a number
    that lost its first zero in a spreadsheet all give "0612345678". A foreign number keeps its "00" and country."""
    if text.isascii():
        folded = _NOT_DIALLED.sub("", text)
    else:
        folded = "".join(_ascii_digit(char) for char in text if char.isdecimal() or char == "+")
    international = folded.startswith("+")
    digits = folded.replace("+", "")
    if international:
        digits = "00" + digits
    if digits.startswith("0033"):
        return "0" + digits[4:].lstrip("0")
    if len(digits) == 11 and digits.startswith("33"):
        return "0" + digits[2:]
    if len(digits) == 9 and not digits.startswith("0"):
        return "0" + digits
    return digits


def display_name(given_names: str, family_name: str) -> str:
    """« Amina Diallo », as given, spaces tidied; either part may be missing."""
    return " ".join(f"{given_names} {family_name}".split())


def listed_name(given_names: str, family_name: str) -> str:
    """« DIALLO Amina », for lists and attendance sheets. Scripts without capitals stay as they are."""
    return " ".join(f"{family_name.upper()} {given_names}".split())


def named_in_one_line(typed: str) -> tuple[str, str]:
    """(given names, family name) of a name typed at once: words in capitals are the family name wherever they stand
    (« DIALLO Awa »); without any, the first word is the given name (« Awa Diallo »); one word alone is a given name."""
    words = typed.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), " ".join(capitals)
    return (words[0] if words else ""), " ".join(words[1:])


def initials(name: str) -> str:
    """« Ștefan Munteanu » → « Ș. M. »; hyphenated names keep each letter (« J.-P. D. »); "" for an empty name."""
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in name.split() if word.strip("-")
    )
