"""Whom the store already knows among the people of a table: read once for the whole table, not once a line."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import heads
from db.connection import Connection
from db.queries.resemblances import LEAST_PHONE, hear_name, reason, words_alike
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.identity import NAMES
from kodiko_desktop.domain.names import fold, phone_digits

COMPARED = (
    "family_name", "given_names", "name_in_own_script", "birth_date", "sex", "phone", "second_phone", "email",
    "address", "postcode", "city", "housing", "languages", "french_level", "reads", "needs_interpreter",
    "nationality_group", "protection", "residence_document", "permit_ends_on", "education", "situation", "referred_by",
    "notice_given_on",
)  # fmt: skip
"""Fields that a table and a person's file both hold."""


@dataclass(frozen=True)
class KnownPerson:
    """Somebody in the store who may be the person of a line, with the values and the dots of their file."""

    person_id: str
    why: str
    imported_before: bool
    values: Mapping[str, Any]
    seen: Seen


class KnownPeople:
    """Answers for one table: was this line imported already, who does it resemble."""

    def __init__(self, connection: Connection, wanted: Sequence[Mapping[str, Any]]) -> None:
        self._connection = connection
        self._imported: dict[str, str] = dict(
            connection.execute(
                "SELECT fingerprint, coalesce(known_as.kept_id, imported_row.person_id) FROM imported_row "
                "JOIN act ON act.id = imported_row.act_id "
                "LEFT JOIN known_as ON known_as.person_id = imported_row.person_id WHERE act.undone_by IS NULL"
            ).fetchall()
        )
        self._from_tables = set(self._imported.values())
        self._by_birth: dict[str, list[tuple]] = {}
        self._by_phone: dict[str, list[tuple]] = {}
        self._by_name: dict[tuple[str, ...], list[tuple]] = {}
        self._folded: dict[str, str] = {}
        self._resemblances: dict[tuple, KnownPerson | None] = {}
        self._somebody = self._connection.execute("SELECT 1 FROM search_entry LIMIT 1").fetchone() is not None
        if self._somebody:
            self._read(wanted)

    def _read(self, wanted: Sequence[Mapping[str, Any]]) -> None:
        births = {values["birth_date"] for values in wanted if values.get("birth_date")}
        phones = {digits for values in wanted for digits in _phones(values)}
        names = {name for values in wanted if (name := self._name(values))}
        for row in self._connection.execute(
            "SELECT person.id, family_name, given_names, name_in_own_script, birth_date, phone, second_phone, "
            "entry.sort_key FROM search_entry AS entry JOIN person ON person.id = entry.row_id "
            "WHERE entry.kind = 'person'"
        ):
            if row[4] in births:
                self._by_birth.setdefault(row[4], []).append(row)
            for phone in (row[5], row[6]):
                digits = phone_digits(phone) if phone else ""
                if digits in phones:
                    self._by_phone.setdefault(digits, []).append(row)
            name = tuple(sorted(row[7].split()))
            if name in names:
                self._by_name.setdefault(name, []).append(row)

    def _name(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The folded words of a name, in any order; a name is folded once for the whole table."""
        words: list[str] = []
        for field in NAMES:
            name = values.get(field)
            if name:
                if name not in self._folded:
                    self._folded[name] = fold(name)
                words += self._folded[name].split()
        return tuple(sorted(words))

    def imported(self, fingerprint: str) -> str | None:
        """The person a line became when it was imported (and not undone since)."""
        return self._imported.get(fingerprint)

    def key(self, values: Mapping[str, Any]) -> tuple | None:
        """What makes two lines of a table the same person: the name with the birth date, or with the telephone."""
        name = self._name(values)
        if not name:
            return None
        mark = values.get("birth_date") or next(iter(_phones(values)), None)
        return (name, mark) if mark else None

    def resembling(self, values: Mapping[str, Any]) -> KnownPerson | None:
        """Somebody of the store who may be the person of a line, or None."""
        if not self._somebody:
            return None
        birth, phones = values.get("birth_date"), _phones(values)
        candidates = [
            *self._by_birth.get(birth or "", ()),
            *(row for phone in phones for row in self._by_phone.get(phone, ())),
            *self._by_name.get(self._name(values), ()),
        ]
        if not candidates:
            return None
        heard = hear_name(
            values.get("family_name", ""), values.get("given_names", ""), values.get("name_in_own_script", "")
        )
        for row in candidates:
            other = hear_name(row[1], row[2], row[3])
            why = reason(
                words_alike(heard, other),
                single=len(heard.words) == len(other.words) == 1,
                same_birth=None if not birth or not row[4] else birth == row[4],
                same_phone=bool(phones & {phone_digits(phone) for phone in (row[5], row[6]) if phone}),
            )
            if why:
                return self._known(row[0], why)
        return None

    def _known(self, person_id: str, why: str) -> KnownPerson:
        key = (person_id, why)
        if key not in self._resemblances:
            columns = ", ".join(COMPARED)
            row = self._connection.execute(f"SELECT {columns} FROM person WHERE id = ?", (person_id,)).fetchone()
            values = dict(zip(COMPARED, row, strict=True))
            values["languages"] = json.loads(values["languages"] or "[]")
            values["needs_interpreter"] = bool(values["needs_interpreter"])
            self._resemblances[key] = KnownPerson(
                person_id,
                why,
                person_id in self._from_tables,
                values,
                heads.seen(self._connection, "person", person_id),
            )
        return self._resemblances[key]


def _phones(values: Mapping[str, Any]) -> frozenset[str]:
    found = (phone_digits(values[name]) for name in ("phone", "second_phone") if values.get(name))
    return frozenset(digits for digits in found if len(digits) >= LEAST_PHONE)
