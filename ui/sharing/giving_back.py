"""Work in a thread of its own gives its reading connection back when it ends."""

import functools
from collections.abc import Callable
from typing import Any


def giving_back(work: Callable[..., Any]) -> Callable[..., Any]:
    """`work(opened, …)` for a thread that ends with it: its reading connection is given back."""

    @functools.wraps(work)
    def done(opened: Any, *arguments: Any, **keywords: Any) -> Any:
        try:
            return work(opened, *arguments, **keywords)
        finally:
            opened.store.stop_reading()

    return done
