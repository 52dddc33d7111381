"""Which antenna a fact about somebody belongs to: the stream is decided once, by the person's own row."""

from db.connection import Connection
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class NotHere(KodikoError):
    """The row that an act speaks of is not in this store."""


def stream_of_person(connection: Connection, person_id: str) -> str:
    """The stream of a person. Raises NotHere."""
    return _stream(connection, "person", person_id)


def stream_of_journey(connection: Connection, journey_id: str) -> tuple[str, str]:
    """(stream, person id) of a journey. Raises NotHere."""
    stream = _stream(connection, "journey", journey_id)
    person_id = connection.execute("SELECT person_id FROM journey WHERE id = ?", (journey_id,)).fetchone()[0]
    return stream, person_id


def _stream(connection: Connection, table: str, row_id: str) -> str:
    row = connection.execute(f'SELECT stream FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    if row is None:
        raise NotHere(
            _("Cette fiche n’est pas (ou plus) sur cet ordinateur. Rien n’a été modifié."), for_log=f"no such {table}"
        )
    return row[0]
