"""Periods people name: this month, last year. A funder's table goes from one day to another."""

import datetime
from enum import StrEnum
from typing import NamedTuple

from kodiko_desktop.domain.months import add_months, last_day_of_months
from kodiko_desktop.domain.wording import N_, _


class Period(StrEnum):
    """A period named from a day; its value is stable."""

    THIS_MONTH = "ce_mois"
    LAST_MONTH = "mois_dernier"
    THIS_YEAR = "cette_annee"
    LAST_YEAR = "annee_derniere"
    EVERYTHING = "tout"

    @property
    def label(self) -> str:
        """What one reads."""
        return _(_LABELS[self])


_LABELS = {
    Period.THIS_MONTH: N_("Ce mois-ci"),
    Period.LAST_MONTH: N_("Le mois dernier"),
    Period.THIS_YEAR: N_("Cette année"),
    Period.LAST_YEAR: N_("L’année dernière"),
    Period.EVERYTHING: N_("Tout, depuis le début"),
}


class Bounds(NamedTuple):
    """The first and the last day, both included; None where nothing bounds the period."""

    first: datetime.date | None
    last: datetime.date | None


def bounds(period: Period, today: datetime.date) -> Bounds:
    """The days of a period as `today` sees it."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    if period is Period.EVERYTHING:
        return Bounds(None, None)
    start, months = {
        Period.THIS_MONTH: (month, 1),
        Period.LAST_MONTH: (add_months(month, -1), 1),
        Period.THIS_YEAR: (year, 12),
        Period.LAST_YEAR: (add_months(year, -12), 12),
    }[period]
    return Bounds(start, last_day_of_months(start, months))
