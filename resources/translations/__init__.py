"""The languages of the interface: French is written in the source, the others are catalogues beside this file."""

import gettext
from io import BytesIO

from resources import read_bytes

LANGUAGES: dict[str, str] = {"fr": "Français", "en": "English"}
"""Code of each language the interface speaks, and its own name for itself."""


def load(language: str) -> gettext.NullTranslations:
    """The catalogue of `language`, to be given to `wording.install`. KeyError for a language the interface lacks."""
    if language not in LANGUAGES:
        raise KeyError(language)
    if language == "fr":
        return gettext.NullTranslations()
    return gettext.GNUTranslations(BytesIO(read_bytes("translations", f"{language}.mo")))
