"""The table of the list of people: what one looks for first comes first, and stays when the window is narrow."""

import datetime
from collections.abc import Callable, Mapping

from PySide6.QtGui import QResizeEvent

from db.queries.people import PersonRow
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.names import fold, listed_name
from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.pages.people.words import age, row_status
from ui.widgets.phone_field import written_phone
from ui.widgets.table import Column, DataTable

_NEVER = datetime.date.min
_LAST_TO_GO = (0, 2, 1, 7, 6, 5, 3, 4, 8, 9)
"""Columns from the one that always shows to the first that gives way."""


class PeopleTable(DataTable):
    """Shows the columns that fit, so that nothing is scrolled sideways; what is copied holds them all."""

    def __init__(self, desk: Desk, titles: Callable[[], Mapping[str, str]]) -> None:
        super().__init__(_("Personnes"), columns(desk, titles))
        self._needed: list[int] = []

    def fit_columns(self) -> None:
        """Measure the columns on the first lines, then show those that fit."""
        for place in range(self.model().columnCount()):
            self.setColumnHidden(place, False)
        super().fit_columns()
        self.resizeColumnToContents(self.model().columnCount() - 1)
        self._needed = [self.columnWidth(place) for place in range(self.model().columnCount())]
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        if not self._needed:
            return
        room = self.viewport().width()
        shown = list(_LAST_TO_GO)
        while len(shown) > 1 and sum(self._needed[place] for place in shown) > room:
            shown.pop()
        for place in range(len(self._needed)):
            self.setColumnHidden(place, place not in shown)


def columns(desk: Desk, titles: Callable[[], Mapping[str, str]]) -> tuple[Column, ...]:
    """The columns; `titles` gives the titles of the programmes now shown. Names obey the discreet mode."""

    def name(row: PersonRow) -> str:
        return desk.name(listed_name(row.given_names, row.family_name) or row.name_in_own_script)

    def programme(row: PersonRow) -> str:
        return titles().get(row.programme, row.programme)

    return (
        Column(_("Nom"), name, lambda row: fold(f"{row.family_name} {row.given_names}")),
        Column(_("Âge"), lambda row: age(row.birth_date, desk.today()), lambda row: row.birth_date or _NEVER),
        Column(_("Parcours"), row_status),
        Column(_("Programme"), programme),
        Column(_("Lieu de vie"), lambda row: row.site_name),
        Column(_("Référent·e"), lambda row: row.referent_name),
        Column(_("Dernier contact"), lambda row: _day(row.last_contact_on), lambda row: row.last_contact_on or _NEVER),
        Column(
            _("Rendez-vous"),
            lambda row: _day(row.next_appointment_on),
            lambda row: row.next_appointment_on or datetime.date.max,
        ),
        Column(_("Téléphone"), lambda row: "" if desk.discreet else written_phone(row.phone)),
        Column(_("Numéro"), lambda row: row.number),
    )


def _day(when: datetime.date | None) -> str:
    return numeric_date(when) if when else ""
