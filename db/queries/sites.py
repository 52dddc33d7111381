"""Sites found by their name, and who is found at one: the people whose file names it, the households known there."""

from dataclasses import dataclass

from db.connection import Connection
from kodiko_desktop.domain.names import search_words


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


@dataclass(frozen=True)
class SiteFound:
    """A site whose name or town was typed."""

    id: str
    name: str
    said: str


def sites_named(connection: Connection, typed: str, limit: int = 5) -> tuple[SiteFound, ...]:
    """The sites whose name, town or address holds every word typed (the beginning of a word, accents aside). They are
    few: they are read, not indexed."""
    words = search_words(typed)
    if not words:
        return ()
    rows = connection.execute("SELECT id, name, city, address FROM site WHERE archived_at IS NULL ORDER BY name")
    found = []
    for site_id, name, city, address in rows:
        known = search_words(f"{name} {city} {address}")
        if all(any(each.startswith(word) for each in known) for word in words):
            found.append(SiteFound(site_id, name, city))
    return tuple(found[:limit])


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
