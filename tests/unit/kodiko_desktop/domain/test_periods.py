"""Periods as people name them."""

from datetime import date

import pytest

from kodiko_desktop.domain.periods import Bounds, Period, bounds


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        (Period.THIS_MONTH, date(2028, 2, 10), date(2028, 2, 1), date(2028, 2, 29)),
        (Period.LAST_MONTH, date(2026, 1, 31), date(2025, 12, 1), date(2025, 12, 31)),
        (Period.LAST_MONTH, date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),
        (Period.THIS_YEAR, date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 31)),
        (Period.LAST_YEAR, date(2028, 2, 29), date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_named_periods_have_both_days_included(period: Period, today: date, first: date, last: date) -> None:
    assert bounds(period, today) == Bounds(first, last)


def test_everything_has_no_bound() -> None:
    assert bounds(Period.EVERYTHING, date(2026, 5, 11)) == Bounds(None, None)


def test_every_period_has_a_name_of_its_own() -> None:
    assert len({period.label for period in Period}) == len(Period)
