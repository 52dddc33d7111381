"""Long work of the window cut in steps: keys, clicks and paint are served between two of them."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, QTimer


def in_turns(receiver: QObject, steps: Iterable[Callable[[], Any]]) -> None:
    """Call `steps` in order, from the next turn of the event loop on, each in a turn of its own (timers asked together
    would all be served in one). What is left is dropped with `receiver`."""
    left = iter(steps)

    def turn() -> None:
        for step in left:
            step()
            QTimer.singleShot(0, receiver, turn)
            return

    QTimer.singleShot(0, receiver, turn)
