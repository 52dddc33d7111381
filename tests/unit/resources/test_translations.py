"""The catalogues of the interface: fresh, loadable, and complete in their placeholders."""

import importlib.util
import re
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


def test_translations_keep_their_placeholders(recipe: ModuleType) -> None:
    for message in recipe.read("en"):
        if not message.id or not message.string:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        targets = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {name for source in sources for name in re.findall(r"{(\w*)", source)}
        for target in targets:
            assert set(re.findall(r"{(\w*)", target)) <= wanted, message.id


def test_sentences_are_extracted_from_every_floor(recipe: ModuleType) -> None:
    sentences = {message.id for message in recipe.extracted()}
    assert "Verrouiller" in sentences
    assert ("{count} à voir", "{count} à voir") in sentences
