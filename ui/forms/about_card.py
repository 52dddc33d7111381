"""What surrounds a response: its day, its moment, with which interpreter, who answered. Each field saved when left."""

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from db.tables import Diagnostic
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.form import Form


class AboutCard(Card):
    """`edited` carries {field: value} of a Diagnostic."""

    edited = Signal(dict)

    def __init__(self, *, today: Callable[[], datetime.date], parent: QWidget | None = None) -> None:
        super().__init__(_("Ce diagnostic"), parent=parent)
        self._day = DateField(today=today, past=True)
        self._moment = ChoiceField(choices=list(vocabulary("moments").choices()))
        self._texts = {"with_interpreter": QLineEdit(), "answered_by": QLineEdit()}
        self._shown: dict[str, Any] = {}
        form = Form()
        form.add(_("Date"), self._day)
        form.add(_("Moment"), self._moment)
        form.add(_("Interprète (nom, langue)"), self._texts["with_interpreter"])
        form.add(_("Qui a répondu, avec qui"), self._texts["answered_by"])
        self.add(form)
        self._day.edited.connect(lambda day: day and self._give("on_date", day))
        self._moment.edited.connect(lambda code: self._give("moment", code or ""))
        for name, field in self._texts.items():
            field.editingFinished.connect(lambda name=name, field=field: self._give(name, field.text().strip()))

    def show_response(self, row: Diagnostic) -> None:
        """Show what is written; a field being typed in stays as it is."""
        self._shown = {name: getattr(row, name) for name in ("on_date", "moment", *self._texts)}
        if not self._day.hasFocus():
            self._day.set_value(row.on_date)
        self._moment.set_value(row.moment or None)
        for name, field in self._texts.items():
            if not field.hasFocus():
                field.setText(self._shown[name])

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self._day.settle()
        for name, field in self._texts.items():
            self._give(name, field.text().strip())

    def _give(self, name: str, value: Any) -> None:
        if self._shown and value != self._shown[name]:
            self._shown[name] = value
            self.edited.emit({name: value})
