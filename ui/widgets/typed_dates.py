"""Reads dates and hours as people type them in France: « 12/5 », « 12 mai », « demain », « 8h30 », « 14 »."""

import re
import unicodedata
from datetime import date, time, timedelta

from kodiko_desktop.domain.wording import _

_MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4,
    "mai": 5, "juin": 6, "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "sep": 9,
    "octobre": 10, "oct": 10, "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_WEEKDAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_RELATIVE = {
    "avant-hier": -2, "avant hier": -2, "hier": -1, "aujourd'hui": 0, "aujourdhui": 0, "auj": 0,
    "demain": 1, "apres-demain": 2, "apres demain": 2, "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip
_DIGITS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"(?:le )?(?:[a-z]+ )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)\.?(?: (\d{4}))?")
_AWAY = re.compile(r"(dans|il y a|in) (\d{1,3}) (jour|semaine|day|week)s?")
_HOUR = re.compile(r"(\d{1,2})(?: ?(?:h|:|\.) ?(\d{2})?)?(?: ?(?:min|mn))?")
_HOUR_TOGETHER = re.compile(r"(\d{2})(\d{2})")


class NotRead(ValueError):
    """What was typed is no date or no hour. `sentence` says so in the coordinator's language, with an example."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_date(typed: str, today: date, *, past: bool = False) -> date | None:
    """The day that `typed` means, None when nothing is typed.

    Without a year, the day is the nearest one to `today`; with `past`, the nearest one that is not after today.
    A weekday alone is the next one (the last one with `past`). Two-digit years: up to nine years ahead of today,
    else the past (births). Raises NotRead.
    """
    text = _folded(typed)
    if not text:
        return None
    if text in _RELATIVE:
        return today + timedelta(days=_RELATIVE[text])
    if text in _WEEKDAYS:
        ahead = (_WEEKDAYS[text] - today.weekday()) % 7 or 7
        behind = (today.weekday() - _WEEKDAYS[text]) % 7 or 7
        return today + timedelta(days=-behind if past else ahead)
    if away := _AWAY.fullmatch(text):
        days = int(away[2]) * (7 if away[3] in ("semaine", "week") else 1)
        return today + timedelta(days=-days if away[1] == "il y a" else days)
    if iso := _ISO.fullmatch(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if (numbers := _DIGITS.fullmatch(text)) or (numbers := _TOGETHER.fullmatch(text)):
        return _complete(int(numbers[1]), int(numbers[2]), numbers[3], today, past)
    words = _IN_WORDS.fullmatch(text)
    if words and words[2] in _MONTHS:
        return _complete(int(words[1]), _MONTHS[words[2]], words[3], today, past)
    raise NotRead(_("Cette date n’est pas comprise. Écrivez-la par exemple « 12/05/2026 », « 12 mai » ou « demain »."))


def read_time(typed: str) -> time | None:
    """The hour that `typed` means (« 8h », « 8h30 », « 0830 », « midi »), None for nothing. Raises NotRead."""
    text = _folded(typed)
    if not text:
        return None
    if text in ("midi", "noon"):
        return time(12, 0)
    read = _HOUR_TOGETHER.fullmatch(text) or _HOUR.fullmatch(text)
    if read and int(read[1]) < 24 and int(read[2] or 0) < 60:
        return time(int(read[1]), int(read[2] or 0))
    raise NotRead(_("Cette heure n’est pas comprise. Écrivez-la par exemple « 8h30 », « 14h » ou « 14:15 »."))


def written_date(day: date | None) -> str:
    """How a field shows a day: 12/05/2026; "" for none."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def written_time(hour: time | None) -> str:
    """How a field shows an hour: 08:30; "" for none."""
    return f"{hour.hour:02}:{hour.minute:02}" if hour else ""


def _folded(typed: str) -> str:
    plain = unicodedata.normalize("NFKD", typed.replace("’", "'").casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotRead(_("Ce jour n’existe pas dans le calendrier. Vérifiez le jour et le mois.")) from None


def _complete(day: int, month: int, year: str | None, today: date, past: bool) -> date:
    if year and len(year) == 4:
        return _day(int(year), month, day)
    if year:
        century = today.year // 100 * 100
        full = century + int(year)
        return _day(full if full <= today.year + 9 else full - 100, month, day)
    candidates = []
    for around in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(around, month, day))
        except ValueError:
            continue
    if past:
        candidates = [candidate for candidate in candidates if candidate <= today] or candidates
    if not candidates:
        return _day(today.year, month, day)
    return min(candidates, key=lambda candidate: abs(candidate - today))
