"""The text of a signed contract: what was signed is kept as it was, can be hashed, and redrawn without its template.

The text is canonical JSON: sorted keys, no spaces, characters as they are. The same document always gives the same
text, whatever the version of the template that is installed by then.
"""

import hashlib
import json
import types
import typing
from dataclasses import fields, is_dataclass
from typing import Any

from kodiko_desktop.domain.contracts.errors import FrozenContractUnreadable
from kodiko_desktop.domain.contracts.filled import (
    FilledBullets,
    FilledCheckboxes,
    FilledContract,
    FilledFields,
    FilledParagraph,
    FilledSignatures,
    FilledTable,
)

FORMAT = "kodiko-contract/1"
_BLOCKS: dict[str, type] = {
    "paragraph": FilledParagraph,
    "bullets": FilledBullets,
    "fields": FilledFields,
    "table": FilledTable,
    "checkboxes": FilledCheckboxes,
    "signatures": FilledSignatures,
}
_BLOCK_NAMES = {shape: name for name, shape in _BLOCKS.items()}


def freeze(filled: FilledContract) -> str:
    """`filled` as canonical JSON text, to be stored when it is signed."""
    document = {"format": FORMAT, "contract": _plain(filled)}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thaw(text: str) -> FilledContract:
    """The document kept in `text`, equal to the one that was frozen.

    Raises FrozenContractUnreadable when the text is damaged or written by a format this version does not know.
    """
    try:
        document = json.loads(text)
        if document["format"] != FORMAT:
            raise ValueError("unknown format")
        return _shaped(FilledContract, document["contract"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FrozenContractUnreadable(type(error).__name__) from error


def fingerprint(text: str) -> str:
    """SHA-256 of a frozen text, 64 hexadecimal digits: shows that what is redrawn is what was signed."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        plain = {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
        if type(value) in _BLOCK_NAMES:
            plain["block"] = _BLOCK_NAMES[type(value)]
        return plain
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _shaped(expected: Any, value: Any) -> Any:
    """`value` (parsed JSON) as an instance of `expected`, refusing what has not exactly that shape."""
    if typing.get_origin(expected) is tuple:
        return tuple(_shaped(typing.get_args(expected)[0], item) for item in _required(value, list))
    if isinstance(expected, types.UnionType):
        content = dict(_required(value, dict))
        return _shaped(_BLOCKS[content.pop("block")], content)
    if is_dataclass(expected):
        content = _required(value, dict)
        hints = typing.get_type_hints(expected)
        if set(content) != set(hints):
            raise ValueError("parts missing or unknown")
        return expected(**{name: _shaped(hints[name], content[name]) for name in hints})
    return _required(value, expected)


def _required(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value
