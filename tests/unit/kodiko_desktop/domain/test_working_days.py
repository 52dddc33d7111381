"""Which days count as worked."""

from datetime import date

import pytest

from kodiko_desktop.domain.holidays import HolidayProfile
from kodiko_desktop.domain.working_days import (
    AbsenceEndsBeforeItStarts,
    NotAWeek,
    NoWorkedDay,
    WeeklyPattern,
    WorkCalendar,
    absence_days,
)

MONDAY = date(2026, 5, 11)
ASCENSION = date(2026, 5, 14)


def test_third_worked_day_of_a_plain_week_is_wednesday() -> None:
    assert WorkCalendar().nth_worked_day(MONDAY, 3) == date(2026, 5, 13)


def test_fifth_worked_day_skips_ascension() -> None:
    assert WorkCalendar().nth_worked_day(MONDAY, 5) == date(2026, 5, 18)


def test_third_worked_day_skips_ascension() -> None:
    assert WorkCalendar().nth_worked_day(date(2026, 5, 12), 3) == date(2026, 5, 15)


def test_restaurant_that_works_ascension_counts_it() -> None:
    calendar = WorkCalendar(worked_holidays=frozenset({ASCENSION}))
    assert calendar.nth_worked_day(MONDAY, 5) == date(2026, 5, 15)


def test_first_of_may_is_never_worked() -> None:
    labour_day = date(2026, 5, 1)
    assert not WorkCalendar(worked_holidays=frozenset({labour_day})).is_worked(labour_day)


def test_good_friday_is_worked_except_where_it_is_kept() -> None:
    good_friday = date(2026, 4, 3)
    assert WorkCalendar(profile=HolidayProfile.ALSACE_MOSELLE).is_worked(good_friday)
    assert not WorkCalendar(profile=HolidayProfile.ALSACE_MOSELLE_GOOD_FRIDAY).is_worked(good_friday)


def test_weekend_worker_is_followed_on_weekends() -> None:
    calendar = WorkCalendar(pattern=WeeklyPattern.from_text("67"))
    assert calendar.nth_worked_day(MONDAY, 3) == date(2026, 5, 23)


def test_absence_is_not_counted_as_worked() -> None:
    calendar = WorkCalendar(absences=((date(2026, 5, 12), date(2026, 5, 13)),))
    assert calendar.nth_worked_day(MONDAY, 2) == date(2026, 5, 15)
    assert calendar.days_not_counted(MONDAY, date(2026, 5, 15)) == (date(2026, 5, 12), date(2026, 5, 13), ASCENSION)


def test_neighbouring_worked_days_around_a_long_weekend() -> None:
    assert WorkCalendar().next_worked_on_or_after(date(2026, 5, 23)) == date(2026, 5, 26)
    assert WorkCalendar().previous_worked_on_or_before(ASCENSION) == date(2026, 5, 13)


def test_absence_without_end_is_said_instead_of_searched_for_ever() -> None:
    with pytest.raises(NoWorkedDay, match="Vérifiez les absences"):
        WorkCalendar(absences=((MONDAY, date.max),)).next_worked_on_or_after(MONDAY)


def test_absence_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(AbsenceEndsBeforeItStarts):
        WorkCalendar(absences=((ASCENSION, MONDAY),))


@pytest.mark.parametrize("text", ["89", "0", "lundi", "1-5", "²"])
def test_unreadable_week_is_refused(text: str) -> None:
    with pytest.raises(NotAWeek):
        WeeklyPattern.from_text(text)


def test_week_is_stored_in_order_and_defaults_to_monday_to_friday() -> None:
    assert WeeklyPattern.from_text("531").text == "135"
    assert WeeklyPattern.from_text("").text == "12345"


def test_overlapping_absences_count_each_day_once() -> None:
    absences = ((date(2026, 5, 12), date(2026, 5, 14)), (date(2026, 5, 13), date(2026, 5, 16)))
    assert absence_days(absences, MONDAY, date(2026, 5, 15)) == 4
