"""Blocks put one under the other, and cut into pages before anything is drawn: « page 1/3 » must be known first."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kodiko_desktop.documents.pen import Pen


class Block(ABC):
    """Something that takes room on a page. `keep_with_next`: never the last of its page (a heading)."""

    keep_with_next = False
    space_after = 0.0

    @abstractmethod
    def height(self, width: float) -> float:
        """Its height in points in a column of `width` points, space after not counted."""

    @abstractmethod
    def draw(self, pen: "Pen", x: float, top: float, width: float) -> None:
        """Draw it with its upper left corner at (x, top)."""

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """Two parts, the first of which fits in `room` points; None when it cannot be cut there."""
        return None


@dataclass
class Space(Block):
    """White."""

    points: float

    def height(self, width: float) -> float:
        return self.points

    def draw(self, pen: "Pen", x: float, top: float, width: float) -> None:
        return None


@dataclass
class Stack(Block):
    """Blocks one under the other, kept together."""

    blocks: Sequence[Block]
    space_after: float = 0.0

    def height(self, width: float) -> float:
        total = sum(block.height(width) + block.space_after for block in self.blocks)
        return total - (self.blocks[-1].space_after if self.blocks else 0.0)

    def draw(self, pen: "Pen", x: float, top: float, width: float) -> None:
        for block in self.blocks:
            block.draw(pen, x, top, width)
            top -= block.height(width) + block.space_after


@dataclass
class Beside(Block):
    """Two blocks face to face: French on the left, its translation on the right. `share` is the left one's part of
    the width."""

    left: Block
    right: Block
    gap: float = 18.0
    space_after: float = 0.0
    keep_with_next: bool = False
    share: float = 0.5

    def columns(self, width: float) -> tuple[float, float]:
        """The widths of both sides."""
        return (width - self.gap) * self.share, (width - self.gap) * (1 - self.share)

    def height(self, width: float) -> float:
        left, right = self.columns(width)
        return max(self.left.height(left), self.right.height(right))

    def draw(self, pen: "Pen", x: float, top: float, width: float) -> None:
        left, right = self.columns(width)
        self.left.draw(pen, x, top, left)
        self.right.draw(pen, x + left + self.gap, top, right)

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        parts = []
        for side, column in zip((self.left, self.right), self.columns(width), strict=True):
            if side.height(column) <= room:
                parts.append((side, Space(0.0)))
            else:
                cut = side.split(column, room)
                if cut is None:
                    return None
                parts.append(cut)
        (left, left_rest), (right, right_rest) = parts
        first = replace(self, left=left, right=right, space_after=0.0)
        return first, replace(self, left=left_rest, right=right_rest)


class Placed(NamedTuple):
    """A block and how far under the top of the text area it starts."""

    block: Block
    offset: float


def paginate(blocks: Sequence[Block], width: float, first_room: float, room: float) -> list[list[Placed]]:
    """Cut `blocks` into pages of `room` points of height (`first_room` on the first). A block higher than a page that
    cannot be cut is left whole on a page of its own."""
    pages: list[list[Placed]] = [[]]
    waiting = list(reversed(blocks))
    used, available = 0.0, first_room
    while waiting:
        block = waiting.pop()
        tall = block.height(width)
        if _stands(block, waiting, width, available - used):
            pages[-1].append(Placed(block, used))
            used += tall + block.space_after
            continue
        cut = block.split(width, available - used) if not block.keep_with_next else None
        if cut is not None:
            pages[-1].append(Placed(cut[0], used))
            waiting.append(cut[1])
        elif pages[-1]:
            waiting.append(block)
        else:
            pages[-1].append(Placed(block, used))
        if waiting:
            pages.append([])
            used, available = 0.0, room
    return [page for page in pages if page] or [[]]


def held_with_last(blocks: list[Block], width: float, points: float) -> list[Block]:
    """The same blocks, the last of which (signatures) never begins a page alone: at least `points` of what comes before
    goes with it."""
    held = 0.0
    for block in reversed(blocks[:-1]):
        if held >= points:
            break
        held += block.height(width) + block.space_after
        block.keep_with_next = True
    return blocks


def _stands(block: Block, waiting: Sequence[Block], width: float, room: float) -> bool:
    """Can `block` be put in `room`? Under a heading there must remain what follows it, or a few lines of it when it can
    really be cut there."""
    left = room - block.height(width)
    if left < 0 or not block.keep_with_next or not waiting:
        return left >= 0
    left -= block.space_after
    following = waiting[-1]
    if following.keep_with_next:
        return _stands(following, waiting[:-1], width, left)
    tall = following.height(width)
    return tall <= left or (left >= _ENOUGH and following.split(width, left) is not None)


_ENOUGH = 70.0
"""A heading stays with at least this much of what follows, in points."""
