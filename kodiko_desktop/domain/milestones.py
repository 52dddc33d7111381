"""Dates that follow from another one: meetings of a pair, calls of the Konnecteur, +3 and +6 months, exits to declare.

Kodiko's co-training (a meeting every two weeks over five months) and FSE+ exits (declared within a month).
"""

import datetime
from dataclasses import dataclass

from kodiko_desktop.domain.months import add_months
from kodiko_desktop.domain.working_days import WorkCalendar

PAIR_MEETING_INTERVAL_DAYS = 14
PAIR_MEETINGS = 10
AFTERWARDS_MONTHS = (3, 6)
FSE_ALERT_DAYS = (15, 25)
FSE_DEADLINE_MONTHS = 1


def pair_meetings(
    first: datetime.date,
    calendar: WorkCalendar,
    *,
    count: int = PAIR_MEETINGS,
    every_days: int = PAIR_MEETING_INTERVAL_DAYS,
) -> tuple[datetime.date, ...]:
    """The days of a pair's meetings: one every two weeks from `first`. One that falls on a day the mentor does not work
    moves forward, without shifting the next ones."""
    wanted = (first + datetime.timedelta(days=every_days * rank) for rank in range(count))
    return tuple(calendar.next_worked_on_or_after(day) for day in wanted)


def monthly_calls(first: datetime.date, calendar: WorkCalendar, *, months: int) -> tuple[datetime.date, ...]:
    """The days of the Konnecteur's calls: a month after `first`, then each month, moved forward to a worked day."""
    return tuple(calendar.next_worked_on_or_after(add_months(first, rank)) for rank in range(1, months + 1))


def afterwards(
    end: datetime.date, calendar: WorkCalendar, *, months: tuple[int, ...] = AFTERWARDS_MONTHS
) -> tuple[datetime.date, ...]:
    """The days of the follow-up after a journey, +3 and +6 months unless said, moved forward to a worked day."""
    return tuple(calendar.next_worked_on_or_after(add_months(end, count)) for count in months)


@dataclass(frozen=True)
class ExitDeclaration:
    """When to remind that an exit must be entered (FSE+), and the last day to do it."""

    reminders: tuple[datetime.date, ...]
    deadline: datetime.date


def exit_declaration(exited_on: datetime.date) -> ExitDeclaration:
    """The reminders at +15 and +25 days, and the deadline a month after the exit. Calendar days: a deadline does not
    move."""
    reminders = tuple(exited_on + datetime.timedelta(days=days) for days in FSE_ALERT_DAYS)
    return ExitDeclaration(reminders, add_months(exited_on, FSE_DEADLINE_MONTHS))
