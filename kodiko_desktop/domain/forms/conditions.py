"""When a question is asked: a small language of comparisons, read here and never given to Python to run.

    logement-niveau >= 3 and not (logement-cases contains "hotel")
    travaille == "oui" or enfants > 0
    langue in ["ar", "ps"]
    projet answered

`and` binds tighter than `or`. A comparison with a question that has no answer is false, whatever the operator.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

Literal: TypeAlias = str | float
Ranker: TypeAlias = Callable[[str, object], float | str | None]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>-?\d+(?:\.\d+)?)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<operator>==|!=|>=|<=|>|<)
    | (?P<mark>[()\[\],])
    | (?P<word>[A-Za-zÀ-ÿ_][\wÀ-ÿ.-]*)
    | (?P<wrong>\S)
    )""",
    re.VERBOSE,
)
_WORDS = ("and", "or", "not", "in", "contains", "answered")
ORDER_OPERATORS = (">=", "<=", ">", "<")


class ConditionError(Exception):
    """The condition cannot be read; the message is the piece that stops the reading ("" at the end)."""


@dataclass(frozen=True)
class Comparison:
    """`name operator literals`; operators: == != >= <= > < in contains answered."""

    name: str
    operator: str
    literals: tuple[Literal, ...] = ()


@dataclass(frozen=True)
class Not:
    part: "Condition"


@dataclass(frozen=True)
class And:
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Or:
    parts: tuple["Condition", ...]


Condition: TypeAlias = Comparison | Not | And | Or


def parse_condition(text: str) -> Condition:
    """Read a condition. ConditionError names the piece that cannot be read."""
    reader = _Reader(text)
    condition = reader.any_of()
    if reader.kind is not None:
        raise ConditionError(reader.token)
    return condition


def comparisons(condition: Condition) -> tuple[Comparison, ...]:
    """Every comparison of a condition, from left to right."""
    if isinstance(condition, Comparison):
        return (condition,)
    if isinstance(condition, Not):
        return comparisons(condition.part)
    return tuple(found for part in condition.parts for found in comparisons(part))


def renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """The same condition about other questions: used where a block of questions is repeated."""
    if isinstance(condition, Comparison):
        return replace(condition, name=names.get(condition.name, condition.name))
    if isinstance(condition, Not):
        return Not(renamed(condition.part, names))
    return type(condition)(tuple(renamed(part, names) for part in condition.parts))


def holds(condition: Condition, answers: Mapping[str, object], rank: Ranker) -> bool:
    """Is the condition true of `answers` (absent or None: no answer)? `rank(name, value)` gives what can be ordered:
    the value of a choice, the rank of a level, a number, a date; None when there is nothing to order."""
    if isinstance(condition, Not):
        return not holds(condition.part, answers, rank)
    if isinstance(condition, And):
        return all(holds(part, answers, rank) for part in condition.parts)
    if isinstance(condition, Or):
        return any(holds(part, answers, rank) for part in condition.parts)
    value = answers.get(condition.name)
    if value is None or value == [] or value == "":
        return False
    return condition.operator == "answered" or _compares(condition, value, rank)


def _compares(comparison: Comparison, value: object, rank: Ranker) -> bool:
    operator, literals = comparison.operator, comparison.literals
    if operator == "contains":
        return isinstance(value, (list, tuple)) and literals[0] in value
    if operator in ("==", "!=", "in"):
        ranked = rank(comparison.name, value)
        equal = any(value == literal or (isinstance(literal, float) and ranked == literal) for literal in literals)
        return equal if operator != "!=" else not equal
    left, right = rank(comparison.name, value), literals[0]
    if isinstance(right, str):
        right = rank(comparison.name, right)
    if left is None or right is None or isinstance(left, str) != isinstance(right, str):
        return False
    return {">=": left >= right, "<=": left <= right, ">": left > right, "<": left < right}[operator]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.kind: str | None = None
        self.token = ""
        self.advance()

    def advance(self) -> str:
        """Move to the next token; give back the one just left."""
        left = self.token
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            self.kind, self.token = None, ""
        else:
            self.at = match.end()
            self.kind, self.token = match.lastgroup, match.group(match.lastgroup or 0)
        return left

    def accept(self, word: str) -> bool:
        if self.kind in ("word", "mark") and self.token == word:
            self.advance()
            return True
        return False

    def any_of(self) -> Condition:
        parts = [self.all_of()]
        while self.accept("or"):
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self) -> Condition:
        parts = [self.one()]
        while self.accept("and"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self) -> Condition:
        if self.accept("not"):
            return Not(self.one())
        if self.accept("("):
            inside = self.any_of()
            if not self.accept(")"):
                raise ConditionError(self.token)
            return inside
        if self.kind != "word" or self.token in _WORDS:
            raise ConditionError(self.token)
        name = self.advance()
        if self.accept("answered"):
            return Comparison(name, "answered")
        if self.accept("in"):
            return Comparison(name, "in", self.list_of_literals())
        if self.accept("contains"):
            return Comparison(name, "contains", (self.literal(),))
        if self.kind != "operator":
            raise ConditionError(self.token)
        operator = self.advance()
        return Comparison(name, operator, (self.literal(),))

    def list_of_literals(self) -> tuple[Literal, ...]:
        if not self.accept("["):
            raise ConditionError(self.token)
        literals = [self.literal()]
        while self.accept(","):
            literals.append(self.literal())
        if not self.accept("]"):
            raise ConditionError(self.token)
        return tuple(literals)

    def literal(self) -> Literal:
        if self.kind == "number":
            return float(self.advance())
        if self.kind == "text":
            return self.advance()[1:-1]
        raise ConditionError(self.token)
