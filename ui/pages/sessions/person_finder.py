"""Finds somebody in three letters, to put them on a session or in a cohort."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from db.search import search
from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.widgets.finder import Finder, Found

_MOST = 12


class PersonFinder(Finder):
    """`chosen` carries a `Found`; people already there are left out."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        self._desk = desk
        self._already: frozenset[str] = frozenset()
        super().__init__(name, self._look_for, parent=parent)
        self.setPlaceholderText(_("Ajouter une personne…"))

    def leave_out(self, person_ids: set[str]) -> None:
        """These are there already."""
        self._already = frozenset(person_ids)

    def _look_for(self, text: str, give: Callable[[Sequence[Found]], None]) -> None:
        def read(store: object) -> list[Found]:
            hits = search(store.read(), text, _MOST, kinds=("person",))
            return [Found(hit.row_id, hit.title, hit.subtitle) for hit in hits if hit.row_id not in self._already]

        def show(found: list[Found]) -> None:
            if self._desk.discreet:
                found = [Found(each.id, self._desk.name(each.name)) for each in found]
            give(found)

        self._desk.read(read, receiver=self, then=show)
