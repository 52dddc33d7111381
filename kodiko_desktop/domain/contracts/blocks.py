"""Reads one block of a contract template: a paragraph, a list, fields, a table, boxes to tick or to sign."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from kodiko_desktop.domain.contracts.reading import Path, Reading
from kodiko_desktop.domain.contracts.template import (
    BLOCK_TYPES,
    PARAGRAPH_STYLES,
    TABLE_TYPES,
    Block,
    Bullets,
    Checkboxes,
    Field,
    Fields,
    Paragraph,
    SignatureBox,
    Signatures,
    Table,
)
from kodiko_desktop.domain.wording import _

_COMMON = ("type", "condition", "french_only")
_BOX_NAME = re.compile(r"^[a-z][a-z0-9_]*$")
_SOURCES = {"objectives": "objectives", "calendar": "milestones"}
_LARGEST_OBJECTIVE_COUNT = 5
"""At most five objectives in an engagement contract (contrat d'accompagnement, part 4)."""


def read_block(table: Mapping[str, Any], path: Path, reading: Reading) -> Block:
    """The block written in `table`, standing at `path` in the file."""
    kind = reading.one_of(table, path, "type", BLOCK_TYPES, None)
    readers: dict[str, Callable[[Mapping[str, Any], Path, Reading], Block]] = {
        "paragraph": _paragraph,
        "mention": _paragraph,
        "bullets": _bullets,
        "fields": _fields,
        "checkboxes": _checkboxes,
        "signatures": _signatures,
    }
    return _table(table, path, reading) if kind in TABLE_TYPES else readers[kind](table, path, reading)


def _paragraph(table: Mapping[str, Any], path: Path, reading: Reading) -> Paragraph:
    reading.only_keys(table, path, (*_COMMON, "text", "style"))
    return Paragraph(
        text=reading.texts(table, path, "text", french_only=reading.flag(table, path, "french_only")),
        style=reading.one_of(table, path, "style", PARAGRAPH_STYLES, "normal"),
        framed=table["type"] == "mention",
        condition=reading.condition(table, path),
    )


def _bullets(table: Mapping[str, Any], path: Path, reading: Reading) -> Bullets:
    reading.only_keys(table, path, (*_COMMON, "items"))
    items = reading.text_lists(table, path, "items", french_only=reading.flag(table, path, "french_only"))
    return Bullets(items, reading.condition(table, path))


def _fields(table: Mapping[str, Any], path: Path, reading: Reading) -> Fields:
    reading.only_keys(table, path, (*_COMMON, "labels", "values", "lines", "conditions"))
    labels = reading.text_lists(table, path, "labels", french_only=reading.flag(table, path, "french_only"))
    values = reading.text_list(table, path, "values")
    reading.same_length(path, "values", len(values), len(labels))
    _check_values(values, path, "values", reading)
    lines = reading.integer_list(table, path, "lines") or (1,) * len(labels)
    reading.same_length(path, "lines", len(lines), len(labels))
    conditions = _conditions(table, path, len(labels), reading)
    fields = tuple(Field(*parts) for parts in zip(labels, values, lines, conditions, strict=True))
    return Fields(fields, reading.condition(table, path))


def _table(table: Mapping[str, Any], path: Path, reading: Reading) -> Table:
    reading.only_keys(table, path, (*_COMMON, "columns", "row", "widths", "source", "blank_rows", "max_rows"))
    kind = table["type"]
    columns = reading.text_lists(table, path, "columns", french_only=reading.flag(table, path, "french_only"))
    row = reading.text_list(table, path, "row")
    reading.same_length(path, "row", len(row), len(columns))
    _check_values(row, path, "row", reading)
    widths = reading.integer_list(table, path, "widths") or (1,) * len(columns)
    reading.same_length(path, "widths", len(widths), len(columns))
    default_maximum = _LARGEST_OBJECTIVE_COUNT if kind == "objectives" else 0
    return Table(
        type=kind,
        source=reading.text(table, path, "source", _SOURCES.get(kind)),
        columns=columns,
        row=row,
        widths=widths,
        blank_rows=reading.integer(table, path, "blank_rows", 2),
        max_rows=reading.integer(table, path, "max_rows", default_maximum),
        condition=reading.condition(table, path),
    )


def _checkboxes(table: Mapping[str, Any], path: Path, reading: Reading) -> Checkboxes:
    reading.only_keys(table, path, (*_COMMON, "text", "keys", "options", "exclusive", "inline"))
    french_only = reading.flag(table, path, "french_only")
    options = reading.text_lists(table, path, "options", french_only=french_only)
    return Checkboxes(
        intro=reading.texts(table, path, "text", french_only=french_only, optional=True),
        keys=_box_names(table, path, len(options), reading),
        options=options,
        exclusive=reading.flag(table, path, "exclusive"),
        inline=reading.flag(table, path, "inline"),
        condition=reading.condition(table, path),
    )


def _signatures(table: Mapping[str, Any], path: Path, reading: Reading) -> Signatures:
    reading.only_keys(table, path, (*_COMMON, "keys", "roles", "names", "conditions"))
    roles = reading.text_lists(table, path, "roles", french_only=reading.flag(table, path, "french_only"))
    keys = _box_names(table, path, len(roles), reading)
    names = reading.text_list(table, path, "names") or ("",) * len(roles)
    reading.same_length(path, "names", len(names), len(roles))
    _check_values(names, path, "names", reading)
    conditions = _conditions(table, path, len(roles), reading)
    boxes = tuple(SignatureBox(*parts) for parts in zip(keys, roles, names, conditions, strict=True))
    return Signatures(boxes, reading.condition(table, path))


def _conditions(table: Mapping[str, Any], path: Path, expected: int, reading: Reading) -> tuple[str, ...]:
    """When each field or box is there, in their order; always when the block does not say."""
    conditions = reading.text_list(table, path, "conditions") or ("",) * expected
    reading.same_length(path, "conditions", len(conditions), expected)
    for condition in conditions:
        reading.check_condition(condition, path, "conditions")
    return conditions


def _box_names(table: Mapping[str, Any], path: Path, expected: int, reading: Reading) -> tuple[str, ...]:
    keys = reading.text_list(table, path, "keys")
    reading.same_length(path, "keys", len(keys), expected)
    if len(set(keys)) != len(keys) or not all(_BOX_NAME.match(key) for key in keys):
        reading.refuse(
            path,
            "keys",
            _("les noms de « keys » se répètent ou sont mal écrits."),
            _("Un nom différent par case, en minuscules sans accent ni espace."),
        )
    return keys


def _check_values(values: tuple[str, ...], path: Path, key: str, reading: Reading) -> None:
    for value in values:
        reading.check_blanks(value, path, key)
