"""The facts of a site, each kept as it is left; an empty site is created by its name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.places import sites
from ui.acts.row_saver import RowSaver
from ui.desk import Desk
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.form import Form
from ui.widgets.line_field import LineField
from ui.widgets.text import label, set_property


class SiteFacts(Card):
    """`created` carries the id of the site its name has just created; `renamed` the name kept."""

    created = Signal(str)
    renamed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Le lieu"), parent=parent)
        self._desk = desk
        self._site_id: str | None = None
        self._is_creating = False
        self._saver: RowSaver | None = None
        self._row: Any = None
        self._under_way = 0
        self._given_meanwhile: dict[str, Any] = {}
        self.fields: dict[str, LineField | ChoiceField | DateField] = {}
        self._form = Form(columns=2)
        self._state = label(_("Écrivez un nom, celui que l’équipe emploie\u00a0: le lieu est créé."), tone="muted")
        self._add("name", _("Nom du lieu"), LineField(), wide=True)
        self._add("kind", _("Genre"), ChoiceField(choices=list(vocabulary("site_kinds").choices())))
        self._add("since", _("Installé depuis"), DateField(today=desk.today, past=True))
        self._add("address", _("Adresse"), LineField(), wide=True)
        self._add("postcode", _("Code postal"), LineField())
        self._add("city", _("Ville"), LineField())
        self._add("access", _("Comment s’y rendre"), LineField(), wide=True)
        self.add(self._form)
        self.add(self._state)

    def show_site(self, site_id: str, row: Any, seen: Seen) -> None:
        """Show the row of a site; a field being typed in stays as it is."""
        self._row = row
        if self._saver is None:
            self._site_id = site_id
            self._saver = RowSaver(self._desk, self._write, seen, self)
            self._saver.said.connect(self._answered)
            self._saver.saved.connect(self._kept)
            self._saver.refused.connect(self._refused)
            self._say("")
            given, self._given_meanwhile = self._given_meanwhile, {}
            if given:
                self._save(given)
        # While a save is under way what was read is older than what is shown: the next reading says it all.
        if self._under_way:
            return
        if not self._show_row():
            self._saver.look_again(seen)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        for field in self.fields.values():
            if not isinstance(field, ChoiceField):
                field.settle()

    def _add(self, name: str, title: str, field: Any, *, wide: bool = False) -> None:
        self.fields[name] = field
        self._form.add(title, field, wide=wide)
        field.edited.connect(lambda value: self._keep(name, value))

    def _show_row(self) -> bool:
        """Show the row in every field but the one being typed in; True when there is one."""
        typing = [name for name, field in self.fields.items() if field.hasFocus()]
        for name, field in self.fields.items():
            if name not in typing:
                field.set_value(_shown(name, getattr(self._row, name)))
        return bool(typing)

    def _save(self, values: Mapping[str, Any]) -> None:
        assert self._saver is not None
        self._under_way += 1
        self._saver.save(values)

    def _keep(self, name: str, value: object) -> None:
        if self._saver is not None:
            self._save({name: _stored(name, value)})
            return
        if self._is_creating:
            self._given_meanwhile[name] = _stored(name, value)
            return
        values = {each: _stored(each, field.value()) for each, field in self.fields.items() if field.value()}
        if values.get("name"):
            self._is_creating = True
            self._desk.write(
                sites.create_site,
                receiver=self,
                then=self._created,
                failed=self._not_created,
                told=_("Le lieu est créé."),
                antenna_id=self._desk.here().antenna_id,
                **values,
            )

    def _created(self, site_id: str) -> None:
        self.created.emit(site_id)

    def _not_created(self, failure: KodikoError) -> None:
        self._is_creating = False
        self._given_meanwhile.clear()
        self._say_wrong(failure.sentence)

    def _write(self, store: Any, author: str, values: Mapping[str, Any], seen: Seen) -> tuple[Seen, None]:
        assert self._site_id is not None
        return sites.change_site(store, author=author, site_id=self._site_id, values=values, seen=seen), None

    def _kept(self, values: Mapping[str, Any], _result: object) -> None:
        if "name" in values:
            self.renamed.emit(values["name"])

    def _say(self, sentence: str) -> None:
        set_property(self._state, "tone", "muted")
        self._state.setText(sentence)

    def _answered(self, sentence: str) -> None:
        self._under_way -= 1
        self._say(sentence)

    def _refused(self, sentence: str) -> None:
        self._show_row()
        self._say_wrong(sentence)

    def _say_wrong(self, sentence: str) -> None:
        set_property(self._state, "tone", "danger")
        self._state.setText(sentence)


def _shown(name: str, value: Any) -> Any:
    return (value or None) if name == "kind" else value


def _stored(name: str, value: object) -> Any:
    blank: date | str | None = None if name == "since" else ""
    return value or blank
