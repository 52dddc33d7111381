"""Takes a list of people out to a spreadsheet: CSV that French spreadsheets open at once, without formulas."""

import csv
import datetime
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from db.queries.people import PersonRow
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import N_, _

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

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
"""Fields of a list, with the titles an import recognises again."""


class ExportRefused(KodikoError):
    """The file could not be written where it was asked."""


def people_csv(rows: Iterable[PersonRow], *, labels: Mapping[str, Mapping[str, str]] | None = None) -> bytes:
    """A list of people as CSV: UTF-8 with its mark, semicolons, one title line, dates as 03/03/1990.

    `labels`: for a column, what to write instead of each code (programme titles, names of statuses).
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([_(title) for _name, title in COLUMNS])
    for row in rows:
        cells = []
        for name, _title in COLUMNS:
            value = getattr(row, name)
            value = (labels or {}).get(name, {}).get(value, value)
            cells.append(numeric_date(value) if isinstance(value, datetime.date) else harmless(value or ""))
        writer.writerow(cells)
    return written.getvalue().encode("utf-8-sig")


def export_people(
    path: Path, rows: Iterable[PersonRow], *, labels: Mapping[str, Mapping[str, str]] | None = None
) -> None:
    """Write `people_csv` to a file. Raises ExportRefused."""
    try:
        path.write_bytes(people_csv(rows, labels=labels))
    except OSError as error:
        raise ExportRefused(
            _("Le tableau n’a pas pu être écrit à cet endroit : choisissez un autre dossier. Rien n’est perdu."),
            for_log=f"export not written: {type(error).__name__}",
        ) from error


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before = + - @ and control characters."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
