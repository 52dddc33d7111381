"""A contract whose blanks are filled: exactly what is printed, signed, kept as text and redrawn later.

Every text is a `Bilingual`: the French that binds, and its courtesy translation (empty in French alone).
Conditions have been applied: what is not printed is not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ContractValues:
    """What fills a template.

    `texts`: value by placeholder name, ready to print (dates as 22/11/2026); None or blank gives a dotted line.
    `rows`: for each table source ("objectives", "milestones" …), one mapping of placeholder to value a row.
    `ticked`: names of boxes that are ticked (options of checkboxes, and `{tick:…}` inside a sentence).
    `facts`: the conditions that hold ("interpreter", "non_reader" …).
    `translated`: by language, values that differ there (a name in its own script).
    `blank`: nobody's paper yet: what depends on the person is printed with a box to tick, and tables are empty.
    """

    texts: Mapping[str, str | None] = field(default_factory=dict)
    rows: Mapping[str, tuple[Mapping[str, str | None], ...]] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    translated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    blank: bool = False


@dataclass(frozen=True)
class Bilingual:
    """The French text and its courtesy translation; the second is empty when there is none."""

    french: str
    translation: str = ""


@dataclass(frozen=True)
class FilledParagraph:
    """A paragraph, or a mention when `framed`."""

    text: Bilingual
    style: str
    framed: bool


@dataclass(frozen=True)
class FilledBullets:
    """Short lines with a bullet."""

    items: tuple[Bilingual, ...]


@dataclass(frozen=True)
class FilledField:
    """A label and its value. `blank`: nothing is known, the value is dotted; `lines`: room to write by hand."""

    label: Bilingual
    value: Bilingual
    blank: bool
    lines: int


@dataclass(frozen=True)
class FilledFields:
    """Labels and values, one a line."""

    fields: tuple[FilledField, ...]


@dataclass(frozen=True)
class FilledTable:
    """A table of type objectives, calendar or table. Blank rows are at the end, their cells empty."""

    type: str
    columns: tuple[Bilingual, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Bilingual, ...], ...]


@dataclass(frozen=True)
class FilledOption:
    """One box: its name, its text, whether it is ticked."""

    key: str
    text: Bilingual
    ticked: bool


@dataclass(frozen=True)
class FilledCheckboxes:
    """Boxes to tick under an optional sentence (`intro.french` may be empty)."""

    intro: Bilingual
    options: tuple[FilledOption, ...]
    exclusive: bool
    inline: bool


@dataclass(frozen=True)
class FilledSignature:
    """A box to sign in. `key` names its cell on paper; `name` may be dotted or empty."""

    key: str
    role: Bilingual
    name: str


@dataclass(frozen=True)
class FilledSignatures:
    """The boxes of those who sign, in order."""

    boxes: tuple[FilledSignature, ...]


FilledBlock = FilledParagraph | FilledBullets | FilledFields | FilledTable | FilledCheckboxes | FilledSignatures


@dataclass(frozen=True)
class FilledSection:
    """A numbered part; numbers stay those of the template even when another part is left out."""

    number: int
    title: Bilingual
    blocks: tuple[FilledBlock, ...]
    beside_next: bool


@dataclass(frozen=True)
class FilledContract:
    """The whole document. `language` is that of the translation, "fr" in French alone."""

    key: str
    version: int
    kind: str
    orientation: str
    language: str
    title: Bilingual
    subtitle: Bilingual
    footer: Bilingual
    courtesy: Bilingual
    sections: tuple[FilledSection, ...]
