"""The association and the antenna as every sheet of paper names them; a field is kept when it is left."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.association import antennas, letterhead, logos
from kodiko_desktop.services.association.settings import Settings
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.laptop.sitting import IDLE_CHOICES
from ui.desk import Desk
from ui.pages.settings.laptop_card import idle_choices
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form import FieldRow, Form
from ui.widgets.line_field import LineField
from ui.widgets.logo_field import LogoField
from ui.widgets.text import label

_ORGANISATION = (
    ("name", N_("Nom de l’association"), True),
    ("siret", N_("SIRET"), False),
    ("activity_declaration", N_("N° de déclaration d’activité"), False),
    ("address", N_("Adresse"), True),
    ("phone", N_("Téléphone"), False),
    ("email", N_("Courriel"), False),
    ("data_protection_officer", N_("Délégué·e à la protection des données"), False),
    ("data_protection_contact", N_("Pour lui écrire (courriel ou adresse)"), False),
    ("theft_contact", N_("Qui prévenir en cas de vol"), True),
)
_ANTENNA = (
    ("name", N_("Nom de l’antenne"), True),
    ("number_prefix", N_("Début des numéros de dossier"), False),
    ("postcode", N_("Code postal"), False),
    ("address", N_("Adresse"), True),
    ("city", N_("Ville"), False),
    ("phone", N_("Téléphone"), False),
)


class _Write(Protocol):
    def __call__(self, store: Any, *, author: str, row_id: str, values: Mapping[str, Any], seen: Seen) -> None:
        """Keep the values of the row, as their author saw it."""


class _RecordCard(Card):
    """Fields of one row. `write` is what keeps a field: a service, given the id of the row, the values and the dots."""

    def __init__(self, desk: Desk, title: str, fields: tuple[tuple[str, str, bool], ...], write: _Write) -> None:
        super().__init__(title)
        self._desk, self._service = desk, write
        self._record: Any = None
        self._form = Form(columns=2)
        self.fields: dict[str, LineField] = {}
        self._rows: dict[str, FieldRow] = {}
        for name, shown, wide in fields:
            field = LineField()
            field.edited.connect(lambda value, name=name: self._write(name, value))
            self.fields[name] = field
            self._rows[name] = self._form.add(_(shown), field, wide=wide)
        self.add(self._form)
        self._saved = label("", scale="small", tone="done")
        self._saved.setMinimumHeight(18)
        self.add(self._saved)

    def flush(self) -> None:
        """Hand over what is being typed."""
        for field in self.fields.values():
            field.settle()

    def show_record(self, record: Any) -> None:
        """Show a record; a field in which one is typing is left alone."""
        self._record = record
        for name, field in self.fields.items():
            typing = field.hasFocus() and field.text() != field.value()
            if record is not None and not typing:
                field.set_value(getattr(record.row, name) or "")

    def _write(self, name: str, value: object) -> None:
        if self._record is None:
            return
        self._rows[name].set_error("")
        self._desk.write(
            self._service,
            receiver=self,
            then=lambda _result: self._say_saved(),
            failed=lambda failure: self._refused(name, failure),
            values={name: value},
            row_id=self._record.row.id,
            seen=self._record.seen,
        )

    def _say_saved(self) -> None:
        now = self._desk.here().store.now() if self._desk.is_open else None
        if now is not None:
            self._saved.setText(_("Enregistré à {hour}").format(hour=now.strftime("%H:%M")))

    def _refused(self, name: str, failure: KodikoError) -> None:
        self._rows[name].set_error(failure.sentence)


class OrganisationCard(_RecordCard):
    """The association."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("L’association"), _ORGANISATION, _change_organisation)
        self.idle = ChoiceField(choices=idle_choices(max(IDLE_CHOICES)))
        self._rows["idle_minutes"] = self._form.add(
            _("Verrouiller tous les ordinateurs après, au plus"),
            self.idle,
            help_text=_("La CNIL conseille 5 minutes. Un ordinateur peut être plus strict, jamais moins."),
            wide=True,
        )
        self.basis = ChoiceField(choices=vocabulary("legal_bases").choices())
        self._rows["legal_basis"] = self._form.add(
            _("Base légale des données"),
            self.basis,
            help_text=_("Écrite sur la notice remise aux personnes. À décider par l’association (RGPD, article 6)."),
            wide=True,
        )
        self.basis.edited.connect(lambda code: self._write("legal_basis", code or ""))
        self.logo = LogoField(_("PNG ou JPEG, en tête de chaque papier. Sans logo, c’est le nom qui est imprimé."))
        self.logo.chosen.connect(self.set_logo)
        self._rows["logo"] = self._form.add(_("Logo"), self.logo, wide=True)
        self.idle.edited.connect(lambda minutes: minutes and self._write("idle_minutes", minutes))

    def show_settings(self, settings: Settings) -> None:
        """Show what was read."""
        self.show_record(settings.organisation)
        if not self.idle.hasFocus():
            self.idle.set_value(settings.idle_minutes_allowed)
        if settings.organisation and not self.basis.hasFocus():
            self.basis.set_value(settings.organisation.row.legal_basis or None)
        document_id = settings.organisation.row.logo_document_id if settings.organisation else None
        self._desk.read(
            lambda store: letterhead.picture(store.read(), document_id), receiver=self, then=self._show_logo
        )

    def set_logo(self, path: Path) -> None:
        """Give the association its logo."""
        self._rows["logo"].set_error("")
        self._desk.write(
            _set_logo,
            receiver=self,
            failed=lambda failure: self._refused("logo", failure),
            told=_("Le logo est enregistré."),
            path=path,
        )

    def _show_logo(self, content: bytes | None) -> None:
        self.logo.show_picture(content, logos.format_of(content) if content else None)


class AntennaCard(_RecordCard):
    """The antenna of this laptop."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("L’antenne"), _ANTENNA, _change_antenna)

    def show_settings(self, settings: Settings) -> None:
        """Show what was read."""
        self.show_record(settings.antenna)


def _change_organisation(store: Any, *, author: str, row_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    antennas.change_organisation(store, author=author, values=values, seen=seen)


def _change_antenna(store: Any, *, author: str, row_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    antennas.change_antenna(store, author=author, antenna_id=row_id, values=values, seen=seen)


def _set_logo(store: Any, *, author: str, path: Path) -> None:
    # The table classes come with the rest of the program, after the first screen.
    from db.tables import Organisation

    logos.set_logo(store, author=author, of=Organisation, row_id=antennas.ORGANISATION_ID, path=path)
