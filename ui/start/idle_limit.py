"""Keeps the lock to what the association allows, when it changes its mind here or on another laptop."""

import datetime
from typing import Any

from PySide6.QtCore import QObject

from ui.desk import Desk
from ui.start.gatekeeper import Gatekeeper


class IdleLimit(QObject):
    """Reads the limit again when the association's own row changes."""

    def __init__(self, desk: Desk, gate: Gatekeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._gate = desk, gate
        desk.changed.connect(self._heed)

    def _heed(self, changes: Any) -> None:
        if self._desk.is_open and changes.touches("organisation"):
            self._desk.read(_minutes, receiver=self, then=self._keep)

    def _keep(self, minutes: int) -> None:
        self._gate.set_idle_limit(datetime.timedelta(minutes=minutes))


def _minutes(store: Any) -> int:
    from kodiko_desktop.services.laptop import sitting

    return sitting.idle_minutes(store.read())
