"""Reads a contract template (TOML) and checks every sentence of it before anybody prints it.

The language is described in `docs/contrats.md`. Nothing is guessed: an unknown key, a missing translation, a blank
that does not exist or lists of different lengths are refused with the file, the line and what to write.
"""

import re
from collections.abc import Mapping
from typing import Any

from kodiko_desktop.domain.contracts.blocks import read_block
from kodiko_desktop.domain.contracts.placeholders import KNOWN_PLACEHOLDERS
from kodiko_desktop.domain.contracts.reading import Path, Reading
from kodiko_desktop.domain.contracts.template import (
    FRENCH,
    KINDS,
    LANGUAGES,
    ORIENTATIONS,
    Block,
    ContractTemplate,
    Section,
    Texts,
)
from kodiko_desktop.domain.data_files import DataFileErrors, Problem, open_document
from kodiko_desktop.domain.wording import _

_TOP = ("key", "version", "kind", "orientation", "title", "subtitle", "footer", "courtesy", "handwritten", "words")
_SECTION = ("number", "title", "condition", "beside_next", "block")
_NAME = re.compile(r"^[a-z][a-z0-9_-]*$")


def parse_template(text: str, source_name: str) -> ContractTemplate:
    """The template written in `text` (TOML). `source_name` is the file's name, for error sentences.

    Raises DataFileErrors with every block that does not fit: file, line, problem and remedy.
    """
    opened, root = open_document(text.removeprefix("\ufeff"), source_name)
    if root is None:
        raise DataFileErrors(opened.problems)
    document = root.values
    reading = Reading(source_name, opened.lines)
    reading.only_keys(document, (), (*_TOP, "section"))
    reading.languages = _languages(document, reading)
    reading.handwritten = _handwritten(document, reading)
    words = _words(document, reading)
    key = reading.text(document, (), "key")
    if not _NAME.match(key):
        reading.refuse((), "key", _("« key » contient un caractère refusé."), _("Minuscules, chiffres et tirets."))
    return ContractTemplate(
        key=key,
        version=_version(document, reading),
        kind=reading.one_of(document, (), "kind", KINDS, None),
        orientation=reading.one_of(document, (), "orientation", ORIENTATIONS, "portrait"),
        languages=reading.languages,
        title=reading.texts(document, (), "title", french_only=False),
        subtitle=reading.texts(document, (), "subtitle", french_only=False, optional=True),
        footer=reading.texts(document, (), "footer", french_only=False, optional=True),
        courtesy=reading.texts(document, (), "courtesy", french_only=False, optional=not reading.languages),
        sections=_sections(document, reading),
        words=words,
        handwritten=reading.handwritten,
    )


def _version(document: Mapping[str, Any], reading: Reading) -> int:
    version = reading.integer(document, (), "version")
    if version < 1:
        reading.refuse((), "version", _("la version commence à 1."), _("Écrivez version = 1."))
    return version


def _languages(document: Mapping[str, Any], reading: Reading) -> tuple[str, ...]:
    """The courtesy languages: those of the title."""
    title = document.get("title")
    if not isinstance(title, dict) or FRENCH not in title:
        reading.refuse((), "title", _("le titre français manque."), _('Ajoutez title.fr = "…".'))
    for language in title:
        if language != FRENCH and language not in LANGUAGES:
            reading.refuse(
                (),
                "title",
                _("la langue « {language} » n’est pas connue.").format(language=language),
                _("Langues possibles : {languages}.").format(languages=", ".join(LANGUAGES)),
            )
    return tuple(language for language in title if language != FRENCH)


def _handwritten(document: Mapping[str, Any], reading: Reading) -> tuple[str, ...]:
    names = reading.text_list(document, (), "handwritten")
    for name in names:
        if name in KNOWN_PLACEHOLDERS:
            reading.refuse(
                (),
                "handwritten",
                _("« {name} » est déjà rempli par l’application.").format(name=name),
                _("Choisissez un autre nom."),
            )
    return names


def _words(document: Mapping[str, Any], reading: Reading) -> dict[str, Texts]:
    table = document.get("words", {})
    if not isinstance(table, dict):
        reading.refuse((), "words", _("« words » n’a pas la bonne forme."), _('Écrivez [words.weekly] puis fr = "…".'))
    return {name: reading.texts(table, ("words",), name, french_only=False) for name in table}


def _sections(document: Mapping[str, Any], reading: Reading) -> tuple[Section, ...]:
    """Every section. A faulty block does not hide the next one: all the mistakes of the sections are told at once."""
    tables = reading.tables(document, (), "section", _("Ajoutez [[section]]."))
    problems: list[Problem] = []
    sections = []
    for index, table in enumerate(tables):
        try:
            blocks = _blocks(table, ("section", index), reading, problems)
            sections.append(_section(table, index, blocks, reading))
        except DataFileErrors as error:
            problems.extend(error.problems)
    if problems:
        raise DataFileErrors(problems)
    return tuple(sections)


def _blocks(table: Mapping[str, Any], path: Path, reading: Reading, problems: list[Problem]) -> tuple[Block, ...]:
    blocks = []
    for index, block in enumerate(reading.tables(table, path, "block", _("Ajoutez [[section.block]]."))):
        try:
            blocks.append(read_block(block, (*path, "block", index), reading))
        except DataFileErrors as error:
            problems.extend(error.problems)
    return tuple(blocks)


def _section(table: Mapping[str, Any], index: int, blocks: tuple[Block, ...], reading: Reading) -> Section:
    path = ("section", index)
    reading.only_keys(table, path, _SECTION)
    number = reading.integer(table, path, "number")
    if number != index + 1:
        reading.refuse(
            path,
            "number",
            _("la partie n° {expected} porte le numéro {number}.").format(expected=index + 1, number=number),
            _("Numérotez les parties 1, 2, 3… dans l’ordre."),
        )
    return Section(
        number=number,
        title=reading.texts(table, path, "title", french_only=False),
        blocks=blocks,
        condition=reading.condition(table, path),
        beside_next=reading.flag(table, path, "beside_next"),
    )
