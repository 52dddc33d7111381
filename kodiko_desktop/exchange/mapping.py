"""Which column fills which field: guessed from the titles, remembered for the next file that has the same ones."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from db.connection import Connection
from kodiko_desktop.domain.wording import _
from kodiko_desktop.exchange.failures import MappingRefused
from kodiko_desktop.exchange.fields import import_fields, plain, words
from kodiko_desktop.exchange.raw_table import Header

ColumnMapping = Mapping[int, str]
"""Column (counted from 0) → name of an import field; a column left out is not read."""

NAME_FIELDS = frozenset({"family_name", "given_names", "full_name", "name_in_own_script"})


def guess_mapping(headers: Sequence[Header], remembered: ColumnMapping | None = None) -> dict[int, str]:
    """The fields of the columns: those remembered for the same titles, else the best guess for each title.

    A title that speaks of somebody else (a referent's telephone) or of what is never taken guesses nothing.
    """
    if remembered is not None:
        return {column: field for column, field in remembered.items() if field in import_fields()}
    scores = [
        (score, -column, field) for column, header in enumerate(headers) for field, score in _scores(header).items()
    ]
    chosen: dict[int, str] = {}
    for _score, negative, field in sorted(scores, reverse=True):
        if -negative not in chosen and field not in chosen.values():
            chosen[-negative] = field
    return dict(sorted(chosen.items()))


def never_taken(header: Header) -> bool:
    """Whether a column holds what must not be kept (social security number, health, origin…)."""
    title = plain(header.whole)
    return any(f" {term} " in f" {title} " for term in words().never)


def check_mapping(mapping: ColumnMapping) -> None:
    """Raise MappingRefused unless a name is read and no field is filled twice."""
    fields = list(mapping.values())
    twice = {field for field in fields if fields.count(field) > 1}
    if twice:
        title = import_fields()[sorted(twice)[0]].title
        raise MappingRefused(
            _("Deux colonnes remplissent le champ « {field} » : gardez-en une.").format(field=title),
            for_log="a field is filled twice",
        )
    if not NAME_FIELDS & set(fields):
        raise MappingRefused(
            _("Dites quelle colonne contient le nom : sans elle, aucune fiche ne peut être créée."),
            for_log="no name column",
        )


def fingerprint(headers: Sequence[Header]) -> str:
    """What recognises the same titles in the same order."""
    return hashlib.sha256("\x1f".join(plain(header.whole) for header in headers).encode()).hexdigest()[:32]


def remembered_mapping(connection: Connection, headers: Sequence[Header]) -> dict[int, str] | None:
    """How a file with these titles was read last time; None the first time."""
    row = connection.execute("SELECT mapping FROM import_mapping WHERE headers = ?", (fingerprint(headers),)).fetchone()
    return {int(column): field for column, field in json.loads(row[0]).items()} if row else None


def remember_mapping(connection: Connection, headers: Sequence[Header], mapping: ColumnMapping, *, at: str) -> None:
    """Keep how the columns were read, on a connection that may write; `at`: UTC, ISO 8601."""
    connection.execute(
        "INSERT INTO import_mapping (headers, mapping, used_at) VALUES (?, ?, ?) "
        "ON CONFLICT (headers) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at",
        (fingerprint(headers), json.dumps({str(column): field for column, field in mapping.items()}), at),
    )


def _scores(header: Header) -> dict[str, int]:
    """How well a title announces each field: 3 the very title, 2 its beginning, 1 somewhere in it."""
    title, whole = plain(header.title), set(plain(header.whole).split())
    if not title or whole & words().somebody_else or never_taken(header):
        return {}
    found: dict[str, int] = {}
    for field in import_fields().values():
        for known in field.headers:
            if title == known:
                found[field.name] = 3
            elif len(known) >= 3 and title.startswith(known + " "):
                found[field.name] = max(2, found.get(field.name, 0))
            elif len(known) >= 5 and f" {known} " in f" {title} ":
                found[field.name] = max(1, found.get(field.name, 0))
    return found
