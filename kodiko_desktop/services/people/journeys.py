"""One person in one programme: opened, suspended, resumed, renewed, ended and taken up again, with its whole history.

Practice of the guide « Construire des parcours sans rupture » (theme 3): a suspension is bounded, an exit may be
declared later than it happened, and undone. The history only grows; `journey` repeats its last line for the lists.
"""

import datetime
from typing import Any

from db.changes import Act
from db.store import Store
from db.tables import Journey, JourneyReferent, JourneyStatus
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.association.streams import NotHere, stream_of_journey, stream_of_person

NUMBER_PREFIX = "PC"
"""Begins the number of a journey (« parcours »); a person's file number begins with its antenna's letters."""

STATUS_NAMES = {
    "candidat": N_("candidat"),
    "actif": N_("actif"),
    "suspendu": N_("suspendu"),
    "perdu_de_vue": N_("perdu de vue"),
    "sorti": N_("sorti"),
}
"""Every status of a journey and its name on the screen."""

FOLLOWING = {
    "candidat": ("actif", "sorti"),
    "actif": ("suspendu", "perdu_de_vue", "sorti"),
    "suspendu": ("actif", "perdu_de_vue", "sorti"),
    "perdu_de_vue": ("actif", "suspendu", "sorti"),
    "sorti": (),
}
"""What each status may become; an exit is undone (`undo_exit`), never overwritten."""


class JourneyRefused(KodikoError):
    """A change that the history of the journey forbids."""


def open_journey(
    store: Store,
    *,
    author: str,
    person_id: str,
    programme: str,
    started_on: datetime.date,
    referent_id: str | None = None,
    status: str = "actif",
    planned_end_on: datetime.date | None = None,
    rhythm_days: int | None = None,
    cohort_id: str | None = None,
) -> str:
    """Open a journey: its number, its first status and its first referent (default: the author), in one act.

    Raises JourneyRefused when the person is already under way in this programme, or the date is to come; NotHere.
    """
    if status not in ("actif", "candidat"):
        raise ValueError(f"a journey does not begin {status}")
    _refuse_future(store, started_on)
    referent_id = referent_id or author
    with store.act("journey.open", author=author) as act:
        stream = stream_of_person(act.connection, person_id)
        _refuse_second(act, person_id, programme)
        journey_id = act.create(
            Journey,
            stream=stream,
            number=act.number(NUMBER_PREFIX),
            person_id=person_id,
            programme=programme,
            cohort_id=cohort_id,
            status=status,
            status_since=started_on,
            referent_id=referent_id,
            started_on=started_on,
            planned_end_on=planned_end_on,
            rhythm_days=rhythm_days,
        )
        _append_status(act, stream, journey_id, person_id, status=status, since=started_on)
        act.create(
            JourneyReferent,
            stream=stream,
            journey_id=journey_id,
            person_id=person_id,
            staff_id=referent_id,
            since=started_on,
        )
    return journey_id


def change_status(
    store: Store,
    *,
    author: str,
    journey_id: str,
    status: str,
    since: datetime.date,
    reason: str = "",
    explanation: str = "",
    until: datetime.date | None = None,
    **journey_values: Any,
) -> None:
    """Give a journey another status since a date, and keep why. `reason`: a code of the vocabularies; `explanation`:
    the words of whoever decides; `until`: when a suspension should end. Raises JourneyRefused, NotHere."""
    _refuse_future(store, since)
    with store.act(f"journey.{status}", author=author) as act:
        stream, person_id = stream_of_journey(act.connection, journey_id)
        present, present_since = _present(act, journey_id)
        if status not in FOLLOWING[present]:
            raise JourneyRefused(
                _("Ce parcours est « {status} » : il ne peut pas devenir « {wanted} ».").format(
                    status=_(STATUS_NAMES[present]), wanted=_(STATUS_NAMES[status])
                ),
                for_log=f"{present} cannot become {status}",
            )
        _refuse_before(since, present_since, present)
        _append_status(
            act,
            stream,
            journey_id,
            person_id,
            status=status,
            since=since,
            reason=reason,
            explanation=explanation,
            until=until,
        )
        values = {"status": status, "status_since": since, "suspended_until": until, **journey_values}
        _compute(act, journey_id, values)


def suspend(
    store: Store,
    *,
    author: str,
    journey_id: str,
    since: datetime.date,
    until: datetime.date | None,
    reason: str,
    explanation: str = "",
    longest_days: int | None = None,
) -> None:
    """Suspend a journey, with the date of resumption that is foreseen; `longest_days`: what the programme allows.

    Raises JourneyRefused.
    """
    if until is not None and until <= since:
        raise JourneyRefused(_("La reprise prévue doit venir après le début de la suspension."), for_log="until<=since")
    if longest_days is not None and until is not None and (until - since).days > longest_days:
        raise JourneyRefused(
            _("Ce programme permet une suspension de {days} jours au plus : rapprochez la date de reprise.").format(
                days=longest_days
            ),
            for_log="suspension too long",
        )
    change_status(
        store,
        author=author,
        journey_id=journey_id,
        status="suspendu",
        since=since,
        until=until,
        reason=reason,
        explanation=explanation,
    )


def resume(store: Store, *, author: str, journey_id: str, since: datetime.date, explanation: str = "") -> None:
    """Take up a candidate's, a suspended or a lost journey where it stopped."""
    change_status(store, author=author, journey_id=journey_id, status="actif", since=since, explanation=explanation)


def declare_exit(
    store: Store,
    *,
    author: str,
    journey_id: str,
    ended_on: datetime.date,
    reason: str,
    destination: str = "",
    explanation: str = "",
) -> None:
    """Say that a journey has ended, today or earlier: when, why (code), towards what. The referent stays: the
    follow-up after an exit needs one. Raises JourneyRefused."""
    change_status(
        store,
        author=author,
        journey_id=journey_id,
        status="sorti",
        since=ended_on,
        reason=reason,
        explanation=explanation,
        ended_on=ended_on,
        exit_reason=reason,
        exit_destination=destination,
    )


def undo_exit(store: Store, *, author: str, journey_id: str, on_date: datetime.date, explanation: str = "") -> None:
    """Take the person back: the journey is again what it was before the exit, since `on_date`. The exit stays in the
    history. Raises JourneyRefused when the journey has not ended."""
    _refuse_future(store, on_date)
    with store.act("journey.undo_exit", author=author) as act:
        stream, person_id = stream_of_journey(act.connection, journey_id)
        present, since = _present(act, journey_id)
        if present != "sorti":
            raise JourneyRefused(_("Ce parcours n’est pas terminé : il n’y a pas de sortie à annuler."))
        _refuse_before(on_date, since, present)
        before = act.connection.execute(
            "SELECT status FROM journey_status WHERE journey_id = ? AND archived_at IS NULL AND status <> 'sorti' "
            "ORDER BY since DESC, created_at DESC, rowid DESC LIMIT 1",
            (journey_id,),
        ).fetchone()
        status = before[0] if before else "actif"
        _append_status(act, stream, journey_id, person_id, status=status, since=on_date, explanation=explanation)
        values = {"status": status, "status_since": on_date, "ended_on": None}
        _compute(act, journey_id, {**values, "exit_reason": "", "exit_destination": ""})


def renew(
    store: Store,
    *,
    author: str,
    journey_id: str,
    planned_end_on: datetime.date,
    most: int | None = None,
) -> None:
    """Give a journey a later end; `most`: how many renewals the programme allows. Raises JourneyRefused."""
    with store.act("journey.renew", author=author) as act:
        row = act.connection.execute(
            "SELECT renewals, planned_end_on, status FROM journey WHERE id = ?", (journey_id,)
        ).fetchone()
        if row is None:
            raise NotHere(_("Ce parcours n’est pas (ou plus) sur cet ordinateur. Rien n’a été modifié."))
        renewals, present_end, status = row
        if status == "sorti":
            raise JourneyRefused(_("Ce parcours est terminé : annulez d’abord la sortie."), for_log="renew after exit")
        if most is not None and renewals >= most:
            raise JourneyRefused(
                _("Ce parcours a déjà été renouvelé autant que le programme le permet ({count} fois).").format(
                    count=renewals
                ),
                for_log="too many renewals",
            )
        if present_end is not None and planned_end_on.isoformat() <= present_end:
            raise JourneyRefused(_("La nouvelle fin doit venir après l’ancienne."), for_log="renewal not later")
        _compute(act, journey_id, {"renewals": renewals + 1, "planned_end_on": planned_end_on})


# -- inside --------------------------------------------------------------------------------------------------


def _append_status(act: Act, stream: str, journey_id: str, person_id: str, **values: Any) -> None:
    act.append(JourneyStatus, stream=stream, journey_id=journey_id, person_id=person_id, author_id=act.author, **values)


def _compute(act: Act, journey_id: str, values: dict[str, Any]) -> None:
    """Write what the journey repeats of its history: computed here, so it replaces what the store holds now."""
    act.change(Journey, journey_id, values=values, seen=act.seen(Journey, journey_id))


def _present(act: Act, journey_id: str) -> tuple[str, datetime.date | None]:
    status, since = act.connection.execute(
        "SELECT status, status_since FROM journey WHERE id = ?", (journey_id,)
    ).fetchone()
    return status, datetime.date.fromisoformat(since) if since else None


def _refuse_second(act: Act, person_id: str, programme: str) -> None:
    row = act.connection.execute(
        "SELECT number FROM journey WHERE person_id = ? AND programme = ? AND status <> 'sorti' "
        "AND archived_at IS NULL",
        (person_id, programme),
    ).fetchone()
    if row is not None:
        raise JourneyRefused(
            _("Un parcours est déjà ouvert dans ce programme ({number}).").format(number=row[0]),
            for_log="journey already open",
        )


def _refuse_future(store: Store, day: datetime.date) -> None:
    if day > store.now().date():
        raise JourneyRefused(
            _("La date est à venir : un parcours change quand le changement a eu lieu."), for_log="date in future"
        )


def _refuse_before(day: datetime.date, since: datetime.date | None, status: str) -> None:
    if since is not None and day < since:
        raise JourneyRefused(
            _("La date est avant le dernier changement (« {status} » depuis le {date}) : vérifiez-la.").format(
                status=_(STATUS_NAMES[status]), date=numeric_date(since)
            ),
            for_log="date before the last change",
        )
