"""An employer in brief: who they are, whom one meets there, who works there; each field is kept as it is left."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from db import records
from db.queries import companies as queries
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.work import companies, hires
from ui.acts.record_dialog import RecordDialog
from ui.desk import Desk
from ui.pages.work.company_contacts import CompanyContacts
from ui.pages.work.words import hire_story, joined
from ui.widgets.card import Card
from ui.widgets.finder import Found
from ui.widgets.fitting import open_at
from ui.widgets.form import Form
from ui.widgets.line_field import LineField
from ui.widgets.phone_field import PhoneField
from ui.widgets.row import Row
from ui.widgets.text import label


class CompanyDialog(RecordDialog):
    """Opens on an employer, or on an empty one that its name creates. `hire_asked` carries it as a `Found`."""

    hire_asked = Signal(object)

    def __init__(self, desk: Desk, company_id: str | None, parent: QWidget | None = None) -> None:
        hint = _("Écrivez un nom\u00a0: l’entreprise est créée.")
        super().__init__(desk, _("Entreprise"), hint, self._write, parent)
        self._company_id = company_id
        open_at(self, 760, 600)
        self.fields: dict[str, LineField | PhoneField] = {}
        self._form = Form(columns=2)
        self.contacts = CompanyContacts()
        self.contacts.add_asked.connect(self._add_contact)
        self._hires = Card(_("Embauches"), " ")
        self._lay_out()
        if company_id is not None:
            self._read()
        else:
            self.fields["name"].setFocus()
        self._show_parts()

    def done(self, result: int) -> None:
        """Close, once what is still being typed is handed over."""
        for field in self.fields.values():
            field.settle()
        super().done(result)

    def _lay_out(self) -> None:
        for name, title, wide in (
            ("name", _("Nom"), True),
            ("trades", _("Métiers"), True),
            ("phone", _("Téléphone"), False),
            ("email", _("E-mail"), False),
            ("address", _("Adresse"), True),
            ("postcode", _("Code postal"), False),
            ("city", _("Ville"), False),
            ("siret", _("SIRET"), False),
            ("access", _("Comment s’y rendre"), False),
            ("remarks", _("Remarques"), True),
        ):
            field = PhoneField() if name == "phone" else LineField()
            self.fields[name] = field
            self._form.add(title, field, wide=wide)
            field.edited.connect(lambda value, name=name: self._keep({name: value}))
        self.hire_button = QPushButton(_("Noter une embauche ici"))
        self.hire_button.clicked.connect(lambda _checked=False: self._ask_hire())
        self.lay_out((self._form, self.contacts, self._hires), (self.hire_button,))

    def _show_parts(self) -> None:
        known = self._company_id is not None
        for part in (self.contacts, self._hires, self.hire_button):
            part.setVisible(known)

    # -- reading --------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        company_id, today = self._company_id, self.desk.today()

        def read(store: Any) -> Any:
            # The table classes come with the rest of the program, after the first screen.
            from db.tables import Company

            connection = store.read()
            return (
                records.find(connection, Company, company_id),
                queries.contacts(connection, company_id),
                hires.hires_of_company(connection, company_id, today=today),
            )

        self.desk.read(read, receiver=self, then=self._show)

    def _show(self, found: tuple[Any, tuple[queries.ContactLine, ...], tuple[hires.HireLine, ...]]) -> None:
        record, contacts, lines = found
        if record is None:
            return
        first = self.shown(record.seen)
        for name, field in self.fields.items():
            if first or not field.hasFocus():
                field.set_value(getattr(record.row, name))
        self.contacts.show_contacts(contacts)
        self._hires.clear()
        self._hires.set_meta(str(len(lines)))
        for line in lines:
            row = Row(
                joined((self.desk.name(line.placement.person_name), line.placement.job_title)),
                subtitle=hire_story(line, self.desk.today()),
            )
            row.clicked.connect(lambda _checked=False, row_id=line.placement.id: self._go(row_id))
            self._hires.add_row(row)
        if not lines:
            self._hires.add(label(_("Personne n’a encore été embauché ici."), tone="muted"))
        self._show_parts()

    def _go(self, placement_id: str) -> None:
        self.accept()
        self.desk.go("placement", placement_id)

    def _ask_hire(self) -> None:
        found = Found(self._company_id or "", str(self.fields["name"].value()))
        self.accept()
        self.hire_asked.emit(found)

    # -- writing --------------------------------------------------------------------------------------------------

    def _keep(self, values: dict[str, Any]) -> None:
        if self.saver is not None:
            self.saver.save(values)
        elif str(self.fields["name"].value()).strip() and self._company_id is None:
            self._company_id = ""
            self.desk.write(
                companies.register_company,
                receiver=self,
                then=self._created,
                failed=self._failed,
                told=_("L’entreprise est créée."),
                **{name: field.value() for name, field in self.fields.items() if field.value()},
            )

    def _created(self, company_id: str) -> None:
        self._company_id = company_id
        self._read()

    def _failed(self, failure: KodikoError) -> None:
        self._company_id = None
        self.refuse(failure.sentence)

    def _write(self, store: Any, author: str, values: Mapping[str, Any], seen: Seen) -> tuple[Seen, None]:
        now = companies.change_company(store, author=author, company_id=self._company_id, values=values, seen=seen)
        return now, None

    def _add_contact(self, contact: dict[str, str]) -> None:
        self.desk.write(
            companies.add_company_contact,
            receiver=self,
            then=lambda _id: self._read(),
            failed=self.failed,
            told=_("Le contact est ajouté."),
            company_id=self._company_id,
            **contact,
        )
