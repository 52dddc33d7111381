"""Dates, delays and times as one says them, in French and through a catalogue."""

import gettext
from collections.abc import Iterator
from datetime import date, time

import pytest

from kodiko_desktop.domain import dates_in_words, wording

TODAY = date(2026, 5, 11)


def test_weekday_day_and_month() -> None:
    assert dates_in_words.long_date(TODAY) == "lundi 11 mai"
    assert dates_in_words.long_date_with_year(date(2026, 2, 1)) == "dimanche 1er février 2026"
    assert dates_in_words.short_date_with_year(date(2026, 8, 15)) == "15 août 2026"
    assert dates_in_words.numeric_date(date(2026, 5, 1)) == "01/05/2026"


def test_year_is_said_only_when_it_is_another() -> None:
    assert dates_in_words.date_seen_from(date(2026, 12, 31), TODAY) == "jeudi 31 décembre"
    assert dates_in_words.date_seen_from(date(2027, 1, 1), TODAY) == "vendredi 1er janvier 2027"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "aujourd’hui"),
        (date(2026, 5, 10), "hier"),
        (date(2026, 5, 12), "demain"),
        (date(2026, 4, 22), "il y a 19 jours"),
        (date(2026, 5, 19), "dans 8 jours"),
    ],
)
def test_distance_from_today(day: date, words: str) -> None:
    assert dates_in_words.distance_in_words(day, TODAY) == words


def test_times_and_durations_do_not_break() -> None:
    assert dates_in_words.time_in_words(time(14, 30)) == "14\u00a0h\u00a030"
    assert dates_in_words.time_in_words(time(9, 0)) == "9\u00a0h"
    assert dates_in_words.time_in_words(time(9, 5)) == "9\u00a0h\u00a005"
    assert dates_in_words.duration_in_words(210) == "3\u00a0h\u00a030"
    assert dates_in_words.duration_in_words(45) == "45\u00a0min"
    assert dates_in_words.moment_in_words(TODAY, time(14, 30)) == "lundi 11 mai à 14\u00a0h\u00a030"


def test_an_hour_kept_is_said_as_one_says_it() -> None:
    assert dates_in_words.hours_in_words("09:00", "16:30") == "9\u00a0h – 16\u00a0h\u00a030"
    assert dates_in_words.hour_in_words("") == ""
    assert dates_in_words.hour_in_words("vers midi") == "vers midi"


ENGLISH = {
    "lundi": "Monday",
    "mai": "May",
    "1er": "1",
    "{weekday} {day} {month}": "{weekday}, {month} {day}",
    "{hour}\u00a0h\u00a0{minute}": "{hour}:{minute}",
}


class EnglishForTest(gettext.NullTranslations):
    """A catalogue of a few words, enough to see that nothing is glued together in French order."""

    def gettext(self, message: str) -> str:
        return ENGLISH.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "{count} days ago" if msgid1.startswith("il y a") else msgid2


@pytest.fixture
def in_english() -> Iterator[None]:
    wording.install(EnglishForTest())
    yield
    wording.install(gettext.NullTranslations())


@pytest.mark.usefixtures("in_english")
def test_another_language_orders_words_its_own_way() -> None:
    assert dates_in_words.long_date(TODAY) == "Monday, May 11"
    assert dates_in_words.time_in_words(time(14, 30)) == "14:30"
    assert dates_in_words.distance_in_words(date(2026, 4, 22), TODAY) == "19 days ago"
