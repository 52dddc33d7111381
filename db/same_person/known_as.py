"""One person, two files: whose id is shown in place of whose. `db/same_person/reunions.py` keeps it true."""

from db.connection import Connection

PAIRS = "person_pair"
"""The table of what people say of two files. Writing to it may change what rows of any table show."""


def everybody(connection: Connection) -> dict[str, str]:
    """Id of each file behind another -> id of the file shown in its place. Nearly always empty."""
    return dict(connection.execute("SELECT person_id, kept_id FROM known_as").fetchall())


def kept(connection: Connection, person_id: str) -> str:
    """The id of the file that stands for this one: its own when it stands for itself."""
    row = connection.execute("SELECT kept_id FROM known_as WHERE person_id = ?", (person_id,)).fetchone()
    return row[0] if row else person_id


def behind(connection: Connection, person_id: str) -> tuple[str, ...]:
    """The files that this one stands for, itself left out."""
    rows = connection.execute("SELECT person_id FROM known_as WHERE kept_id = ? ORDER BY person_id", (person_id,))
    return tuple(row[0] for row in rows)
