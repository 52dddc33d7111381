"""The lists of words that public services use, read once, for the screens and papers that offer or show them."""

from functools import lru_cache

import resources
from kodiko_desktop.domain.vocabularies import Vocabulary, parse_vocabulary


@lru_cache
def vocabulary(key: str) -> Vocabulary:
    """The shipped list called `key` ("contracts", "professional_categories"…). FileNotFoundError if there is none."""
    name = f"{key}.toml"
    return parse_vocabulary(resources.read_text("vocabularies", name), resources.source_name("vocabularies", name))
