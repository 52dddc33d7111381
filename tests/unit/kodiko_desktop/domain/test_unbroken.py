"""What is never cut over two lines."""

import pytest

from kodiko_desktop.domain.unbroken import unbroken


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("le lundi 23 novembre 2026 à Tours", "23\u00a0novembre\u00a02026"),
        ("le 1er mai", "1er\u00a0mai"),
        ("Mme Roth · 06 12 34 56 78", "06\u00a012\u00a034\u00a056\u00a078"),
        ("+33 6 12 34 56 78.", "+33\u00a06\u00a012\u00a034\u00a056\u00a078"),
    ],
)
def test_dates_and_telephones_stay_whole_and_nothing_else_changes(text: str, whole: str) -> None:
    made = unbroken(text)
    assert whole in made and made.replace("\u00a0", " ") == text
    assert made.count("\u00a0") == whole.count("\u00a0")


@pytest.mark.parametrize("text", ["", "trois mois", "12 places", "page 2 maison", "SIRET 123 456 789 00011"])
def test_other_numbers_break_where_they_did(text: str) -> None:
    assert unbroken(text) == text
