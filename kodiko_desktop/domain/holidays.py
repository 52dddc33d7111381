"""French public holidays, computed for any year: a day of follow-up or a signature that falls on one must be seen.

Code du travail, L3133-1 (eleven days) and L3134-13 (Moselle, Bas-Rhin, Haut-Rhin: 26 December, and Good Friday in
communes with a Protestant or mixed church).
"""

import datetime
from enum import StrEnum
from functools import lru_cache

from kodiko_desktop.domain.wording import N_, _

FIRST_OF_MAY = (5, 1)
"""Month and day of the only holiday that must be unworked by law (L3133-4)."""

_FIXED = (
    (1, 1, N_("jour de l’an")),
    (5, 1, N_("fête du Travail")),
    (5, 8, N_("victoire de 1945")),
    (7, 14, N_("fête nationale")),
    (8, 15, N_("Assomption")),
    (11, 1, N_("Toussaint")),
    (11, 11, N_("armistice de 1918")),
    (12, 25, N_("Noël")),
)
_AFTER_EASTER = ((1, N_("lundi de Pâques")), (39, N_("Ascension")), (50, N_("lundi de Pentecôte")))
_GOOD_FRIDAY = N_("Vendredi saint")
_SAINT_STEPHEN = N_("Saint-Étienne")
_ALSACE_MOSELLE_DEPARTMENTS = ("57", "67", "68")


class HolidayProfile(StrEnum):
    """Which holidays a workplace keeps. The value is what is stored."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace_moselle"
    ALSACE_MOSELLE_GOOD_FRIDAY = "alsace_moselle_good_friday"

    @property
    def label(self) -> str:
        """The profile in the words of the screen."""
        return _(_PROFILE_LABELS[self])


_PROFILE_LABELS = {
    HolidayProfile.METROPOLE: N_("France, hors Alsace et Moselle"),
    HolidayProfile.ALSACE_MOSELLE: N_("Alsace et Moselle"),
    HolidayProfile.ALSACE_MOSELLE_GOOD_FRIDAY: N_("Alsace et Moselle, avec le Vendredi saint"),
}


def profile_for_postcode(postcode: str) -> HolidayProfile:
    """The profile a workplace has by default: 57, 67 and 68 are Alsace-Moselle, without Good Friday, which depends on
    the commune and is asked. Anything else, or nothing, is the rest of France."""
    if postcode.strip()[:2] in _ALSACE_MOSELLE_DEPARTMENTS:
        return HolidayProfile.ALSACE_MOSELLE
    return HolidayProfile.METROPOLE


def profile_of_workplace(stored: str, postcode: str) -> HolidayProfile:
    """The profile chosen (`stored`) when it is one, else the one its postcode gives."""
    try:
        return HolidayProfile(stored)
    except ValueError:
        return profile_for_postcode(postcode)


def easter(year: int) -> datetime.date:
    """Easter Sunday (Gregorian computus of Meeus, Jones and Butcher), for years 1583 to 9999."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, centuries_left = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, years_left = divmod(rest, 4)
    weekday = (32 + 2 * centuries_left + 2 * leaps - epact - years_left) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return datetime.date(year, month, day + 1)


@lru_cache(maxsize=256)
def _french_labels(year: int, profile: HolidayProfile) -> dict[datetime.date, str]:
    sunday = easter(year)
    found = {sunday + datetime.timedelta(days=offset): label for offset, label in _AFTER_EASTER}
    if profile is not HolidayProfile.METROPOLE:
        found[datetime.date(year, 12, 26)] = _SAINT_STEPHEN
    if profile is HolidayProfile.ALSACE_MOSELLE_GOOD_FRIDAY:
        found[sunday - datetime.timedelta(days=2)] = _GOOD_FRIDAY
    # Last, so that a fixed day keeps its name when Ascension falls on it (1 May 2008).
    found.update({datetime.date(year, month, day): label for month, day, label in _FIXED})
    return dict(sorted(found.items()))


def holidays(year: int, profile: HolidayProfile = HolidayProfile.METROPOLE) -> dict[datetime.date, str]:
    """The public holidays of `year` in date order, each with its name in the language of the interface."""
    return {day: _(label) for day, label in _french_labels(year, profile).items()}


def is_holiday(day: datetime.date, profile: HolidayProfile = HolidayProfile.METROPOLE) -> bool:
    """Whether `day` is a public holiday there (cheap: the year is computed once)."""
    return day in _french_labels(day.year, profile)


def holiday_name(day: datetime.date, profile: HolidayProfile = HolidayProfile.METROPOLE) -> str | None:
    """The name of the holiday `day` is, or None."""
    label = _french_labels(day.year, profile).get(day)
    return None if label is None else _(label)
