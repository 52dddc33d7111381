"""A hire: written once, corrected when it changes, with what the change moves said in plain words."""

import datetime
from collections.abc import Mapping
from typing import Any

from db import records
from db.store import Store
from db.tables import CheckIn, Person, Placement, PlacementAbsence
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.domain.working_days import WeeklyPattern


class PlacementRefused(KodikoError):
    """A hire that cannot be written as given."""


def record_hire(
    store: Store, *, author: str, person_id: str, company_id: str, starts_on: datetime.date, **details: Any
) -> str:
    """Write a hire (`details`: fields of Placement). Returns its id. Raises PlacementRefused."""
    person = records.find(store.read(), Person, person_id)
    if person is None:
        raise PlacementRefused(_("Cette personne n’est pas (ou plus) sur cet ordinateur."), for_log="person missing")
    _check(starts_on, details)
    with store.act("placement.record", author=author) as act:
        return act.create(
            Placement,
            stream=person.row.stream,
            person_id=person_id,
            company_id=company_id,
            starts_on=starts_on,
            **details,
        )


def change_placement(store: Store, *, author: str, placement_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change the facts of a hire, as their author saw them. What is not done moves along (`follow_up.what_moved`)."""
    placement = get_placement(store, placement_id)
    _check(values.get("starts_on", placement.starts_on), {"ends_on": placement.ends_on, **values})
    with store.act("placement.change", author=author) as act:
        act.change(Placement, placement_id, values=values, seen=seen)


def record_absence(
    store: Store, *, author: str, placement_id: str, first_day: datetime.date, last_day: datetime.date
) -> str:
    """Write days away from work (no reason is kept). Returns the absence's id."""
    if last_day < first_day:
        raise PlacementRefused(_("L’absence finit avant de commencer : vérifiez les dates."))
    placement = get_placement(store, placement_id)
    with store.act("placement.absence", author=author) as act:
        return act.create(
            PlacementAbsence,
            stream=placement.stream,
            placement_id=placement_id,
            person_id=placement.person_id,
            first_day=first_day,
            last_day=last_day,
        )


def remove_absence(store: Store, *, author: str, absence_id: str) -> None:
    """Take back an absence written by mistake."""
    with store.act("placement.absence.remove", author=author) as act:
        act.archive(PlacementAbsence, absence_id)


def end_placement(
    store: Store, *, author: str, placement_id: str, ended_on: datetime.date, reason: str, seen: Seen
) -> None:
    """Say that the job ended, when and why: no further point is due."""
    placement = get_placement(store, placement_id)
    if placement.starts_on is not None and ended_on < placement.starts_on:
        raise PlacementRefused(_("La fin est avant le premier jour : vérifiez la date."))
    with store.act("placement.end", author=author) as act:
        act.change(Placement, placement_id, values={"ended_on": ended_on, "end_reason": reason}, seen=seen)


def get_placement(store: Store, placement_id: str) -> Placement:
    """The hire. Raises PlacementRefused when it is not here."""
    found = records.find(store.read(), Placement, placement_id)
    if found is None:
        raise PlacementRefused(_("Cette prise de poste n’est pas (ou plus) sur cet ordinateur."), for_log="missing")
    return found.row


def absences_of(store: Store, placement_id: str) -> list[PlacementAbsence]:
    """The absences of a hire, in order."""
    return records.rows_where(store.read(), PlacementAbsence, "placement_id = ? ORDER BY first_day", (placement_id,))


def check_ins_of(store: Store, placement_id: str) -> list[CheckIn]:
    """What was written of the points of a hire."""
    return records.rows_where(store.read(), CheckIn, "placement_id = ? ORDER BY planned_on", (placement_id,))


def _check(starts_on: datetime.date | None, values: Mapping[str, Any]) -> None:
    ends_on = values.get("ends_on")
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise PlacementRefused(_("Le contrat finit avant de commencer : vérifiez les dates."))
    if "weekly_pattern" in values:
        WeeklyPattern.from_text(values["weekly_pattern"])
