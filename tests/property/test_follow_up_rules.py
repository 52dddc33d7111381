"""Rules of dates that hold for any hire: worked days, ends of trial, the order of the schedule, what is done stays."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kodiko_desktop.domain.follow_up import FollowUpPoint, schedule
from kodiko_desktop.domain.holidays import HolidayProfile
from kodiko_desktop.domain.months import add_months, last_day_of_months
from kodiko_desktop.domain.moved_points import keeping_done, what_moved
from kodiko_desktop.domain.placement import PlacementFacts
from kodiko_desktop.domain.trial_period import InterimCount, prolonged_by_absences
from kodiko_desktop.domain.working_days import WeeklyPattern, WorkCalendar, absence_days

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CADENCE = (
    *(FollowUpPoint(f"J{n}", f"Jour {n}", "worked_day", n) for n in (1, 3, 5)),
    FollowUpPoint("S1-personne", "Fin de semaine 1", "end_of_week_1", voices=("personne",)),
    *(FollowUpPoint(f"S{n}", f"Semaine {n}", "weekly", n) for n in (2, 3, 4)),
    *(FollowUpPoint(f"M{n}", f"Mois {n}", "monthly", n) for n in range(2, 7)),
    FollowUpPoint("essai", "Bilan de la période d’essai", "trial_review"),
)
KEYS = [line.key for line in CADENCE]


@st.composite
def absences_near(draw: st.DrawFn, start: date) -> tuple[tuple[date, date], ...]:
    spans = draw(st.lists(st.tuples(st.integers(-10, 250), st.integers(0, 40)), max_size=3))
    first_days = [(start + timedelta(days=offset), length) for offset, length in spans]
    return tuple((first, first + timedelta(days=length)) for first, length in first_days)


@st.composite
def placements(draw: st.DrawFn) -> PlacementFacts:
    start = draw(DAYS)
    contract = draw(st.sampled_from(["cdi", "cdd", "interim", "saisonnier", "apprentissage", ""]))
    duration = draw(st.one_of(st.none(), st.integers(0, 500)))
    return PlacementFacts(
        start=start,
        contract_kind=contract,
        category=draw(st.sampled_from(["employe", "technicien", "cadre", ""])),
        ends_on=None if duration is None or contract == "cdi" else start + timedelta(days=duration),
        minimum_days=draw(st.one_of(st.none(), st.integers(1, 300))),
        pattern=WeeklyPattern(draw(st.frozensets(st.integers(1, 7), min_size=1))),
        holiday_profile=draw(st.sampled_from(HolidayProfile)),
        absences=draw(absences_near(start)),
        trial_written=draw(st.booleans()),
        interim_count=draw(st.sampled_from(InterimCount)),
    )


@given(placements(), st.integers(1, 12))
def test_nth_worked_day_has_exactly_n_worked_days_behind_it(facts: PlacementFacts, n: int) -> None:
    calendar = facts.calendar
    day = calendar.nth_worked_day(facts.start, n)
    span = (facts.start + timedelta(days=offset) for offset in range((day - facts.start).days + 1))
    assert calendar.is_worked(day)
    assert sum(calendar.is_worked(each) for each in span) == n


@given(placements(), DAYS)
def test_neighbouring_worked_day_leaves_none_between(facts: PlacementFacts, day: date) -> None:
    calendar = facts.calendar
    following, preceding = calendar.next_worked_on_or_after(day), calendar.previous_worked_on_or_before(day)
    between = (preceding + timedelta(days=offset) for offset in range(1, (following - preceding).days))
    assert preceding <= day <= following
    assert not any(calendar.is_worked(each) for each in between)


@given(DAYS, st.integers(1, 24))
def test_period_in_months_is_followed_by_the_next_without_gap_when_it_begins_before_the_29th(day: date, n: int) -> None:
    last = last_day_of_months(day, n)
    assert day <= last
    assert last < add_months(day, n) or last.day == add_months(day, n).day
    if day.day <= 28:
        assert last + timedelta(days=1) == add_months(day, n)


@given(placements())
def test_trial_is_prolonged_by_exactly_the_days_away_within_it(facts: PlacementFacts) -> None:
    trial = facts.trial
    if trial is None:
        return
    contractual = trial.last_day - timedelta(days=absence_days(facts.absences, trial.first_day, trial.last_day))
    assert prolonged_by_absences(trial.first_day, contractual, facts.absences) == trial.last_day
    assert trial.first_day <= contractual
    assert trial.last_day_for_notice < trial.last_day
    assert trial.review_target < trial.last_day_for_notice
    assert facts.calendar.is_worked(trial.review_target)


@given(placements(), st.integers(0, 400))
def test_agreement_never_lengthens_the_legal_trial(facts: PlacementFacts, days: int) -> None:
    agreed = replace(facts, trial_written=True, trial_ends_on=facts.start + timedelta(days=days))
    legal = replace(facts, trial_written=True).trial
    if legal is not None:
        assert agreed.trial is not None
        assert agreed.trial.last_day <= legal.last_day


@given(DAYS, st.integers(0, 700))
def test_longer_contract_never_has_a_shorter_trial(start: date, days: int) -> None:
    for contract in ("cdd", "interim"):
        facts = PlacementFacts(start, contract, ends_on=start + timedelta(days=days), trial_written=True)
        longer = replace(facts, ends_on=start + timedelta(days=days + 1))
        assert facts.trial is not None
        assert longer.trial is not None
        assert facts.trial.last_day <= longer.trial.last_day


@given(placements())
def test_schedule_is_in_order_on_worked_days_and_within_the_job(facts: PlacementFacts) -> None:
    points = schedule(facts, CADENCE)
    due = {key: point.due for point in points for key in point.keys}
    assert [point.due for point in points] == sorted(point.due for point in points)
    assert all(facts.calendar.is_worked(point.due) for point in points)
    assert all(point.due >= facts.start for point in points)
    assert facts.last_day is None or all(point.due <= facts.last_day for point in points)
    ranks = [due[key] for key in ("J1", "J3", "J5") if key in due]
    assert ranks == sorted(set(ranks))
    months = [due[f"M{n}"] for n in range(2, 7) if f"M{n}" in due]
    assert months == sorted(months)
    keys = [key for point in points for key in point.keys]
    assert len(keys) == len(set(keys))


@given(placements())
def test_trial_review_comes_within_the_trial(facts: PlacementFacts) -> None:
    reviews = [point for point in schedule(facts, CADENCE) if "essai" in point.keys]
    if reviews:
        assert facts.trial is not None
        assert reviews[0].due <= max(facts.trial.last_day, facts.calendar.next_worked_on_or_after(facts.start))


@given(placements(), st.data())
def test_what_is_done_never_moves_and_nothing_due_is_lost(facts: PlacementFacts, data: st.DataObject) -> None:
    changed = replace(
        facts,
        start=facts.start + timedelta(days=data.draw(st.integers(-20, 20))),
        absences=data.draw(absences_near(facts.start)),
    )
    if changed.ends_on is not None and changed.ends_on < changed.start:
        changed = replace(changed, ends_on=changed.start)
    done = data.draw(st.frozensets(st.sampled_from(KEYS)))
    before, after = schedule(facts, CADENCE), schedule(changed, CADENCE)
    kept = keeping_done(before, after, done)
    was = {key: point.due for point in before for key in point.keys}
    now = {key: point.due for point in kept for key in point.keys}
    moves = what_moved(before, after, done)
    assert not {move.key for move in moves} & done
    assert all(now[point.key] == point.due for point in before if point.key in done)
    assert {key for point in after for key in point.keys} <= set(now)
    for move in moves:
        assert move.was != move.now
        assert move.was == was.get(move.key)
        assert move.now == now.get(move.key)


@given(DAYS, st.integers(1, 700), st.frozensets(st.integers(1, 7), min_size=1))
def test_temporary_work_trial_in_worked_days_ends_on_a_worked_day(start: date, days: int, week: frozenset[int]) -> None:
    facts = PlacementFacts(
        start,
        "interim",
        ends_on=start + timedelta(days=days),
        pattern=WeeklyPattern(week),
        trial_written=True,
        interim_count=InterimCount.WORKED,
    )
    trial = facts.trial
    assert trial is not None
    assert WorkCalendar(WeeklyPattern(week)).is_worked(trial.last_day)
