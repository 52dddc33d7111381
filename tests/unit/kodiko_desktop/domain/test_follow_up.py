"""The schedule of a hire: the 1-3-5, the first week, the trial review, then weekly and monthly points."""

from dataclasses import replace
from datetime import date

import pytest

from kodiko_desktop.domain.follow_up import FollowUpPoint, PlannedPoint, schedule
from kodiko_desktop.domain.follow_up_days import UnknownFollowUpRule
from kodiko_desktop.domain.placement import PlacementFacts

ONE_THREE_FIVE = (
    *(FollowUpPoint(f"J{n}", f"Jour {n}", "worked_day", n, form=f"point-j{n}") for n in (1, 3, 5)),
    FollowUpPoint("S1-personne", "Fin de semaine 1, avec la personne", "end_of_week_1", voices=("personne",)),
    FollowUpPoint("S1-employeur", "Fin de semaine 1, avec l’employeur", "end_of_week_1", voices=("employeur",)),
    *(FollowUpPoint(f"S{n}", f"Semaine {n}", "weekly", n) for n in (2, 3, 4)),
    *(FollowUpPoint(f"M{n}", f"Mois {n}", "monthly", n) for n in range(2, 7)),
    FollowUpPoint("essai", "Bilan de la période d’essai", "trial_review", form="point-essai"),
)
INDIVIDUAL_PLACEMENT = (
    FollowUpPoint("avant", "Avant la prise de poste", "week_before", voices=("personne",)),
    FollowUpPoint("D3", "Dans les 3 jours", "within_days", 3),
    *(FollowUpPoint(f"S{n}", f"Semaine {n}", "weekly", n) for n in range(1, 5)),
    *(FollowUpPoint(f"M{n}", f"Mois {n}", "monthly", n) for n in range(2, 13)),
)
CDI = PlacementFacts(date(2026, 5, 11), "cdi", "employe", trial_written=True)


def days(facts: PlacementFacts, cadence=ONE_THREE_FIVE) -> dict[str, date]:
    return {point.key: point.due for point in schedule(facts, cadence)}


def point(facts: PlacementFacts, key: str) -> PlannedPoint:
    return next(found for found in schedule(facts, ONE_THREE_FIVE) if found.key == key)


def test_start_on_the_eleventh_of_may_2026() -> None:
    found = days(CDI)
    assert [found[key] for key in ("J1", "J3", "J5")] == [date(2026, 5, 11), date(2026, 5, 13), date(2026, 5, 18)]
    assert found["S1-personne"] == found["S1-employeur"] == date(2026, 5, 15)


def test_weekly_then_monthly_points_to_six_months() -> None:
    found = days(CDI)
    assert [found[key] for key in ("S2", "S3", "S4")] == [date(2026, 5, 22), date(2026, 5, 29), date(2026, 6, 5)]
    assert found["M3"] == date(2026, 8, 11)
    assert found["M6"] == date(2026, 11, 12), "11 November is a holiday: forward"
    assert list(found)[-1] == "M6"


def test_trial_review_comes_a_week_before_the_last_day_for_notice() -> None:
    assert days(CDI)["essai"] == date(2026, 6, 19)


def test_trial_review_of_a_thirteen_week_contract_joins_day_five() -> None:
    facts = replace(CDI, contract_kind="cdd", ends_on=date(2026, 8, 9))
    joined = point(facts, "J5")
    assert "essai" not in days(facts)
    assert joined.merged_with == ("essai",)
    assert joined.forms == ("point-j5", "point-essai")
    assert joined.title_of("essai") == "Bilan de la période d’essai"
    assert "samedi 23 mai" in joined.reason


def test_two_day_mission_has_day_one_and_its_end_only() -> None:
    facts = replace(CDI, contract_kind="interim", ends_on=date(2026, 5, 12))
    assert set(days(facts).values()) == {date(2026, 5, 11), date(2026, 5, 12)}
    assert point(facts, "S1-employeur").merged_with == ("essai",)


def test_two_day_trial_of_a_longer_mission_is_reviewed_on_its_last_day() -> None:
    facts = replace(CDI, contract_kind="interim", ends_on=date(2026, 6, 9))
    assert days(facts)["essai"] == date(2026, 5, 12)


def test_trial_over_before_day_five_is_reviewed_at_the_last_meeting_within_it() -> None:
    facts = replace(CDI, contract_kind="interim", ends_on=date(2026, 9, 9))
    merged = point(facts, "S1-employeur")
    assert merged.due == date(2026, 5, 15)
    assert set(merged.voices) == {"personne", "employeur", "ensemble"}


def test_one_day_trial_is_reviewed_on_day_one() -> None:
    facts = replace(CDI, contract_kind="cdd", ends_on=date(2026, 5, 17))
    assert point(facts, "J1").merged_with == ("essai",)


def test_no_review_of_a_trial_that_is_not_written() -> None:
    keys = {key for planned in schedule(replace(CDI, trial_written=False), ONE_THREE_FIVE) for key in planned.keys}
    assert "essai" not in keys


def test_end_of_week_one_may_equal_day_five() -> None:
    found = days(replace(CDI, start=date(2026, 6, 1)))
    assert found["J5"] == found["S1-personne"] == date(2026, 6, 5)


def test_nothing_is_due_after_the_job_ended() -> None:
    found = days(replace(CDI, ended_on=date(2026, 5, 20)))
    assert set(found) == {"J1", "J3", "J5", "S1-personne", "S1-employeur", "S2"}
    assert found["S2"] == date(2026, 5, 20), "the end of a week cut short is its last day"


def test_absence_in_the_first_week_moves_the_third_worked_day() -> None:
    found = days(replace(CDI, absences=((date(2026, 5, 12), date(2026, 5, 13)),)))
    assert found["J3"] == date(2026, 5, 18)
    assert found["J1"] == date(2026, 5, 11)


def test_reason_names_the_days_not_counted() -> None:
    assert point(CDI, "J5").reason == "5e jour travaillé. Non compté\u00a0: jeudi 14 mai (Ascension)."
    absent = replace(CDI, absences=((date(2026, 5, 12), date(2026, 5, 12)),))
    assert "mardi 12 mai (absence)" in point(absent, "J3").reason


def test_individual_placement_cadence_begins_before_the_start() -> None:
    found = days(CDI, INDIVIDUAL_PLACEMENT)
    assert found["avant"] == date(2026, 5, 7), "8 May is a holiday"
    assert found["D3"] == date(2026, 5, 13), "14 May is a holiday: the last worked day within three"
    assert found["M12"] == date(2027, 5, 11)


def test_absence_without_end_leaves_only_what_came_before() -> None:
    found = days(replace(CDI, absences=((date(2026, 5, 14), date.max),)))
    assert set(found) == {"J1", "J3", "S1-personne", "S1-employeur"}


def test_unknown_rule_is_named() -> None:
    with pytest.raises(UnknownFollowUpRule, match="lunaire"):
        schedule(CDI, (FollowUpPoint("X", "X", "lunaire"),))
