"""Who pays: name, mention, emblem of the Union, operation number, how long evidence is kept, logo."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from db.queries import sessions as queries
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import letterhead, logos
from kodiko_desktop.services.sessions import funders
from ui.desk import Desk
from ui.pages.sessions.rows_dialog import RowsDialog
from ui.widgets.line_field import LineField
from ui.widgets.logo_field import LogoField


class _Funders:
    """The funders of the association."""

    def listed(self, connection: Any) -> Sequence[tuple[str, str]]:
        return [(funder.id, funder.name) for funder in queries.funders(connection)]

    def table(self) -> Any:
        from db.tables import Funder

        return Funder

    def create(self, store: Any, *, author: str) -> str:
        return funders.create_funder(store, author=author, name=_("Nouveau financeur"))

    def change(self, store: Any, *, author: str, row_id: str, values: Mapping[str, Any], seen: Seen) -> None:
        funders.change_funder(store, author=author, funder_id=row_id, values=values, seen=seen)

    def archive(self, store: Any, *, author: str, row_id: str) -> None:
        funders.archive_funder(store, author=author, funder_id=row_id)


class FundersDialog(RowsDialog):
    """What is printed for each funder."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Financeurs"), _("Nouveau financeur"), _Funders(), parent)
        fields: dict[str, Any] = {
            "name": LineField(),
            "operation_number": LineField(),
            "mention": LineField(),
            "retention": LineField(placeholder=_("ex. 5 ans après le dernier versement")),
            "eu_emblem": QCheckBox(_("Imprimer l’emblème de l’Union européenne")),
        }
        self.form.add(_("Nom"), fields["name"], wide=True)
        self.form.add(_("Mention imprimée en bas de page"), fields["mention"], wide=True)
        self.form.add(_("Numéro d’opération"), fields["operation_number"])
        self.form.add(
            _("Conservation des preuves"),
            fields["retention"],
            help_text=_("FSE+\u00a0: cinq ans après le 31 décembre de l’année du dernier versement."),
        )
        self.inside.addWidget(fields["eu_emblem"])
        self.logo = LogoField(_("PNG ou JPEG. Avec l’emblème de l’Union, c’est l’emblème qui est imprimé."))
        self.logo.chosen.connect(self.set_logo)
        self.inside.addWidget(self.logo)
        self.inside.addStretch(1)
        self.start(fields)

    def show_more(self, row: Any) -> None:
        document_id = row.logo_document_id
        self.desk.read(lambda store: letterhead.picture(store.read(), document_id), receiver=self, then=self._show_logo)

    def set_logo(self, path: Path) -> None:
        """Give the funder shown its logo."""
        self.act(
            logos.set_logo,
            _("Le logo est enregistré."),
            lambda _document: self.read_row(),
            of=self.rows.table(),
            row_id=self.row_id,
            path=path,
        )

    def _show_logo(self, content: bytes | None) -> None:
        self.logo.show_picture(content, logos.format_of(content) if content else None)
