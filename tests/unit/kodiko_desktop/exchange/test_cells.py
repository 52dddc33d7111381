"""What each kind of cell gives: values that a person's file holds, or a problem with what to write instead."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodiko_desktop.domain.names import phone_digits
from kodiko_desktop.exchange.cells import ColumnReader
from kodiko_desktop.exchange.fields import codes_by_word, import_fields, vocabulary

TODAY = datetime.date(2026, 5, 11)


def read(field: str, value):
    return ColumnReader(import_fields()[field], TODAY).read(value)


def value_of(field: str, value):
    found = read(field, value)
    assert not found.problem, found.problem
    return found.values.get(field)


@pytest.mark.parametrize(
    "written", [612345678.0, 612345678, "612345678", "0612345678", "06.12.34.56.78", "33612345678"]
)
def test_a_telephone_taken_for_a_number_gets_its_zero_back(written):
    assert value_of("phone", written) == "06 12 34 56 78"


@pytest.mark.parametrize("written", ["+33 6 12 34 56 78", "+33 (0)6 12 34 56 78", "0033612345678", "06 12 34 56 78 "])
def test_every_french_writing_of_a_telephone_is_one(written):
    assert value_of("phone", written) == "06 12 34 56 78"


def test_a_foreign_telephone_is_kept_as_it_is():
    assert value_of("phone", "+40 721 234 567") == "+40 721 234 567"


def test_two_telephones_in_a_cell_fill_both_fields():
    found = read("phone", "06 12 34 56 78 / 07 11 22 33 44")
    assert found.values == {"phone": "06 12 34 56 78", "second_phone": "07 11 22 33 44"}


@pytest.mark.parametrize("written", ["6,12346E+08", "06 12 34", "demander à sa sœur", "06 12 34 56 7", "1" * 20])
def test_what_is_no_telephone_is_said(written):
    assert read("phone", written).problem


@given(st.integers(100_000_000, 999_999_999))
def test_nine_digits_and_ten_are_the_same_number(number):
    assert value_of("phone", float(number)) == value_of("phone", f"0{number}")
    assert phone_digits(value_of("phone", number)) == f"0{number}"


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("sex", "H", "H"),
        ("sex", "Mme", "F"),
        ("sex", "féminin", "F"),
        ("sex", "Monsieur", "H"),
        ("french_level", "A2", "a2"),
        ("french_level", "A2 oral", "a2"),
        ("french_level", "niveau B1+", "b1"),
        ("french_level", "Infra A1.1", "infra-a1.1"),
        ("french_level", "débutante", "a1"),
        ("protection", "Réfugiée", "refugie"),
        ("protection", "Réfugié·e", "refugie"),
        ("protection", "BPS", "protection_subsidiaire"),
        ("protection", "Demandeuse d’asile", "demandeur_asile"),
        ("nationality_group", "Afghane", "hors_ue"),
        ("nationality_group", "Roumanie", "ue"),
        ("nationality_group", "Côte d'Ivoire", "hors_ue"),
        ("housing", "chez un tiers", "tiers"),
        ("housing", "SDF", "sans_abri"),
        ("referred_by", "Pôle emploi", "france_travail"),
        ("referred_by", "SPIP", "service_specialise"),
        ("residence_document", "récépissé", "recepisse"),
        ("education", "Bac + 2", "bac2"),
    ],
)
def test_words_become_codes(field, written, code):
    assert value_of(field, written) == code


def test_every_word_leads_to_a_code_that_exists():
    for field in import_fields().values():
        if field.vocabulary:
            assert set(codes_by_word(field.vocabulary).values()) <= {term.code for term in vocabulary(field.vocabulary)}


@pytest.mark.parametrize(
    ("field", "written", "suggestion"), [("sex", "Homm", "Homme"), ("protection", "refugiié", "Réf")]
)
def test_an_unknown_word_is_said_with_the_closest(field, written, suggestion):
    found = read(field, written)
    assert "liste" in found.problem
    assert found.suggestion.startswith(suggestion)


@pytest.mark.parametrize("written", ["A1 ou B1", "bof"])
def test_two_levels_are_not_one(written):
    assert read("french_level", written).problem


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("arabe, anglais", ["ar", "en"]),
        ("Dari / Pachto", ["fa-AF", "ps"]),
        ("roumain et romani", ["ro", "rom"]),
        ("arabe (Soudan); français ; arabe", ["ar", "fr"]),
        ("Peul - bambara", ["ff", "bm"]),
    ],
)
def test_languages_are_listed(written, codes):
    assert value_of("languages", written) == codes


def test_an_unknown_language_is_named():
    assert "klingon" in read("languages", "arabe, klingon").problem


@pytest.mark.parametrize(
    ("written", "answer"), [("oui", True), ("X", True), ("Non", False), (True, True), (1.0, True), (0, False)]
)
def test_yes_and_no_in_all_their_forms(written, answer):
    assert value_of("needs_interpreter", written) is answer


@pytest.mark.parametrize(
    ("written", "code"), [(93200.0, "93200"), (1000, "01000"), ("75 011", "75011"), ("EC1A", "EC1A")]
)
def test_a_postcode_gets_its_zero_back(written, code):
    assert value_of("postcode", written) == code


@pytest.mark.parametrize("written", ["", "  ", "-", "néant", "N/C", "Aucun", None])
def test_what_means_nothing_is_nothing(written):
    found = read("phone", written)
    assert (found.values, found.problem) == ({}, "")


@pytest.mark.parametrize("name", ["Na", "Sans", "No", "Ras"])
def test_a_name_that_looks_like_nothing_is_a_name(name):
    assert value_of("family_name", name) == name


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("DIALLO Amina", {"family_name": "DIALLO", "given_names": "Amina"}),
        ("Amina DIALLO", {"family_name": "DIALLO", "given_names": "Amina"}),
        ("Diallo, Amina Binta", {"family_name": "Diallo", "given_names": "Amina Binta"}),
        ("EL AMRANI Youssef", {"family_name": "EL AMRANI", "given_names": "Youssef"}),
        ("Madonna", {"family_name": "Madonna"}),
    ],
)
def test_a_whole_name_is_parted_when_it_says_how(written, values):
    assert read("full_name", written).values == values


def test_a_whole_name_that_does_not_say_how_is_asked():
    found = read("full_name", "Amina Diallo")
    assert (found.values, found.suggestion) == ({}, "Amina, Diallo")


@pytest.mark.parametrize(("field", "written"), [("family_name", "Diallo 2"), ("given_names", 1990.0)])
def test_a_name_with_digits_is_another_column(field, written):
    assert "chiffre" in read(field, written).problem


@pytest.mark.parametrize("written", [datetime.date(2030, 1, 1), "12/03/1850"])
def test_an_impossible_birth_is_said(written):
    assert read("birth_date", written).problem


@pytest.mark.parametrize(("written", "suggestion"), [("amina at exemple.fr", "amina@exemple.fr"), ("amina", "")])
def test_an_address_that_is_none_is_said(written, suggestion):
    found = read("email", written)
    assert (bool(found.problem), found.suggestion) == (True, suggestion)


ANYTHING = st.one_of(
    st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.none()
)


@given(st.sampled_from(sorted(import_fields())), ANYTHING)
def test_no_cell_breaks_an_import(field, value):
    found = read(field, value)
    assert not (found.problem and found.values)
