"""Saves the fields of one row as they are left, each save seeing what the one before it wrote."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTime, Signal

from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from ui.desk import Desk

Write = Callable[[Any, str, Mapping[str, Any], Seen], tuple[Seen, Any]]
"""(store, author, values, seen) → what is to be seen from now on, and what the page wants to know of it."""


class RowSaver(QObject):
    """`saved` carries the fields kept and what the write gave; `said` « Enregistré à 10:42 »; `refused` a sentence: the
    field must be shown again as it was."""

    saved = Signal(dict, object)
    said = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: Desk, write: Write, seen: Seen, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._write = desk, write
        self._seen = seen

    @property
    def seen(self) -> Seen:
        """What the last save left to be seen; ask in the store's worker, after the saves already asked for."""
        return self._seen

    def look_again(self, seen: Seen) -> None:
        """The row was read again and is displayed as it is now."""
        self._seen = seen

    def save(self, values: Mapping[str, Any]) -> None:
        """Write these fields. Two saves in a row never dispute each other: the worker runs them one after the other."""

        def write(store: Any, *, author: str) -> Any:
            self._seen, result = self._write(store, author, values, self._seen)
            return result

        kept = dict(values)
        self._desk.write(write, receiver=self, then=lambda result: self._done(kept, result), failed=self._failed)

    def _done(self, kept: dict[str, Any], result: Any) -> None:
        self.said.emit(_("Enregistré à {time}").format(time=QTime.currentTime().toString("HH:mm")))
        self.saved.emit(kept, result)

    def _failed(self, failure: KodikoError) -> None:
        self.said.emit("")
        self.refused.emit(failure.sentence)
