"""The axes of the self-diagnosis and of the 360° diagnosis, by the association's own rules."""

import pytest

from kodiko_desktop.domain.forms import exported, needs, scores


def axis(form, answers, key, language="fr"):
    return next(axis for axis in scores(form, answers, language) if axis.key == key)


@pytest.fixture
def self_diagnosis(shipped):
    return shipped("auto-diagnostic")


@pytest.fixture
def full_diagnosis(shipped):
    return shipped("diagnostic-360")


def test_an_axis_is_the_mean_less_one_over_three(self_diagnosis):
    answers = {
        "cherche-offres": "4",
        "cv-a-jour": "3",
        "reponds-offre": "2",
        "passe-entretien": "1",
        "fais-demarches": "3",
    }
    assert axis(self_diagnosis, answers, "autonomie").value == pytest.approx((13 / 5 - 1) / 3 * 100)


def test_an_axis_needs_three_answers_of_five(self_diagnosis):
    answers = {"cherche-offres": "4", "cv-a-jour": "4"}
    assert axis(self_diagnosis, answers, "autonomie").value is None
    assert axis(self_diagnosis, answers | {"reponds-offre": "nsp"}, "autonomie").value is None
    assert axis(self_diagnosis, answers | {"reponds-offre": "4"}, "autonomie").value == 100


def test_the_lowest_answers_give_zero_and_not_nothing(self_diagnosis):
    answers = dict.fromkeys(("sais-metier", "connais-taches", "plan-b"), "1")
    assert axis(self_diagnosis, answers, "projet").value == 0


def test_language_is_the_mean_of_speaking_and_listening_over_seven(self_diagnosis):
    found = axis(self_diagnosis, {"parler": "a2", "ecouter": "b1", "lire": "c2", "ecrire": "c2"}, "langue")
    assert found.value == pytest.approx(3.5 / 7 * 100)
    assert found.label == "A2–B1"
    assert axis(self_diagnosis, {"parler": "a2", "ecouter": "a2"}, "langue").label == "A2"


def test_language_needs_both_speaking_and_listening(self_diagnosis):
    assert axis(self_diagnosis, {"parler": "a2"}, "langue").value is None


def test_axis_titles_are_translated(self_diagnosis):
    assert axis(self_diagnosis, {}, "reseau").title.read("ro") == "Rețea"
    assert axis(self_diagnosis, {"parler": "infra-a1.1", "ecouter": "infra-a1.1"}, "langue", "ro").label == "sub A1.1"


def test_obstacles_have_one_axis_each_from_one_to_five(full_diagnosis):
    answers = {"logement-niveau": "5", "mobilite-niveau": "1", "sante-niveau": "0"}
    found = axis(full_diagnosis, answers, "logement-niveau")
    assert (found.value, found.maximum, found.label, found.less_is_better) == (5, 5, "Bloquant", True)
    assert found.title.french == "Logement"
    assert axis(full_diagnosis, answers, "mobilite-niveau").value == 1
    assert axis(full_diagnosis, answers, "sante-niveau").value is None
    assert len(scores(full_diagnosis, answers)) == 10


def test_wishes_come_before_the_heaviest_obstacles(full_diagnosis):
    answers = {
        "logement-niveau": "5",
        "mobilite-niveau": "3",
        "mobilite-cases": ["permis-en-cours"],
        "mobilite-veux-agir": "oui",
        "mobilite-action": "passer le code",
        "mobilite-echeance": "2026-12-01",
        "numerique-niveau": "4",
    }
    found = needs(full_diagnosis, answers)
    assert [need.section_key for need in found] == ["mobilite", "logement", "numerique"]
    assert found[0].action == "passer le code"
    assert found[0].by_when == "2026-12-01"
    assert found[0].thematics == ("mobilite--preparer-un-permis",)


def test_levels_fold_into_the_public_degrees_and_justice_never_leaves(full_diagnosis):
    answers = {"famille-niveau": "2", "garde-enfants-niveau": "5", "mobilite-niveau": "3", "contrainte-justice": "oui"}
    assert exported(full_diagnosis, answers) == {"famille": "fort", "mobilite": "moyen"}


def test_what_one_can_count_on_is_never_told_among_what_is_in_the_way(full_diagnosis):
    answers = {"numerique-niveau": "4", "numerique-cases": ["ordinateur", "sans-connexion"]}
    (need,) = needs(full_diagnosis, answers)
    assert [text.french for text in need.details] == ["Sans connexion"]
