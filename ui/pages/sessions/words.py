"""Sessions in words: their days and hours, their state, what a list says of them."""

import datetime
from collections.abc import Iterable

from db.queries.sessions import HalfDayRow, SessionLine
from kodiko_desktop.domain.dates_in_words import (
    hours_in_words,
    long_date_with_year,
    short_date,
    short_date_with_year,
)
from kodiko_desktop.domain.wording import _, ngettext


def joined(parts: Iterable[str]) -> str:
    """« Salle 2 · 11 inscrits », what is empty left out."""
    return " · ".join(part for part in parts if part)


def days(first: datetime.date, last: datetime.date) -> str:
    """« lundi 11 mai 2026 », « du 11 mai au 12 mai 2026 »."""
    if first == last:
        return long_date_with_year(first)
    return _("du {first} au {last}").format(first=short_date(first), last=short_date_with_year(last))


def when(half_days: tuple[HalfDayRow, ...]) -> str:
    """The days of a session, with the hours when it lasts one day."""
    if not half_days:
        return ""
    first, last = half_days[0].on_date, half_days[-1].on_date
    if first != last:
        return days(first, last)
    said = ", ".join(hours_in_words(half_day.starts_at, half_day.ends_at) for half_day in half_days)
    return f"{long_date_with_year(first)} · {said}"


def state_badge(line: SessionLine, today: datetime.date) -> tuple[str, str]:
    """(word, kind) of a session's state: what is to be done with it."""
    if line.cancelled:
        return _("Annulée"), "neutral"
    if line.marked_on is not None:
        return _("Présences saisies"), "done"
    if line.first_day > today:
        return _("À venir"), "neutral"
    if line.marked:
        return _("{marked} sur {cells} saisies").format(marked=line.marked, cells=line.to_mark), "warning"
    return (_("Saisir les présences"), "accent" if line.last_day >= today else "warning")


def expected(count: int) -> str:
    """« 11 personnes »."""
    if not count:
        return _("personne d’inscrit")
    return ngettext("{count} personne inscrite", "{count} personnes inscrites", count).format(count=count)


def printed(version: int) -> str:
    """« feuille imprimée (v2) », "" when it never was."""
    return _("feuille imprimée (v{version})").format(version=version) if version else ""


def place(where: str, *, remote: bool) -> str:
    """« Salle 2 », « à distance »."""
    if not remote:
        return where
    return _("à distance ({place})").format(place=where) if where else _("à distance")
