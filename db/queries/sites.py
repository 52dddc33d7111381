"""Who is found at a site: the people whose file names it, and the households the team knows there."""

from dataclasses import dataclass

from db.connection import Connection


@dataclass(frozen=True)
class Resident:
    """A person whose file names the site; `household` is "" when none is known."""

    id: str
    name: str
    number: str
    household: str


@dataclass(frozen=True)
class HouseholdLine:
    """A household of the site, and how many people's files name it."""

    id: str
    name: str
    people: int


def residents(connection: Connection, site_id: str) -> tuple[Resident, ...]:
    """The people of a site, by family name."""
    rows = connection.execute(
        "SELECT person.id, trim(given_names || ' ' || family_name), number, coalesce(household.name, '') "
        "FROM person LEFT JOIN household ON household.id = person.household_id AND household.archived_at IS NULL "
        "WHERE person.site_id = ? AND person.archived_at IS NULL ORDER BY family_name, given_names",
        (site_id,),
    )
    return tuple(Resident(*row) for row in rows)


def households(connection: Connection, site_id: str) -> tuple[HouseholdLine, ...]:
    """The households said to live at a site, or one of whose members does, by name."""
    rows = connection.execute(
        "SELECT household.id, household.name, count(person.id) FROM household "
        "LEFT JOIN person ON person.household_id = household.id AND person.archived_at IS NULL "
        "WHERE household.archived_at IS NULL AND (household.site_id = ?1 OR EXISTS (SELECT 1 FROM person AS member "
        "WHERE member.household_id = household.id AND member.site_id = ?1 AND member.archived_at IS NULL)) "
        "GROUP BY household.id ORDER BY household.name",
        (site_id,),
    )
    return tuple(HouseholdLine(*row) for row in rows)
