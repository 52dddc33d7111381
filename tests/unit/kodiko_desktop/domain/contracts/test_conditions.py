"""The little grammar that decides whether a block is printed."""

import pytest

from kodiko_desktop.domain.contracts.conditions import holds, terms_of


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        ("", (), True),
        ("interpreter", (), False),
        ("interpreter", ("interpreter",), True),
        ("not interpreter", (), True),
        ("not interpreter", ("interpreter",), False),
        ("interpreter or non_reader", ("non_reader",), True),
        ("interpreter or non_reader", ("minor",), False),
        ("not interpreter or minor", ("interpreter", "minor"), True),
    ],
)
def test_condition_holds_as_written(condition: str, facts: tuple[str, ...], expected: bool) -> None:
    assert holds(condition, facts) is expected


@pytest.mark.parametrize("condition", ["a and b", "not", "or", "a or", "A", "not not a"])
def test_anything_else_is_refused(condition: str) -> None:
    with pytest.raises(ValueError):
        terms_of(condition)
