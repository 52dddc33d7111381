"""The shape of long work: a plain function calls `progress(done, total, sentence)`, and stops when that call raises."""

from collections.abc import Callable

Progress = Callable[..., None]
"""Called as `progress(done: int, total: int, sentence: str = "")`; a total of 0 means "not known yet"."""


class Cancelled(Exception):
    """The coordinator pressed « Annuler ». Raised by the `progress` callback inside the work; never a failure."""


def silent(done: int, total: int, sentence: str = "") -> None:
    """The progress callback of callers that watch nothing."""
