"""A folder, laptop or antenna is named by its key or by its name, never guessed."""

import pytest

from kodiko_desktop.cli.naming import NothingOfThatName, named

KNOWN = {"k1": "Bureau", "k2": "Clé de Sam", "k3": "bureau"}


def test_a_key_or_a_name_only_one_has_is_understood_without_accents_or_capitals():
    assert named("k1", KNOWN) == "k1" and named("cle de SAM", KNOWN) == "k2"


def test_a_name_that_two_have_asks_for_the_key():
    with pytest.raises(NothingOfThatName, match=r"Plusieurs portent le nom.*Bureau \(k1\)"):
        named("bureau", KNOWN)


def test_an_unknown_name_shows_the_choice():
    with pytest.raises(NothingOfThatName, match="Vous avez le choix\u00a0: Bureau, Clé de Sam, bureau"):
        named("Marseille", KNOWN)
    with pytest.raises(NothingOfThatName, match="—"):
        named("", {})
