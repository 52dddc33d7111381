"""Hours of workshops that a person's programme announces, to be read beside those they did."""

from typing import NamedTuple

from db.connection import Connection
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.services.association import definitions


class Planned(NamedTuple):
    """`programme`: what one reads; `hours`: of all its modules that have some."""

    programme: str
    hours: float


def planned_hours(connection: Connection, person_id: str) -> Planned | None:
    """What the programme of the journey under way (the latest one otherwise) announces; None when it announces none."""
    row = connection.execute(
        "SELECT programme FROM journey WHERE person_id = ? AND archived_at IS NULL AND programme <> '' "
        "ORDER BY status IN ('actif', 'suspendu') DESC, started_on DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    if row is None:
        return None
    try:
        programme = definitions.latest(connection, definitions.PROGRAMME, row[0])
    except KodikoError:
        return None
    return Planned(programme.title, programme.workshop_hours) if programme.workshop_hours else None
