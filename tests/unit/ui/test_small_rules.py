"""The small rules of the window that need no window: history, phones, bold words, French digits."""

import pytest

from ui.keys import digit_of
from ui.shell.history import History
from ui.widgets.phone_field import written_phone
from ui.widgets.runs import Bold, plain, runs


def test_going_back_then_elsewhere_forgets_what_was_ahead() -> None:
    history = History()
    for place in (("a", None), ("b", 1), ("b", 1), ("c", None)):
        history.visit(place)
    assert history.back() == ("b", 1)
    assert history.back() == ("a", None)
    assert history.back() is None
    assert history.forward() == ("b", 1)
    history.visit(("d", None))
    assert not history.can_go_forward()
    assert history.back() == ("b", 1)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("0612345678", "06 12 34 56 78"),
        ("+33 6.12.34.56.78", "06 12 34 56 78"),
        ("0033 (0)612345678", "06 12 34 56 78"),
        ("+40 721 234 567", "+40 721 234 567"),
        ("06 12", "06 12"),
        ("sa  sœur", "sa sœur"),
    ],
)
def test_phone_is_written_in_pairs_and_never_refused(typed: str, written: str) -> None:
    assert written_phone(typed) == written
    assert written_phone(written) == written


def test_bold_words_are_cut_after_translation() -> None:
    pieces = runs("{count} notes pour {name} hier", name=Bold("Awa"), count=3)
    assert plain(pieces) == "3 notes pour Awa hier"
    assert [piece for piece in pieces if isinstance(piece, Bold)] == ["Awa"]


def test_arabic_name_is_isolated_on_screen_and_plain_when_said() -> None:
    pieces = runs("{name} — essai", name=Bold("محمد"))
    assert pieces[0] == "\u2068محمد\u2069"
    assert plain(pieces) == "محمد — essai"


def test_missing_value_is_an_error_not_a_hole() -> None:
    with pytest.raises(KeyError):
        runs("{name} — essai")


@pytest.mark.parametrize(("typed", "digit"), [("1", "1"), ("&", "1"), ("é", "2"), ("ç", "9"), ("a", ""), ("", "")])
def test_top_row_digits_count_without_shift(typed: str, digit: str) -> None:
    assert digit_of(typed) == digit
