"""The association, its antennas, team, sites and cohorts, as pickers and settings show them."""

import datetime
from dataclasses import dataclass

from db.connection import Connection

DEFAULT_PREFIX = "PAR"
"""Begins file numbers where an antenna has chosen nothing (« parcours »)."""


def number_prefix(connection: Connection, antenna_id: str) -> str:
    """What the file numbers of an antenna begin with."""
    row = connection.execute("SELECT number_prefix FROM antenna WHERE id = ?", (antenna_id,)).fetchone()
    return row[0] if row and row[0] else DEFAULT_PREFIX


@dataclass(frozen=True)
class Named:
    """Something one picks by its name; `detail` tells two of the same name apart."""

    id: str
    name: str
    detail: str


def antennas(connection: Connection) -> tuple[Named, ...]:
    """The antennas, by name."""
    return _named(connection, "SELECT id, name, city FROM antenna WHERE archived_at IS NULL ORDER BY name")


def staff(connection: Connection, antenna_id: str | None = None) -> tuple[Named, ...]:
    """The team (of one antenna when given), by name."""
    return _named(
        connection,
        "SELECT id, name, role FROM staff WHERE archived_at IS NULL AND (?1 IS NULL OR antenna_id = ?1) ORDER BY name",
        antenna_id,
    )


def cohorts(connection: Connection) -> tuple[Named, ...]:
    """The cohorts, the latest first."""
    return _named(
        connection,
        "SELECT id, name, programme FROM cohort WHERE archived_at IS NULL ORDER BY starts_on DESC, name",
    )


@dataclass(frozen=True)
class SiteLine:
    """A site and how many people's files name it."""

    id: str
    name: str
    kind: str
    city: str
    since: datetime.date | None
    people: int


def sites(connection: Connection) -> tuple[SiteLine, ...]:
    """The sites, by name."""
    rows = connection.execute(
        "SELECT id, name, kind, city, since, (SELECT count(*) FROM person WHERE person.site_id = site.id "
        "AND person.archived_at IS NULL) FROM site WHERE archived_at IS NULL ORDER BY name"
    )
    return tuple(SiteLine(*row[:4], datetime.date.fromisoformat(row[4]) if row[4] else None, row[5]) for row in rows)


def _named(connection: Connection, sql: str, *values: str | None) -> tuple[Named, ...]:
    return tuple(Named(*row) for row in connection.execute(sql, values))
