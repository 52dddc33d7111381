"""Dates and hours are read as people type them in France, and refused with a sentence when they make no sense."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.typed_dates import NotRead, read_date, read_time, written_date, written_time

MONDAY = date(2026, 5, 11)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/5", date(2026, 5, 12)),
        ("12.05.26", date(2026, 5, 12)),
        ("12 05 2026", date(2026, 5, 12)),
        ("120526", date(2026, 5, 12)),
        ("2026-05-12", date(2026, 5, 12)),
        ("12 mai", date(2026, 5, 12)),
        ("mardi 12 mai 2026", date(2026, 5, 12)),
        ("1er août", date(2026, 8, 1)),
        ("3 FÉVR. 2025", date(2025, 2, 3)),
        ("demain", date(2026, 5, 12)),
        ("Aujourd’hui", MONDAY),
        ("après-demain", date(2026, 5, 13)),
        ("avant-hier", date(2026, 5, 9)),
        ("vendredi", date(2026, 5, 15)),
        ("lundi", date(2026, 5, 18)),
        ("dans 3 jours", date(2026, 5, 14)),
        ("il y a 2 semaines", date(2026, 4, 27)),
        ("2/1/87", date(1987, 1, 2)),
        ("3/12", date(2025, 12, 3)),
    ],
)
def test_day_is_read_as_typed(typed: str, day: date) -> None:
    assert read_date(typed, MONDAY) == day


def test_nothing_typed_is_no_day() -> None:
    assert read_date("  ", MONDAY) is None


def test_past_field_prefers_days_gone_by() -> None:
    assert read_date("20/5", MONDAY, past=True) == date(2025, 5, 20)
    assert read_date("vendredi", MONDAY, past=True) == date(2026, 5, 8)
    assert read_date("lundi", MONDAY, past=True) == date(2026, 5, 4)


@pytest.mark.parametrize("typed", ["31/2/2026", "32 mai", "12 brumaire", "bientôt", "1/2/3/4", "29/2"])
def test_impossible_day_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(NotRead) as refused:
        read_date(typed, date(2026, 5, 11))
    assert refused.value.sentence.endswith(".")


def test_leap_day_without_year_is_the_nearest_one() -> None:
    assert read_date("29 février", date(2027, 11, 2)) == date(2028, 2, 29)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_written_day_reads_back(day: date) -> None:
    assert read_date(written_date(day), MONDAY) == day


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)), st.integers(-150, 150))
def test_day_without_year_is_never_further_than_half_a_year(today: date, away: int) -> None:
    meant = today + timedelta(days=away)
    assert read_date(f"{meant.day}/{meant.month}", today) == meant


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("8h", time(8)),
        ("8 h 30", time(8, 30)),
        ("8h30", time(8, 30)),
        ("0830", time(8, 30)),
        ("14:15", time(14, 15)),
        ("14", time(14)),
        ("midi", time(12)),
        ("", None),
    ],
)
def test_hour_is_read_as_typed(typed: str, hour: time | None) -> None:
    assert read_time(typed) == hour


@pytest.mark.parametrize("typed", ["25h", "8h75", "tôt", "8h3"])
def test_impossible_hour_is_refused(typed: str) -> None:
    with pytest.raises(NotRead):
        read_time(typed)


@given(st.times())
def test_written_hour_reads_back(hour: time) -> None:
    assert read_time(written_time(hour)) == hour.replace(second=0, microsecond=0)
