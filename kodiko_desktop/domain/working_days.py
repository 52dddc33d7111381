"""Which days a person works: the 1-3-5 counts worked days, so the whole follow-up of a hire stands on this.

A worked day = the employee's weekly pattern (Monday to Friday unless said) minus the workplace's holidays, minus
absences.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.holidays import FIRST_OF_MAY, HolidayProfile, is_holiday
from kodiko_desktop.domain.months import ONE_DAY
from kodiko_desktop.domain.wording import _

Absence = tuple[datetime.date, datetime.date]
"""First and last day away, both included."""


class NotAWeek(KodikoError):
    """A weekly pattern without a single worked day, or with something that is not a weekday."""

    def __init__(self) -> None:
        super().__init__(
            _("Ces jours de travail ne sont pas compris. Cochez au moins un jour de la semaine."),
            for_log="unreadable weekly pattern",
        )


class AbsenceEndsBeforeItStarts(KodikoError):
    """An absence whose last day comes before its first."""

    def __init__(self) -> None:
        super().__init__(
            _("Cette absence finit avant d’avoir commencé. Vérifiez ses deux dates."),
            for_log="absence ends before it starts",
        )


class NoWorkedDay(KodikoError):
    """No worked day can be found: an absence that never ends."""

    def __init__(self) -> None:
        super().__init__(
            _("Aucun jour travaillé n’a été trouvé. Vérifiez les absences et les jours de travail."),
            for_log="no worked day found",
        )


@dataclass(frozen=True)
class WeeklyPattern:
    """The weekdays somebody works: ISO numbers, 1 = Monday … 7 = Sunday. Stored as text: "12345"."""

    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(1, 8)):
            raise NotAWeek

    @classmethod
    def from_text(cls, text: str) -> "WeeklyPattern":
        """Read "12345"; nothing written means Monday to Friday. Raises NotAWeek."""
        if not text.strip():
            return cls()
        if not (text.strip().isascii() and text.strip().isdigit()):
            raise NotAWeek
        return cls(frozenset(int(digit) for digit in text.strip()))

    @property
    def text(self) -> str:
        """The stored form: "12345"."""
        return "".join(str(weekday) for weekday in sorted(self.weekdays))


MONDAY_TO_FRIDAY = WeeklyPattern()


@dataclass(frozen=True)
class WorkCalendar:
    """The days one person works at one workplace. `worked_holidays`: dates worked although they are holidays
    (restaurants, care homes); 1 May stays unworked whatever it holds."""

    pattern: WeeklyPattern = MONDAY_TO_FRIDAY
    profile: HolidayProfile = HolidayProfile.METROPOLE
    worked_holidays: frozenset[datetime.date] = frozenset()
    absences: tuple[Absence, ...] = ()

    def __post_init__(self) -> None:
        if any(last < first for first, last in self.absences):
            raise AbsenceEndsBeforeItStarts

    def is_kept_holiday(self, day: datetime.date) -> bool:
        """Whether `day` is a holiday the workplace keeps."""
        if not is_holiday(day, self.profile):
            return False
        return (day.month, day.day) == FIRST_OF_MAY or day not in self.worked_holidays

    def is_absent(self, day: datetime.date) -> bool:
        """Whether the person is away on `day`."""
        return bool(self.absences) and any(first <= day <= last for first, last in self.absences)

    def would_be_worked(self, day: datetime.date) -> bool:
        """Whether `day` is worked when nobody is away: the pattern minus the holidays."""
        return day.isoweekday() in self.pattern.weekdays and not self.is_kept_holiday(day)

    def is_worked(self, day: datetime.date) -> bool:
        """Whether the person works on `day`."""
        return self.would_be_worked(day) and not self.is_absent(day)

    def next_worked_on_or_after(self, day: datetime.date) -> datetime.date:
        """The first worked day from `day` on. Raises NoWorkedDay."""
        try:
            while not self.is_worked(day):
                away = [last for first, last in self.absences if first <= day <= last]
                day = max(away, default=day) + ONE_DAY
        except OverflowError:
            raise NoWorkedDay from None
        return day

    def previous_worked_on_or_before(self, day: datetime.date) -> datetime.date:
        """The last worked day up to `day`. Raises NoWorkedDay."""
        try:
            while not self.is_worked(day):
                away = [first for first, last in self.absences if first <= day <= last]
                day = min(away, default=day) - ONE_DAY
        except OverflowError:
            raise NoWorkedDay from None
        return day

    def nth_worked_day(self, start: datetime.date, n: int) -> datetime.date:
        """The `n`-th worked day (n ≥ 1) from `start` on, which counts when it is worked. Raises NoWorkedDay."""
        if n < 1:
            raise ValueError(f"worked days are counted from 1, not {n}")
        day = self.next_worked_on_or_after(start)
        for _rank in range(n - 1):
            day = self.next_worked_on_or_after(day + ONE_DAY)
        return day

    def days_not_counted(self, first: datetime.date, last: datetime.date) -> tuple[datetime.date, ...]:
        """The days of the weekly pattern, from `first` to `last`, that a holiday or an absence took away."""
        return tuple(
            day
            for day in days_between(first, last)
            if day.isoweekday() in self.pattern.weekdays and not self.is_worked(day)
        )


def days_between(first: datetime.date, last: datetime.date) -> Iterable[datetime.date]:
    """Every day from `first` to `last`, both included (none when `last` comes first)."""
    return (first + datetime.timedelta(days=offset) for offset in range((last - first).days + 1))


def absence_days(absences: Iterable[Absence], first: datetime.date, last: datetime.date) -> int:
    """How many calendar days from `first` to `last` fall in an absence; a day counts once even when two overlap."""
    count, counted_until = 0, first - ONE_DAY
    for begin, end in sorted(absences):
        begin, end = max(begin, counted_until + ONE_DAY), min(end, last)
        if begin <= end:
            count += (end - begin).days + 1
            counted_until = end
    return count
