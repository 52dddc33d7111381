"""The shape of a contract template once read: immutable, in French with its courtesy translations."""

from collections.abc import Mapping
from dataclasses import dataclass

FRENCH = "fr"
KINDS = ("engagement", "amendment", "tripartite", "mentor", "notice", "image_rights")
ORIENTATIONS = ("portrait", "landscape")
LANGUAGES = ("ar", "fa-AF", "ps", "ti", "uk", "ro", "bg", "en", "ru", "bn")
"""Languages a courtesy translation may use (BCP 47)."""
RIGHT_TO_LEFT = frozenset({"ar", "fa-AF", "ps"})
PARAGRAPH_STYLES = ("normal", "strong", "small", "quote")
TABLE_TYPES = ("objectives", "calendar", "table")
BLOCK_TYPES = ("paragraph", "mention", "bullets", "fields", *TABLE_TYPES, "checkboxes", "signatures")

Texts = Mapping[str, str]
"""A sentence by language: always "fr", and every language of the template unless the block is French only."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. A mention is a paragraph set apart in a frame (`framed`)."""

    text: Texts
    style: str = "normal"
    framed: bool = False
    condition: str = ""


@dataclass(frozen=True)
class Bullets:
    """Short lines with a bullet, each face to face with its translation."""

    items: tuple[Texts, ...]
    condition: str = ""


@dataclass(frozen=True)
class Field:
    """A label and its value (text with placeholders); `lines` is the room to write by hand, in lines; `condition`:
    when the field is there."""

    label: Texts
    value: str
    lines: int = 1
    condition: str = ""


@dataclass(frozen=True)
class Fields:
    """Labels and values, one a line."""

    fields: tuple[Field, ...]
    condition: str = ""


@dataclass(frozen=True)
class Table:
    """Rows taken from the list `source` of the values, `row` being one text with placeholders per column.
    `blank_rows` are the empty lines a sheet printed without rows offers; `max_rows` refuses more (0: no limit), and a
    blank paper offers as many.
    `widths` are shares of the width, one per column."""

    type: str
    source: str
    columns: tuple[Texts, ...]
    row: tuple[str, ...]
    widths: tuple[int, ...]
    blank_rows: int = 2
    max_rows: int = 0
    condition: str = ""


@dataclass(frozen=True)
class Checkboxes:
    """Boxes to tick. `intro` may be empty; `exclusive` says that one answer only is possible (oui / non)."""

    intro: Texts
    keys: tuple[str, ...]
    options: tuple[Texts, ...]
    exclusive: bool = False
    inline: bool = False
    condition: str = ""


@dataclass(frozen=True)
class SignatureBox:
    """A box to sign in: who signs, the printed name (placeholders), and when the box is there."""

    key: str
    role: Texts
    name: str
    condition: str = ""


@dataclass(frozen=True)
class Signatures:
    """The boxes of those who sign, in order."""

    boxes: tuple[SignatureBox, ...]
    condition: str = ""


Block = Paragraph | Bullets | Fields | Table | Checkboxes | Signatures


@dataclass(frozen=True)
class Section:
    """A numbered part. `beside_next`: in French alone, it may be drawn side by side with the next one."""

    number: int
    title: Texts
    blocks: tuple[Block, ...]
    condition: str = ""
    beside_next: bool = False


@dataclass(frozen=True)
class ContractTemplate:
    """A whole template. `languages` are its courtesy translations; `words` are answers said in several languages;
    `handwritten` are blanks of its own, that the application never fills."""

    key: str
    version: int
    kind: str
    orientation: str
    languages: tuple[str, ...]
    title: Texts
    subtitle: Texts
    footer: Texts
    courtesy: Texts
    sections: tuple[Section, ...]
    words: Mapping[str, Texts]
    handwritten: tuple[str, ...] = ()
