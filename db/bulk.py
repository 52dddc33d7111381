"""What bulk work on the store shares: keys by batches that SQL takes, and Python's collector kept out of the way."""

import gc
import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


def batches(keys: Iterable[str], size: int = 500) -> Iterator[tuple[str, list[str]]]:
    """(question marks, keys) by batches that SQL takes."""
    remaining = iter(keys)
    while some := list(itertools.islice(remaining, size)):
        yield ", ".join("?" * len(some)), some


@contextmanager
def collector_kept_out() -> Iterator[None]:
    """Keep Python's collector out of the block: walking a hundred thousand live tuples again and again costs most."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
