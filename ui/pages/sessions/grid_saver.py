"""Writes the marks of a sheet as they are typed, each one seeing what the one before it wrote."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTime, Signal

from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions import attendance
from kodiko_desktop.services.sessions.attendance_roll import Cell, Roll
from ui.desk import Desk

Changed = Mapping[tuple[str, str], Cell]


class GridSaver(QObject):
    """`said` carries « Enregistré à 10:42 » once it is on disk; `idle` comes when nothing is left to write; `failed`
    the sentence of a refusal: what is on screen must be read again."""

    said = Signal(str)
    idle = Signal()
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session_id = ""
        self._seen: dict[tuple[str, str], Seen | None] = {}
        self._waiting = 0

    @property
    def is_busy(self) -> bool:
        """True while something typed is not on disk yet."""
        return self._waiting > 0

    def look_at(self, roll: Roll) -> None:
        """The sheet was read again and is displayed as it is now. Never while something is being written."""
        self._session_id = roll.session.id
        self._seen = {place: cell.seen for place, cell in roll.cells.items()}

    def mark(self, changed: Changed, *, told: str = "") -> None:
        """Write these marks, in one act."""
        self._write(self._marking(dict(changed)), told)

    def rate(self, person_id: str, useful: int | None) -> None:
        """Write what somebody thought of the session."""
        session_id = self._session_id

        def rate(store: Any, *, author: str) -> None:
            attendance.rate(store, author=author, session_id=session_id, person_id=person_id, useful=useful)

        self._write(rate, "")

    def _marking(self, changed: dict[tuple[str, str], Cell]) -> Any:
        session_id = self._session_id

        def mark(store: Any, *, author: str) -> None:
            marks = [
                attendance.Mark(
                    half_day_id,
                    person_id,
                    cell.state,
                    cell.reason,
                    cell.minutes,
                    seen=self._seen.get((half_day_id, person_id)) or {},
                )
                for (half_day_id, person_id), cell in changed.items()
            ]
            attendance.mark(store, author=author, session_id=session_id, marks=marks)
            connection = store.read()
            for half_day_id, person_id in changed:
                self._seen[half_day_id, person_id] = attendance.seen_of(
                    connection, half_day_id=half_day_id, person_id=person_id
                )

        return mark

    def _write(self, service: Any, told: str) -> None:
        self._waiting += 1
        self.said.emit(_("Enregistrement…"))
        self._desk.write(service, receiver=self, then=self._done, failed=self._refused, told=told)

    def _done(self, _result: object) -> None:
        self._waiting -= 1
        if not self._waiting:
            self.said.emit(_("Enregistré à {time}").format(time=QTime.currentTime().toString("HH:mm")))
            self.idle.emit()

    def _refused(self, failure: KodikoError) -> None:
        self._waiting -= 1
        self.said.emit("")
        self.failed.emit(failure.sentence)
        if not self._waiting:
            self.idle.emit()
