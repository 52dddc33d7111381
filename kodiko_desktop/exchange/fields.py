"""The fields an import can fill and the words it understands, read from `resources/imports/people.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import resources
from kodiko_desktop.domain.data_files.texts import Text
from kodiko_desktop.domain.names import fold
from kodiko_desktop.domain.vocabularies import Vocabulary, parse_vocabulary

_APOSTROPHE = re.compile(r"['’‘`´]")
_FEMININE_POINT = re.compile(r"[·.](?=[a-zàâéèêëîïôùûç])")
_FEMININE_END = re.compile(r"[·.](?:e|se|rice|trice|ne)s?\b")


def plain(text: str) -> str:
    """A title or a word without accents, capitals, apostrophes nor points: « Niveau d’études » → "niveau d etudes"."""
    return fold(_APOSTROPHE.sub(" ", text))


@dataclass(frozen=True)
class ImportField:
    """A field one can import: name, title, how its cells are read, plain titles that announce it."""

    name: str
    text: Text
    kind: str
    vocabulary: str
    headers: frozenset[str]

    @property
    def title(self) -> str:
        """What it is called, in the language spoken now."""
        return self.text.shown


@dataclass(frozen=True)
class Words:
    """The words of cells: what means nothing, yes and no; titles that speak of somebody else, and those never taken."""

    nothing: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    somebody_else: frozenset[str]
    never: frozenset[str]


@cache
def _data() -> Mapping:
    return tomllib.loads(resources.read_text("imports", "people.toml"))


@cache
def import_fields() -> Mapping[str, ImportField]:
    """Every field, by name, in the order they are offered."""
    return {
        item["name"]: ImportField(
            item["name"],
            Text(item["title"], {language: item[language] for language in ("en",) if language in item}),
            item["kind"],
            item.get("vocabulary", ""),
            frozenset(map(plain, item["headers"])),
        )
        for item in _data()["field"]
    }


@cache
def known_headers() -> frozenset[str]:
    """Every plain title that announces a field."""
    return frozenset(header for field in import_fields().values() for header in field.headers)


@cache
def words() -> Words:
    """The words common to all cells and titles."""
    data = _data()
    return Words(
        nothing=frozenset(map(plain, data["nothing"])),
        yes=frozenset(map(str.casefold, data["yes"])),
        no=frozenset(map(str.casefold, data["no"])),
        somebody_else=frozenset(data["somebody_else"]),
        never=frozenset(data["never"]),
    )


@cache
def vocabulary(key: str) -> Vocabulary:
    """A list of codes of the application."""
    return parse_vocabulary(
        resources.read_text("vocabularies", f"{key}.toml"), resources.source_name("vocabularies", f"{key}.toml")
    )


@cache
def codes_by_word(key: str) -> Mapping[str, str]:
    """The code of each plain word or label of a list (« réfugiée », « statut de réfugié » → "refugie")."""
    found: dict[str, str] = {}
    for code, terms in _data()["words"].get(key, {}).items():
        for term in terms:
            found.setdefault(plain(term), code)
    for term in vocabulary(key):
        label = term.text.read("fr")
        spellings = (term.code, label, _FEMININE_POINT.sub("", label), _FEMININE_END.sub("", label))
        for spelling in spellings:
            found[plain(spelling)] = term.code
    return found


def label_of(key: str, code: str) -> str:
    """The label of a code, in the language of the interface."""
    return vocabulary(key).label(code)
