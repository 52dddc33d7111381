"""Meetings of a pair, calls, +3 and +6 months, exits to declare."""

from datetime import date

from kodiko_desktop.domain.milestones import afterwards, exit_declaration, monthly_calls, pair_meetings
from kodiko_desktop.domain.working_days import WorkCalendar


def test_ten_pair_meetings_every_fortnight_move_forward_over_holidays() -> None:
    meetings = pair_meetings(date(2026, 4, 30), WorkCalendar())
    assert len(meetings) == 10
    assert meetings[:3] == (date(2026, 4, 30), date(2026, 5, 15), date(2026, 5, 28))


def test_monthly_calls_fall_on_worked_days() -> None:
    assert monthly_calls(date(2026, 4, 10), WorkCalendar(), months=2) == (date(2026, 5, 11), date(2026, 6, 10))


def test_three_and_six_months_after() -> None:
    assert afterwards(date(2026, 5, 11), WorkCalendar()) == (date(2026, 8, 11), date(2026, 11, 12))


def test_exit_is_reminded_twice_and_due_within_a_month() -> None:
    found = exit_declaration(date(2026, 1, 31))
    assert found.reminders == (date(2026, 2, 15), date(2026, 2, 25))
    assert found.deadline == date(2026, 2, 28)
