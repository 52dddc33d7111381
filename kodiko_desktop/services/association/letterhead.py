"""Who issues a paper: the association and its antenna, as every sheet names them."""

from typing import TYPE_CHECKING

from db.connection import Connection
from kodiko_desktop.services.association import logos
from kodiko_desktop.services.people import documents

if TYPE_CHECKING:
    from kodiko_desktop.documents.models import Organisation


def organisation(connection: Connection, antenna_id: str) -> "Organisation":
    """The association for the head of a paper of this antenna, its logo included when its bytes are on this laptop."""
    # Models of paper are loaded when something is printed, not before.
    from kodiko_desktop.documents.models import Organisation

    row = connection.execute(
        "SELECT organisation.name, siret, activity_declaration, organisation.address, coalesce(antenna.name, ''), "
        "logo_document_id FROM organisation LEFT JOIN antenna ON antenna.id = ? LIMIT 1",
        (antenna_id,),
    ).fetchone()
    if row is None:
        return Organisation(name="")
    return Organisation(*row[:5], logo=picture(connection, row[5]))


def picture(connection: Connection, document_id: str | None) -> bytes | None:
    """The bytes of a logo; None when they have not reached this laptop, or are no picture a sheet draws: the name is
    printed instead."""
    if document_id is None:
        return None
    try:
        content = documents.content_of(connection, document_id)
    except documents.DocumentDamaged:
        return None
    return content if logos.format_of(content) else None
