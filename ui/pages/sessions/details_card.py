"""What a session says of itself, on paper too: each field is kept as it is left."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from db import records
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions import sessions
from kodiko_desktop.services.sessions.attendance_roll import Roll
from ui.acts.row_saver import RowSaver
from ui.desk import Desk
from ui.pages.sessions.funders_field import FundersField
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.line_field import LineField
from ui.widgets.number_field import NumberField
from ui.widgets.text import label
from ui.widgets.text_area import TextArea

MOST_BLANK_ROWS = 30


class DetailsCard(Card):
    """Place, trainer, funders, blank lines, remarks. `said` carries « Enregistré à 10:42 »; `refused` a sentence."""

    said = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Séance"), " ", parent)
        self._desk = desk
        self._session_id = ""
        self._saver: RowSaver | None = None
        self._form = Form()
        self._exact = label("", scale="small", tone="muted")
        self.title_field = LineField()
        self._form.add(_("Titre imprimé"), self.title_field)
        self.fields: dict[str, Any] = {
            "title": self.title_field,
            "place": LineField(),
            "trainer_name": LineField(),
            "trainer_capacity": LineField(placeholder=_("ex. formatrice, bénévole")),
            "blank_rows": NumberField(most=MOST_BLANK_ROWS, whole=True),
            "remarks": TextArea(lines=2),
        }
        self._form.add(_("Lieu"), self.fields["place"])
        self.remote = QCheckBox(_("À distance"))
        self._form.add(_("Animée par"), self.fields["trainer_name"])
        self._form.add(_("Qualité"), self.fields["trainer_capacity"])
        self.funders = FundersField()
        self._form.add(_("Financeurs imprimés"), self.funders)
        self._form.add(_("Lignes vides sur la feuille"), self.fields["blank_rows"])
        self._form.add(_("Remarques"), self.fields["remarks"])
        self.add(self._exact)
        self.add(self._form)
        self.add(self.remote)
        for name, field in self.fields.items():
            field.edited.connect(lambda value, name=name: self._keep(name, value))
        self.funders.edited.connect(lambda value: self._keep("funder_ids", list(value)))
        self.remote.clicked.connect(lambda checked: self._keep("remote", checked))

    def show_roll(self, roll: Roll) -> None:
        """Show a session; a field under the keyboard is left as it is typed."""
        again = self._session_id == roll.session.id and self._saver is not None
        self._session_id = roll.session.id
        if not again:
            self._saver = RowSaver(self._desk, self._write, roll.seen, self)
            self._saver.said.connect(self.said)
            self._saver.refused.connect(self.refused)
        else:
            # A field being typed in still shows what it showed: what came since is not taken for seen.
            typing = self._typing()
            fresh = {name: dots for name, dots in roll.seen.items() if name not in typing}
            kept = {name: dots for name, dots in self._saver.seen.items() if name in typing}
            self._saver.look_again({**fresh, **kept})
        for name, field in self.fields.items():
            if again and name in self._typing():
                continue
            value = getattr(roll.session, name)
            field.set_text(value) if isinstance(field, TextArea) else field.set_value(value)
        self.remote.setChecked(roll.session.remote)
        self.funders.set_choices(tuple((funder.id, funder.name) for funder in roll.funders))
        self.funders.set_value(tuple(roll.session.funder_ids))
        exact = bool(roll.programme and roll.module and roll.module == roll.session.title)
        self.title_field.setReadOnly(exact)
        said = _("Titre du module, tel que le programme l’écrit.") if exact else ""
        self._exact.setText("\n".join(part for part in (roll.programme, roll.cohort, said) if part))
        self._exact.setVisible(bool(self._exact.text()))

    def flush(self) -> None:
        """Hand over what is being typed."""
        for field in self.fields.values():
            field.flush() if isinstance(field, TextArea) else field.settle()

    def _typing(self) -> tuple[str, ...]:
        return tuple(name for name, field in self.fields.items() if field.hasFocus())

    def _keep(self, name: str, value: Any) -> None:
        if self._saver is not None:
            self._saver.save({name: 0 if name == "blank_rows" and value is None else value})

    def _write(self, store: Any, author: str, values: Mapping[str, Any], seen: Seen) -> tuple[Seen, None]:
        from db.tables import Session

        session_id = self._session_id
        sessions.change_session(store, author=author, session_id=session_id, values=values, seen=seen)
        return records.find(store.read(), Session, session_id).seen, None
