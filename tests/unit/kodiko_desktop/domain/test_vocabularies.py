"""The lists of words: read, shown, extended without losing a code."""

import re

import pytest

import resources
from kodiko_desktop.domain.forms.levels import LANGUAGE_LEVELS
from kodiko_desktop.domain.vocabularies import VocabularyErrors, parse_vocabulary

NAMES = resources.names("vocabularies")
HOUSING = """key = "housing"
title = "Logement"
attributes = ["durable"]
terms = [
  { code = "hotel", fr = "Hôtel", en = "Hotel" },
  { code = "logement", fr = "Logement", en = "Housing", durable = true },
]
"""


def read(name):
    return parse_vocabulary(
        resources.read_text("vocabularies", f"{name}.toml"), resources.source_name("vocabularies", f"{name}.toml")
    )


@pytest.mark.parametrize("name", NAMES)
def test_each_list_is_read_and_named_after_its_file(name):
    vocabulary = read(name.removesuffix(".toml"))
    assert f"{vocabulary.key}.toml" == name
    for term in vocabulary:
        assert not re.search(r" [:;?!»]|« |\w'\w", term.text.french), term


def test_a_label_is_found_in_each_language():
    vocabulary = parse_vocabulary(HOUSING, "h.toml")
    assert vocabulary.label("hotel") == "Hôtel"
    assert vocabulary.label("hotel", "en") == "Hotel"
    assert vocabulary.label("hotel", "ar") == "Hôtel"


def test_a_code_nobody_knows_is_shown_as_it_is():
    vocabulary = parse_vocabulary(HOUSING, "h.toml")
    assert (vocabulary.label("yourte"), vocabulary.label(None), vocabulary.label("")) == ("yourte", "", "")
    assert "yourte" not in vocabulary


@pytest.mark.parametrize(
    ("written", "instead", "line", "sentence"),
    [
        ('code = "logement"', 'code = "hotel"', 6, "sert deux fois"),
        (', fr = "Hôtel"', "", 5, "« fr »"),
        ("durable = true", "durbale = true", 6, "« durbale » n’existe pas"),
        ('title = "Logement"', "", 1, "« title »"),
    ],
)
def test_a_mistake_in_a_list_is_told_at_its_line(written, instead, line, sentence):
    assert HOUSING.count(written) == 1
    with pytest.raises(VocabularyErrors) as refused:
        parse_vocabulary(HOUSING.replace(written, instead), "h.toml")
    problem = refused.value.problems[0]
    assert problem.line == line
    assert sentence in problem.sentence.replace("\u00a0", " ")


def test_levels_of_french_are_those_of_the_forms():
    assert [(term.code, term.attributes["rank"]) for term in read("french_levels")] == [
        (code, rank) for rank, (code, _label) in enumerate(LANGUAGE_LEVELS)
    ]


def test_services_of_justice_and_health_have_one_common_name():
    labels = {term.text.french for term in read("referrers")}
    assert "Service spécialisé" in labels
    assert not labels & {"PJJ", "SPIP", "CSAPA", "CAARUD"}


def test_languages_know_their_direction():
    languages = read("languages")
    assert {term.code for term in languages.with_attribute("direction", "rtl")} >= {"ar", "fa-AF", "ps"}
    assert languages.term("rom").attributes["note"] == "interprete"
    assert languages.term("ti").attributes["script"] == "ethiopic"


def test_both_definitions_of_a_positive_exit_follow_from_one_fact():
    exits = read("exit_destinations")
    internship, training = exits.term("stage"), exits.term("formation_prequalifiante")
    assert (internship.attributes["kodiko"], internship.attributes["iae"]) == (True, "autre")
    assert ("kodiko" in training.attributes, training.attributes["iae"]) == (False, "positive")


@pytest.mark.parametrize("name", NAMES)
def test_each_shipped_word_has_its_english(name):
    assert [term.code for term in read(name.removesuffix(".toml")) if not term.text.translation("en")] == []
