"""Registers somebody: a few fields, and beside them whoever is already known and may be the same person."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from db.queries.resemblances import Resemblance, possible_duplicates
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.laptop.drafts import Draft, drafts_at
from kodiko_desktop.services.people import people
from kodiko_desktop.services.people.people_lists import FilterChoices, read_choices
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.pages.people.person_fields import IDENTITY, LANGUAGES, REACH, Asked, control, stored
from ui.pages.people.words import joined
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.columns import Columns
from ui.widgets.phone_field import written_phone
from ui.widgets.text import label

PLACE = "people:new"
_PAUSE_MS = 250
_ASKED = (*IDENTITY, REACH[0], *LANGUAGES[:3])
_COMPARED = ("family_name", "given_names", "name_in_own_script", "birth_date", "phone")


class NewPersonDialog(ActDialog):
    """`done_with` carries the id of the person registered; `open_asked` the id of somebody known already."""

    open_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, _("Nouvelle personne"), _("&Inscrire"), self.submit, place=PLACE, columns=2, parent=parent
        )
        for asked in _ASKED:
            self._ask(asked)
        self.site = ChoiceField(_("Lieu de vie"))
        self.add("site_id", _("Lieu de vie"), self.site)
        self.preset(print_language="fr")
        self._known = Card(_("Déjà connu·e\u00a0?"))
        self._known.hide()
        self._arrange()
        self._compared: tuple[Any, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._compare)
        self._watch_identity()
        desk.read(_read, receiver=self, then=self._begin)

    def _ask(self, asked: Asked) -> None:
        self.add(asked.name, _(asked.title), control(asked, self.desk.today), help_text=_(asked.help_text))

    def _arrange(self) -> None:
        self.body.removeWidget(self.form)
        columns = Columns(side_width=300, stack_below=760)
        columns.main.addWidget(self.form)
        columns.main.addWidget(
            label(_("Un nom suffit pour commencer\u00a0; le reste se complète plus tard."), scale="small", tone="muted")
        )
        columns.side.addWidget(self._known)
        self.columns = columns
        columns._right.hide()
        self.body.insertWidget(1, columns)

    def _watch_identity(self) -> None:
        for name in _COMPARED:
            field = self._fields[name]
            field.textChanged.connect(lambda _text: self._soon.start())
        self._fields["languages"].edited.connect(self._propose_print_language)

    def _begin(self, found: tuple[FilterChoices, tuple[Draft, ...]]) -> None:
        choices, drafts = found
        self.site.set_choices(choices.sites)
        if drafts:
            self.take_up(drafts[0])

    def _propose_print_language(self, codes: Sequence[str]) -> None:
        field = self._fields["print_language"]
        offered = {code for code, _label in field._choices}
        if field.value() in (None, "fr"):
            field.set_value(next((code for code in codes if code in offered and code != "fr"), "fr"))

    # -- who may be the same --------------------------------------------------------------------------------------

    def _compare(self) -> None:
        identity = self._identity()
        wanted = tuple(identity.values())
        if wanted == self._compared:
            return
        self._compared = wanted
        self.desk.read(
            lambda store: possible_duplicates(store.read(), **identity),
            receiver=self,
            then=lambda found: self._show_known(found) if wanted == self._compared else None,
        )

    def _identity(self) -> dict[str, Any]:
        typed = {name: self._fields[name].text() for name in _COMPARED if name != "birth_date"}
        return {**typed, "birth_date": self._fields["birth_date"].value()}

    def _show_known(self, found: tuple[Resemblance, ...]) -> None:
        self._known.clear()
        for resemblance in found:
            self._known.add(_Resembling(self.desk, resemblance, self._same))
        self._known.setVisible(bool(found))
        self.columns._right.setVisible(bool(found))
        self.act_button.setText(_("&Inscrire quand même") if found else _("&Inscrire"))

    def _same(self, person_id: str) -> None:
        self.forget()
        self.reject()
        self.open_asked.emit(person_id)

    # -- the act --------------------------------------------------------------------------------------------------

    def submit(self, values: Mapping[str, Any]) -> None:
        """Write the person, with what was typed."""
        kinds = {asked.name: asked for asked in _ASKED}
        given = {name: stored(kinds[name], value) for name, value in values.items() if name in kinds}
        self.send(
            people.register_person,
            told=_("La fiche est créée."),
            antenna_id=self.desk.here().antenna_id,
            site_id=values["site_id"],
            **given,
        )


class _Resembling(QWidget):
    """Somebody known, and the button that says it is the same person."""

    def __init__(self, desk: Desk, found: Resemblance, same: Any) -> None:
        super().__init__()
        from PySide6.QtWidgets import QVBoxLayout

        name = desk.name(display_name(found.given_names, found.family_name))
        born = numeric_date(found.birth_date) if found.birth_date else _("naissance inconnue")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, scale.SPACE_2)
        column.setSpacing(scale.SPACE_1)
        column.addWidget(label(name, scale="section"))
        column.addWidget(label(joined((born, written_phone(found.phone), found.number)), scale="small"))
        column.addWidget(label(_(found.why), scale="small", tone="warning"))
        button = QPushButton(_("C’est la même personne"))
        button.setAccessibleDescription(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: same(found.person_id))
        column.addWidget(button)


def _read(store: Any) -> tuple[FilterChoices, tuple[Draft, ...]]:
    return read_choices(store), drafts_at(store.read(), PLACE)
