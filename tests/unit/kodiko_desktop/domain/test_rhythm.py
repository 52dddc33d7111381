"""Silences and dates that come near."""

from datetime import date, timedelta

import pytest

from kodiko_desktop.domain.rhythm import (
    FORTNIGHTLY,
    WEEKLY,
    permit_alert,
    retention_alert,
    silence,
    suspension_alert,
    suspension_limit,
)

TODAY = date(2026, 5, 11)
LONG_AGO = date(2026, 1, 5)


def test_rhythm_kept_to_the_day_is_no_silence() -> None:
    assert silence(TODAY - timedelta(days=7), LONG_AGO, WEEKLY, TODAY) is None
    assert silence(TODAY - timedelta(days=15), LONG_AGO, FORTNIGHTLY, TODAY) is None


def test_silence_says_since_when_and_what_was_agreed() -> None:
    found = silence(date(2026, 4, 22), LONG_AGO, FORTNIGHTLY, TODAY)
    assert found is not None
    assert found.days == 19
    assert found.sentence == "Dernier contact il y a 19 jours. Rythme convenu\u00a0: tous les 15 jours."


def test_journey_without_any_contact_is_counted_from_its_beginning() -> None:
    found = silence(None, date(2026, 5, 1), WEEKLY, TODAY)
    assert found is not None
    assert found.sentence.startswith("Aucun contact depuis le début, il y a 10 jours.")


def test_contact_noted_in_the_future_does_not_count_yet() -> None:
    found = silence(date(2026, 6, 1), LONG_AGO, WEEKLY, TODAY)
    assert found is not None
    assert found.last_contact is None


@pytest.mark.parametrize(
    ("ends_on", "stage"),
    [
        (date(2026, 9, 12), None),
        (date(2026, 9, 11), "a_renouveler"),
        (date(2026, 7, 11), "a_renouveler"),
        (date(2026, 7, 10), "urgent"),
        (TODAY, "urgent"),
        (date(2026, 5, 10), "expire"),
    ],
)
def test_permit_is_to_be_renewed_between_four_and_two_months_before_its_end(ends_on: date, stage: str | None) -> None:
    found = permit_alert(ends_on, TODAY)
    assert (None if found is None else found.stage) == stage


def test_suspension_ends_at_the_first_of_resumption_and_maximum() -> None:
    assert suspension_limit(LONG_AGO, None, 6) == date(2026, 7, 5)
    assert suspension_limit(LONG_AGO, date(2026, 6, 1), 6) == date(2026, 6, 1)
    assert suspension_limit(LONG_AGO, date(2026, 9, 1), 6) == date(2026, 7, 5)
    assert suspension_limit(LONG_AGO, None, None) is None


@pytest.mark.parametrize(
    ("limit", "stage"),
    [(date(2026, 5, 26), None), (date(2026, 5, 25), "proche"), (TODAY, "proche"), (date(2026, 5, 10), "depassee")],
)
def test_suspension_near_its_end_is_said_two_weeks_before(limit: date, stage: str | None) -> None:
    found = suspension_alert(limit, TODAY)
    assert (None if found is None else found.stage) == stage


@pytest.mark.parametrize(
    ("last_contact", "stage"),
    [
        (date(2024, 6, 12), None),
        (date(2024, 6, 11), "bientot"),
        (date(2024, 5, 12), "bientot"),
        (date(2024, 5, 11), "atteinte"),
    ],
)
def test_record_without_contact_is_said_at_23_and_24_months(last_contact: date, stage: str | None) -> None:
    found = retention_alert(last_contact, TODAY)
    assert (None if found is None else found.stage) == stage
