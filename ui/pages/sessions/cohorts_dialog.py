"""Cohorts: name, programme, dates, funders, and who is in each."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from db.queries import organisation
from db.queries import sessions as queries
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.sessions import cohorts
from ui.desk import Desk
from ui.pages.sessions.funders_field import FundersField
from ui.pages.sessions.people_field import PeopleField
from ui.pages.sessions.rows_dialog import RowsDialog
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.form import FieldRow
from ui.widgets.line_field import LineField

_DAYS = ("starts_on", "ends_on")


class _Cohorts:
    """The cohorts of the antenna."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def listed(self, connection: Any) -> Sequence[tuple[str, str]]:
        return [(cohort.id, cohort.name) for cohort in organisation.cohorts(connection)]

    def table(self) -> Any:
        from db.tables import Cohort

        return Cohort

    def create(self, store: Any, *, author: str) -> str:
        antenna_id = self._desk.here().antenna_id
        return cohorts.create_cohort(store, author=author, antenna_id=antenna_id, name=_("Nouvelle promotion"))

    def change(self, store: Any, *, author: str, row_id: str, values: Mapping[str, Any], seen: Seen) -> None:
        cohorts.change_cohort(store, author=author, cohort_id=row_id, values=values, seen=seen)

    def archive(self, store: Any, *, author: str, row_id: str) -> None:
        cohorts.archive_cohort(store, author=author, cohort_id=row_id)


class CohortsDialog(RowsDialog):
    """People who start together."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._members: dict[str, str] = {}
        super().__init__(desk, _("Promotions"), _("Nouvelle promotion"), _Cohorts(desk), parent)
        fields: dict[str, Any] = {
            "name": LineField(),
            "programme": ChoiceField(),
            "starts_on": DateField(today=self.desk.today),
            "ends_on": DateField(today=self.desk.today),
            "funder_ids": FundersField(),
        }
        self.form.add(_("Nom"), fields["name"], wide=True)
        self.form.add(_("Programme"), fields["programme"], wide=True)
        self.form.add(_("Début"), fields["starts_on"])
        self.form.add(_("Fin"), fields["ends_on"])
        self.form.add(_("Financeurs"), fields["funder_ids"], wide=True)
        self.people = PeopleField(self.desk)
        self.people.edited.connect(self._people_changed)
        self.inside.addWidget(FieldRow(_("Personnes de la promotion"), self.people))
        self.inside.addStretch(1)
        self.start(fields)
        self.desk.read(_choices, receiver=self, then=self._show_choices)

    def to_show(self, name: str, value: Any) -> Any:
        if name in _DAYS:
            return datetime.date.fromisoformat(value) if value else None
        return value

    def to_keep(self, name: str, value: Any) -> Any:
        if name in _DAYS:
            return value.isoformat() if value else None
        return list(value) if name == "funder_ids" else value or ""

    def show_more(self, row: Any) -> None:
        cohort_id = row.id
        self.desk.read(
            lambda store: queries.cohort_members(store.read(), cohort_id), receiver=self, then=self._show_members
        )

    def _show_choices(self, found: tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]) -> None:
        programmes, funders = found
        self.fields["programme"].set_choices(programmes)
        self.fields["funder_ids"].set_choices(funders)
        if self.row_id:
            self.read_row()

    def _show_members(self, found: tuple[tuple[str, str, str], ...]) -> None:
        self._members = {person_id: display_name(given, family) for person_id, family, given in found}
        self.people.set_value(tuple(self._members.items()))

    def _people_changed(self) -> None:
        now = dict(self.people.value())
        joined = [person_id for person_id in now if person_id not in self._members]
        left = [person_id for person_id in self._members if person_id not in now]
        if joined:
            self.desk.write(
                cohorts.join,
                receiver=self,
                then=lambda _count: self.read_row(),
                failed=self._not_joined,
                told=_("La promotion est à jour."),
                cohort_id=self.row_id,
                person_ids=joined,
            )
        for person_id in left:
            self.act(
                cohorts.leave,
                _("La promotion est à jour."),
                lambda _nothing: self.read_row(),
                cohort_id=self.row_id,
                person_id=person_id,
            )

    def _not_joined(self, failure: KodikoError) -> None:
        self.said.setText(failure.sentence)
        self.read_row()


def _choices(store: Any) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """(key, title) of the programmes, (id, name) of the funders."""
    connection = store.read()
    programmes = []
    for key in definitions.keys(connection, definitions.PROGRAMME):
        try:
            programmes.append((key, definitions.title_of(definitions.latest(connection, definitions.PROGRAMME, key))))
        except KodikoError:
            continue
    funders = tuple((funder.id, funder.name) for funder in queries.funders(connection))
    return tuple(sorted(programmes, key=lambda each: each[1])), funders
