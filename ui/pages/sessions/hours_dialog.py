"""The half-days of a session already planned: hours changed, half-days added or put away, each kept at once."""

import datetime
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db import records
from kodiko_desktop.domain.dates_in_words import long_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions import attendance, sessions
from ui.desk import Desk
from ui.pages.sessions.half_day_fields import HalfDaysField
from ui.theme import tokens as scale
from ui.widgets.date_field import TimeField
from ui.widgets.fitting import open_at
from ui.widgets.scroll import Scroll
from ui.widgets.text import label


class HoursDialog(QDialog):
    """Lists the half-days; a change is written as its field is left."""

    def __init__(self, desk: Desk, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session_id = desk, session_id
        self.setWindowTitle(_("Dates et horaires"))
        open_at(self, 720, 460)
        self._said = label("", tone="danger")
        self._list = QVBoxLayout()
        self._list.setSpacing(scale.SPACE_2)
        self.added = HalfDaysField(desk.today)
        self.added.more_button.hide()
        self.add_button = QPushButton(_("Ajouter ces demi-journées"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(lambda _checked=False: self._add())
        close = QPushButton(_("Fermer"))
        close.clicked.connect(lambda _checked=False: self.accept())
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.addLayout(self._list)
        inside.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        column.setSpacing(scale.SPACE_3)
        column.addWidget(Scroll(body), 1)
        column.addWidget(label(_("Autres demi-journées de cette séance"), scale="section"))
        column.addWidget(self.added)
        column.addWidget(self._said)
        column.addLayout(foot)
        self._read()

    def _read(self) -> None:
        session_id = self._session_id

        def read(store: Any) -> list[Any]:
            from db.tables import HalfDay

            connection = store.read()
            return [
                records.find(connection, HalfDay, half_day.id)
                for half_day in attendance.half_days_of(store, session_id)
            ]

        self._desk.read(read, receiver=self, then=self._show)

    def _show(self, found: list[Any]) -> None:
        while self._list.count():
            old = self._list.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for record in found:
            self._list.addWidget(self._line(record, alone=len(found) == 1))

    def _line(self, record: Any, *, alone: bool) -> QWidget:
        row = record.row
        part = _("matin") if row.part == "matin" else _("après-midi")
        named = _("{day}, {part}").format(day=long_date(row.on_date), part=part)
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(label(named, wrap=False), 1)
        for name, spoken in (("starts_at", _("début")), ("ends_at", _("fin"))):
            field = TimeField(f"{named}, {spoken}")
            text = getattr(row, name)
            field.set_value(datetime.time.fromisoformat(text) if text else None)
            field.edited.connect(lambda hour, name=name: self._move(record, name, hour))
            across.addWidget(field)
        remove = QPushButton(_("Retirer"))
        remove.setAccessibleName(_("Retirer {half_day}").format(half_day=named))
        remove.setAutoDefault(False)
        # A session always keeps a half-day: one that does not take place is cancelled.
        remove.setEnabled(not alone)
        remove.clicked.connect(lambda _checked=False: self._remove(row.id))
        across.addWidget(remove)
        return line

    def _move(self, record: Any, name: str, hour: datetime.time | None) -> None:
        self._write(
            sessions.move_half_day,
            _("L’horaire est changé."),
            half_day_id=record.row.id,
            values={name: hour.strftime("%H:%M") if hour else ""},
            seen=record.seen,
        )

    def _remove(self, half_day_id: str) -> None:
        self._write(sessions.remove_half_day, _("La demi-journée est retirée."), half_day_id=half_day_id)

    def _add(self) -> None:
        self.added.settle()
        planned = self.added.half_days()
        if not planned or self.added.error():
            self._said.setText(self.added.error() or _("Écrivez le jour à ajouter."))
            return
        self._write(
            sessions.add_half_days,
            _("Les demi-journées sont ajoutées."),
            session_id=self._session_id,
            half_days=planned,
        )

    def _write(self, service: Any, told: str, **keywords: Any) -> None:
        self._said.setText("")
        self._desk.write(
            service,
            receiver=self,
            then=lambda _result: self._read(),
            failed=self._refused,
            told=told,
            **keywords,
        )

    def _refused(self, failure: KodikoError) -> None:
        self._said.setText(failure.sentence)
        self._read()
