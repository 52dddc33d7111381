"""Human numbers that two different people bear: two copies of a disk that both registered somebody before they met."""

from dataclasses import dataclass

from db.connection import Connection

_TWICE = (
    "SELECT number FROM person LEFT JOIN known_as ON known_as.person_id = person.id WHERE number <> '' "
    "AND archived_at IS NULL AND kept_id IS NULL GROUP BY number HAVING count(*) > 1"
)


@dataclass(frozen=True)
class Bearer:
    """Somebody who bears a number that another one bears too. `papers`: contracts and documents kept about them."""

    person_id: str
    number: str
    family_name: str
    given_names: str
    created_at: str
    papers: int


def count_twice(connection: Connection) -> int:
    """How many numbers are borne by several people shown."""
    return connection.execute(f"SELECT count(*) FROM ({_TWICE})").fetchone()[0]


def bearers(connection: Connection) -> tuple[tuple[Bearer, ...], ...]:
    """Who bears each of them, by number; the one with the most papers first, then the one registered first."""
    rows = connection.execute(
        "SELECT person.id, number, family_name, given_names, created_at, "
        "(SELECT count(*) FROM contract WHERE contract.person_id = person.id AND contract.archived_at IS NULL) + "
        "(SELECT count(*) FROM document WHERE document.person_id = person.id AND document.archived_at IS NULL) "
        "FROM person LEFT JOIN known_as ON known_as.person_id = person.id "
        f"WHERE archived_at IS NULL AND kept_id IS NULL AND number IN ({_TWICE}) "
        "ORDER BY number, 6 DESC, created_at, person.id"
    ).fetchall()
    found: dict[str, list[Bearer]] = {}
    for row in rows:
        found.setdefault(row[1], []).append(Bearer(*row))
    return tuple(tuple(each) for each in found.values())
