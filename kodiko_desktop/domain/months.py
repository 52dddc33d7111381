"""Month arithmetic as the law and the calendar on the wall count it: every duration in months goes through here."""

import calendar
import datetime

ONE_DAY = datetime.timedelta(days=1)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day `months` months later (earlier when negative), clamped: 31/01 + 1 → 28/02 or 29/02."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def last_day_of_months(start: datetime.date, months: int) -> datetime.date:
    """The last day of a period of `months` months (≥ 1) that begins on `start`, both included.

    Begun on the 1st, it ends on the last day of the month start + n − 1; else on the day before the same day of the
    month start + n, clamped: 01/04 + 3 → 30/06; 07/04 + 3 → 06/07; 31/01 + 1 → 28/02.
    """
    if months < 1:
        raise ValueError(f"a period of {months} months has no last day")
    if start.day == 1:
        return add_months(start, months) - ONE_DAY
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(start.day - 1, last))


def last_day_of_days(start: datetime.date, days: int) -> datetime.date:
    """The last day of a period of `days` calendar days (≥ 1) that begins on `start`: 09/05 + 8 → 16/05."""
    if days < 1:
        raise ValueError(f"a period of {days} days has no last day")
    return start + datetime.timedelta(days=days - 1)


def is_longer_than_months(first: datetime.date, last: datetime.date, months: int) -> bool:
    """Whether the period from `first` to `last`, both included, is longer than `months` months."""
    return last > last_day_of_months(first, months)
