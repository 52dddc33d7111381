"""Which file stands for a person of whom there are several: the same answer whatever was heard first."""

import itertools

import pytest

from kodiko_desktop.domain.same_people import DIFFERENT, SAME, SaidOfTwo, standing_for

HERE = frozenset("abcdef")


def same(kept, other, at="2026"):
    return SaidOfTwo(min(kept, other), max(kept, other), SAME, kept, at)


def kept(rows, here=HERE):
    found = {file: standing for file, (standing, _since) in standing_for(rows, here).items()}
    for order in itertools.permutations(rows):
        assert {file: standing for file, (standing, _since) in standing_for(order, here).items()} == found
    return found


def test_a_pair_shows_the_file_that_was_chosen():
    assert kept([same("b", "a")]) == {"a": "b"}


def test_a_chain_leads_to_its_end():
    assert kept([same("b", "a"), same("c", "b")]) == {"a": "c", "b": "c"}


def test_a_circle_made_on_two_laptops_has_one_answer():
    assert kept([same("b", "a"), same("c", "b"), same("a", "c")]) == {"b": "a", "c": "a"}


def test_two_files_kept_of_the_same_third_are_one_person():
    assert kept([same("b", "c"), same("a", "c")]) == {"b": "a", "c": "a"}


def test_a_file_that_is_not_here_is_kept_only_when_none_is():
    assert kept([same("b", "a")], here={"a"}) == {"b": "a"}
    assert kept([same("b", "a")], here=()) == {"a": "b"}
    assert kept([same("b", "a"), same("c", "b")], here={"a", "b"}) == {"a": "b", "c": "b"}


def test_said_different_by_anybody_keeps_two_files_apart():
    assert kept([same("b", "a"), SaidOfTwo("a", "b", DIFFERENT, "b")]) == {}
    assert kept([SaidOfTwo("a", "b", DIFFERENT, "b")]) == {}


@pytest.mark.parametrize(
    "row", [SaidOfTwo("a", "a", SAME, "a"), SaidOfTwo("", "a", SAME, "a"), SaidOfTwo("a", "b", "", "a")]
)
def test_what_says_nothing_changes_nothing(row):
    assert kept([row]) == {}


def test_groups_apart_stay_apart_and_tell_since_when():
    rows = [same("a", "b", "2026-02"), same("a", "c", "2026-01"), same("d", "e", "2025")]
    assert standing_for(rows, HERE) == {"b": ("a", "2026-01"), "c": ("a", "2026-01"), "e": ("d", "2025")}
