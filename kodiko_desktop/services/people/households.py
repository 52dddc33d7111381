"""People who live together: a household is made of its members' files, and of nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db import heads, records
from db.store import Store
from db.tables import Household, Person
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.streams import stream_of_person


class HouseholdRefused(KodikoError):
    """A household without members or without a name."""


@dataclass(frozen=True)
class Member:
    """Somebody whose file names the household, and what was seen of that file."""

    person_id: str
    name: str
    number: str
    seen: Seen


@dataclass(frozen=True)
class HouseholdFile:
    """A household as a dialog shows it: its row, what was seen of it, its members by name."""

    record: "records.Record[Household]"
    members: tuple[Member, ...]


def read_household(store: Store, household_id: str) -> HouseholdFile:
    """A household and who lives in it. Raises HouseholdRefused when it is not here."""
    connection = store.read()
    found = records.find(connection, Household, household_id)
    if found is None:
        raise HouseholdRefused(_("Ce foyer n’est pas (ou plus) sur cet ordinateur."), for_log="no household")
    rows = connection.execute(
        "SELECT id, trim(given_names || ' ' || family_name), number FROM person WHERE household_id = ? "
        "AND archived_at IS NULL ORDER BY family_name COLLATE NOCASE, given_names COLLATE NOCASE",
        (household_id,),
    ).fetchall()
    members = tuple(Member(*row, heads.seen(connection, "person", row[0])) for row in rows)
    return HouseholdFile(found, members)


def create_household(
    store: Store,
    *,
    author: str,
    name: str,
    member_ids: Iterable[str],
    site_id: str | None = None,
    remarks: str = "",
) -> str:
    """Write a household and put its members in it, in one act. Raises HouseholdRefused, NotHere."""
    members = list(dict.fromkeys(member_ids))
    if not name.strip() or not members:
        raise HouseholdRefused(
            _("Un foyer a un nom (celui que l’équipe emploie) et au moins une personne."), for_log="empty household"
        )
    with store.act("household.create", author=author) as act:
        stream = stream_of_person(act.connection, members[0])
        household_id = act.create(Household, stream=stream, name=name.strip(), site_id=site_id, remarks=remarks)
        for person_id in members:
            act.change(Person, person_id, values={"household_id": household_id}, seen=act.seen(Person, person_id))
    return household_id


def join_household(store: Store, *, author: str, person_id: str, household_id: str | None, seen: Seen) -> None:
    """Say in which household a person lives (None: alone, or unknown)."""
    with store.act("person.household", author=author) as act:
        act.change(Person, person_id, values={"household_id": household_id}, seen=seen)


def change_household(store: Store, *, author: str, household_id: str, values: Mapping[str, Any], seen: Seen) -> Seen:
    """Change what the team calls a household, or its remarks. Returns what is to be seen from now on. Raises
    HouseholdRefused."""
    if "name" in values and not str(values["name"]).strip():
        raise HouseholdRefused(_("Donnez un nom à ce foyer, celui que l’équipe emploie."), for_log="nameless household")
    with store.act("household.change", author=author) as act:
        act.change(Household, household_id, values=values, seen=seen)
        return act.seen(Household, household_id)


def welcome(store: Store, *, author: str, person_id: str, household_id: str) -> None:
    """Put somebody in a household, out of the one they were in."""
    with store.act("person.household", author=author) as act:
        seen = act.seen(Person, person_id)
        act.change(Person, person_id, values={"household_id": household_id}, seen=seen)


def archive_household(store: Store, *, author: str, household_id: str) -> None:
    """Put away a household where nobody lives any more. Raises HouseholdRefused while somebody does."""
    if read_household(store, household_id).members:
        raise HouseholdRefused(
            _("Des personnes sont encore dans ce foyer\u00a0: retirez-les d’abord."), for_log="household not empty"
        )
    with store.act("household.archive", author=author) as act:
        act.archive(Household, household_id)
