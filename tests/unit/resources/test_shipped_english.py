"""Everything a coordinator reads from a data file is there in English: a test for each kind of file.

The forms have their own (tests/unit/kodiko_desktop/domain/forms).
"""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

import resources
from kodiko_desktop.domain import wording
from kodiko_desktop.domain.programmes.parsing import ProgrammeErrors, parse_programme
from kodiko_desktop.domain.programmes.translation import GROUPS, texts
from kodiko_desktop.exchange.fields import import_fields
from resources.translations import load


def documents(folder: str) -> list[tuple[str, dict[str, Any]]]:
    return [(name, tomllib.loads(resources.read_text(folder, name))) for name in resources.names(folder)]


@pytest.fixture
def in_english() -> Iterator[None]:
    wording.install(load("en"))
    yield
    wording.install(load("fr"))


@pytest.mark.parametrize("name", resources.names("programmes"))
def test_every_word_of_a_programme_is_said_in_english(name: str) -> None:
    text = resources.read_text("programmes", name)
    block = tomllib.loads(text)["translation"]["en"]
    said = {place for place in block if place not in GROUPS}
    said |= {f"{group}.{key}" for group in GROUPS for key in block.get(group, ())}
    assert set(texts(parse_programme(text, name))) == said


@pytest.mark.parametrize("name", resources.names("programmes"))
def test_points_of_follow_up_are_said_in_english(name: str) -> None:
    programme = parse_programme(resources.read_text("programmes", name), name)
    english = load("en")
    assert [point.title for point in programme.follow_up if english.gettext(point.title) == point.title] == []


def test_a_programme_speaks_the_language_asked_and_french_where_nothing_is_said() -> None:
    text = resources.read_text("programmes", "aere-socle.toml")
    spoken = parse_programme(text, "x", language="en")
    assert (spoken.title, spoken.stages[0].title) == ("SOCLE programme", "Welcome and diagnosis")
    assert spoken.source == parse_programme(text, "x").source
    assert parse_programme(text, "x", language="ro").title == "Programme SOCLE"


def test_a_translation_of_nothing_is_refused_with_its_line() -> None:
    text = resources.read_text("programmes", "ips.toml").replace(
        "[translation.en.stages]", "[translation.en.stages]\nx = 'y'"
    )
    with pytest.raises(ProgrammeErrors) as refused:
        parse_programme(text, "ips.toml")
    (problem,) = refused.value.problems
    assert "«\u00a0x\u00a0»" in str(problem.sentence)
    assert text.splitlines()[problem.line - 1] == "x = 'y'"


@pytest.mark.parametrize(("name", "document"), documents("vocabularies"))
def test_every_word_of_a_list_has_its_english(name: str, document: dict[str, Any]) -> None:
    assert [term["fr"] for term in document["terms"] if not term.get("en", "").strip()] == []


@pytest.mark.parametrize(("name", "document"), documents("contracts"))
def test_every_sentence_of_a_contract_has_its_english(name: str, document: dict[str, Any]) -> None:
    assert list(without_english(document)) == []


def without_english(value: Any) -> Iterator[Any]:
    """The French of each text that has no English beside it, as many lines as the French has."""
    if isinstance(value, dict):
        if "fr" in value:
            french, english = value["fr"], value.get("en")
            if not english or (isinstance(french, list) and len(french) != len(english)):
                yield french
        for each in value.values():
            yield from without_english(each)
    elif isinstance(value, list):
        for each in value:
            yield from without_english(each)


def test_fields_of_an_import_are_named_in_english(in_english: None) -> None:
    assert [each.name for each in import_fields().values() if each.title == each.text.french] == []
    assert import_fields()["birth_date"].title == "Date of birth"
