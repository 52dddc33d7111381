"""Field-level multi-value registers: which values of a field are current, and which one is shown.

A *dot* names one write: (device, counter) within a stream. A write lists the dots its author was looking at; those are
overwritten, and only those. `heads = known − overwritten`. One head: the value; several: a conflict that people settle.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Dot(NamedTuple):
    """One write of one device in one stream."""

    device: str
    counter: int


@dataclass(frozen=True)
class Head:
    """A current value of a field: who wrote it, when (packed hybrid clock), and what."""

    dot: Dot
    clock: int
    author: str
    value: Any

    @property
    def rank(self) -> tuple[int, str, int]:
        """What decides the value shown until somebody settles: clock, then device, then counter."""
        return (self.clock, self.dot.device, self.dot.counter)


def overwrite(heads: Iterable[Head], seen: Iterable[Dot], new: Head) -> tuple[Head, ...]:
    """The heads after `new`, whose author saw `seen`: what the author did not see stays, as a visible conflict."""
    gone = frozenset(seen)
    return (*(head for head in heads if head.dot not in gone and head.dot != new.dot), new)


def shown(heads: Iterable[Head]) -> Head:
    """The head whose value is shown. Raises ValueError when there is none."""
    return max(heads, key=lambda head: head.rank)


def is_conflict(heads: Iterable[Head]) -> bool:
    """True when several *different* values are current (equal values written twice are no question to anybody)."""
    values = [head.value for head in heads]
    return any(value != values[0] for value in values[1:])


Seen = Mapping[str, frozenset[Dot]]
"""Per field, the dots a form displayed, from its opening to its saving."""
