"""Titles on one or several lines, merged or not, under whatever stands over a list; text tables of every origin."""

import pytest

from kodiko_desktop.exchange.delimited import decode, read_delimited
from kodiko_desktop.exchange.failures import MappingRefused, TableUnreadable
from kodiko_desktop.exchange.fields import known_headers
from kodiko_desktop.exchange.headers import find_headers
from kodiko_desktop.exchange.mapping import check_mapping, fingerprint, guess_mapping, never_taken
from kodiko_desktop.exchange.raw_table import Header, cell_name, column_name


def titles(rows, merged=()):
    found = find_headers(rows, merged, known_headers())
    return [header.whole for header in found.headers], found.first_row


def test_titles_on_the_first_line():
    assert titles([["Nom", "Prénom"], ["Diallo", "Amina"]]) == (["Nom", "Prénom"], 1)


def test_what_is_written_over_a_list_is_left_aside():
    rows = [
        ["Registre 2026", "", ""],
        ["", "", ""],
        ["Antenne de Paris", "", ""],
        ["Nom", "Prénom", "Sexe"],
        ["D", "A", "F"],
    ]
    assert titles(rows) == (["Nom", "Prénom", "Sexe"], 4)


def test_merged_titles_group_those_below():
    rows = [
        ["Identité", "", "Contact", "", "Référent", ""],
        ["Nom", "Prénom", "Téléphone", "Mail", "Nom", "Téléphone"],
        ["Diallo", "Amina", "0612345678", "a@b.fr", "Awa", "01"],
    ]
    merged = [((0, 0), (0, 1)), ((0, 2), (0, 3)), ((0, 4), (0, 5))]
    for areas in (merged, ()):
        found, first = titles(rows, areas)
        assert found[2:] == ["Contact – Téléphone", "Contact – Mail", "Référent – Nom", "Référent – Téléphone"]
        assert first == 2


def test_titles_merged_downwards_stand_beside_those_of_two_lines():
    rows = [["Nom", "Prénom", "Contact", ""], ["", "", "Téléphone", "Mail"], ["Diallo", "Amina", "06", "a@b.fr"]]
    merged = [((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3))]
    found, first = titles(rows, merged)
    assert (found, first) == (["Nom", "Prénom", "Contact – Téléphone", "Contact – Mail"], 2)


def test_unknown_titles_are_the_first_full_line():
    assert titles([["Liste"], ["Alpha", "Beta"], ["x", "y"]]) == (["Alpha", "Beta"], 2)


def guessed(*names: str, group: str = "") -> dict[int, str]:
    return guess_mapping([Header(group, name) for name in names])


def test_usual_titles_are_recognised_whatever_their_accents_and_marks():
    names = (
        "NOM *",
        "Prénom(s)",
        "Né(e) le",
        "Tél. portable",
        "N° de téléphone 2",
        "Niveau d’études",
        "Adresse e-mail",
    )
    assert list(guessed(*names).values())[:4] == ["family_name", "given_names", "birth_date", "phone"]
    assert guessed("Niveau d'études") == guessed("Niveau d’études") == {0: "education"}
    assert guessed("Adresse", "Adresse e-mail") == {0: "address", 1: "email"}


def test_a_field_is_given_to_the_best_title_only():
    assert guessed("Nom complet", "Nom") == {0: "full_name", 1: "family_name"}
    assert list(guessed("Téléphone", "Téléphone").values()) == ["phone"]


def test_titles_about_somebody_else_are_not_taken():
    assert guessed("Nom du référent", "Téléphone de l’employeur", "Personne à contacter en cas d’urgence") == {}
    assert guessed("Nom", "Téléphone", group="Conseiller") == {}


@pytest.mark.parametrize(
    "title", ["N° de sécurité sociale", "NIR", "Santé", "RQTH", "Origine ethnique", "Casier judiciaire"]
)
def test_what_must_not_be_kept_is_never_guessed(title):
    assert never_taken(Header("", title))
    assert guessed(title) == {}


def test_a_remembered_mapping_wins_over_the_guess():
    headers = [Header("", "Nom"), Header("", "Zone")]
    assert guess_mapping(headers, {1: "family_name", 0: "gone_field"}) == {1: "family_name"}


def test_the_same_titles_have_the_same_fingerprint_and_others_another():
    one = fingerprint([Header("", "Nom"), Header("", "Prénom")])
    assert one == fingerprint([Header("", "NOM"), Header("", "prenom ")])
    assert one != fingerprint([Header("", "Prénom"), Header("", "Nom")])


@pytest.mark.parametrize("mapping", [{}, {0: "phone"}, {0: "family_name", 1: "family_name"}])
def test_a_mapping_without_a_name_or_with_a_field_twice_is_refused(mapping):
    with pytest.raises(MappingRefused):
        check_mapping(mapping)


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_spreadsheets(index, letters):
    assert column_name(index) == letters
    assert cell_name(12, index) == f"{letters}12"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_text_tables_of_every_origin_read_the_same(encoding, separator):
    text = f"Nom{separator}Prénom\r\nN’Guessan{separator}Élodie\r\n".encode(encoding)
    assert read_delimited(text) == [["Nom", "Prénom"], ["N’Guessan", "Élodie"]]


def test_a_comma_inside_a_cell_does_not_part_it():
    assert read_delimited(b'Nom;Adresse\r\nDiallo;"3, rue X; Paris"\r\nBa;4, rue Y\r\n')[1] == [
        "Diallo",
        "3, rue X; Paris",
    ]


def test_the_separator_that_excel_announces_is_followed():
    assert read_delimited(b"sep=,\r\nNom,Sexe\r\nDiallo;Ba,F\r\n") == [["Nom", "Sexe"], ["Diallo;Ba", "F"]]


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\xff\xfeN", b"a\x00b"])
def test_what_is_not_text_is_refused(content):
    with pytest.raises(TableUnreadable):
        decode(content)
