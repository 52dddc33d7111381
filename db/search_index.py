"""Keeps what can be found by typing: follows every write to people, companies and sessions, inside the same act.

Words are folded (no accents, no capitals), sounds make different spellings of a name meet, digits let any piece of a
telephone number be typed. Only people, companies and sessions that are not archived are kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from db import projection
from db.bulk import batches
from db.connection import Connection
from db.same_person import known_as
from kodiko_desktop.domain.names import fold, phone_digits, search_words, sound_keys

COMPANY_WORD = "kindcompany"
SESSION_WORD = "kindsession"
"""Words every company, or session, carries: they let a search look at one kind without reading the others."""

_LEAST_DIGITS = 3
_PERSON_FIELDS = (
    *("number", "family_name", "given_names", "name_in_own_script", "birth_date"),
    *("phone", "second_phone", "archived_at"),
)
_Rows = list[tuple[str, Mapping[str, Any]]]


@dataclass(frozen=True)
class _Entry:
    """What is indexed of one row."""

    row_id: str
    kind: str
    sort_key: str
    words: str
    sounds: str
    digits: str


class _Ear:
    """Hears names while rows are indexed together: the same name is heard once."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[str, tuple[str, ...]]] = {}

    def hear(self, name: str) -> tuple[str, tuple[str, ...]]:
        """(folded words, sound keys) of a name."""
        if name not in self._heard:
            self._heard[name] = (fold(name), sound_keys(name))
        return self._heard[name]


def _person(row_id: str, row: Mapping[str, Any], ear: _Ear, behind: Iterable[_Entry] = ()) -> _Entry:
    """`behind`: other files of the same person, by whose words the one kept is found too."""
    heard = [ear.hear(row[field]) for field in ("family_name", "given_names", "name_in_own_script") if row[field]]
    words = [*(folded for folded, _sounds in heard), *number_words(row["number"], whole=False)]
    digits = [*phone_pieces(row["phone"]), *phone_pieces(row["second_phone"])]
    if row["birth_date"]:
        year, month, day = str(row["birth_date"]).split("-")
        words.append(year)
        digits.append(f"{day}{month}{year}")
    sounds = dict.fromkeys(key for _folded, sounds in heard for key in sounds)
    sort_key = " ".join(folded for folded, _sounds in heard)
    for other in behind:
        words.append(other.words)
        sounds.update(dict.fromkeys(other.sounds.split()))
        digits.append(other.digits)
    return _Entry(row_id, "person", sort_key, " ".join(words), " ".join(sounds), " ".join(digits))


def _company(row_id: str, row: Mapping[str, Any], contacts: Iterable[tuple[str, str]]) -> _Entry:
    contacts = list(contacts)
    met = " ".join(name for name, _phone in contacts)
    words = [COMPANY_WORD, *search_words(f"{row['name']} {row['city']} {row['trades']} {met}")]
    phones = [row["phone"], *(phone for _name, phone in contacts)]
    digits = [*(piece for phone in phones for piece in phone_pieces(phone)), *phone_pieces(row["siret"])]
    sounds = dict.fromkeys(sound_keys(f"{row['name']} {met}"))
    return _Entry(row_id, "company", fold(row["name"]), " ".join(words), " ".join(sounds), " ".join(digits))


def _session(row_id: str, row: Mapping[str, Any]) -> _Entry:
    said = f"{row['title']} {row['module']} {row['place']} {row['trainer_name']}"
    words = [SESSION_WORD, *search_words(said), *number_words(row["number"], whole=True)]
    return _Entry(row_id, "session", fold(row["title"]), " ".join(words), "", "")


def number_words(number: str, *, whole: bool) -> list[str]:
    """The words by which a human number is found: `PAR-2026-3F-0017` from "3f0017" and "0017" on, and by "17".

    `whole`: by its beginning too. Not for people: the beginning is everybody's, and the table's own index finds it.
    """
    parts = [part.lower() for part in number.split("-") if part]
    found = ["".join(parts[start:]) for start in range(0 if whole else min(2, len(parts) - 1), len(parts))]
    if parts and parts[-1].lstrip("0") not in ("", parts[-1]):
        found.append(parts[-1].lstrip("0"))
    return found


def phone_pieces(phone: str) -> list[str]:
    """Every end of a number that has at least three digits, so that a prefix search finds any piece of it."""
    digits = phone_digits(phone) if phone else ""
    return [digits[start:] for start in range(len(digits) - _LEAST_DIGITS + 1)]


# -- followers -----------------------------------------------------------------------------------------------


def _follow_people(connection: Connection, rows: _Rows) -> None:
    ear = _Ear()
    everybody = known_as.everybody(connection)
    behind: dict[str, list[_Entry]] = {}
    if everybody:
        rows, behind = _reunited(connection, rows, everybody, ear)
    shown = ((row_id, row) for row_id, row in rows if not row.get("archived_at") and row_id not in everybody)
    _write(connection, rows, (_person(row_id, row, ear, behind.get(row_id, ())) for row_id, row in shown))


def _reunited(
    connection: Connection, rows: _Rows, everybody: Mapping[str, str], ear: _Ear
) -> tuple[_Rows, dict[str, list[_Entry]]]:
    """`rows`, with the files kept in place of those of `rows` behind them; and what is known of files behind others."""
    names = ["id", *_PERSON_FIELDS]
    listed = ", ".join(f'"{name}"' for name in names)
    involved = {everybody.get(row_id, row_id) for row_id, _row in rows} & set(everybody.values())
    wanted = [*involved, *(file for file, kept in everybody.items() if kept in involved)]
    found: _Rows = []
    for marks, some in batches(wanted):
        for row in connection.execute(f"SELECT {listed} FROM person WHERE id IN ({marks})", some).fetchall():
            found.append((row[0], dict(zip(names, row, strict=True))))
    behind: dict[str, list[_Entry]] = defaultdict(list)
    for file, row in sorted(found, key=lambda each: each[0]):
        if file in everybody:
            behind[everybody[file]].append(_person(file, row, ear))
    given = {row_id for row_id, _row in found}
    return [*(row for row in rows if row[0] not in given), *found], behind


def _follow_companies(connection: Connection, rows: _Rows) -> None:
    kept = [(row_id, row) for row_id, row in rows if not row.get("archived_at")]
    contacts = _contacts(connection, [row_id for row_id, _row in kept])
    _write(connection, rows, (_company(row_id, row, contacts[row_id]) for row_id, row in kept))


def _follow_company_contacts(connection: Connection, rows: _Rows) -> None:
    companies = list(dict.fromkeys(row["company_id"] for _row_id, row in rows if row["company_id"]))
    projection.follow_rows(connection, "company", companies)


def _follow_sessions(connection: Connection, rows: _Rows) -> None:
    _write(connection, rows, (_session(row_id, row) for row_id, row in rows if not row.get("archived_at")))


def _contacts(connection: Connection, company_ids: list[str]) -> dict[str, list[tuple[str, str]]]:
    """(name, phone) of the people met in companies."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for marks, some in batches(company_ids):
        for company_id, name, phone in connection.execute(
            "SELECT company_id, name, phone FROM company_contact "
            f"WHERE company_id IN ({marks}) AND archived_at IS NULL ORDER BY rowid",
            some,
        ):
            found[company_id].append((name, phone))
    return found


def _write(connection: Connection, rows: _Rows, entries: Iterator[_Entry]) -> None:
    """Replace what is indexed of `rows` by `entries`."""
    present = _present(connection, [row_id for row_id, _row in rows])
    following = connection.execute("SELECT coalesce(max(entry), 0) + 1 FROM search_entry").fetchone()[0]
    entry_rows, text_rows, kept = [], [], set()
    for entry in entries:
        number = present.get(entry.row_id)
        if number is None:
            number, following = following, following + 1
        kept.add(entry.row_id)
        entry_rows.append((number, entry.kind, entry.row_id, entry.sort_key))
        text_rows.append((number, entry.words, entry.sounds, entry.digits))
    gone = [(number,) for row_id, number in present.items() if row_id not in kept]
    connection.executemany("DELETE FROM search_text WHERE rowid = ?", gone)
    connection.executemany("DELETE FROM search_entry WHERE entry = ?", gone)
    verb = "INSERT OR REPLACE" if present else "INSERT"
    connection.executemany(f"{verb} INTO search_entry (entry, kind, row_id, sort_key) VALUES (?, ?, ?, ?)", entry_rows)
    connection.executemany(f"{verb} INTO search_text (rowid, words, sounds, digits) VALUES (?, ?, ?, ?)", text_rows)


def _present(connection: Connection, row_ids: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for marks, some in batches(row_ids):
        found.update(
            connection.execute(f"SELECT row_id, entry FROM search_entry WHERE row_id IN ({marks})", some).fetchall()
        )
    return found


# -- everything again ----------------------------------------------------------------------------------------


def rebuild(connection: Connection) -> int:
    """Index every person, company and session again, on the writing connection of an act; returns how many."""
    connection.execute("DELETE FROM search_entry")
    connection.execute("INSERT INTO search_text (search_text) VALUES ('delete-all')")
    for name, follower in (("person", _follow_people), ("company", _follow_companies), ("session", _follow_sessions)):
        cursor = connection.execute(f'SELECT * FROM "{name}" WHERE archived_at IS NULL')
        columns = [column[0] for column in cursor.description]
        while some := cursor.fetchmany(5000):
            follower(connection, [(row[columns.index("id")], dict(zip(columns, row, strict=True))) for row in some])
    projection.forget_left_aside(connection)
    return connection.execute("SELECT count(*) FROM search_entry").fetchone()[0]


projection.follow("person", _follow_people, fields=_PERSON_FIELDS)
projection.follow("company", _follow_companies, fields=("name", "city", "trades", "siret", "phone", "archived_at"))
projection.follow("company_contact", _follow_company_contacts, fields=("company_id", "name", "phone", "archived_at"))
projection.follow(
    "session", _follow_sessions, fields=("number", "title", "module", "place", "trainer_name", "archived_at")
)
