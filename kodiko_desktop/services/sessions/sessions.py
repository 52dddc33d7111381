"""Workshops: plan one or a series, say who is expected, cancel, reopen."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import records
from db.store import Store
from db.tables import HalfDay, Participant, Session
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import natural_id, new_id
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions.typed_in import settle


class SessionRefused(KodikoError):
    """A session that cannot be planned as asked."""


@dataclass(frozen=True)
class PlannedHalfDay:
    """A half-day to plan: its day, "matin" or "apres_midi", and its hours "HH:MM"."""

    on_date: datetime.date
    part: str
    starts_at: str
    ends_at: str


def plan_sessions(
    store: Store,
    *,
    author: str,
    antenna_id: str,
    title: str,
    half_days: Sequence[PlannedHalfDay],
    person_ids: Iterable[str] = (),
    weeks: int = 1,
    leaving_out: Collection[datetime.date] = (),
    **details: Any,
) -> list[str]:
    """Plan a workshop, or the same one `weeks` weeks running (a series). Returns the ids of the sessions, in order.

    `leaving_out`: days (public holidays) on which no session is made: a week that has one is left out whole.
    `details`: fields of Session (programme, module, place, trainer_name, funder_ids …). Raises SessionRefused.
    """
    _check(title, half_days, weeks)
    shifts = [
        shift
        for shift in (datetime.timedelta(weeks=week) for week in range(weeks))
        if not any(half_day.on_date + shift in leaving_out for half_day in half_days)
    ]
    if not shifts:
        raise SessionRefused(
            _("Toutes les dates choisies tombent un jour férié\u00a0: aucune séance n’a été prévue."),
            for_log="every week left out",
        )
    people = tuple(dict.fromkeys(person_ids))
    series_id = new_id() if len(shifts) > 1 else None
    made = []
    with store.act("session.plan", author=author) as act:
        for shift in shifts:
            session_id = act.create(
                Session,
                stream=antenna_id,
                number=act.number("SEA"),
                title=title.strip(),
                series_id=series_id,
                **details,
            )
            act.create_many(
                HalfDay,
                stream=antenna_id,
                rows=[_half_day_row(session_id, half_day, shift) for half_day in half_days],
            )
            act.create_many(Participant, stream=antenna_id, rows=[_participant_row(session_id, p) for p in people])
            made.append(session_id)
    return made


def change_session(store: Store, *, author: str, session_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change what a session says of itself (title, place, trainer, remarks …), as its author saw it."""
    with store.act("session.change", author=author) as act:
        if "title" in values and not str(values["title"]).strip():
            raise _untitled()
        act.change(Session, session_id, values=values, seen=seen)


def add_half_days(store: Store, *, author: str, session_id: str, half_days: Sequence[PlannedHalfDay]) -> list[str]:
    """Add half-days to a session, in one act; those that were put away come back. Returns their ids. Raises
    SessionRefused."""
    session = _session(store, session_id)
    _check(session.title, half_days, 1)
    with store.act("session.half_day.add", author=author) as act:
        rows = [_half_day_row(session_id, half_day, datetime.timedelta()) for half_day in half_days]
        return act.create_many(HalfDay, stream=session.stream, rows=rows)


def move_half_day(store: Store, *, author: str, half_day_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change the hours of a half-day ("starts_at", "ends_at", "HH:MM"). Raises SessionRefused."""
    record = records.find(store.read(), HalfDay, half_day_id)
    if record is not None:
        hours = {"starts_at": record.row.starts_at, "ends_at": record.row.ends_at, **values}
        if not hours["starts_at"] or hours["ends_at"] <= hours["starts_at"]:
            raise SessionRefused(
                _("Une demi-journée finit avant de commencer\u00a0: vérifiez les heures."), for_log="hours upside down"
            )
    with store.act("session.half_day.change", author=author) as act:
        act.change(HalfDay, half_day_id, values=values, seen=seen)


def remove_half_day(store: Store, *, author: str, half_day_id: str) -> None:
    """Put a half-day away (its presences stay in the store)."""
    with store.act("session.half_day.remove", author=author) as act:
        act.archive(HalfDay, half_day_id)


def expect(store: Store, *, author: str, session_id: str, person_ids: Iterable[str], walk_in: bool = False) -> None:
    """Add people to a session: expected, or come without being expected (`walk_in`)."""
    session = _session(store, session_id)
    with store.act("session.expect", author=author) as act:
        for person_id in dict.fromkeys(person_ids):
            row_id, values = _participant_row(session_id, person_id, walk_in=walk_in)
            act.create(Participant, stream=session.stream, id=row_id, archived_at=None, **values)
        settle(act, session_id, opens_again=True)


def stop_expecting(store: Store, *, author: str, session_id: str, person_id: str) -> None:
    """Take a person off a session. Their presences, if any, stay in the store."""
    with store.act("session.stop_expecting", author=author) as act:
        asked = "session_id = ? AND person_id = ?"
        # Of a person who had two files there may be two rows: once the one shown is put away, the other one shows.
        while rows := records.rows_where(act.connection, Participant, asked, (session_id, person_id)):
            act.archive(Participant, rows[0].id)


def cancel_session(store: Store, *, author: str, session_id: str, reason: str) -> None:
    """Say that a session does not take place, and why."""
    if not reason.strip():
        raise SessionRefused(_("Écrivez pourquoi la séance n’a pas lieu."), for_log="cancelled without reason")
    _session(store, session_id)
    with store.act("session.cancel", author=author) as act:
        values = {"cancelled": True, "cancelled_reason": reason.strip()}
        act.change(Session, session_id, values=values, seen=act.seen(Session, session_id))


def reopen_session(store: Store, *, author: str, session_id: str) -> None:
    """Take back a cancellation."""
    with store.act("session.reopen", author=author) as act:
        values = {"cancelled": False, "cancelled_reason": ""}
        act.change(Session, session_id, values=values, seen=act.seen(Session, session_id))


def _check(title: str, half_days: Sequence[PlannedHalfDay], weeks: int) -> None:
    if not title.strip():
        raise _untitled()
    if not half_days:
        raise SessionRefused(_("Choisissez au moins une demi-journée."))
    if any(half_day.ends_at <= half_day.starts_at for half_day in half_days):
        raise SessionRefused(_("Une demi-journée finit avant de commencer\u00a0: vérifiez les heures."))
    if len({(half_day.on_date, half_day.part) for half_day in half_days}) < len(half_days):
        raise SessionRefused(_("La même demi-journée est notée deux fois."))
    if not 1 <= weeks <= 52:
        raise SessionRefused(_("Une série compte de 1 à 52 semaines."))


def _untitled() -> SessionRefused:
    return SessionRefused(
        _("Donnez un titre à la séance\u00a0: c’est celui qui sera imprimé sur la feuille."),
        for_log="session without title",
    )


def _half_day_row(session_id: str, half_day: PlannedHalfDay, shift: datetime.timedelta) -> tuple[str, dict[str, Any]]:
    on_date = half_day.on_date + shift
    values = {
        "session_id": session_id,
        "on_date": on_date,
        "part": half_day.part,
        "starts_at": half_day.starts_at,
        "ends_at": half_day.ends_at,
    }
    return natural_id("half_day", session_id, on_date.isoformat(), half_day.part), values


def _participant_row(session_id: str, person_id: str, *, walk_in: bool = False) -> tuple[str, dict[str, Any]]:
    values = {"session_id": session_id, "person_id": person_id, "walk_in": walk_in}
    return natural_id("participant", session_id, person_id), values


def _session(store: Store, session_id: str) -> Session:
    record = records.find(store.read(), Session, session_id)
    if record is None:
        raise SessionRefused(_("Cette séance n’est pas (ou plus) sur cet ordinateur."), for_log="session missing")
    return record.row
