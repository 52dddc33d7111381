"""The wordings we ship: complete, plain, neutral, correctly spelt in each script, and marked as courtesy."""

import re
from collections.abc import Iterator

import pytest

from kodiko_desktop.domain.contracts.fill import fill
from kodiko_desktop.domain.contracts.filled import ContractValues, FilledSignatures
from kodiko_desktop.domain.contracts.frozen import freeze
from kodiko_desktop.domain.contracts.placeholders import PLACEHOLDER
from kodiko_desktop.domain.contracts.template import (
    Bullets,
    Checkboxes,
    ContractTemplate,
    Fields,
    Paragraph,
    Signatures,
    Table,
    Texts,
)

from .readability import EASY_WORDS, MOST_WORDS, long_sentences
from .shipped import TEMPLATES

BILINGUAL = sorted(set(TEMPLATES) - {"engagement-simple"})
EVERY_FACT = frozenset({"interpreter", "non_reader", "renewable", "suspended", "minor", "trial_period", "has_dpo"})
ARABIC_SCRIPT = re.compile(r"[\u0620-\u06d3]")


def all_texts(template: ContractTemplate) -> Iterator[Texts]:
    """Every text of a template, titles, labels and words included."""
    yield from (template.title, template.subtitle, template.footer, template.courtesy)
    yield from template.words.values()
    for section in template.sections:
        yield section.title
        for block in section.blocks:
            match block:
                case Paragraph(text=text):
                    yield text
                case Bullets(items=items):
                    yield from items
                case Fields(fields=fields):
                    yield from (field.label for field in fields)
                case Table(columns=columns):
                    yield from columns
                case Checkboxes(intro=intro, options=options):
                    yield from (intro, *options)
                case Signatures(boxes=boxes):
                    yield from (box.role for box in boxes)


def in_language(key: str, language: str) -> list[str]:
    return [PLACEHOLDER.sub("", texts[language]) for texts in all_texts(TEMPLATES[key]) if language in texts]


def whole(key: str, language: str = "fr", facts: frozenset[str] = EVERY_FACT) -> str:
    return freeze(fill(TEMPLATES[key], ContractValues(facts=facts), language))


def test_every_document_of_the_programme_is_shipped() -> None:
    assert {template.kind for template in TEMPLATES.values()} == {
        "engagement",
        "amendment",
        "tripartite",
        "mentor",
        "notice",
        "image_rights",
    }
    assert all(template.key == key for key, template in TEMPLATES.items())


@pytest.mark.parametrize("key", BILINGUAL)
def test_arabic_dari_romanian_and_english_stand_beside_every_text(key: str) -> None:
    template = TEMPLATES[key]
    assert set(template.languages) == {"ar", "fa-AF", "ro", "en"}
    for texts in all_texts(template):
        assert set(texts) == {"fr", *template.languages} or texts == {"fr": ""}


@pytest.mark.parametrize("key", BILINGUAL)
def test_courtesy_mark_says_that_only_french_counts_in_both_languages(key: str) -> None:
    courtesy = TEMPLATES[key].courtesy
    assert courtesy["fr"] == "Traduction de courtoisie\u00a0: seul le texte français fait foi."
    assert "الفرنسي" in courtesy["ar"] and "فرانسوی" in courtesy["fa-AF"]
    assert "franceză" in courtesy["ro"] and "French" in courtesy["en"]


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_french_sentences_are_short(key: str) -> None:
    assert long_sentences(TEMPLATES[key], MOST_WORDS) == ()
    for long in long_sentences(TEMPLATES[key], 15):
        assert "L5411-6" in long.sentence, f"{long.words} mots : {long.sentence}"
    assert len(long_sentences(TEMPLATES[key], EASY_WORDS)) <= 4


def test_the_simple_version_never_passes_twelve_words_and_holds_one_sentence_a_line() -> None:
    template = TEMPLATES["engagement-simple"]
    assert long_sentences(template, EASY_WORDS) == ()
    for section in template.sections:
        for block in section.blocks:
            if isinstance(block, Bullets):
                assert all(item["fr"].count(".") == 1 and ":" not in item["fr"] for item in block.items)
    for text in in_language("engagement-simple", "fr"):
        assert not re.search(r"\b(art|réf|tél|etc)\.|[&<§]", text)


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_french_has_its_apostrophes_and_non_breaking_spaces_and_neutral_forms_without_middle_dot(key: str) -> None:
    for text in in_language(key, "fr"):
        assert "'" not in text and '"' not in text
        assert not re.search(r"[^\s\u00a0][:;?!](\s|$)", text), text
        assert not re.search(r" [:;?!»]|« ", text), text
        assert not re.search(r"\w·\w|\(e\)", text), text


@pytest.mark.parametrize("key", BILINGUAL)
def test_romanian_uses_comma_below(key: str) -> None:
    joined = " ".join(in_language(key, "ro"))
    assert not re.search("[şţŞŢ]", joined)
    assert re.search("[șț]", joined)


@pytest.mark.parametrize("key", BILINGUAL)
def test_dari_has_its_own_letters_and_joins_its_prefixes_with_zwnj(key: str) -> None:
    for text in in_language(key, "fa-AF"):
        assert not re.search("[يك\u0649٤٥٦]", text), f"Arabic letter in Dari: {text}"
        assert not re.search(r"(^|[\s«(])ن?می[\s]", text), f"prefix apart: {text}"
        assert not re.search(r"\s(ها|های|هایی|ترین)([\s.،؛:]|$)", text), f"suffix apart: {text}"
        assert not re.search(r"\u200c(?:[\s.،:]|$)|[\s]\u200c|\u200c\u200c", text), f"idle joiner: {text}"
    assert "\u200c" in " ".join(in_language(key, "fa-AF"))


@pytest.mark.parametrize("key", BILINGUAL)
def test_arabic_has_no_persian_letter(key: str) -> None:
    for text in in_language(key, "ar"):
        assert not re.search("[یکگچپژ\u200c]", text), text


@pytest.mark.parametrize("key", BILINGUAL)
@pytest.mark.parametrize("language", ["ar", "fa-AF"])
def test_right_to_left_texts_use_their_own_punctuation(key: str, language: str) -> None:
    for text in in_language(key, language):
        bare = re.sub("\u2068.*?\u2069", "", text)
        assert not re.search(r"[\u0620-\u06d3]\s*[,;?]", bare), text
        assert ARABIC_SCRIPT.search(bare) or not re.search(r"[^\W\d_]", bare) or bare.strip() == "Konnecteur", text


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_a_blank_print_resolves_every_placeholder_in_every_language(key: str) -> None:
    for language in ("fr", *TEMPLATES[key].languages):
        text = whole(key, language)
        assert not PLACEHOLDER.search(text)
        assert "None" not in text and "……" in text


def test_engagement_has_its_ten_parts_and_its_mentions() -> None:
    template = TEMPLATES["engagement"]
    assert [section.number for section in template.sections] == list(range(1, 11))
    text = whole("engagement")
    for wording in (
        "Ne remplace pas le contrat d’engagement France Travail (art. L5411-6) "
        "et n’entraîne aucune sanction sur les allocations.",
        "Ont participé à l’écriture",
        "je reprends là où je me suis arrêté",
        "la personne de mon choix peut m’accompagner",
        "Un exemplaire m’a été remis.",
        "Idée de",
        "Ce document m’a été lu et traduit en ",
        "☐\u00a0interprète ☐\u00a0bénévole ☐\u00a0téléphone (réf. ",
        "Je l’ai compris.",
        "Lu à voix haute, en présence de ",
        "avenant numéroté",
    ):
        assert wording in text, wording


def test_engagement_without_interpreter_has_no_interpreter_mention_nor_box() -> None:
    text = whole("engagement", facts=frozenset())
    assert "interprète" not in text and "témoin" not in text.lower() and "renouvelé" not in text


def signed_by(key: str, facts: frozenset[str]) -> set[str]:
    filled = fill(TEMPLATES[key], ContractValues(facts=facts | {"with_person"}))
    return {
        box.key for part in filled.sections for b in part.blocks if isinstance(b, FilledSignatures) for box in b.boxes
    }


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_where_a_minor_signs_a_representative_signs_too(key: str) -> None:
    assert "legal_representative" not in signed_by(key, frozenset())
    assert ("legal_representative" in signed_by(key, frozenset({"minor"}))) is ("person" in signed_by(key, frozenset()))


def mentions(key: str, language: str) -> set[str]:
    return {
        block.text[language]
        for section in TEMPLATES[key].sections
        for block in section.blocks
        if isinstance(block, Paragraph) and block.condition == "interpreter"
    }


def test_the_interpreter_s_mention_is_one_everywhere_and_says_an_adult_who_is_no_relative() -> None:
    interpreted = [key for key in BILINGUAL if key != "mentor"]
    for language in ("fr", "ar", "fa-AF", "ro", "en"):
        said = [mentions(key, language) for key in interpreted]
        assert len(said[0]) == 1 and all(each == said[0] for each in said), language
    assert "personne adulte. Ce n’est pas un proche de la famille." in mentions("avenant", "fr").pop()
    assert "adulte. Elle n’est pas de ma famille." in mentions("engagement-simple", "fr").pop()


def test_objectives_are_five_at_most_and_say_whose_idea_each_is() -> None:
    table = next(b for b in TEMPLATES["engagement"].sections[3].blocks if isinstance(b, Table))
    assert table.max_rows == 5 and "{word:idea}" in table.row
    words = TEMPLATES["engagement"].words
    assert (words["idea_person"]["fr"], words["idea_adviser"]["fr"]) == ("moi", "l’association")


def test_tripartite_holds_what_the_three_must_know_and_three_signatures() -> None:
    text = whole("tripartite")
    for wording in (
        "SIRET",
        "tutorat",
        "Poste",
        "tâches",
        "protège",
        "Consignes",
        "jours 1, 3 et 5",
        "période d’essai",
    ):
        assert wording in text, wording
    boxes = next(b for b in TEMPLATES["tripartite"].sections[-1].blocks if isinstance(b, Signatures)).boxes
    assert [box.key for box in boxes if not box.condition] == ["person", "company", "association"]


def test_notice_says_all_that_the_regulation_asks_and_never_takes_a_signature_for_consent() -> None:
    text = whole("notice-donnees")
    for wording in (
        "Responsable des données",
        "Base légale",
        "2 ans après notre dernier contact",
        "limitation",
        "opposition",
        "portabilité",
        "CNIL",
        "Délégué à la protection des données",
        "numéro de sécurité sociale",
        "Elle ne vaut pas accord.",
    ):
        assert wording in text, wording
    assert "n’a pas de délégué" in whole("notice-donnees", facts=frozenset())


def test_image_rights_are_a_free_yes_or_no_with_nothing_ticked_beforehand() -> None:
    text = whole("droit-image")
    assert "Refuser n’a aucune conséquence." in text and "retirer mon accord à tout moment" in text
    choices = [b for s in TEMPLATES["droit-image"].sections for b in s.blocks if isinstance(b, Checkboxes)]
    assert sum(block.exclusive for block in choices) == 3
    assert '"ticked":true' not in text


def test_mentor_ceiling_is_the_programme_s_figure_never_the_template_s() -> None:
    text = " ".join(in_language("mentor", "fr"))
    assert not re.search(r"3[,.]5", text)
    assert any(
        field.value == "{mentor_ceiling}"
        for s in TEMPLATES["mentor"].sections
        for b in s.blocks
        if isinstance(b, Fields)
        for field in b.fields
    )
