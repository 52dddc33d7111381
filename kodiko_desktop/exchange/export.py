"""A list of people as a table to take out, with the titles an import recognises again."""

from collections.abc import Iterable, Mapping
from typing import Any

from db.queries.people import PersonRow
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.exchange.tables import Table

COLUMNS = (
    ("number", N_("Numéro de dossier")),
    ("family_name", N_("Nom")),
    ("given_names", N_("Prénom")),
    ("birth_date", N_("Date de naissance")),
    ("phone", N_("Téléphone")),
    ("site_name", N_("Lieu de vie")),
    ("programme", N_("Programme")),
    ("status", N_("Statut du parcours")),
    ("status_since", N_("Depuis le")),
    ("referent_name", N_("Référent·e")),
    ("last_contact_on", N_("Dernier contact")),
    ("next_appointment_on", N_("Prochain rendez-vous")),
)
"""Fields of a list, with their titles."""


def people_table(rows: Iterable[PersonRow], *, labels: Mapping[str, Mapping[str, str]] | None = None) -> Table:
    """A list of people as a table. `labels`: for a column, what to write instead of each code (programme titles,
    names of statuses)."""

    def cell(row: PersonRow, name: str) -> Any:
        value = getattr(row, name)
        return (labels or {}).get(name, {}).get(value, value)

    cells = [tuple(cell(row, name) for name, _title in COLUMNS) for row in rows]
    return Table(_("Personnes"), tuple(_(title) for _name, title in COLUMNS), cells)
