"""Objectives, actions and contracts as lists show them."""

import datetime
from typing import NamedTuple

from db.connection import Connection

_NAME = "trim(person.given_names || ' ' || person.family_name)"
_OPEN_ACTION = "action.status IN ('prevue', 'en_cours', 'en_attente')"


class ContractRow(NamedTuple):
    """A paper to sign, or signed. `printed_on`: the first time; `has_scan`: the signed paper is kept as an image;
    `amends_number`: of what it amends."""

    id: str
    number: str
    template: str
    language: str
    status: str
    version: int
    printed_on: datetime.date | None
    signed_on: datetime.date | None
    placement_id: str | None
    amends_id: str | None
    amends_number: str
    has_scan: bool


class LateActionRow(NamedTuple):
    """An action whose day has passed."""

    id: str
    person_id: str
    person_name: str
    title: str
    by_whom: str
    due_on: datetime.date


def contracts_of(connection: Connection, person_id: str) -> tuple[ContractRow, ...]:
    """The papers of a person, the latest first; put away, they are left out."""
    rows = connection.execute(
        "SELECT contract.id, contract.number, contract.template, contract.language, contract.status, contract.version, "
        "coalesce(json_extract(contract.options, '$.printings[0].on'), contract.printed_on), contract.signed_on, "
        "contract.placement_id, contract.amends_id, "
        "coalesce(amended.number, ''), EXISTS (SELECT 1 FROM signature WHERE signature.contract_id = contract.id "
        " AND signature.document_id IS NOT NULL AND signature.archived_at IS NULL) "
        "FROM contract LEFT JOIN contract AS amended ON amended.id = contract.amends_id "
        "WHERE contract.person_id = ? AND contract.archived_at IS NULL "
        "ORDER BY contract.created_at DESC, contract.rowid DESC",
        (person_id,),
    )
    return tuple(
        ContractRow(*row[:6], _day(row[6]), _day(row[7]), row[8], row[9], row[10], bool(row[11])) for row in rows
    )


def late_actions(connection: Connection, *, today: datetime.date, staff_id: str | None) -> tuple[LateActionRow, ...]:
    """Actions due before `today` and not done, the oldest first. `staff_id`: those of the
    people of one referent (None: of everybody)."""
    rows = connection.execute(
        f"SELECT action.id, action.person_id, {_NAME}, action.title, action.by_whom, action.due_on "
        "FROM action JOIN person ON person.id = action.person_id "
        f"WHERE action.archived_at IS NULL AND person.archived_at IS NULL AND {_OPEN_ACTION} "
        "AND action.due_on < ? AND (? IS NULL OR EXISTS (SELECT 1 FROM journey "
        " WHERE journey.person_id = action.person_id AND journey.archived_at IS NULL AND journey.referent_id = ?)) "
        "ORDER BY action.due_on",
        (today.isoformat(), staff_id, staff_id),
    )
    return tuple(LateActionRow(*row[:5], datetime.date.fromisoformat(row[5])) for row in rows)


def _day(iso: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(iso) if iso else None
