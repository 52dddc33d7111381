"""How long ago and how long until, in the hours of the place where one reads."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from kodiko_desktop.domain.moments_in_words import ago, moment_of, until

PARIS = timezone(timedelta(hours=2))
NOW = datetime(2026, 5, 11, 9, 0, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        (None, ""),
        ("", ""),
        ("pas une date", ""),
        ("2026-05-11T06:59:30Z", "à l’instant"),
        ("2027-01-01T00:00:00Z", "à l’instant"),
        ("2026-05-11T06:56:00Z", "il y a 4\u00a0min"),
        ("2026-05-11T06:00:01Z", "il y a 59\u00a0min"),
        ("2026-05-11T06:00:00Z", "il y a 1\u00a0h"),
        ("2026-05-10T22:00:00Z", "il y a 9\u00a0h"),
        ("2026-05-10T21:30:00Z", "il y a 9\u00a0h"),
        ("2026-05-10T12:30:00Z", "hier à 14\u00a0h\u00a030"),
        ("2026-05-09T22:30:00Z", "hier à 0\u00a0h\u00a030"),
        ("2026-04-22T12:30:00Z", "il y a 19 jours"),
    ],
)
def test_ago(utc, said):
    assert ago(utc, NOW) == said


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(hours=48), "dans 2 jours"),
        (timedelta(hours=47, minutes=59), "dans 2 jours"),
        (timedelta(hours=30), "demain"),
        (timedelta(hours=5, minutes=59), "dans 5\u00a0h"),
        (timedelta(minutes=40), "dans 40\u00a0min"),
        (timedelta(seconds=20), "dans 1\u00a0min"),
        (timedelta(0), ""),
        (timedelta(days=-3), ""),
    ],
)
def test_until(left, said):
    assert until((NOW + left).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), NOW) == said


def test_a_moment_without_a_zone_is_universal():
    assert moment_of("2026-05-11T07:00:00") == moment_of("2026-05-11T07:00:00Z") == NOW
