"""The door of every visible string: the screen changes its language, the paper stays French."""

import threading
from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from kodiko_desktop.domain import wording
from kodiko_desktop.domain.vocabularies import parse_vocabulary
from kodiko_desktop.domain.wording import _, in_french, ngettext
from resources.translations import load

HOUSING = """key = "housing"
title = "Logement"
terms = [ { code = "hotel", fr = "Hôtel", en = "Hotel" }, { code = "yourte", fr = "Yourte" } ]
"""


@pytest.fixture
def english_screen() -> Iterator[None]:
    wording.install(load("en"))
    yield
    wording.install(NullTranslations())


def test_french_is_spoken_when_nothing_is_installed() -> None:
    assert wording.language() == "fr"
    assert _("Verrouiller") == "Verrouiller"
    assert ngettext("{count} jour", "{count} jours", 0) == "{count} jour"


@pytest.mark.usefixtures("english_screen")
def test_english_counts_nothing_in_the_plural() -> None:
    assert wording.language() == "en"
    assert ngettext("{count} jour", "{count} jours", 0) == "{count} days"
    assert ngettext("{count} jour", "{count} jours", 1) == "{count} day"


@pytest.mark.usefixtures("english_screen")
def test_paper_is_french_under_an_english_screen() -> None:
    with in_french():
        assert wording.language() == "fr"
        assert _("Verrouiller") == "Verrouiller"
        assert ngettext("{count} jour", "{count} jours", 0) == "{count} jour"
    assert _("Verrouiller") == "Lock"


@pytest.mark.usefixtures("english_screen")
def test_a_paper_that_fails_gives_the_screen_its_language_back() -> None:
    with pytest.raises(ValueError), in_french():
        raise ValueError
    assert wording.language() == "en"


@pytest.mark.usefixtures("english_screen")
def test_a_paper_drawn_in_one_thread_leaves_the_others_alone() -> None:
    heard = []
    with in_french():
        beside = threading.Thread(target=lambda: heard.append(wording.language()))
        beside.start()
        beside.join()
    assert heard == ["en"]


@pytest.mark.usefixtures("english_screen")
def test_lists_of_words_follow_the_screen_and_fall_back_on_french() -> None:
    housing = parse_vocabulary(HOUSING, "h.toml")
    assert housing.choices() == (("hotel", "Hotel"), ("yourte", "Yourte"))
    with in_french():
        assert housing.label("hotel") == "Hôtel"
