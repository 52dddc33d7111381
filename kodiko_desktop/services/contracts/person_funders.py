"""Who pays for a person's journey, as papers name them."""

import json
from typing import TYPE_CHECKING

from db.connection import Connection
from kodiko_desktop.services.association import letterhead

if TYPE_CHECKING:
    from kodiko_desktop.documents.models import Funder


def funders_of_person(connection: Connection, person_id: str) -> "tuple[Funder, ...]":
    """The funders of the cohort of the person's latest journey, in their order; empty without a cohort."""
    row = connection.execute(
        "SELECT cohort.funder_ids FROM journey JOIN cohort ON cohort.id = journey.cohort_id "
        "WHERE journey.person_id = ? AND journey.archived_at IS NULL ORDER BY journey.started_on DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return funders(connection, tuple(json.loads(row[0]))) if row and row[0] else ()


def funders(connection: Connection, funder_ids: tuple[str, ...]) -> "tuple[Funder, ...]":
    """These funders with what they ask to be printed."""
    # Models of paper are loaded when something is printed, not before.
    from kodiko_desktop.documents.models import Funder

    found = []
    for funder_id in funder_ids:
        row = connection.execute(
            "SELECT name, mention, logo_document_id, eu_emblem FROM funder WHERE id = ? AND archived_at IS NULL",
            (funder_id,),
        ).fetchone()
        if row is not None:
            logo = letterhead.picture(connection, row[2])
            found.append(Funder(row[0], row[1], logo, european_union=bool(row[3])))
    return tuple(found)
