"""The order in which mixed left-to-right and right-to-left text is drawn (Unicode standard annex no. 9).

Levels are found over the whole paragraph, then each line is put in visual order: a date or a Latin name inside an
Arabic sentence keeps its order wherever the line breaks. Isolates (U+2066 to U+2069), which python-bidi does not know,
are resolved here: each counts as one neutral character outside, and as a paragraph of its own inside.
"""

import unicodedata
from functools import lru_cache

LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2066", "\u2067", "\u2068", "\u2069"
_OPENERS = frozenset((LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE))
INVISIBLE = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
"""Characters that order or join and have nothing to draw."""
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NEUTRAL = "\ufffc"
_DEEPEST = 20


def first_strong(text: str) -> int:
    """The direction of the first letter of `text`, isolates left out: 1 right to left, 0 left to right or none."""
    depth = 0
    for character in text:
        if character in _OPENERS:
            depth += 1
        elif character == POP_ISOLATE:
            depth = max(0, depth - 1)
        elif not depth:
            kind = unicodedata.bidirectional(character)
            if kind in ("R", "AL"):
                return 1
            if kind == "L":
                return 0
    return 0


def isolated(text: str) -> str:
    """`text` fenced off from the direction of what surrounds it; direction marks of its own that would break out of the
    fence are dropped. A text without anything to order is left as it is."""
    if text.isascii():
        return text
    return FIRST_STRONG_ISOLATE + "".join(each for each in text if each not in _DIRECTION_MARKS) + POP_ISOLATE


@lru_cache(maxsize=4096)
def levels(text: str, base: int) -> tuple[int, ...]:
    """The embedding level of each character of `text` in a paragraph of direction `base` (0 or 1); odd is right to
    left."""
    return tuple(_levels(text, base, 0))


def _levels(text: str, base: int, depth: int) -> list[int]:
    outer: list[str] = []
    places: list[int] = []
    inside: list[tuple[int, int, int]] = []
    position = 0
    while position < len(text):
        character = text[position]
        outer.append(_NEUTRAL if character in _OPENERS else character)
        places.append(position)
        if character in _OPENERS:
            end = _closing(text, position)
            inside.append((len(outer) - 1, position, end))
            position = end
        position += 1
    found = _plain_levels("".join(outer), base)
    result = [base] * len(text)
    for level, place in zip(found, places, strict=True):
        result[place] = level
    for index, start, end in inside:
        content = text[start + 1 : end]
        direction = _isolate_direction(text[start], content)
        lowest = found[index] + 1
        lowest += (lowest - direction) % 2
        inner = _levels(content, direction, depth + 1) if depth < _DEEPEST else [direction] * len(content)
        result[start + 1 : end] = [level - direction + lowest for level in inner]
        if end < len(text):
            result[end] = found[index]
    return result


def _isolate_direction(opener: str, content: str) -> int:
    if opener == FIRST_STRONG_ISOLATE:
        return first_strong(content)
    return int(opener == RIGHT_TO_LEFT_ISOLATE)


def _closing(text: str, start: int) -> int:
    """Where the isolate opened at `start` ends: its closing mark, or the end of the text."""
    depth = 0
    for position in range(start, len(text)):
        if text[position] in _OPENERS:
            depth += 1
        elif text[position] == POP_ISOLATE:
            depth -= 1
            if not depth:
                return position
    return len(text)


def _plain_levels(text: str, base: int) -> list[int]:
    """Levels of a text without isolates. Characters the algorithm removes (joiners) take the level before them."""
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage, False, False)
    for index, character in enumerate(storage["chars"]):
        character["place"] = index
    algorithm.explicit_embed_and_overrides(storage, False)
    algorithm.resolve_weak_types(storage, False)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found: list[int | None] = [None] * len(text)
    for character in storage["chars"]:
        found[character["place"]] = character["level"]
    previous = base
    complete = []
    for level in found:
        previous = previous if level is None else level
        complete.append(previous)
    return complete


def visual_order(line_levels: list[int]) -> list[int]:
    """The positions of a line in the order they are drawn from left to right (rule L2)."""
    order = list(range(len(line_levels)))
    if not line_levels:
        return order
    highest = max(line_levels)
    lowest_odd = min((level for level in line_levels if level % 2), default=highest + 1)
    for level in range(highest, lowest_odd - 1, -1):
        start = 0
        while start < len(order):
            if line_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and line_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def mirrored(character: str) -> str:
    """The character that mirrors `character` in a right-to-left run: ( for )."""
    from bidi.mirror import MIRRORED

    return str(MIRRORED.get(character, character))
