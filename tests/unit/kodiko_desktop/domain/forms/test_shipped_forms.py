"""The questionnaires that come with the application: complete, plain, and unknown to the code."""

import re
from pathlib import Path

import pytest

import resources
from kodiko_desktop.domain.forms import Kind, Role, Subject, Voice, parse
from kodiko_desktop.domain.forms.apart import sections_read_by
from kodiko_desktop.domain.vocabularies import parse_vocabulary

NAMES = resources.names("forms")
SOURCE = Path(resources.__file__).parent.parent


def read(name):
    return parse(resources.read_text("forms", name), resources.source_name("forms", name))


@pytest.mark.parametrize("name", NAMES)
def test_each_form_is_read_and_named_after_its_file(name):
    assert f"{read(name).key}.toml" == name


@pytest.mark.parametrize("name", [name for name in NAMES if name != "entreprise.toml"])  # an ordinary word too
def test_no_python_file_names_a_form(name):
    key = read(name).key
    for folder in ("kodiko_desktop", "db", "ui"):
        for source in (SOURCE / folder).rglob("*.py"):
            assert f'"{key}"' not in source.read_text(encoding="utf-8"), source


@pytest.mark.parametrize("name", NAMES)
def test_french_is_written_as_it_is_printed(name):
    for place, text in read(name).texts():
        assert not re.search(r" [:;?!»]|« |\w'\w", text.french), (place, text.french)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_aloud_stays_short(name):
    """Twelve words a sentence (netsulting; UK plain language: 10 to 15): titles, questions, helps and answers alike."""
    for place, text in read(name).texts():
        for sentence in re.split(r"(?<=[.!?:;…])\s+", text.french):
            words = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", sentence)
            assert len(words) <= 12, (place, sentence)


@pytest.mark.parametrize("name", NAMES)
def test_obstacles_carry_public_codes(name):
    themes = parse_vocabulary(resources.read_text("vocabularies", "service_themes.toml"), "service_themes.toml")
    form = read(name)
    codes = {code for section in form.sections for code in section.thematics}
    codes |= {code for question in form.questions for choice in question.choices for code in choice.thematics}
    assert codes <= {term.code for term in themes}


def test_the_self_diagnosis_is_whole_in_five_languages(shipped):
    form = shipped("auto-diagnostic")
    assert set(form.languages) >= {"fr", "ar", "fa-AF", "ro", "en"}
    for language in form.languages:
        assert form.untranslated(language) == ()
    assert [score.key for score in form.scores] == ["autonomie", "projet", "reseau", "langue"]
    assert form.moments == ("entree", "mi-parcours", "sortie", "apres-6-mois")


def test_health_is_asked_for_its_effect_on_work_only(shipped):
    section = shipped("diagnostic-360").section("sante")
    free_text = [question.key for question in section.questions if question.kind in (Kind.TEXT, Kind.OWN_WORDS)]
    assert free_text == ["sante-action", "sante-partenaire"]
    assert "Jamais une maladie" in section.help.french


def test_justice_is_a_yes_or_no_that_is_never_printed_for_others(shipped):
    (question,) = shipped("diagnostic-360").section("justice").questions
    assert question.restricted
    assert [choice.code for choice in question.choices] == ["oui", "non", "ne_sait_pas", "ne_repond_pas"]


def test_who_holds_sway_on_a_site_is_restricted(shipped):
    form = shipped("diagnostic-site")
    assert {question.key for question in form.questions if question.restricted} == {
        "organisation-collective",
        "emprise",
    }


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("point-")])
def test_each_check_in_hears_its_voices_and_ends_with_a_decision(name):
    form = read(name)
    assert form.subject is Subject.CHECK_IN
    voices = {section.voice for section in form.sections}
    assert voices <= set(Voice) and voices
    heard = [section for section in form.sections if section.key != "personne-seule"]
    for section in heard:
        roles = {question.role for question in section.questions}
        assert {Role.RATING, Role.SAID} <= roles
    last = {question.role for question in heard[-1].questions}
    assert {Role.DECISION, Role.WHO, Role.BY_WHEN, Role.NEXT_DATE} <= last


def test_private_life_and_health_are_asked_apart_from_the_employer():
    private = re.compile(r"logement|garde|enfant|papiers|fatigue|santé|malad|\bvie\b", re.IGNORECASE)
    for name in (name for name in NAMES if name.startswith("point-")):
        form = read(name)
        for section in sections_read_by(form, tuple(Voice)):
            for question in section.questions:
                said = (question.key, question.text.french, *(choice.text.french for choice in question.choices))
                assert not [text for text in said if private.search(text)], (name, question.key)


def test_the_end_of_week_one_hears_each_side_apart(shipped):
    assert {section.voice for section in shipped("point-fin-s1-personne").sections} == {Voice.PERSON}
    assert {section.voice for section in shipped("point-fin-s1-employeur").sections} == {Voice.EMPLOYER}


def test_the_rating_goes_from_one_to_five(shipped):
    rating = shipped("point-j1").question("personne-ressenti")
    assert [choice.value for choice in rating.choices] == [1, 2, 3, 4, 5]


def test_the_job_checklist_offers_to_negotiate(shipped):
    question = shipped("liste-poste").question("acces-sans-voiture")
    assert [choice.text.french for choice in question.choices] == ["Oui", "Non", "À négocier"]


@pytest.mark.parametrize("name", NAMES)
def test_every_form_is_whole_in_english_for_the_screens(name):
    assert read(name).untranslated("en") == ()


@pytest.mark.parametrize("name", ["diagnostic-360", "liste-poste"])
@pytest.mark.parametrize("language", ["ar", "fa-AF", "ro"])
def test_what_the_person_reads_of_a_diagnosis_or_of_a_job_is_translated(shipped, name, language):
    form = shipped(name)
    assert form.untranslated(language) == ()
    same = [text.french for _place, text in form.texts() if text.translation(language) == text.french]
    assert set(same) <= {"CACES", "CV", "Permis B", "Calcul", "Important", "Diagnostic 360°"}, (
        "left in French by mistake"
    )


@pytest.mark.parametrize(
    "name", ["point-j1", "point-j3", "point-j5", "point-fin-s1-personne", "point-essai", "point-suivi"]
)
@pytest.mark.parametrize("language", ["ar", "fa-AF", "ro", "en"])
def test_what_the_person_reads_at_a_check_in_is_translated(shipped, name, language):
    form = shipped(name)
    for_employer = {question.key for question in form.questions if question.voice is Voice.EMPLOYER} | {"employeur"}
    missing = [
        place for place in form.untranslated(language) if place.partition(".")[2].split(".")[0] not in for_employer
    ]
    assert missing == []
