"""Every exchange with a person, and what is fixed for later: the watch against broken journeys rests on them."""

import datetime
from collections.abc import Mapping
from typing import Any

from db.store import Store
from db.tables import Appointment, Contact
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.streams import stream_of_person

OUTCOMES = ("a_venir", "a_preciser", "honore", "absence", "excuse", "annule_service")
"""How an appointment can end (rdv-insertion)."""


class ContactRefused(KodikoError):
    """An exchange or an appointment that cannot be kept as it is."""


def note_contact(
    store: Store,
    *,
    author: str,
    person_id: str,
    on_date: datetime.date,
    channel: str,
    summary: str = "",
    agreed: str = "",
    reached: bool = True,
    next_on: datetime.date | None = None,
    next_at: str = "",
    **details: Any,
) -> str:
    """Write an exchange that took place (or was tried: `reached` false), and the next appointment when `next_on` is
    given, in one act. `details`: other fields of Contact. Returns the contact's id. Raises ContactRefused, NotHere."""
    if on_date > store.now().date():
        raise ContactRefused(
            _("Un contact a déjà eu lieu : pour une date à venir, fixez un rendez-vous."), for_log="contact in future"
        )
    with store.act("contact.note", author=author) as act:
        stream = stream_of_person(act.connection, person_id)
        contact_id = act.create(
            Contact,
            stream=stream,
            person_id=person_id,
            on_date=on_date,
            channel=channel,
            summary=summary.strip(),
            agreed=agreed.strip(),
            reached=reached,
            author_id=author,
            **details,
        )
        if next_on is not None:
            act.create(
                Appointment,
                stream=stream,
                person_id=person_id,
                journey_id=details.get("journey_id"),
                on_date=next_on,
                at_time=next_at,
                staff_id=author,
            )
    return contact_id


def change_contact(store: Store, *, author: str, contact_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Correct an exchange, as its author saw it."""
    if values.get("on_date") and values["on_date"] > store.now().date():
        raise ContactRefused(_("Un contact a déjà eu lieu : vérifiez la date."), for_log="contact in future")
    with store.act("contact.change", author=author) as act:
        act.change(Contact, contact_id, values=values, seen=seen)


def fix_appointment(
    store: Store, *, author: str, person_id: str, on_date: datetime.date, at_time: str = "", **details: Any
) -> str:
    """Fix something for later (`details`: other fields of Appointment; `staff_id` is its author unless given)."""
    with store.act("appointment.fix", author=author) as act:
        return act.create(
            Appointment,
            stream=stream_of_person(act.connection, person_id),
            person_id=person_id,
            on_date=on_date,
            at_time=at_time,
            **{"staff_id": author, **details},
        )


def record_outcome(store: Store, *, author: str, appointment_id: str, outcome: str, note: str = "", seen: Seen) -> None:
    """Say what became of an appointment: one of OUTCOMES. Raises ContactRefused, RowMissing."""
    if outcome not in OUTCOMES:
        raise ContactRefused(_("Choisissez ce qu’est devenu le rendez-vous."), for_log=f"unknown outcome {outcome!r}")
    with store.act("appointment.outcome", author=author) as act:
        act.change(Appointment, appointment_id, values={"outcome": outcome, "outcome_note": note.strip()}, seen=seen)


def honour_appointment(
    store: Store, *, author: str, appointment_id: str, channel: str, summary: str = "", agreed: str = "", seen: Seen
) -> str:
    """Say that an appointment took place, and write the exchange, in one act. Returns the contact's id."""
    with store.act("appointment.honour", author=author) as act:
        row = act.connection.execute(
            "SELECT stream, person_id, journey_id, on_date, at_time FROM appointment WHERE id = ?", (appointment_id,)
        ).fetchone()
        act.change(Appointment, appointment_id, values={"outcome": "honore"}, seen=seen)
        stream, person_id, journey_id, on_date, at_time = row
        return act.create(
            Contact,
            stream=stream,
            person_id=person_id,
            journey_id=journey_id,
            on_date=on_date,
            at_time=at_time,
            channel=channel,
            summary=summary.strip(),
            agreed=agreed.strip(),
            author_id=author,
        )


def settle_appointment(
    store: Store,
    *,
    author: str,
    appointment_id: str,
    values: Mapping[str, Any],
    channel: str = "",
    summary: str = "",
    agreed: str = "",
    seen: Seen,
) -> str | None:
    """Correct an appointment and say what became of it (`values`: fields of Appointment, with `outcome`), in one act.

    The first time it is said to have taken place, the exchange is written too, with its `channel`: its id is returned.
    Raises ContactRefused, NotHere, RowMissing.
    """
    outcome, on_date = values.get("outcome", "a_venir"), values.get("on_date")
    if outcome not in OUTCOMES:
        raise ContactRefused(_("Choisissez ce qu’est devenu le rendez-vous."), for_log=f"unknown outcome {outcome!r}")
    if outcome == "honore" and on_date is not None and on_date > store.now().date():
        raise ContactRefused(
            _("Ce rendez-vous est à venir : il n’a pas encore pu avoir lieu. Vérifiez la date."),
            for_log="honoured in future",
        )
    with store.act("appointment.settle", author=author) as act:
        row = act.connection.execute(
            "SELECT stream, person_id, journey_id, outcome, on_date, at_time FROM appointment WHERE id = ?",
            (appointment_id,),
        ).fetchone()
        act.change(Appointment, appointment_id, values=values, seen=seen)  # raises RowMissing before `row` is read
        stream, person_id, journey_id, before, fixed_on, fixed_at = row
        if outcome != "honore" or before == "honore":
            return None
        return act.create(
            Contact,
            stream=stream,
            person_id=person_id,
            journey_id=journey_id,
            on_date=on_date or fixed_on,
            at_time=values.get("at_time", fixed_at),
            channel=channel,
            summary=summary.strip(),
            agreed=agreed.strip(),
            author_id=author,
        )
