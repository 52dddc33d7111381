"""What an exchange wrote, told to the pages once a second at most: thirty short transactions are one piece of news."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

_EVERY_MS = 1000


class Gathered(QObject):
    """`told` carries a `db.changes.Changes`: those of an act at once, those of an exchange together."""

    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: Any = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_EVERY_MS)
        self._soon.timeout.connect(self.tell)

    def hear(self, changes: Any) -> None:
        """Take what was written, in the thread of the window."""
        if changes.kind != "sync":
            self.told.emit(changes)
            return
        self._kept = changes if self._kept is None else type(changes)("", "sync", self._kept.rows | changes.rows)
        if not self._soon.isActive():
            self._soon.start()

    def tell(self) -> None:
        """Tell at once what was kept: the exchange is over."""
        self._soon.stop()
        kept, self._kept = self._kept, None
        if kept is not None:
            self.told.emit(kept)

    def forget(self) -> None:
        """Locked: what was kept is read again with everything else."""
        self._soon.stop()
        self._kept = None
