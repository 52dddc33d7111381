"""Whom one meets at an employer's, and the line that adds somebody."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.queries.companies import ContactLine
from kodiko_desktop.domain.wording import _
from ui.pages.work.words import joined
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.line_field import LineField
from ui.widgets.phone_field import PhoneField
from ui.widgets.row import Row
from ui.widgets.text import label


class CompanyContacts(QWidget):
    """`add_asked` carries {name, role, phone} of somebody new."""

    add_asked = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = Card(_("Contacts"), " ")
        self.name = LineField(_("Nom du contact"), placeholder=_("nom"))
        self.role = LineField(_("Rôle du contact"), placeholder=_("rôle\u00a0: tutorat, direction…"))
        self.phone = PhoneField(_("Téléphone du contact"))
        self.phone.setPlaceholderText(_("téléphone"))
        self.add_button = QPushButton(_("Ajouter ce contact"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(lambda _checked=False: self._add())
        line = QHBoxLayout()
        line.setSpacing(scale.SPACE_2)
        for part in (self.name, self.role, self.phone):
            line.addWidget(part, 1)
        line.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_2)
        column.addWidget(self._card)
        column.addLayout(line)

    def show_contacts(self, contacts: Sequence[ContactLine]) -> None:
        """Show who is known."""
        self._card.clear()
        self._card.set_meta(str(len(contacts)))
        for each in contacts:
            self._card.add_row(Row(each.name, subtitle=joined((each.role, each.phone, each.email)), opens=False))
        if not contacts:
            self._card.add(label(_("Aucun contact\u00a0: ajoutez la personne que vous y rencontrez."), tone="muted"))

    def _add(self) -> None:
        for field in (self.name, self.role, self.phone):
            field.settle()
        if not self.name.value():
            self.name.setFocus()
            return
        self.add_asked.emit({"name": self.name.value(), "role": self.role.value(), "phone": self.phone.value()})
        for field in (self.name, self.role, self.phone):
            field.set_value("")
