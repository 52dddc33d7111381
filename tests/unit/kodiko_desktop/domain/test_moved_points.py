"""What a change of facts moves, and what it leaves."""

from dataclasses import replace
from datetime import date

from kodiko_desktop.domain.follow_up import FollowUpPoint, schedule
from kodiko_desktop.domain.moved_points import keeping_done, what_moved
from kodiko_desktop.domain.placement import PlacementFacts

CADENCE = (
    *(FollowUpPoint(f"J{n}", f"Jour {n}", "worked_day", n, form=f"point-j{n}") for n in (1, 3, 5)),
    FollowUpPoint("M2", "Mois 2", "monthly", 2),
    FollowUpPoint("essai", "Bilan de la période d’essai", "trial_review", form="point-essai"),
)
FACTS = PlacementFacts(date(2026, 5, 11), "cdi", "employe", trial_written=True)
BEFORE = schedule(FACTS, CADENCE)


def test_absence_moves_what_is_not_done_and_says_it() -> None:
    after = schedule(replace(FACTS, absences=((date(2026, 5, 13), date(2026, 5, 13)),)), CADENCE)
    moves = what_moved(BEFORE, after, {"J1"})
    assert [move.sentence for move in moves] == [
        "Jour 3\u00a0: du mercredi 13 mai au vendredi 15 mai.",
        "Jour 5\u00a0: du lundi 18 mai au mardi 19 mai.",
    ]


def test_new_start_leaves_what_is_done() -> None:
    after = schedule(replace(FACTS, start=date(2026, 5, 18)), CADENCE)
    moves = what_moved(BEFORE, after, {"J1", "J3"})
    assert {move.key for move in moves} == {"J5", "M2", "essai"}
    kept = {point.key: point.due for point in keeping_done(BEFORE, after, {"J1", "J3"})}
    assert kept["J1"] == date(2026, 5, 11)
    assert kept["J5"] == date(2026, 5, 22)


def test_point_no_longer_due_is_said_last() -> None:
    after = schedule(replace(FACTS, start=date(2026, 5, 12), ended_on=date(2026, 6, 1)), CADENCE)
    moves = what_moved(BEFORE, after, set())
    assert [move.key for move in moves if move.now is None] == ["essai", "M2"]
    assert moves[-1].sentence == "Mois 2\u00a0: n’est plus prévu (c’était le lundi 13 juillet)."


def test_point_that_appears_is_said() -> None:
    without = schedule(replace(FACTS, trial_written=False), CADENCE)
    (move,) = what_moved(without, BEFORE, set())
    assert move.sentence == "Bilan de la période d’essai\u00a0: ajouté, le vendredi 19 juin."


def test_trial_review_held_with_day_five_is_done_with_it() -> None:
    short = schedule(replace(FACTS, contract_kind="cdd", ends_on=date(2026, 8, 9)), CADENCE)
    assert not [move for move in what_moved(short, BEFORE, {"J5"}) if move.key == "essai"]


def test_trial_review_is_not_lost_in_a_day_five_already_done() -> None:
    short = schedule(replace(FACTS, contract_kind="cdd", ends_on=date(2026, 8, 9)), CADENCE)
    kept = keeping_done(BEFORE, short, {"J1", "J3", "J5"})
    assert [point.key for point in kept if "essai" in point.keys] == ["essai"]


def test_trial_review_already_done_is_not_asked_again_at_day_five() -> None:
    short = schedule(replace(FACTS, contract_kind="cdd", ends_on=date(2026, 8, 9)), CADENCE)
    kept = keeping_done(BEFORE, short, {"essai"})
    assert [(point.key, point.keys) for point in kept if "essai" in point.keys] == [("essai", ("essai",))]
    assert next(point for point in kept if point.key == "J5").forms == ("point-j5",)


def test_nothing_moved_says_nothing() -> None:
    assert what_moved(BEFORE, BEFORE, set()) == ()


def test_trial_review_stays_with_its_meeting_when_another_already_over_would_have_held_it() -> None:
    one, three = (each for each in BEFORE if each.key in ("J1", "J3"))
    (review,) = (each for each in BEFORE if each.key == "essai")
    held = {"merged_with": ("essai",), "merged_titles": (review.title,)}
    before = (one, three._replace(forms=(*three.forms, *review.forms), **held))
    after = (one._replace(forms=(*one.forms, *review.forms), **held), three)
    assert keeping_done(before, after, {"J1"}) == before
    assert what_moved(before, after, {"J1"}) == ()
