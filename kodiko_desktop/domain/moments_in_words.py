"""How long ago, and how long until, as one says it: « il y a 4 min », « hier à 14 h 30 », « dans 2 jours »."""

import datetime

from kodiko_desktop.domain.dates_in_words import distance_in_words, time_in_words
from kodiko_desktop.domain.wording import _

_MINUTE = datetime.timedelta(minutes=1)
_HOUR = datetime.timedelta(hours=1)
_DAY = datetime.timedelta(days=1)
_SOON = datetime.timedelta(hours=12)


def moment_of(utc: str) -> datetime.datetime | None:
    """The moment that a UTC ISO 8601 text of the store says; None when it says none (another laptop may have written
    anything)."""
    try:
        moment = datetime.datetime.fromisoformat(utc)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def ago(utc: str | None, now: datetime.datetime) -> str:
    """« à l’instant », « il y a 4 min », « il y a 3 h », « hier à 14 h 30 », « il y a 19 jours »; "" for no moment.
    `utc`: as the store keeps it; `now`: with its timezone, in which hours are said. A moment ahead of `now` (another
    clock) is « à l’instant »."""
    moment = moment_of(utc) if utc else None
    if moment is None:
        return ""
    gone = now - moment
    if gone < _MINUTE:
        return _("à l’instant")
    if gone < _HOUR:
        return _("il y a {count}\u00a0min").format(count=gone // _MINUTE)
    here = moment.astimezone(now.tzinfo)
    if here.date() == now.date() or gone < _SOON:
        return _("il y a {count}\u00a0h").format(count=gone // _HOUR)
    said = distance_in_words(here.date(), now.date())
    if (now.date() - here.date()).days == 1:
        return _("{day} à {time}").format(day=said, time=time_in_words(here.time()))
    return said


def until(utc: str, now: datetime.datetime) -> str:
    """« dans 40 min », « dans 5 h », « dans 2 jours »; "" once it is over."""
    moment = moment_of(utc)
    if moment is None or moment <= now:
        return ""
    left = moment - now
    if left < _HOUR:
        return _("dans {count}\u00a0min").format(count=max(1, left // _MINUTE))
    if left < _DAY:
        return _("dans {count}\u00a0h").format(count=left // _HOUR)
    return distance_in_words(now.date() + datetime.timedelta(days=round(left / _DAY)), now.date())
