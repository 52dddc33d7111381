"""Responses to forms as lists show them."""

import datetime
import json
from dataclasses import dataclass
from typing import Any

from db.connection import Connection


@dataclass(frozen=True)
class ResponseRow:
    """A response: which form, in which version, at which moment, and how many answers it holds."""

    id: str
    form: str
    form_version: str
    moment: str
    on_date: datetime.date | None
    finished_on: datetime.date | None
    answered: int
    by: str


def responses(connection: Connection, *, about: str, about_id: str) -> tuple[ResponseRow, ...]:
    """The responses about somebody or something, the latest first."""
    rows = connection.execute(
        "SELECT diagnostic.id, form, form_version, moment, on_date, finished_on, "
        "(SELECT count(*) FROM answer WHERE answer.diagnostic_id = diagnostic.id AND answer.archived_at IS NULL "
        " AND answer.value IS NOT NULL AND answer.value <> 'null'), coalesce(staff.name, '') "
        "FROM diagnostic LEFT JOIN staff ON staff.id = diagnostic.author_id "
        "WHERE about = ? AND about_id = ? AND diagnostic.archived_at IS NULL "
        "ORDER BY on_date DESC, diagnostic.created_at DESC, diagnostic.rowid DESC",
        (about, about_id),
    )
    return tuple(ResponseRow(*row[:4], _day(row[4]), _day(row[5]), *row[6:]) for row in rows)


def answers(connection: Connection, diagnostic_id: str) -> dict[str, Any]:
    """The answers of a response by question; those taken back are left out."""
    rows = connection.execute(
        "SELECT question, value FROM answer WHERE diagnostic_id = ? AND archived_at IS NULL AND value IS NOT NULL",
        (diagnostic_id,),
    )
    given = {question: json.loads(value) for question, value in rows}
    return {question: value for question, value in given.items() if value is not None}


def _day(iso: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(iso) if iso else None
