"""Periods in months and days, with the examples of the legal table."""

from datetime import date

import pytest

from kodiko_desktop.domain.months import add_months, is_longer_than_months, last_day_of_days, last_day_of_months


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 4, 1), 3, date(2026, 6, 30)),
        (date(2026, 4, 7), 3, date(2026, 7, 6)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 29), 1, date(2026, 2, 28)),
        (date(2026, 12, 1), 2, date(2027, 1, 31)),
        (date(2026, 12, 15), 2, date(2027, 2, 14)),
    ],
)
def test_period_in_months_ends_the_day_before_the_same_day(start: date, months: int, last: date) -> None:
    assert last_day_of_months(start, months) == last


def test_period_in_days_counts_its_first_day() -> None:
    assert last_day_of_days(date(2011, 5, 9), 8) == date(2011, 5, 16)
    assert last_day_of_days(date(2011, 5, 9), 14) == date(2011, 5, 22)


def test_same_day_of_a_shorter_month_is_clamped() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_exactly_six_months_is_not_longer_than_six_months() -> None:
    assert not is_longer_than_months(date(2026, 5, 11), date(2026, 11, 10), 6)
    assert is_longer_than_months(date(2026, 5, 11), date(2026, 11, 11), 6)


@pytest.mark.parametrize("period", [last_day_of_months, last_day_of_days])
def test_empty_period_has_no_last_day(period) -> None:
    with pytest.raises(ValueError, match="no last day"):
        period(date(2026, 5, 11), 0)
