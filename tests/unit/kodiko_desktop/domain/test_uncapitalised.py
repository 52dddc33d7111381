"""Words of a list said inside a sentence: they lose their capital, acronyms keep theirs."""

import pytest

from kodiko_desktop.domain.wording import uncapitalised


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Hôtel", "hôtel"),
        ("A un ordinateur", "a un ordinateur"),
        ("CHRS, CHU, CPH ou CADA", "CHRS, CHU, CPH ou CADA"),
        ("Titre de séjour (ANEF)", "titre de séjour (ANEF)"),
        ("", ""),
    ],
)
def test_acronyms_keep_their_capitals(written, said):
    assert uncapitalised(written) == said
