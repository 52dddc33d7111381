"""What the people supported read is neutral without middle dots: « allé·e » stops who reads little, and cannot be read
aloud."""

import re

import pytest

import resources

FOLDERS = ("contracts", "forms", "programmes", "vocabularies")
READ_BY_THEM = [(folder, name) for folder in FOLDERS for name in resources.names(folder)]
POINT_IN_A_WORD = re.compile(r"[^\W\d_]·[^\W\d_]")


@pytest.mark.parametrize(("folder", "name"), READ_BY_THEM, ids=lambda part: part)
def test_no_word_is_cut_by_a_middle_dot(folder: str, name: str) -> None:
    lines = resources.read_text(folder, name).splitlines()
    assert [line for line in lines if POINT_IN_A_WORD.search(line)] == []


def test_a_dot_between_two_phrases_is_not_one_in_a_word() -> None:
    assert POINT_IN_A_WORD.search("Oui, seul·e") and not POINT_IN_A_WORD.search("Version simple · numéro 12")
