"""The small language of conditions: what it says, and that it can run nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodiko_desktop.domain.forms.conditions import ConditionError, holds, parse_condition

VALUES = {"oui": None, "non": None, "moyen": 3.0, "fort": 5.0}


def rank(name, value):
    if isinstance(value, (int, float)):
        return float(value)
    return VALUES.get(value, value if str(value)[:2] == "20" else None)


@pytest.mark.parametrize(
    ("written", "answers", "expected"),
    [
        ('travaille == "oui"', {"travaille": "oui"}, True),
        ('travaille == "oui"', {}, False),
        ('travaille != "oui"', {"travaille": "non"}, True),
        ('travaille != "oui"', {}, False),
        ('not travaille == "oui"', {}, True),
        ("enfants > 0", {"enfants": 2}, True),
        ("enfants > 0", {"enfants": 0}, False),
        ("enfants == 0", {"enfants": 0}, True),
        ("niveau >= 3", {"niveau": "moyen"}, True),
        ("niveau == 3", {"niveau": "moyen"}, True),
        ('niveau < "fort"', {"niveau": "moyen"}, True),
        ("niveau >= 3", {"niveau": "oui"}, False),
        ('date >= "2026-01-01"', {"date": "2026-05-11"}, True),
        ('cases contains "hotel"', {"cases": ["squat", "hotel"]}, True),
        ('cases contains "hotel"', {"cases": []}, False),
        ('langue in ["ar", "ps"]', {"langue": "ps"}, True),
        ("projet answered", {"projet": "x"}, True),
        ("projet answered", {"projet": ""}, False),
        ('a == "oui" or b == "oui" and c == "oui"', {"a": "oui"}, True),
        ('(a == "oui" or b == "oui") and c == "oui"', {"a": "oui"}, False),
        ('not (a == "oui" or b == "oui")', {"b": "oui"}, False),
        ("logement-niveau.x >= 3.5", {"logement-niveau.x": 4}, True),
    ],
)
def test_a_condition_says_what_it_reads(written, answers, expected):
    assert holds(parse_condition(written), answers, rank) is expected


@pytest.mark.parametrize(
    ("written", "piece"),
    [
        ("a ==", ""),
        ("a = 1", "="),
        ("a == b", "b"),
        ("(a == 1", ""),
        ("a == 1)", ")"),
        ("and a == 1", "and"),
        ("a in 1", "1"),
        ("a in [1", ""),
        ("a", ""),
        ("", ""),
        ("a == 1 b == 2", "b"),
        ("a.__class__()", "("),
        ("a == `x`", "`"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(written, piece):
    with pytest.raises(ConditionError) as refused:
        parse_condition(written)
    assert str(refused.value) == piece


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(written):
    try:
        condition = parse_condition(written)
    except ConditionError:
        return
    assert holds(condition, {}, rank) in (True, False)
