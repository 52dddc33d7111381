"""Dates, delays and times as one says them aloud: « lundi 11 mai », « il y a 19 jours », « 14 h 30 ».

No locale module: the language is the interface's, through the wording catalogue, the same on every machine.
"""

import datetime

from kodiko_desktop.domain.wording import N_, _, ngettext

_WEEKDAYS = (
    N_("lundi"),
    N_("mardi"),
    N_("mercredi"),
    N_("jeudi"),
    N_("vendredi"),
    N_("samedi"),
    N_("dimanche"),
)
_MONTHS = (
    N_("janvier"),
    N_("février"),
    N_("mars"),
    N_("avril"),
    N_("mai"),
    N_("juin"),
    N_("juillet"),
    N_("août"),
    N_("septembre"),
    N_("octobre"),
    N_("novembre"),
    N_("décembre"),
)


def weekday_name(day: datetime.date) -> str:
    """« lundi »."""
    return _(_WEEKDAYS[day.weekday()])


def week_in_words(pattern: str) -> str:
    """« lundi à vendredi » for the weekdays "12345" (1 = Monday; nothing written says the same), or the days one by
    one: "135" → « lundi, mercredi, vendredi »."""
    days = [int(digit) for digit in pattern if digit in "1234567"] or [1, 2, 3, 4, 5]
    names = [_(_WEEKDAYS[day - 1]) for day in days]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return _("{first} à {last}").format(first=names[0], last=names[-1])
    return ", ".join(names)


def month_name(month: int) -> str:
    """« mai » for 5 (1 to 12)."""
    return _(_MONTHS[month - 1])


def day_in_month(day: datetime.date) -> str:
    """« 11 », « 1er »: the number of the day as it is said."""
    return _("1er") if day.day == 1 else str(day.day)


def short_date(day: datetime.date) -> str:
    """« 11 mai »."""
    return _("{day} {month}").format(day=day_in_month(day), month=month_name(day.month))


def short_date_with_year(day: datetime.date) -> str:
    """« 11 mai 2026 »."""
    return _("{day} {month} {year}").format(day=day_in_month(day), month=month_name(day.month), year=day.year)


def long_date(day: datetime.date) -> str:
    """« lundi 11 mai »."""
    return _("{weekday} {day} {month}").format(
        weekday=weekday_name(day), day=day_in_month(day), month=month_name(day.month)
    )


def long_date_with_year(day: datetime.date) -> str:
    """« lundi 11 mai 2026 »."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=weekday_name(day), day=day_in_month(day), month=month_name(day.month), year=day.year
    )


def month_and_year(day: datetime.date) -> str:
    """« mai 2026 »."""
    return _("{month} {year}").format(month=month_name(day.month), year=day.year)


def numeric_date(day: datetime.date) -> str:
    """« 11/05/2026 »: day, month, year, on paper and in tables, in every language of the interface."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def date_seen_from(day: datetime.date, today: datetime.date) -> str:
    """The weekday and date, with the year only when it is not this year's."""
    return long_date(day) if day.year == today.year else long_date_with_year(day)


def distance_in_words(day: datetime.date, today: datetime.date) -> str:
    """« aujourd’hui », « hier », « demain », « il y a 19 jours », « dans 8 jours »."""
    days = (day - today).days
    if days == 0:
        return _("aujourd’hui")
    if days == -1:
        return _("hier")
    if days == 1:
        return _("demain")
    if days < 0:
        return ngettext("il y a {count} jour", "il y a {count} jours", -days).format(count=-days)
    return ngettext("dans {count} jour", "dans {count} jours", days).format(count=days)


def time_in_words(moment: datetime.time) -> str:
    """« 14 h 30 », « 9 h ». The spaces do not break."""
    if moment.minute == 0:
        return _("{hour}\u00a0h").format(hour=moment.hour)
    return _("{hour}\u00a0h\u00a0{minute}").format(hour=moment.hour, minute=f"{moment.minute:02d}")


def hour_in_words(written: str) -> str:
    """« 9 h » for "09:00" as the store keeps it; "" for "". What is no hour (another laptop may have written anything)
    is said as it stands."""
    try:
        return time_in_words(datetime.time.fromisoformat(written)) if written else ""
    except ValueError:
        return written


def hours_in_words(starts_at: str, ends_at: str) -> str:
    """« 9 h – 12 h 30 » for two "HH:MM" as the store keeps them."""
    return f"{hour_in_words(starts_at)} – {hour_in_words(ends_at)}"


def duration_in_words(minutes: int) -> str:
    """« 3 h », « 3 h 30 », « 45 min » for a number of minutes (≥ 0)."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes}\u00a0min").format(minutes=rest)
    if not rest:
        return _("{hours}\u00a0h").format(hours=hours)
    return _("{hours}\u00a0h\u00a0{minutes}").format(hours=hours, minutes=f"{rest:02d}")


def moment_in_words(day: datetime.date, moment: datetime.time) -> str:
    """« lundi 11 mai à 14 h 30 »."""
    return _("{date} à {time}").format(date=long_date(day), time=time_in_words(moment))
