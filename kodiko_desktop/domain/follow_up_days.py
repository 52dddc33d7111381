"""On which day each kind of follow-up point falls, and the sentence that says why.

Practice of the 1-3-5 method: a visit that falls on a day not worked moves forward; the end of a week is its last
worked day.
"""

import datetime
from collections.abc import Callable
from dataclasses import replace

from kodiko_desktop.domain.dates_in_words import long_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.holidays import holiday_name
from kodiko_desktop.domain.months import ONE_DAY, add_months
from kodiko_desktop.domain.placement import PlacementFacts
from kodiko_desktop.domain.wording import _, ngettext

DayAndReason = tuple[datetime.date, str]


class UnknownFollowUpRule(KodikoError):
    """A cadence names a rule nobody knows."""

    def __init__(self, rule: str) -> None:
        super().__init__(
            _("La règle de suivi «\u00a0{rule}\u00a0» n’existe pas. Corrigez le fichier du programme.").format(
                rule=rule
            ),
            for_log="unknown follow-up rule",
        )


def day_and_reason(facts: PlacementFacts, rule: str, n: int) -> DayAndReason:
    """The day a rule gives for this hire, and why. `n`: rank of the worked day or week, months, or days.
    Raises NoWorkedDay when absences leave none, UnknownFollowUpRule."""
    if rule not in _RULES:
        raise UnknownFollowUpRule(rule)
    return _RULES[rule](facts, n)


def first_day_at_work(facts: PlacementFacts) -> datetime.date:
    """J1: the first day really worked, from the start on."""
    return facts.calendar.next_worked_on_or_after(facts.start)


def _worked_day(facts: PlacementFacts, n: int) -> DayAndReason:
    day = facts.calendar.nth_worked_day(facts.start, n)
    reason = _("Premier jour de travail.") if n == 1 else _("{n}e jour travaillé.").format(n=n)
    skipped = facts.calendar.days_not_counted(facts.start, day)
    if not skipped:
        return day, reason
    named = ", ".join(_day_not_counted(facts, lost) for lost in skipped)
    return day, _("{reason} Non compté\u00a0: {days}.").format(reason=reason, days=named)


def _day_not_counted(facts: PlacementFacts, day: datetime.date) -> str:
    if facts.calendar.is_absent(day):
        return _("{date} (absence)").format(date=long_date(day))
    return _("{date} ({holiday})").format(date=long_date(day), holiday=holiday_name(day, facts.holiday_profile) or "")


def _end_of_week_1(facts: PlacementFacts, n: int) -> DayAndReason:
    return _end_of_week(facts, 1)


def _end_of_week(facts: PlacementFacts, n: int) -> DayAndReason:
    """The last worked day of the n-th seven days since J1, not after the end of the job; when none is worked, the next
    that is."""
    first = first_day_at_work(facts) + datetime.timedelta(days=7 * (n - 1))
    last = first + datetime.timedelta(days=6)
    if facts.last_day is not None and first <= facts.last_day < last:
        last = facts.last_day
    if n == 1:
        reason = _("Dernier jour travaillé de la première semaine.")
    else:
        reason = _("Dernier jour travaillé de la {n}e semaine.").format(n=n)
    day = facts.calendar.next_worked_on_or_after(first)
    if day > last:
        return day, _("Premier jour travaillé après la {n}e semaine, passée sans travailler.").format(n=n)
    return facts.calendar.previous_worked_on_or_before(last), reason


def _monthly(facts: PlacementFacts, n: int) -> DayAndReason:
    wanted = add_months(first_day_at_work(facts), n)
    day = facts.calendar.next_worked_on_or_after(wanted)
    reason = ngettext("{count} mois après la prise de poste.", "{count} mois après la prise de poste.", n).format(
        count=n
    )
    if day == wanted:
        return day, reason
    return day, _("{reason} Reporté du {date}, jour non travaillé.").format(reason=reason, date=long_date(wanted))


def _week_before(facts: PlacementFacts, n: int) -> DayAndReason:
    present = replace(facts.calendar, absences=())
    day = present.previous_worked_on_or_before(facts.start - ONE_DAY)
    day = max(day, facts.start - datetime.timedelta(days=7))
    return day, _("Dans la semaine qui précède la prise de poste.")


def _within_days(facts: PlacementFacts, n: int) -> DayAndReason:
    first = first_day_at_work(facts)
    last = first + datetime.timedelta(days=n)
    if facts.last_day is not None and first <= facts.last_day < last:
        last = facts.last_day
    reason = ngettext(
        "Au plus tard {count} jour après la prise de poste.", "Au plus tard {count} jours après la prise de poste.", n
    )
    return facts.calendar.previous_worked_on_or_before(last), reason.format(count=n)


_RULES: dict[str, Callable[[PlacementFacts, int], DayAndReason]] = {
    "worked_day": _worked_day,
    "end_of_week_1": _end_of_week_1,
    "weekly": _end_of_week,
    "monthly": _monthly,
    "week_before": _week_before,
    "within_days": _within_days,
}
