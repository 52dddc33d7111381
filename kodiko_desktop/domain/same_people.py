"""One person, two files: which file stands for both, decided by everything that was said and never by what came first.

Whatever two laptops say apart (chains, circles, the same pair the other way round), every laptop that has heard the
same things keeps the same file.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

SAME, DIFFERENT = "same", "different"
"""What is said of two files: one person, or two. "" says nothing any more."""


@dataclass(frozen=True)
class SaidOfTwo:
    """What a row says of two files: `kept` is the one that stands for both when they are the `SAME` person, `at` when
    it was said."""

    one: str
    other: str
    said: str
    kept: str
    at: str = ""


def standing_for(rows: Iterable[SaidOfTwo], here: Container[str]) -> Mapping[str, tuple[str, str]]:
    """Who stands for whom: id of each file put behind another -> (id of the file kept, since when).

    Files said the same, directly or one through the other, are one person. The file kept is one that nobody put behind
    another; several, or none (people chose in a circle): the smallest id. Files that are not `here` count only when
    none of them is. Two files are the same when a row says so and none says they are different.
    """
    pairs = _pairs(rows)
    found: dict[str, tuple[str, str]] = {}
    for group in _groups(pairs):
        present = sorted(file for file in group if file in here) or sorted(group)
        between = [pair for pair in pairs if pair.one in present and pair.other in present]
        behind = {pair.other if pair.kept == pair.one else pair.one for pair in between}
        kept = next((file for file in present if file not in behind), present[0])
        since = min(pair.at for pair in pairs if pair.one in group)
        found.update({file: (kept, since) for file in group if file != kept})
    return found


def _pairs(rows: Iterable[SaidOfTwo]) -> list[SaidOfTwo]:
    said: dict[tuple[str, str], list[SaidOfTwo]] = defaultdict(list)
    for row in rows:
        if row.one and row.other and row.one != row.other and row.said:
            said[min(row.one, row.other), max(row.one, row.other)].append(row)
    return [
        min(same, key=lambda row: (row.at, row.kept))
        for _pair, same in sorted(said.items())
        if all(row.said == SAME for row in same)
    ]


def _groups(pairs: Iterable[SaidOfTwo]) -> list[set[str]]:
    group_of: dict[str, set[str]] = {}
    for pair in pairs:
        joined = group_of.get(pair.one, {pair.one}) | group_of.get(pair.other, {pair.other})
        for file in joined:
            group_of[file] = joined
    return list({id(group): group for group in group_of.values()}.values())
