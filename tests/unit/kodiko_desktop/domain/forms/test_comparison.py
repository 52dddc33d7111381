"""Then and now, across versions of the form."""

import pytest

from kodiko_desktop.domain.forms import Change, compare, parse

OLD = """
key = "pas"
version = 1
title = "Pas à pas"
subject = "person"
[choices]
echelle = [{ code = "1", label = "Non", value = 1 }, { code = "2", label = "Oui", value = 2 }]
[[section]]
key = "s"
title = "S"
[[section.question]]
key = "a"
type = "scale"
choices = "echelle"
text = "A ?"
[[section.question]]
key = "b"
type = "scale"
choices = "echelle"
text = "B ?"
[[section.question]]
key = "ancienne"
type = "text"
text = "Ancienne"
[[score]]
key = "axe"
title = "Axe"
kind = "mean"
questions = ["a", "b"]
at_least = 1
"""
NEW = (
    OLD.replace("version = 1", "version = 2")
    .replace('text = "B ?"', 'text = "B, vraiment ?"')
    .replace('key = "ancienne"', 'key = "nouvelle"')
    .replace('questions = ["a", "b"]', 'questions = ["a"]')
)


@pytest.fixture
def versions():
    return parse(OLD, "v1.toml"), parse(NEW, "v2.toml")


def test_progress_on_an_axis_is_now_less_then(versions):
    old, _new = versions
    (change,) = compare(old, {"a": "1", "b": "1"}, old, {"a": "2", "b": "1"}).axes
    assert (change.then.value, change.now.value, change.difference, change.same_questions) == (0, 50, 50, True)


def test_an_axis_reckoned_on_other_questions_is_said_so(versions):
    old, new = versions
    (change,) = compare(old, {"a": "1"}, new, {"a": "2"}).axes
    assert change.difference == 100
    assert not change.same_questions


def test_an_axis_without_a_value_has_no_difference(versions):
    old, new = versions
    (change,) = compare(old, {}, new, {"a": "2"}).axes
    assert change.difference is None


def test_questions_meet_by_their_key_and_old_answers_stay(versions):
    old, new = versions
    found = compare(old, {"a": "1", "b": "2", "ancienne": "avant"}, new, {"a": "2", "b": "2", "nouvelle": "après"})
    by_key = {change.key: change for change in found.questions}
    assert (by_key["a"].then, by_key["a"].now, by_key["a"].change) == ("Non", "Oui", Change.CHANGED)
    assert (by_key["b"].change, by_key["b"].reworded, by_key["b"].text) == (Change.SAME, True, "B, vraiment ?")
    assert not by_key["a"].reworded
    assert (by_key["ancienne"].change, by_key["ancienne"].then) == (Change.REMOVED, "avant")
    assert (by_key["nouvelle"].change, by_key["nouvelle"].now) == (Change.ADDED, "après")


def test_answers_gained_and_lost_are_told_apart(versions):
    old, _new = versions
    by_key = {change.key: change.change for change in compare(old, {"a": "1"}, old, {"b": "1"}).questions}
    assert by_key == {"a": Change.NO_LONGER, "b": Change.NEW_ANSWER}
