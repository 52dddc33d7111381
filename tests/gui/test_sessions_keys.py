"""What keys mean on the grid of presences, and the lengths people type."""

import pytest

from ui.pages.sessions.typed_marks import Typed, Typing, read_minutes


def typed(text: str) -> Typed | None:
    """The mark that these keys give, one after the other."""
    typing, found = Typing(), None
    for letter in text:
        found = typing.press(letter)
    return found


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("p", Typed("present")),
        ("s", Typed("absent", "SAN")),
        ("g", Typed("absent", "GAR")),
        ("t", Typed("absent", "TRA")),
        ("e", Typed("absent", "EMP")),
        ("ad", Typed("absent", "ADM")),
        ("au", Typed("absent", "AUT")),
        ("ab", Typed("absent", "ABS")),
        ("1", Typed("absent", "SAN")),
        ("7", Typed("absent", "ABS")),
        ("é", Typed("absent", "ADM")),
        ("h", Typed("partiel", partial=True)),
    ],
)
def test_a_mark_takes_two_keys_at_most(keys: str, expected: Typed) -> None:
    assert len(keys) <= 2
    assert typed(keys) == expected


@pytest.mark.parametrize("keys", ["a", "x", "8", "9", "0", "*"])
def test_other_keys_mark_nothing(keys: str) -> None:
    assert typed(keys) is None


def test_letter_that_means_three_reasons_waits_for_the_next_and_is_dropped_by_another() -> None:
    typing = Typing()
    assert typing.press("a") is None
    assert [reason.value for reason in typing.waiting] == ["ADM", "AUT", "ABS"]
    assert typing.press("p") == Typed("present")
    assert typing.waiting == ()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1h30", 90),
        ("1 h 30", 90),
        ("1\u00a0h\u00a030", 90),
        ("1:15", 75),
        ("2h", 120),
        ("45 min", 45),
        ("45", 45),
        ("2", 120),
        ("1,5", 90),
        ("90", 90),
    ],
)
def test_length_is_read_as_people_write_it(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "h", "bientôt", "-3", "1h30h"])
def test_what_is_no_length_is_not_guessed(text: str) -> None:
    assert read_minutes(text) is None
