"""What is left of a name when spelling is taken away: its consonants by sound, and the vowels that tell names apart.

Mohamed, Muhammad and Mouhamed all give "muhmd". Kept: the first letter's vowel class, an o or u right after the first
consonant (Hussein is not Hassan), a final a (Amina is not Amin). A key of the beginning of a name is the beginning of
the name's key, so that it serves while typing.
"""

import re
from functools import lru_cache
from itertools import islice, product

MOST_KEYS = 12

# Codes: consonants in small letters; A (a), I (e, i), U (o, u) and ? (not written) for vowels.
_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"shch|sch|tch|tsh|sh", ("s",)),
    (r"dzh|dj|zh", ("j",)),
    (r"ch(?=[rlnmt])", ("k",)),
    (r"ch", ("s", "k")),
    (r"kh", ("k", "h")),
    (r"ck|cq", ("k",)),
    (r"^x", ("k", "h")),
    (r"x", ("ks", "h")),
    (r"gh|gu(?=[ei])", ("g",)),
    (r"ph", ("f",)),
    (r"th", ("t", "s", "th")),
    (r"dh", ("d", "z", "dh")),
    (r"ts|tz", ("ts",)),
    (r"qu(?=[ei])|q|k", ("k",)),
    (r"c(?=[eiy])", ("s",)),
    (r"c", ("k",)),
    (r"^ou(?=[aeiy])|(?<=[aeiy])ou(?=[aeiy])", ("v",)),
    (r"(?<=[ae])ou", ("U", "vU")),
    (r"(?<=[bdfgklmnprst])ou(?=[ae])", ("U", "")),
    (r"ou", ("U",)),
    (r"^w|(?<=[aeiouy?])w(?=[aeiouy?])|v", ("v",)),
    (r"w", ("",)),
    (r"^ndi(?=[aeou])", ("nd", "nj")),
    (r"^di(?=[aeou])", ("d", "j")),
    (r"^j", ("j", "y")),
    (r"^y(?=e)", ("y", "")),
    (r"^y(?=[aou?])", ("y",)),
    (r"^i(?=[aeou])", ("y", "I")),
    (r"[ae]h$", ("A", "h")),
    (r"h$", ("", "h")),
    (r"a", ("A",)),
    (r"[eiy]", ("I",)),
    (r"[ou]", ("U",)),
    (r"\?", ("?",)),
    (r"[bdfghjlmnprstz]", ()),
)
_RULE = re.compile("|".join(f"({pattern})" for pattern, _options in _RULES))
_DOUBLED = re.compile(r"([a-z])\1+")
_SUN_ARTICLE = re.compile(r"^abd[aeou]*l(?=[rsnzdt])")
_DIN_ARTICLE = re.compile(r"(?<=[a-z?])[aeu]l(?=d(?:i|ee)n)")
_LAST_LETTER_COMING = {"p": ("p", "f"), "d": ("d", "j"), "c": ("k", "s")}
"""Letters that may turn into another sound with the next key: ph, dj, ch."""
_CONSONANT = re.compile(r"[a-z]")


@lru_cache(maxsize=65536)
def skeletons(spelling: str, *, unfinished: bool = False) -> tuple[str, ...]:
    """The keys of one word spelled in a–z and "?" (an unwritten vowel), most likely first, at most MOST_KEYS.

    `unfinished`: somebody is still typing it, so nothing is concluded from its last letters.
    """
    word = _SUN_ARTICLE.sub("abd", _DOUBLED.sub(r"\1", spelling))
    word = _DIN_ARTICLE.sub("a", word)
    sounds: list[tuple[str, ...]] = []
    for found in _RULE.finditer(word):
        options = _RULES[(found.lastindex or 1) - 1][1] or (found.group(),)
        if unfinished and found.end() == len(word) and len(word) > 1:
            options = _LAST_LETTER_COMING.get(found.group(), options)
        sounds.append(options)
    keys: dict[str, None] = {}
    for codes in islice(product(*sounds), MOST_KEYS):
        for key in _keys_of_codes("".join(codes), unfinished=unfinished):
            keys.setdefault(key)
    return tuple(islice((key for key in keys if key), MOST_KEYS))


def _keys_of_codes(codes: str, *, unfinished: bool) -> tuple[str, ...]:
    first = codes[:1]
    ending = "a" if codes.endswith("A") and len(codes) > 1 and not unfinished else ""
    consonants = "".join(_CONSONANT.findall(codes))
    if first in ("A", "I", "U"):
        return (first.lower() + consonants + ending,)
    if first == "?":
        return tuple(vowel + consonants + ending for vowel in "aiu")
    rounded = consonants[:1] + "u" + consonants[1:]
    second = codes[1:2]
    if second == "U":
        return (rounded + ending,)
    if second == "?" and len(codes) > 2:
        return (consonants + ending, rounded + ending)
    return (consonants + ending,)
