"""What a received value must not be: a program of ill will on a laptop of the team can sign any JSON at all, and what
one laptop reads it must be able to write again, and to find in a file."""

import re
from collections.abc import Iterable
from math import isfinite
from typing import Any

DEEPEST = 64
"""Lists and objects inside one another: deeper, a value could be read and not be written again."""
LARGEST_PIECE = 2**31
"""Bytes of a piece of a document, and more than any has."""

_HEXADECIMAL = re.compile("[0-9a-f]{64}")


def too_deep(text: str, value: Any) -> bool:
    """True when `value`, read from `text`, has more than DEEPEST lists and objects inside one another."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        inside = [one for one in level if type(one) is dict or type(one) is list]
        level = [below for one in inside for below in (one.values() if type(one) is dict else one)]
        depth += bool(inside)
    return depth > DEEPEST


def are_pieces(said: Iterable[Any]) -> bool:
    """True for the [hash, key, size] of pieces of a document."""
    return all(
        type(piece) is list
        and len(piece) == 3
        and all(type(name) is str and _HEXADECIMAL.fullmatch(name) for name in piece[:2])
        and type(piece[2]) is int
        and 0 <= piece[2] < LARGEST_PIECE
        for piece in said
    )


def finite(text: str) -> float:
    """The number that a JSON text says. Raises ValueError for one too large to be finite, which is no value."""
    found = float(text)
    if isfinite(found):
        return found
    raise ValueError("no number")
