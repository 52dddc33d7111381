"""Reads the dates people type in French spreadsheets: « 3 mars 1990 », 03/03/90, 3.3.1990, serial numbers, real dates.

A date is never guessed: what lacks a day or a month, or has two readings, is a problem with a suggestion.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.names import fold
from kodiko_desktop.domain.wording import _

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev feb february",
            "mars mar march",
            "avril avr apr april",
            "mai may",
            "juin jun june",
            "juillet juil jul july",
            "aout aou aug august",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_DAYS = frozenset("le lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim".split())  # noqa: SIM905
_EXCEL_START = datetime.date(1899, 12, 30)
_SERIALS = range(2200, 80_000)
"""Serial numbers from 1906 to 2119. Below, a number may be a year."""
_YEARS = range(1900, 2200)
_TIME = re.compile(r"[ T]\d{1,2}[:hH]\d{2}(?::\d{2}(?:\.\d+)?)?Z?$")
_NUMERIC = re.compile(r"(\d{1,4})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,4})")
_EIGHT = re.compile(r"\d{7,8}")


@dataclass(frozen=True)
class DateRead:
    """A date, or the sentence that says why there is none, with a suggestion to correct it ("" without)."""

    date: datetime.date | None
    problem: str = ""
    suggestion: str = ""


def read_date(value: Any, *, today: datetime.date, in_the_past: bool) -> DateRead:
    """The date of a cell. `in_the_past`: a year of two digits is then the latest that is not to come (births)."""
    if isinstance(value, datetime.datetime):
        return DateRead(value.date())
    if isinstance(value, datetime.date):
        return DateRead(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_number(value, today, in_the_past)
    if not isinstance(value, str):
        return _unreadable()
    text = _TIME.sub("", value.strip().rstrip("."))
    if _EIGHT.fullmatch(text) or (text.isdecimal() and len(text) <= 5):
        return _from_number(int(text), today, in_the_past)
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        return _from_numbers(*numeric.groups(), today=today, in_the_past=in_the_past)
    return _from_words(text, today, in_the_past)


def _from_number(value: float, today: datetime.date, in_the_past: bool) -> DateRead:
    number = int(value)
    if number in _YEARS:
        return DateRead(
            None,
            _("Il n’y a qu’une année : écrivez aussi le jour et le mois."),
            numeric_date(datetime.date(number, 1, 1)),
        )
    if number in _SERIALS:
        return DateRead(_EXCEL_START + datetime.timedelta(days=number))
    digits = f"{number:08d}"
    if number == value and 7 <= len(str(number)) <= 8:
        read = _from_numbers(digits[:2], digits[2:4], digits[4:], today=today, in_the_past=in_the_past)
        if read.date is None:
            other = _from_numbers(digits[:4], digits[4:6], digits[6:], today=today, in_the_past=in_the_past)
            return other if other.date is not None else read
        return read
    return _unreadable()


def _from_numbers(first: str, second: str, third: str, *, today: datetime.date, in_the_past: bool) -> DateRead:
    if len(first) == 4:
        return _made(first, int(second), int(third), today, in_the_past)
    if len(first) > 2 or len(third) not in (2, 4):
        return _unreadable()
    day, month = int(first), int(second)
    if month > 12 >= day:
        swapped = _made(third, day, month, today, in_the_past)
        if swapped.date is not None:
            return DateRead(
                None,
                _("Le mois {month} n’existe pas : le jour et le mois sont peut-être inversés.").format(month=month),
                numeric_date(swapped.date),
            )
    return _made(third, month, day, today, in_the_past)


def _from_words(text: str, today: datetime.date, in_the_past: bool) -> DateRead:
    words = [word for word in fold(text).split() if word not in _DAYS]
    if len(words) == 4 and words[0] == "mar":
        words = words[1:]
    if len(words) == 3 and words[1] in _MONTHS:
        day = words[0].removesuffix("er").removesuffix("eme")
        if day.isdecimal() and len(day) <= 2 and words[2].isdecimal() and len(words[2]) in (2, 4):
            return _made(words[2], _MONTHS[words[1]], int(day), today, in_the_past)
    if len(words) == 2 and words[0] in _MONTHS and words[1].isdecimal() and len(words[1]) == 4:
        start = datetime.date(int(words[1]), _MONTHS[words[0]], 1)
        return DateRead(None, _("Il manque le jour."), numeric_date(start))
    month_only = re.fullmatch(r"(\d{1,2})\s*[/.\-]\s*(\d{4})", text)
    if month_only and 1 <= int(month_only[1]) <= 12 and int(month_only[2]) in _YEARS:
        start = datetime.date(int(month_only[2]), int(month_only[1]), 1)
        return DateRead(None, _("Il manque le jour."), numeric_date(start))
    return _unreadable()


def _made(year: str, month: int, day: int, today: datetime.date, in_the_past: bool) -> DateRead:
    number = int(year)
    if len(year) <= 2:
        number += 2000
        if in_the_past and (number, month, day) > (today.year, today.month, today.day):
            number -= 100
    if number not in _YEARS:
        return _unreadable()
    try:
        return DateRead(datetime.date(number, month, day))
    except ValueError:
        return DateRead(None, _("Ce jour n’existe pas : vérifiez le jour et le mois."))


def _unreadable() -> DateRead:
    return DateRead(None, _("Ce n’est pas une date : écrivez-la comme 03/03/1990 ou « 3 mars 1990 »."))
