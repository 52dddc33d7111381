"""Signals that somebody is being lost, or that a date comes near: silence, permit, suspension, retention.

Rupture is what the whole application prevents (guide "Construire des parcours sans rupture").
"""

import datetime
from enum import StrEnum
from typing import NamedTuple

from kodiko_desktop.domain.dates_in_words import distance_in_words, long_date_with_year, short_date_with_year
from kodiko_desktop.domain.months import add_months
from kodiko_desktop.domain.wording import N_, _, ngettext

WEEKLY = 7
FORTNIGHTLY = 15

PERMIT_RENEWAL_OPENS_MONTHS = 4
PERMIT_RENEWAL_CLOSES_MONTHS = 2
"""A renewal is asked between the fourth and the second month before the end (CESEDA, R431-5)."""

SUSPENSION_ALERT_DAYS = 14
RETENTION_FIRST_ALERT_MONTHS = 23
RETENTION_MONTHS = 24
"""Active base: two years after the last contact (CNIL, référentiel 2021-028)."""


class Silence(NamedTuple):
    """Nobody has heard from somebody within the rhythm agreed. `days`: since the last contact, or since the journey
    began when there was none (`last_contact` None)."""

    last_contact: datetime.date | None
    days: int
    rhythm_days: int
    sentence: str


def rhythm_in_words(days: int) -> str:
    """« chaque semaine », « tous les 15 jours »."""
    if days == WEEKLY:
        return _("chaque semaine")
    return ngettext("chaque jour", "tous les {count} jours", days).format(count=days)


def silence(
    last_contact: datetime.date | None, journey_started: datetime.date, rhythm_days: int, today: datetime.date
) -> Silence | None:
    """The silence to show, or None while the rhythm (in days) is kept. A contact dated after today breaks no silence
    yet; the person of a suspended or ended journey is the caller's to leave out."""
    heard = last_contact if last_contact is not None and last_contact <= today else None
    days = (today - (heard or journey_started)).days
    if days <= rhythm_days:
        return None
    if heard is None:
        sentence = _("Aucun contact depuis le début, {distance}. Rythme convenu\u00a0: {rhythm}.").format(
            distance=distance_in_words(journey_started, today), rhythm=rhythm_in_words(rhythm_days)
        )
    else:
        sentence = _("Dernier contact {distance}. Rythme convenu\u00a0: {rhythm}.").format(
            distance=distance_in_words(heard, today), rhythm=rhythm_in_words(rhythm_days)
        )
    return Silence(heard, days, rhythm_days, sentence)


class PermitStage(StrEnum):
    """How near the end of a residence document is."""

    RENEWAL_OPEN = "a_renouveler"
    RENEWAL_LATE = "urgent"
    EXPIRED = "expire"


class Alert(NamedTuple):
    """Something that comes near. `stage`: a code of the alert's family; `on`: the date it is about."""

    stage: str
    on: datetime.date
    sentence: str


_PERMIT_SENTENCES = {
    PermitStage.RENEWAL_OPEN: N_("Titre de séjour valable jusqu’au {date}\u00a0: demander le renouvellement."),
    PermitStage.RENEWAL_LATE: N_("Titre de séjour valable jusqu’au {date}, {distance}\u00a0: renouvellement urgent."),
    PermitStage.EXPIRED: N_("Titre de séjour fini depuis le {date}\u00a0: vérifier le récépissé."),
}


def permit_alert(permit_ends_on: datetime.date, today: datetime.date) -> Alert | None:
    """The alert about a residence document: from four months before its end, urgent in the last two, then expired."""
    if today > permit_ends_on:
        stage = PermitStage.EXPIRED
    elif today > add_months(permit_ends_on, -PERMIT_RENEWAL_CLOSES_MONTHS):
        stage = PermitStage.RENEWAL_LATE
    elif today >= add_months(permit_ends_on, -PERMIT_RENEWAL_OPENS_MONTHS):
        stage = PermitStage.RENEWAL_OPEN
    else:
        return None
    sentence = _(_PERMIT_SENTENCES[stage]).format(
        date=short_date_with_year(permit_ends_on), distance=distance_in_words(permit_ends_on, today)
    )
    return Alert(stage, permit_ends_on, sentence)


def suspension_limit(
    since: datetime.date, resumption_planned: datetime.date | None, maximum_months: int | None
) -> datetime.date | None:
    """The day a suspension must end: the resumption planned or the programme's maximum, whichever comes first."""
    longest = None if maximum_months is None else add_months(since, maximum_months)
    return min((day for day in (resumption_planned, longest) if day is not None), default=None)


def suspension_alert(limit: datetime.date, today: datetime.date) -> Alert | None:
    """The alert about a suspension that ends within two weeks ("proche") or should have ended ("depassee")."""
    if today > limit:
        sentence = _("Suspension qui devait finir le {date}, {distance}.")
        stage = "depassee"
    elif (limit - today).days <= SUSPENSION_ALERT_DAYS:
        sentence = _("Suspension qui finit le {date}, {distance}.")
        stage = "proche"
    else:
        return None
    text = sentence.format(date=long_date_with_year(limit), distance=distance_in_words(limit, today))
    return Alert(stage, limit, text)


def retention_alert(last_contact: datetime.date, today: datetime.date) -> Alert | None:
    """The alert about a record nobody has used: at 23 months ("bientot") and 24 months ("atteinte") after the last
    contact. `on`: the day the record must leave the active base."""
    limit = add_months(last_contact, RETENTION_MONTHS)
    if today >= limit:
        sentence = _("Deux ans sans contact depuis le {date}\u00a0: la fiche est à archiver.")
        stage = "atteinte"
    elif today >= add_months(last_contact, RETENTION_FIRST_ALERT_MONTHS):
        sentence = _("Bientôt deux ans sans contact (le {date})\u00a0: reprendre contact ou préparer l’archivage.")
        stage = "bientot"
    else:
        return None
    return Alert(stage, limit, sentence.format(date=short_date_with_year(last_contact)))
