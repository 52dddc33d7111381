"""The catalogues of the interface: fresh, loadable, and complete in their placeholders."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import resources
from resources.translations import LANGUAGES, load

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def recipe() -> ModuleType:
    """`packaging/translations.py`, which is a recipe and no package."""
    spec = importlib.util.spec_from_file_location("recipe_translations", REPOSITORY / "packaging" / "translations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pairs(recipe: ModuleType) -> Iterator[tuple[str, str]]:
    """Each French sentence with its English one, singulars and plurals apart."""
    for message in recipe.read("en"):
        if message.id and isinstance(message.id, tuple):
            yield from zip(message.id, message.string, strict=True)
        elif message.id:
            yield message.id, message.string


def test_compiled_catalogue_is_fresh(recipe: ModuleType) -> None:
    for language in recipe.LANGUAGES:
        assert resources.read_bytes("translations", f"{language}.mo") == recipe.compiled(language)


def test_french_is_the_source_and_english_answers() -> None:
    assert load("fr").gettext("Verrouiller") == "Verrouiller"
    assert load("en").gettext("Verrouiller") == "Lock"
    assert set(LANGUAGES) == {"fr", "en"}


def test_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        load("tlh")


def test_every_sentence_is_said_in_english(recipe: ModuleType) -> None:
    assert recipe.untranslated("en") == []


def test_translations_keep_their_placeholders(recipe: ModuleType) -> None:
    for source, target in pairs(recipe):
        assert set(re.findall(r"{(\w*)", target)) == set(re.findall(r"{(\w*)", source)), source


def test_translations_keep_a_key_for_the_keyboard_and_the_ends_of_the_sentence(recipe: ModuleType) -> None:
    for source, target in pairs(recipe):
        assert ("&" in source) == ("&" in target), source
        assert source.endswith(("…", " ", "\u00a0")) == target.endswith(("…", " ", "\u00a0")), source


def test_english_keeps_no_french_typography(recipe: ModuleType) -> None:
    for _source, target in pairs(recipe):
        assert not re.search(r"[«»]|[ \u00a0\u202f][:;?!]|\w'\w", target), target


def test_sentences_are_extracted_from_every_floor(recipe: ModuleType) -> None:
    sentences = {message.id for message in recipe.extracted()}
    assert "Verrouiller" in sentences
    assert ("{count} à voir", "{count} à voir") in sentences


def test_french_keeps_its_typography(recipe: ModuleType) -> None:
    """Imprimerie nationale: a space that does not break before : ; ? ! and inside « », and a curved apostrophe. What
    is between straight quotes is code to be typed, and `;;` separates the filters of a file dialog."""
    code = re.compile(r'".*?"|[\w-]+ = \S.*|;;')
    wrong = re.compile(r"'| [:;?!»]|« |[^\s\u00a0\u202f(«/:]([;?!](?!\w)|:(?![\w/]))|\.\.\.")
    for source, _target in pairs(recipe):
        assert not wrong.search(code.sub("", source)), source
