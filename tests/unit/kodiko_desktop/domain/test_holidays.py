"""Public holidays against published calendars."""

from datetime import date

import pytest

from kodiko_desktop.domain.holidays import (
    HolidayProfile,
    easter,
    holiday_name,
    holidays,
    profile_for_postcode,
    profile_of_workplace,
)


def test_the_eleven_holidays_of_2026() -> None:
    assert list(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 14),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    ]


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1818, date(1818, 3, 22)),
        (1943, date(1943, 4, 25)),
        (2000, date(2000, 4, 23)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
        (2100, date(2100, 3, 28)),
    ],
)
def test_easter_of_known_years(year: int, sunday: date) -> None:
    assert easter(year) == sunday


def test_alsace_moselle_adds_saint_stephen_and_good_friday_only_when_chosen() -> None:
    base = set(holidays(2026))
    assert set(holidays(2026, HolidayProfile.ALSACE_MOSELLE)) - base == {date(2026, 12, 26)}
    with_good_friday = set(holidays(2026, HolidayProfile.ALSACE_MOSELLE_GOOD_FRIDAY)) - base
    assert with_good_friday == {date(2026, 12, 26), date(2026, 4, 3)}


def test_first_of_may_keeps_its_name_when_ascension_falls_on_it() -> None:
    assert holiday_name(date(2008, 5, 1)) == "fête du Travail"
    assert len(holidays(2008)) == 10


@pytest.mark.parametrize("postcode", ["67000", "68100", " 57050"])
def test_workplace_in_alsace_or_moselle_keeps_its_holidays_by_default(postcode: str) -> None:
    assert profile_for_postcode(postcode) is HolidayProfile.ALSACE_MOSELLE


@pytest.mark.parametrize("postcode", ["75011", "", "37000", "06700"])
def test_other_workplaces_keep_the_eleven(postcode: str) -> None:
    assert profile_for_postcode(postcode) is HolidayProfile.METROPOLE


def test_profile_chosen_prevails_over_the_postcode() -> None:
    assert profile_of_workplace("metropole", "67000") is HolidayProfile.METROPOLE
    assert profile_of_workplace("", "67000") is HolidayProfile.ALSACE_MOSELLE
