"""The fields of a person's file: each is saved when it is left, and says so quietly."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people import person_files
from kodiko_desktop.services.people.person_files import PersonRecord
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.pages.people.person_fields import BACKGROUND, IDENTITY, LANGUAGES, REACH, STATUS, Asked, control, stored
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form import FieldRow, Form
from ui.widgets.line_field import LineField
from ui.widgets.text import label


class EditDialog(ActDialog):
    """The whole file of `record.person`. There is nothing to press: « Terminé » only closes."""

    def __init__(self, desk: Desk, record: PersonRecord, parent: QWidget | None = None) -> None:
        name = display_name(record.person.given_names, record.person.family_name) or record.person.name_in_own_script
        title = _("Fiche de {name}").format(name=desk.name(name))
        super().__init__(desk, title, _("&Terminé"), self.submit, columns=2, parent=parent)
        self._person_id = record.person.id
        self._seen: Seen = record.seen
        self._person = record.person
        self._asked: dict[str, Asked] = {}
        self._rows: dict[str, FieldRow] = {}
        self._refused: dict[str, str] = {}
        self._said = label(_("Chaque champ est enregistré quand vous le quittez."), scale="small", tone="muted")
        self.buttons.insertWidget(0, self._said, 1)
        self.leave_button.hide()
        self._section(_("Identité"), self.form, IDENTITY)
        self._section(_("Joindre"), Form(2), REACH)
        self._section(_("Langues"), Form(2), LANGUAGES)
        self._place(record)
        self._section(_("Situation administrative"), Form(2), STATUS)
        self._section(_("Avant le parcours"), Form(2), BACKGROUND)

    # -- fields ---------------------------------------------------------------------------------------------------

    def _section(self, title: str, form: Form, fields: tuple[Asked, ...]) -> None:
        heading = label(title, scale="section")
        if form is self.form:
            self.body.insertWidget(self.body.indexOf(form), heading)
        else:
            self.body.insertWidget(self.body.count() - 1, heading)
            self.body.insertWidget(self.body.count() - 1, form)
        for asked in fields:
            field = control(asked, self.desk.today)
            field.set_value(getattr(self._person, asked.name))
            self._asked[asked.name] = asked
            self._rows[asked.name] = form.add(_(asked.title), field, help_text=_(asked.help_text))
            field.edited.connect(lambda value, asked=asked: self._save({asked.name: stored(asked, value)}))
            if hasattr(field, "problem"):
                field.problem.connect(lambda sentence, name=asked.name: self._say_again(name, sentence))

    def _say_again(self, name: str, sentence: str) -> None:
        """A date well written may still be refused: its reason stays until another is saved."""
        if not sentence and name in self._refused:
            self._rows[name].set_error(self._refused[name])

    def _place(self, record: PersonRecord) -> None:
        form = Form(2)
        self.site = ChoiceField(_("Lieu de vie"), [("", _("Aucun")), *record.sites])
        self.site.set_value(record.person.site_id or "")
        self.site.edited.connect(lambda value: self._save({"site_id": value or None}))
        self.household = ChoiceField(_("Foyer"), [("", _("Aucun")), *record.households])
        self.household.set_value(record.person.household_id or "")
        self.household.edited.connect(lambda value: self._save({"household_id": value or None}))
        self._rows["site_id"] = form.add(_("Lieu de vie"), self.site)
        self._rows["household_id"] = form.add(
            _("Foyer (personnes qui vivent ensemble)"), self.household, help_text=_("Le nom que l’équipe emploie.")
        )
        new_site = _Adder(_("Nouveau lieu"), self._new_site)
        new_household = _Adder(_("Nouveau foyer"), self._new_household)
        form.add(_("Un lieu qui manque\u00a0?"), new_site)
        form.add(_("Un foyer qui manque\u00a0?"), new_household)
        self.body.insertWidget(self.body.count() - 1, label(_("Lieu et foyer"), scale="section"))
        self.body.insertWidget(self.body.count() - 1, form)

    def field(self, name: str) -> QWidget:
        """The control of a field. KeyError for a field that is not on this form."""
        return self._rows[name].field

    def first_field(self) -> QWidget:
        """What takes the keyboard first."""
        return self._rows["given_names"].field

    # -- saving ---------------------------------------------------------------------------------------------------

    def _save(self, values: Mapping[str, Any]) -> None:
        def write(store: Any, *, author: str) -> Any:
            self._seen, person = person_files.correct_person(
                store, author=author, person_id=self._person_id, values=values, seen=self._seen
            )
            return person

        self._write(write, tuple(values))

    def _new_site(self, name: str) -> None:
        def write(store: Any, *, author: str) -> Any:
            self._seen, person = person_files.settle_at_new_site(
                store, author=author, person_id=self._person_id, name=name, seen=self._seen
            )
            return person

        self._write(write, ("site_id",), added=lambda person: _add_choice(self.site, person.site_id, name))

    def _new_household(self, name: str) -> None:
        def write(store: Any, *, author: str) -> Any:
            self._seen, person = person_files.begin_household(
                store, author=author, person_id=self._person_id, name=name, seen=self._seen
            )
            return person

        self._write(
            write, ("household_id",), added=lambda person: _add_choice(self.household, person.household_id, name)
        )

    def _write(
        self, write: Callable[..., Any], names: tuple[str, ...], added: Callable[[Any], None] | None = None
    ) -> None:
        def saved(person: Any) -> None:
            self._person = person
            for name in names:
                self._refused.pop(name, None)
                self._rows[name].set_error("")
            if added is not None:
                added(person)
            now = datetime.datetime.now()
            self._said.setText(_("Enregistré à {time}").format(time=f"{now:%H:%M}"))

        def refused(failure: KodikoError) -> None:
            """What was refused stays in the field, with the reason under it, to be corrected."""
            for name in names:
                self._refused[name] = failure.sentence
                self._rows[name].set_error(failure.sentence)

        self.desk.write(write, receiver=self, then=saved, failed=refused)

    def said(self) -> str:
        """What the foot of the window says."""
        return self._said.text()

    def flush(self) -> None:
        """Save the field still being typed."""
        for row in self._rows.values():
            settle = getattr(row.field, "settle", None)
            if settle is not None:
                settle()

    def put_aside(self) -> None:
        """Close; the field being typed is saved first."""
        self.flush()
        self.accept()

    def submit(self, _values: Mapping[str, Any]) -> None:
        """« Terminé »: close, unless something was refused."""
        self.flush()
        for row in self._rows.values():
            if row.error():
                row.field.setFocus()
                return
        self.accept()


class _Adder(QWidget):
    """A name typed, and the button that adds it."""

    def __init__(self, name: str, add: Callable[[str], None]) -> None:
        super().__init__()
        self.line = LineField(name, placeholder=name)
        self.button = QPushButton(_("Ajouter"))
        self.button.setAutoDefault(False)
        self.button.setAccessibleName(_("Ajouter\u00a0: {name}").format(name=name))
        self.button.clicked.connect(lambda _checked=False: self._send())
        self.line.returnPressed.connect(self._send)
        self._add = add
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.line, 1)
        line.addWidget(self.button)
        self.setFocusProxy(self.line)

    def _send(self) -> None:
        name = " ".join(self.line.text().split())
        if name:
            self.line.set_value("")
            self._add(name)


def _add_choice(field: ChoiceField, value: str, name: str) -> None:
    field.set_choices([*field._choices, (value, name)])
    field.set_value(value)
