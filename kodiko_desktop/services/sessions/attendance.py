"""Who was there: typed in the order of the paper, two keystrokes a person and half-day at most."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db import heads, records
from db.changes import Act
from db.connection import Connection
from db.store import Store
from db.tables import HalfDay, Participant, Presence, Session
from kodiko_desktop.domain.attendance import AbsenceReason
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions.typed_in import settle

STATES = ("", "present", "partiel", "absent")


class PresenceRefused(KodikoError):
    """A presence that does not make sense (a partial one without minutes, a reason on somebody present)."""


@dataclass(frozen=True)
class Mark:
    """What the paper says of one person at one half-day: `reason` of an absence, `minutes` of a partial presence.
    `seen`: what its author was looking at (None: as it is when written)."""

    half_day_id: str
    person_id: str
    state: str
    reason: str = ""
    minutes: int | None = None
    seen: Seen | None = None


def mark(store: Store, *, author: str, session_id: str, marks: Iterable[Mark]) -> str | None:
    """Write presences of one session, in one act. Returns the act's id (None when nothing changed). An empty state
    takes a mark back.

    The last mark of a sheet that is wholly typed in says so (`marked_on`); taking one back takes that back too.
    Raises PresenceRefused.
    """
    marks = tuple(marks)
    for each in marks:
        _check(each)
    session = records.find(store.read(), Session, session_id)
    if session is None:
        raise PresenceRefused(_("Cette séance n’est pas (ou plus) sur cet ordinateur."), for_log="session missing")
    with store.act("attendance.mark", author=author) as act:
        for each in marks:
            _write(act, session.row, each)
        settle(act, session_id, opens_again=any(not each.state for each in marks))
    return act.id if act.rows else None


def seen_of(connection: Connection, *, half_day_id: str, person_id: str) -> Seen:
    """The dots that a cell of the sheet shows now (none: nothing was ever marked)."""
    return heads.seen(connection, "presence", _presence_id(connection, half_day_id, person_id))


def everybody_was_there(store: Store, *, author: str, session_id: str, half_day_id: str) -> str | None:
    """Mark present everybody expected at a half-day who is not marked yet. Returns the act's id."""
    connection = store.read()
    expected = records.rows_where(connection, Participant, "session_id = ?", (session_id,))
    marked = {
        presence.person_id
        for presence in records.rows_where(connection, Presence, "half_day_id = ? AND state <> ''", (half_day_id,))
    }
    marks = [Mark(half_day_id, each.person_id, "present") for each in expected if each.person_id not in marked]
    return mark(store, author=author, session_id=session_id, marks=marks) if marks else None


def finish_marking(store: Store, *, author: str, session_id: str, on_date: datetime.date | None) -> None:
    """Say that the sheet of a session is typed in (or take it back with None): it leaves "what is due"."""
    with store.act("attendance.finish", author=author) as act:
        act.change(Session, session_id, values={"marked_on": on_date}, seen=act.seen(Session, session_id))


def rate(store: Store, *, author: str, session_id: str, person_id: str, useful: int | None) -> str:
    """Keep what a participant thought of the workshop ("utile ?"): 1 to 4, or None. Returns the act's id."""
    if useful is not None and not 1 <= useful <= 4:
        raise PresenceRefused(_("L’avis va de 1 (pas du tout) à 4 (tout à fait)."))
    row_id = participant_id(store.read(), session_id, person_id)
    with store.act("attendance.rate", author=author) as act:
        act.change(Participant, row_id, values={"useful": useful}, seen=act.seen(Participant, row_id))
    return act.id


def half_days_of(store: Store, session_id: str) -> list[HalfDay]:
    """The half-days of a session in the order of the paper (date, then morning before afternoon)."""
    condition = "session_id = ? ORDER BY on_date, part DESC, starts_at"
    return records.rows_where(store.read(), HalfDay, condition, (session_id,))


def participant_id(connection: Connection, session_id: str, person_id: str) -> str:
    """The row that says that a person is on a session: the one shown (of a person who had two files, it may be that of
    either), else the natural one."""
    row = connection.execute(
        "SELECT id FROM participant WHERE session_id = ? AND person_id = ? AND archived_at IS NULL",
        (session_id, person_id),
    ).fetchone()
    return row[0] if row else natural_id("participant", session_id, person_id)


def _presence_id(connection: Connection, half_day_id: str, person_id: str) -> str:
    """The row of a person at a half-day: the one shown, else the natural one."""
    row = connection.execute(
        "SELECT id FROM presence WHERE half_day_id = ? AND person_id = ? AND archived_at IS NULL",
        (half_day_id, person_id),
    ).fetchone()
    return row[0] if row else natural_id("presence", half_day_id, person_id)


def _check(each: Mark) -> None:
    if each.state not in STATES:
        raise ValueError(each.state)
    if each.state == "partiel" and not each.minutes:
        raise PresenceRefused(_("Pour une présence partielle, notez la durée."), for_log="partial without minutes")
    if each.state == "absent" and each.reason and each.reason not in set(AbsenceReason):
        raise ValueError(each.reason)


def _write(act: Act, session: Session, each: Mark) -> None:
    row_id = _presence_id(act.connection, each.half_day_id, each.person_id)
    values: dict[str, Any] = {
        "session_id": session.id,
        "half_day_id": each.half_day_id,
        "person_id": each.person_id,
        "state": each.state,
        "reason": each.reason if each.state == "absent" else "",
        "minutes": each.minutes if each.state == "partiel" else None,
    }
    known = act.connection.execute("SELECT 1 FROM presence WHERE id = ?", (row_id,)).fetchone()
    if known and each.seen is not None:
        act.change(Presence, row_id, values={**values, "archived_at": None}, seen=each.seen)
    elif known or each.state:
        act.create(Presence, stream=session.stream, id=row_id, **values)
