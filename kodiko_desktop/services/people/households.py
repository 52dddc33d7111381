"""People who live together: a household is made of its members' files, and of nothing else."""

from collections.abc import Iterable

from db.store import Store
from db.tables import Household, Person
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.streams import stream_of_person


class HouseholdRefused(KodikoError):
    """A household without members or without a name."""


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
