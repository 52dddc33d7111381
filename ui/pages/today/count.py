"""How many things ask for something today, for the rail, while another page than Aujourd’hui is shown."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.desk import Desk

_SOON_MS = 1000
"""What is written field by field is counted once."""


class TodayCount(QObject):
    """`counted` carries how many lines of the one who sits here ask for something. Nothing is read while the page
    itself is shown (`page_shown()`): it counts what it shows."""

    counted = Signal(int)

    def __init__(self, desk: Desk, page_shown: Callable[[], bool]) -> None:
        super().__init__(desk)
        self._desk, self._page_shown = desk, page_shown
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.read)
        desk.changed.connect(lambda _changes: self._soon.start())

    def read(self) -> None:
        """Count now."""
        if self._desk.is_open and not self._page_shown():
            staff_id = self._desk.here().staff_id
            self._desk.read(day_of, staff_id, receiver=self, then=lambda day: self.counted.emit(day.due))


def day_of(store: Any, staff_id: str | None) -> Any:
    """The day (`services.today.Day`) of one member of the team, or of the whole antenna (None)."""
    from kodiko_desktop.services.today import read_day

    return read_day(store.read(), today=store.now().date(), staff_id=staff_id)
