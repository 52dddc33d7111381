"""Who welcomes a person at work (tutorat): it may change along the way, and each is kept with its day."""

import datetime
from collections.abc import Mapping
from typing import Any

from db import records
from db.store import Store
from db.tables import CompanyContact, Placement, PlacementTutor
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.work.placements import PlacementRefused, get_placement


def change_tutor(
    store: Store,
    *,
    author: str,
    placement_id: str,
    since: datetime.date,
    seen: Seen,
    contact_id: str | None = None,
    new_tutor: Mapping[str, Any] | None = None,
    tutor_changes: tuple[Mapping[str, Any], Seen] | None = None,
) -> None:
    """Say who welcomes the person from `since` on: a contact of the employer's (`contact_id`, with what is new of them
    in `tutor_changes`: fields, and what was seen), or somebody new (`new_tutor`: fields of CompanyContact). Who it was
    before is kept with its day. `seen`: what was seen of the hire. Raises PlacementRefused."""
    hire = get_placement(store, placement_id)
    _check(store, hire, since, contact_id, new_tutor)
    before = records.rows_where(store.read(), PlacementTutor, "placement_id = ?", (placement_id,))
    row = {"placement_id": placement_id, "person_id": hire.person_id}
    with store.act("placement.tutor", author=author) as act:
        if not before and hire.tutor_contact_id:
            first = {"contact_id": hire.tutor_contact_id, "since": hire.starts_on}
            act.create(PlacementTutor, stream=hire.stream, **row, **first)
        if contact_id is None:
            contact_id = act.create(
                CompanyContact, stream=ORGANISATION_STREAM, company_id=hire.company_id, **(new_tutor or {})
            )
        elif tutor_changes is not None:
            act.change(CompanyContact, contact_id, values=tutor_changes[0], seen=tutor_changes[1])
        act.create(PlacementTutor, stream=hire.stream, **row, contact_id=contact_id, since=since)
        act.change(Placement, placement_id, values={"tutor_contact_id": contact_id}, seen=seen)


def _check(
    store: Store,
    hire: Placement,
    since: datetime.date,
    contact_id: str | None,
    new_tutor: Mapping[str, Any] | None,
) -> None:
    if contact_id is None and not str((new_tutor or {}).get("name", "")).strip():
        raise PlacementRefused(_("Écrivez le nom de la personne qui accueille au travail."))
    if contact_id is not None and contact_id == hire.tutor_contact_id:
        raise PlacementRefused(_("C’est déjà cette personne qui accueille au travail."))
    if hire.starts_on is not None and since < hire.starts_on:
        raise PlacementRefused(_("Ce jour est avant le premier jour de travail\u00a0: vérifiez la date."))
    if since > store.now().date():
        raise PlacementRefused(_("Ce jour n’est pas encore venu\u00a0: notez le changement quand il a lieu."))
    known = records.rows_where(store.read(), PlacementTutor, "placement_id = ?", (hire.id,))
    if any(each.since is not None and each.since > since for each in known):
        raise PlacementRefused(_("Un changement plus récent est déjà noté\u00a0: écrivez un jour qui le suit."))
