"""The engine asks, checks and scores a form that no line of code has ever heard of."""

import json

import pytest

from kodiko_desktop.domain.forms import (
    AnswerError,
    Role,
    answer_text,
    by_role,
    check_answer,
    choice_for_digit,
    needs,
    next_question,
    previous_question,
    progress,
    scores,
    visible,
)


def keys(questions):
    return [question.key for question in questions]


def test_hidden_questions_appear_when_their_condition_holds(orchard):
    assert keys(visible(orchard, {})) == ["taille", "arrosage", "fruits", "arbres-envie"]
    assert "kilos" in keys(visible(orchard, {"fruits": ["poire"]}))
    assert "kilos" not in keys(visible(orchard, {"fruits": ["aucun"]}))
    assert keys(visible(orchard, {"taille": "b"}))[-2:] == ["depuis", "langue"]
    assert "depuis" not in keys(visible(orchard, {"taille": "a", "arrosage": "z"}))


def test_the_answer_of_a_hidden_question_counts_for_nothing(orchard):
    answers = {"taille": "a", "langue": "b2", "arbres-quoi": "planter", "arbres-envie": "non"}
    entente = scores(orchard, answers)[1]
    assert entente.value is None
    assert by_role(orchard, answers, Role.ACTION) == ()


def test_a_repeated_block_depends_on_its_own_section(orchard):
    assert "arbres-quoi" in keys(visible(orchard, {"arbres-envie": "oui"}))
    assert "arbres-quoi" not in keys(visible(orchard, {"arbres-envie": "ne_sait_pas"}))


def test_next_and_previous_follow_what_is_asked(orchard):
    answers = {"fruits": ["poire"], "taille": "a"}
    assert next_question(orchard, answers).key == "taille"
    assert next_question(orchard, answers, "fruits").key == "kilos"
    assert next_question(orchard, answers, unanswered_only=True).key == "arrosage"
    assert previous_question(orchard, answers, "kilos").key == "fruits"
    assert previous_question(orchard, answers, "taille") is None
    assert next_question(orchard, answers, "arbres-envie") is None


def test_next_goes_on_from_a_question_that_has_just_vanished(orchard):
    assert next_question(orchard, {"fruits": ["aucun"]}, "kilos").key == "arbres-envie"


def test_progress_counts_only_what_is_asked(orchard):
    first = progress(orchard, {})
    assert (first.answered, first.asked, first.required_missing) == (0, 4, ())
    second = progress(orchard, {"fruits": ["poire"], "taille": "a", "depuis": "2020-01-01"})
    assert (second.answered, second.asked, keys(second.required_missing)) == (2, 5, ["kilos"])
    assert not second.complete


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("taille", "b", "b"),
        ("taille", "", None),
        ("fruits", ["figue", "poire"], ["poire", "figue"]),
        ("fruits", "poire", ["poire"]),
        ("fruits", [], None),
        ("kilos", "1 2,50", 12.5),
        ("kilos", "40", 40),
        ("depuis", "1/2/2024", "2024-02-01"),
        ("depuis", "2024-02-01", "2024-02-01"),
        ("langue", "a1.1", "a1.1"),
        ("arbres-quoi", "  planter e\u0301te\u0301 ", "planter été"),
        ("arbres-quoi", "   ", None),
    ],
)
def test_an_answer_is_kept_as_plain_json(orchard, key, given, kept):
    value = check_answer(orchard.question(key), given)
    assert value == kept
    assert json.loads(json.dumps(value)) == kept
    assert check_answer(orchard.question(key), value) == kept


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        ("taille", "y", "Jamais, Parfois"),
        ("fruits", ["aucun", "poire"], "aucun autre choix"),
        ("kilos", "beaucoup", "pas un nombre"),
        ("kilos", "-1", "plus petit possible est 0"),
        ("kilos", 501, "plus grand possible est 500"),
        ("kilos", float("nan"), "nombre"),
        ("kilos", True, "nombre"),
        ("depuis", "31/02/2024", "pas une date"),
        ("depuis", "hier", "jour/mois/année"),
        ("arbres-quoi", 3, "texte"),
    ],
)
def test_an_impossible_answer_is_refused_with_a_sentence(orchard, key, given, said):
    with pytest.raises(AnswerError) as refused:
        check_answer(orchard.question(key), given)
    assert said in refused.value.sentence


def test_answers_are_read_back_in_words(orchard):
    def text(key, value, language="fr"):
        return answer_text(orchard.question(key), value, language)

    assert text("fruits", ["poire", "figue"]) == "Poire, Figue"
    assert text("fruits", ["poire", "figue"], "es") == "Pera, Figue"
    assert text("kilos", 12.5) == "12,5\u00a0kg"
    assert text("kilos", 12.5, "en") == "12.5\u00a0kg"
    assert text("depuis", "2024-02-01") == "01/02/2024"
    assert text("taille", None) == ""
    assert text("taille", "ancien-code") == "ancien-code"


def test_digits_answer(orchard):
    assert choice_for_digit(orchard.question("taille"), 2).code == "b"
    assert choice_for_digit(orchard.question("taille"), 5) is None
    assert choice_for_digit(orchard.question("langue"), 8).code == "c2"


def test_scores_follow_the_values_of_the_file(orchard):
    soins, entente = scores(orchard, {"taille": "a", "arrosage": "c", "langue": "a2"})
    assert soins.value == 50
    assert (entente.value, entente.label) == (pytest.approx(3 / 7 * 100), "A2")
    assert scores(orchard, {"taille": "c", "arrosage": "z"})[0].value == 100
    assert "il en faut 1" in scores(orchard, {"taille": "z"})[0].missing_sentence


def test_needs_come_from_roles_and_carry_public_codes(orchard):
    found = needs(orchard, {"taille": "c", "fruits": ["figue"], "arbres-envie": "oui", "arbres-quoi": "planter"})
    assert len(found) == 1
    assert (found[0].level, found[0].wants_to_act, found[0].action) == (30, True, "planter")
    assert found[0].thematics == ("jardin--figuier",)
    assert needs(orchard, {"taille": "b"})[0].thematics == ("jardin--arbres",)
    assert needs(orchard, {}) == ()


def test_translations_stand_beside_french_and_gaps_are_known(orchard):
    assert orchard.question("arbres-envie").text.translation("es") == "¿Ganas de seguir?"
    assert orchard.question("arrosage").text.translation("es") is None
    assert orchard.question("arrosage").text.read("es") == "On arrose."
    missing = orchard.untranslated("es")
    assert "questions.arrosage" in missing
    assert "choices.soin.b" in missing
    assert "questions.taille" not in missing
    assert orchard.untranslated("fr") == ()


def test_a_restricted_section_makes_its_questions_restricted(orchard):
    assert orchard.question("depuis").restricted
    assert not orchard.question("taille").restricted
