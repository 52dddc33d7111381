"""Dates as people type them in spreadsheets, and those that must not be guessed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodiko_desktop.domain.dates_in_words import short_date_with_year
from kodiko_desktop.exchange.french_dates import read_date

TODAY = datetime.date(2026, 5, 11)
BIRTH = datetime.date(1990, 3, 3)


def read(value, *, in_the_past: bool = True):
    return read_date(value, today=TODAY, in_the_past=in_the_past)


@pytest.mark.parametrize(
    "written",
    [
        "03/03/1990",
        "3/3/90",
        "03/03/90",
        "3-3-1990",
        "3.3.1990",
        "03 03 1990",
        "1990-03-03",
        "1990/3/3",
        "3 mars 1990",
        "03 mars 90",
        "samedi 3 mars 1990",
        "sam. 3 mars 1990",
        "le 3 Mars 1990",
        "3 MARS 1990",
        "3 march 1990",
        "03/03/1990 00:00:00",
        "1990-03-03T00:00:00",
        "03031990",
        3031990,
        32935,
        32935.0,
        "32935",
        datetime.datetime(1990, 3, 3, 12, 0),
        BIRTH,
    ],
)
def test_the_ways_of_writing_the_third_of_march_1990(written):
    assert read(written).date == BIRTH


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1er janvier 2001", datetime.date(2001, 1, 1)),
        ("15 août 1985", datetime.date(1985, 8, 15)),
        ("15 aout 85", datetime.date(1985, 8, 15)),
        ("2 févr. 1979", datetime.date(1979, 2, 2)),
        ("31 déc. 1999", datetime.date(1999, 12, 31)),
        ("mar 12 juil. 1988", datetime.date(1988, 7, 12)),
        ("29/02/2000", datetime.date(2000, 2, 29)),
    ],
)
def test_french_months_and_their_abbreviations(written, day):
    assert read(written).date == day


def test_two_digits_are_the_past_for_a_birth_and_the_future_for_a_permit():
    assert read("01/06/30").date == datetime.date(1930, 6, 1)
    assert read("01/06/30", in_the_past=False).date == datetime.date(2030, 6, 1)
    assert read("10/05/26").date == datetime.date(2026, 5, 10)
    assert read("12/05/26").date == datetime.date(1926, 5, 12)


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("1990", "01/01/1990"),
        (1990, "01/01/1990"),
        (1990.0, "01/01/1990"),
        ("03/1990", "01/03/1990"),
        ("mars 1990", "01/03/1990"),
        ("03/25/1990", "25/03/1990"),
    ],
)
def test_what_is_missing_or_doubtful_is_suggested_never_guessed(written, suggestion):
    found = read(written)
    assert found.date is None
    assert found.problem
    assert found.suggestion == suggestion


@pytest.mark.parametrize(
    "written",
    ["31/02/1990", "29/02/2001", "32/13/1990", "00/00/0000", "vers 1990", "?", "12", 12, 0.5, True, "1/2/3/4"],
)
def test_what_is_no_date_is_said(written):
    found = read(written)
    assert found.date is None
    assert found.problem


@given(st.dates(datetime.date(1906, 1, 10), TODAY))
def test_a_date_survives_every_way_of_writing_it(day):
    ways = [
        day,
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        short_date_with_year(day),
        (day - datetime.date(1899, 12, 30)).days,
    ]
    assert [read(way).date for way in ways] == [day] * len(ways)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    found = read(text)
    assert (found.date is None) == bool(found.problem)
