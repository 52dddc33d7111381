"""What a column may hold beyond its kind: the one place that says it, for what is typed here and for what other laptops
wrote (`db/catalogue.py` asks before anything is stored or shown). A program of ill will can sign any JSON at all; pages
and papers are written for values of these shapes. What has another is kept and told, never shown."""

import datetime
import re
from collections.abc import Callable
from typing import Any

Shape = Callable[[Any], bool]
"""True for a value of that shape (a plain one: as JSON has it). None, where a column may hold it, is not asked."""

_CLOCK = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})")
FIRST_DAY, LAST_DAY = "1850-01-01", "2199-12-31"
MOST = 10**9
"""The largest whole number that anybody counts."""
LONGEST_LABEL = 120
"""Characters of a number or a code."""


def is_day(value: Any) -> bool:
    """A day, YYYY-MM-DD, that somebody alive may have known, or may plan: months can be added to it."""
    if type(value) is not str or len(value) != 10 or not FIRST_DAY <= value <= LAST_DAY:
        return False
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_clock(value: Any) -> bool:
    """An hour, HH:MM, or nothing."""
    return value == "" or (type(value) is str and _CLOCK.fullmatch(value) is not None)


def is_moment(value: Any) -> bool:
    """A moment, UTC, ISO 8601 to the second, or nothing."""
    if value == "":
        return True
    if type(value) is not str or _MOMENT.fullmatch(value) is None or not is_day(value[:10]):
        return False
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_week(value: Any) -> bool:
    """Days of the week, 1 for Monday, as « 12345 », or nothing."""
    return type(value) is str and set(value) <= set("1234567")


def is_count(value: Any) -> bool:
    """A whole number, none below zero."""
    return type(value) is int and 0 <= value <= MOST


def is_text(value: Any) -> bool:
    """Words."""
    return type(value) is str


def is_label(value: Any) -> bool:
    """A number or code short enough to be printed as one, in a square of dots too."""
    return type(value) is str and len(value) <= LONGEST_LABEL


def is_flag(value: Any) -> bool:
    """Yes or no."""
    return type(value) is bool


def anything(_value: Any) -> bool:
    """Any JSON value."""
    return True


def maybe(shape: Shape) -> Shape:
    """`shape`, or nothing."""
    return lambda value: value is None or shape(value)


def one_of(*words: str) -> Shape:
    """One of these words; those of later versions wait for them."""
    known = frozenset(words)
    return lambda value: value in known


def list_of(shape: Shape) -> Shape:
    """A list, each of `shape`."""
    return lambda value: type(value) is list and all(map(shape, value))


def by_name(shape: Shape) -> Shape:
    """An object whose members all are of `shape`."""
    return lambda value: type(value) is dict and all(map(shape, value.values()))


def members(required: tuple[str, ...] = (), **known: Shape) -> Shape:
    """An object: those of its members that are known have their shape, those `required` are there, others are of later
    versions."""

    def check(value: Any) -> bool:
        return (
            type(value) is dict
            and all(name in value for name in required)
            and all(shape(value[name]) for name, shape in known.items() if name in value)
        )

    return check


texts = list_of(is_text)
days = list_of(is_day)


def is_pair(value: Any) -> bool:
    """Two values: before and after."""
    return type(value) is list and len(value) == 2
