"""A hire: written once, corrected when it changes, with what the change moves said in plain words."""

import datetime
from collections.abc import Mapping
from typing import Any

from db import records
from db.changes import Act
from db.store import Store
from db.tables import Company, CompanyContact, Person, Placement, PlacementAbsence
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.domain.wording import _
from kodiko_desktop.domain.working_days import WeeklyPattern
from kodiko_desktop.services.work.companies import check_company


class PlacementRefused(KodikoError):
    """A hire that cannot be written as given."""


def record_hire(
    store: Store,
    *,
    author: str,
    person_id: str,
    starts_on: datetime.date,
    company_id: str = "",
    new_company: Mapping[str, Any] | None = None,
    new_tutor: Mapping[str, Any] | None = None,
    tutor_changes: tuple[Mapping[str, Any], Seen] | None = None,
    **details: Any,
) -> str:
    """Write a hire in one act (`details`: fields of Placement), with its employer and who welcomes the newcomer when
    they are not known yet (`new_company`: fields of Company; `new_tutor`: fields of CompanyContact), or what is new
    of a tutor already known (`tutor_changes`: fields, and what was seen of them). The programme of the person's
    journey gives the cadence of the follow-up. Returns the hire's id. Raises PlacementRefused."""
    person = records.find(store.read(), Person, person_id)
    if person is None:
        raise PlacementRefused(_("Cette personne n’est pas (ou plus) sur cet ordinateur."), for_log="person missing")
    if new_company is not None:
        check_company(new_company)
    elif not company_id:
        raise PlacementRefused(_("Choisissez l’entreprise, ou écrivez le nom d’une nouvelle."))
    _check(starts_on, details)
    with store.act("placement.record", author=author) as act:
        if new_company is not None:
            company_id = act.create(Company, stream=ORGANISATION_STREAM, **new_company)
        if new_tutor is not None and str(new_tutor.get("name", "")).strip():
            details["tutor_contact_id"] = act.create(
                CompanyContact, stream=ORGANISATION_STREAM, company_id=company_id, **new_tutor
            )
        if tutor_changes is not None and details.get("tutor_contact_id"):
            act.change(CompanyContact, details["tutor_contact_id"], values=tutor_changes[0], seen=tutor_changes[1])
        return act.create(
            Placement,
            stream=person.row.stream,
            person_id=person_id,
            company_id=company_id,
            starts_on=starts_on,
            **{**_journey_of(act, person_id), **details},
        )


def change_placement(store: Store, *, author: str, placement_id: str, values: Mapping[str, Any], seen: Seen) -> Seen:
    """Change the facts of a hire, as their author saw them; what is not done moves along (`check_ins.moves_since`).
    Returns what is to be seen from now on. Raises PlacementRefused."""
    placement = get_placement(store, placement_id)
    starts_on = values.get("starts_on", placement.starts_on)
    if starts_on is None:
        raise PlacementRefused(_("Gardez un premier jour\u00a0: le suivi se calcule à partir de lui."))
    _check(starts_on, {"ends_on": placement.ends_on, **values})
    with store.act("placement.change", author=author) as act:
        act.change(Placement, placement_id, values=values, seen=seen)
        return act.seen(Placement, placement_id)


def record_absence(
    store: Store, *, author: str, placement_id: str, first_day: datetime.date, last_day: datetime.date
) -> str:
    """Write days away from work (no reason is kept). Returns the absence's id."""
    if last_day < first_day:
        raise PlacementRefused(_("L’absence finit avant de commencer\u00a0: vérifiez les dates."))
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
    store: Store, *, author: str, placement_id: str, ended_on: datetime.date | None, reason: str, seen: Seen
) -> None:
    """Say that the job ended, when and why: no further point is due (None: it goes on after all)."""
    placement = get_placement(store, placement_id)
    if placement.starts_on is not None and ended_on is not None and ended_on < placement.starts_on:
        raise PlacementRefused(_("La fin est avant le premier jour\u00a0: vérifiez la date."))
    with store.act("placement.end", author=author) as act:
        act.change(Placement, placement_id, values={"ended_on": ended_on, "end_reason": reason}, seen=seen)


def get_placement(store: Store, placement_id: str) -> Placement:
    """The hire. Raises PlacementRefused when it is not here."""
    found = records.find(store.read(), Placement, placement_id)
    if found is None:
        raise PlacementRefused(_("Cette prise de poste n’est pas (ou plus) sur cet ordinateur."), for_log="missing")
    return found.row


def _journey_of(act: Act, person_id: str) -> dict[str, str]:
    """The journey a hire belongs to: the latest that is not over, else the latest."""
    row = act.connection.execute(
        "SELECT id, programme FROM journey WHERE person_id = ? AND archived_at IS NULL "
        "ORDER BY status = 'sorti', started_on DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return {"journey_id": row[0], "programme": row[1]} if row else {}


def _check(starts_on: datetime.date | None, values: Mapping[str, Any]) -> None:
    ends_on = values.get("ends_on")
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise PlacementRefused(_("Le contrat finit avant de commencer\u00a0: vérifiez les dates."))
    if "weekly_pattern" in values:
        WeeklyPattern.from_text(values["weekly_pattern"])
