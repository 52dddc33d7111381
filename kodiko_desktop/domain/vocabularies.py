"""The lists of words that public services use, as data: a stable code is stored, its label is shown.

An association extends a list with a file of its own: it may add terms, rename them, or retire them from what is
offered; it never takes a code away, for records hold it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kodiko_desktop.domain.data_files.problems import DataFileErrors
from kodiko_desktop.domain.data_files.reader import Table, open_document
from kodiko_desktop.domain.data_files.texts import FRENCH, Text
from kodiko_desktop.domain.wording import _
from kodiko_desktop.domain.wording import language as spoken_now

VOCABULARY_FIELDS = ("key", "title", "source", "attributes", "terms")
Attribute = str | bool | int | float


class VocabularyErrors(DataFileErrors):
    """The vocabulary file cannot be used; `problems` gives file, line, sentence and remedy of each mistake."""


@dataclass(frozen=True)
class Term:
    """One word of a list. `retired`: no longer offered, still readable. `attributes`: facts of this list's own."""

    code: str
    text: Text
    retired: bool = False
    attributes: Mapping[str, Attribute] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Vocabulary:
    """A list of terms in the order they are offered."""

    key: str
    title: str
    terms: tuple[Term, ...]
    source: str = ""

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __contains__(self, code: object) -> bool:
        return self.term(code) is not None

    def term(self, code: object) -> Term | None:
        """The term of this code, None if there is none."""
        return next((term for term in self.terms if term.code == code), None)

    def label(self, code: str | None, language: str = "") -> str:
        """The label of a stored code, in the language of the interface unless told; the code itself when this list
        does not know it; "" for no code."""
        term = self.term(code)
        return term.text.read(language or spoken_now()) if term else code or ""

    def choices(self, language: str = "") -> tuple[tuple[str, str], ...]:
        """What to offer: (code, label) of each term that is not retired; in the language of the interface unless
        told."""
        language = language or spoken_now()
        return tuple((term.code, term.text.read(language)) for term in self.terms if not term.retired)

    def with_attribute(self, name: str, value: Attribute = True) -> tuple[Term, ...]:
        """The terms whose attribute `name` is `value`."""
        return tuple(term for term in self.terms if term.attributes.get(name) == value)


def parse_vocabulary(text: str, source_name: str) -> Vocabulary:
    """Read a vocabulary file. VocabularyErrors holds every mistake of the file."""
    document, root = open_document(text, source_name)
    if root is None:
        raise VocabularyErrors(document.problems)
    root.only(VOCABULARY_FIELDS)
    attributes = root.texts("attributes")
    terms: list[Term] = []
    for table in root.tables("terms"):
        term = _term(table, attributes)
        if any(other.code == term.code for other in terms):
            table.refuse(
                "code",
                _("le code «\u00a0{code}\u00a0» sert deux fois dans cette liste.").format(code=term.code),
                _("donnez un code différent à chaque mot."),
            )
        terms.append(term)
    if not terms:
        root.refuse(None, _("cette liste est vide."), _("ajoutez terms = [ { code = …, fr = … } ]."))
    vocabulary = Vocabulary(root.key(), root.text("title"), tuple(terms), root.text("source", required=False))
    if document.problems:
        raise VocabularyErrors(document.problems)
    return vocabulary


def _term(table: Table, attributes: tuple[str, ...]) -> Term:
    languages = tuple(
        name for name in table.values if name not in ("code", "retired", *attributes) and _is_language(name)
    )
    table.only(("code", "retired", "fr", "en", *languages, *attributes))
    found = {language: table.text(language) for language in languages if language != FRENCH}
    return Term(
        code=table.text("code"),
        text=Text(table.text(FRENCH), MappingProxyType(found)),
        retired=table.flag("retired"),
        attributes=MappingProxyType({name: table.values[name] for name in attributes if name in table.values}),
    )


def _is_language(name: str) -> bool:
    head, _dash, region = name.partition("-")
    return len(head) in (2, 3) and head.isalpha() and head.islower() and (not region or region.isupper())
