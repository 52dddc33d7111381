"""Telephone numbers and dates are never cut over two lines, on screen nor on paper: their spaces do not break there.

Only what is drawn changes: what is kept, searched and copied has plain spaces.
"""

import re
from functools import lru_cache

from kodiko_desktop.domain import wording
from kodiko_desktop.domain.dates_in_words import month_name

_NUMBER = r"(?<![\d\u00a0])(?:\+\d{1,3} ?\d|0\d)(?: \d\d){4}(?!\d)"


def unbroken(text: str) -> str:
    """`text`, of the same length, with spaces that do not break inside « 06 12 34 56 78 » and « 23 novembre 2026 »."""
    if not any(letter.isdigit() for letter in text):
        return text
    return _wholes(wording.language()).sub(lambda found: found[0].replace(" ", "\u00a0"), text)


@lru_cache(maxsize=4)
def _wholes(language: str) -> re.Pattern[str]:
    """What stays whole in this language (and in French, which papers speak)."""
    with wording.in_french():
        french = {month_name(month) for month in range(1, 13)}
    months = "|".join(sorted({month_name(month) for month in range(1, 13)} | french))
    return re.compile(rf"{_NUMBER}|(?<!\d)(?:\d{{1,2}}|1er) (?:{months})\b(?: \d{{4}}(?!\d))?")
