"""Cuts what came into short transactions: an answer being saved waits for one of them, never for a whole history.

Each is whole by itself: the frontier and the hash chain stand where it ends, so that after an interruption the next
exchange goes on from there. An act of the other laptop is not cut unless it is very long.
"""

from collections.abc import Iterator, Sequence

from db.operations import TravellingOperation

SHORT = 150
"""Operations of a transaction while somebody may be typing: some tens of milliseconds."""
LONG = 2000
"""The same when the whole history comes to a laptop that has nothing yet."""


def ends(operations: Sequence[TravellingOperation], size: int) -> Iterator[int]:
    """Where each slice ends (the first has `operations[:end]`): after `size` operations, or at the end of the act under
    way when it is over within as many again."""
    total, start = len(operations), 0
    while start < total:
        end = min(start + size, total)
        for further in range(end, min(end + size, total)):
            if operations[further].act_id != operations[further - 1].act_id:
                end = further
                break
        else:
            end = total if end + size >= total else end
        yield end
        start = end
