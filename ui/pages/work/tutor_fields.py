"""Who welcomes the person at work, as two fields: a contact of the employer's known already, or somebody new."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from db import heads
from db.queries import companies
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.wording import _
from ui.widgets.form import Form
from ui.widgets.line_field import LineField
from ui.widgets.phone_field import PhoneField, written_phone


def read_contacts(store: Any, company_id: str) -> dict[companies.ContactLine, Seen]:
    """Whom one meets at an employer's, with what is seen of each."""
    connection = store.read()
    found = companies.contacts(connection, company_id)
    return {each: heads.seen(connection, "company_contact", each.id) for each in found}


class TutorFields:
    """A name that offers the contacts known, and a telephone that follows it."""

    def __init__(self) -> None:
        self.name = LineField(placeholder=_("qui accueille la personne"))
        self.phone = PhoneField()
        self._seen: Mapping[companies.ContactLine, Seen] = {}
        self.name.edited.connect(self._show_known)

    def add_to(self, form: Form) -> None:
        """Add both fields to a form."""
        form.add(_("Tuteur ou tutrice"), self.name)
        form.add(_("Son téléphone"), self.phone)

    def offer(self, contacts: Mapping[companies.ContactLine, Seen]) -> None:
        """Offer these contacts as one types."""
        self._seen = contacts
        completer = QCompleter([each.name for each in contacts], self.name)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(completer)

    def settle(self) -> None:
        """Hand over what is still being typed."""
        self.name.settle()
        self.phone.settle()

    def known(self) -> companies.ContactLine | None:
        """The contact named, when it is one already."""
        return next((each for each in self._seen if each.name == self.name.value()), None)

    def new(self) -> dict[str, str] | None:
        """The fields of somebody who is not known yet; None for a known contact, or for nobody."""
        if self.known() is not None or not self.name.value():
            return None
        return {"name": str(self.name.value()), "phone": self.phone.value(), "role": _("tutorat")}

    def changes(self) -> tuple[dict[str, str], Seen] | None:
        """What is new of a known contact: a telephone corrected here is corrected for everybody. An emptied field keeps
        the one that was known."""
        known, phone = self.known(), self.phone.value()
        if known is None or not phone or phone == written_phone(known.phone):
            return None
        return {"phone": phone}, self._seen[known]

    def _show_known(self, _name: object) -> None:
        known = self.known()
        if known is not None:
            self.phone.set_value(known.phone)
