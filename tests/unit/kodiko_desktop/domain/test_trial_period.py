"""The legal table of trial periods, notice, renewal and absences."""

from datetime import date

import pytest

from kodiko_desktop.domain.trial_period import InterimCount, Notice, Trial, TrialTerms, employer_notice, trial_of
from kodiko_desktop.domain.working_days import Absence, NoWorkedDay, WorkCalendar

START = date(2026, 5, 11)


def trial(absences: tuple[Absence, ...] = (), start: date = START, **terms) -> Trial | None:
    return trial_of(start, TrialTerms(**{"written": True, **terms}), WorkCalendar(absences=absences))


def end(**terms) -> date:
    found = trial(**terms)
    assert found is not None
    return found.last_day


@pytest.mark.parametrize(
    ("category", "last"),
    [
        ("ouvrier", date(2026, 7, 10)),
        ("employe", date(2026, 7, 10)),
        ("", date(2026, 7, 10)),
        ("agent_de_maitrise", date(2026, 8, 10)),
        ("technicien", date(2026, 8, 10)),
        ("cadre", date(2026, 9, 10)),
    ],
)
def test_permanent_contract_trial_by_category(category: str, last: date) -> None:
    assert end(contract_kind="cdi", category=category) == last


def test_renewed_trial_stays_within_twice_the_first() -> None:
    assert end(contract_kind="cdi", category="employe", renewed_until=date(2026, 9, 10)) == date(2026, 9, 10)
    beyond = trial(contract_kind="cdi", category="employe", renewed_until=date(2026, 12, 31))
    assert beyond is not None
    assert beyond.last_day == date(2026, 9, 10)
    assert beyond.beyond_law


def test_fixed_term_trial_cannot_be_renewed() -> None:
    assert end(contract_kind="cdd", contract_ends_on=date(2026, 8, 9), renewed_until=date(2026, 7, 1)) == date(
        2026, 5, 23
    )


@pytest.mark.parametrize(
    ("contract_end", "last"),
    [
        (date(2026, 5, 12), date(2026, 5, 11)),
        (date(2026, 5, 18), date(2026, 5, 12)),
        (date(2026, 8, 9), date(2026, 5, 23)),
        (date(2026, 11, 10), date(2026, 5, 24)),
        (date(2026, 11, 11), date(2026, 6, 10)),
    ],
)
def test_fixed_term_trial_is_a_day_a_week_up_to_two_weeks_then_a_month(contract_end: date, last: date) -> None:
    assert end(contract_kind="cdd_usage", contract_ends_on=contract_end) == last


def test_seasonal_trial_is_reckoned_on_the_minimum_duration() -> None:
    assert end(contract_kind="saisonnier", minimum_days=56) == date(2026, 5, 18)
    assert trial(contract_kind="saisonnier") is None


@pytest.mark.parametrize(
    ("contract_end", "calendar_end", "worked_end"),
    [
        (date(2026, 6, 10), date(2026, 5, 12), date(2026, 5, 12)),
        (date(2026, 7, 10), date(2026, 5, 13), date(2026, 5, 13)),
        (date(2026, 7, 11), date(2026, 5, 15), date(2026, 5, 18)),
    ],
)
def test_temporary_work_trial_in_calendar_or_worked_days(
    contract_end: date, calendar_end: date, worked_end: date
) -> None:
    terms = {"contract_kind": "interim", "contract_ends_on": contract_end}
    assert end(**terms) == calendar_end
    assert end(**terms, interim_count=InterimCount.WORKED) == worked_end


def test_trial_that_is_not_written_does_not_exist() -> None:
    assert trial(contract_kind="cdi", written=False) is None


def test_apprenticeship_has_no_trial_of_ours_unless_dated() -> None:
    assert trial(contract_kind="apprentissage") is None
    assert end(contract_kind="apprentissage", agreed_end=date(2026, 6, 30)) == date(2026, 6, 30)


def test_shorter_agreement_prevails_and_longer_does_not() -> None:
    assert end(contract_kind="cdi", category="cadre", agreed_end=date(2026, 6, 10)) == date(2026, 6, 10)
    assert end(contract_kind="cdi", category="employe", agreed_end=date(2026, 9, 1)) == date(2026, 7, 10)


def test_agreed_date_before_a_moved_start_is_forgotten() -> None:
    assert end(contract_kind="cdi", agreed_end=date(2026, 4, 1)) == date(2026, 7, 10)


def test_trial_may_end_on_a_sunday() -> None:
    found = end(contract_kind="cdd", contract_ends_on=date(2026, 11, 10))
    assert found.isoweekday() == 7


def test_absence_adds_as_many_calendar_days_even_when_it_reaches_into_the_added_ones() -> None:
    terms = {"contract_kind": "cdi", "category": "employe"}
    assert end(absences=((date(2026, 6, 1), date(2026, 6, 7)),), **terms) == date(2026, 7, 17)
    straddling = ((date(2026, 7, 9), date(2026, 7, 13)),)
    assert end(absences=straddling, **terms) == date(2026, 7, 15)
    later = ((date(2026, 7, 20), date(2026, 7, 30)),)
    assert end(absences=later, **terms) == date(2026, 7, 10)


def test_absence_without_end_is_a_known_failure() -> None:
    with pytest.raises(NoWorkedDay):
        trial(absences=((date(2026, 6, 1), date.max),), contract_kind="cdi")


@pytest.mark.parametrize(
    ("last_present", "notice"),
    [
        (date(2026, 5, 17), Notice.HOURS_24),
        (date(2026, 5, 18), Notice.HOURS_48),
        (date(2026, 6, 10), Notice.HOURS_48),
        (date(2026, 6, 11), Notice.TWO_WEEKS),
        (date(2026, 8, 10), Notice.TWO_WEEKS),
        (date(2026, 8, 11), Notice.ONE_MONTH),
    ],
)
def test_employer_notice_grows_with_presence(last_present: date, notice: Notice) -> None:
    assert employer_notice(START, last_present) is notice


def test_review_of_a_thirteen_week_contract_aims_at_the_eve_of_ascension() -> None:
    found = trial(contract_kind="cdd", contract_ends_on=date(2026, 8, 9))
    assert found is not None
    assert found.notice is Notice.HOURS_48
    assert found.last_day_for_notice == date(2026, 5, 21)
    assert found.review_target == date(2026, 5, 13)
