"""What is to come, as a calendar file: appointments, workshops, points of follow-up. A telephone shows what it is given
to whoever looks at it: unless names are asked for, it is given initials, and neither purpose nor place."""

import datetime
from dataclasses import dataclass

from db.connection import Connection
from db.queries import agenda as queries
from db.queries import work
from db.store import Store
from kodiko_desktop.domain.names import initials
from kodiko_desktop.domain.wording import _
from kodiko_desktop.exchange.calendar_file import Event, calendar_file
from kodiko_desktop.services.work import follow_up

USUAL_MINUTES = 60
"""How long an appointment lasts when nobody said."""


@dataclass(frozen=True)
class Agenda:
    """A calendar file ready to be written: how much it holds, and a name that says nothing of anybody."""

    content: bytes
    events: int
    file_name: str


def person_agenda(store: Store, person_id: str, *, today: datetime.date, named: bool = False) -> Agenda:
    """What is to come for one person. `named`: names, purposes and places are written."""
    connection = store.read()
    rows = work.placements_of_person(connection, person_id)
    events = [
        *_appointments(queries.coming_appointments(connection, since=today, person_id=person_id), named),
        *_half_days(queries.coming_half_days(connection, since=today, person_id=person_id)),
        *_points(connection, rows, today, named),
    ]
    return _agenda(store, events)


def my_agenda(store: Store, *, staff_id: str, antenna_id: str, today: datetime.date, named: bool = False) -> Agenda:
    """What is to come for one member of the team: their appointments, the sessions of the antenna, the points of the
    hires of the people they follow. `named`: names, purposes and places are written."""
    connection = store.read()
    followed = work.placements_followed(connection, since=today - follow_up.LONGEST_FOLLOW_UP)
    rows = [row for row in followed if row.referent_id == staff_id]
    events = [
        *_appointments(queries.coming_appointments(connection, since=today, staff_id=staff_id), named),
        *_half_days(queries.coming_half_days(connection, since=today, antenna_id=antenna_id)),
        *_points(connection, rows, today, named),
    ]
    return _agenda(store, events)


def _agenda(store: Store, events: list[Event]) -> Agenda:
    ordered = sorted(events, key=lambda event: (event.on, event.starts_at or datetime.time.min))
    now = store.now()
    return Agenda(
        calendar_file(ordered, at=now, name="Kodiko"), len(ordered), f"agenda-kodiko-{now.date().isoformat()}.ics"
    )


def _appointments(rows: tuple[queries.ComingAppointment, ...], named: bool) -> list[Event]:
    found = []
    for row in rows:
        who = row.person_name if named else initials(row.person_name)
        title = _("RDV {who}").format(who=who)
        if named and row.purpose:
            title = _("RDV {who}\u00a0: {purpose}").format(who=who, purpose=row.purpose)
        found.append(
            Event(
                f"rdv-{row.id}",
                row.on_date,
                title,
                _time(row.at_time),
                row.minutes or USUAL_MINUTES,
                row.place if named else "",
                row.with_whom if named else "",
            )
        )
    return found


def _half_days(rows: tuple[queries.ComingHalfDay, ...]) -> list[Event]:
    """A session names nobody: its title and its place are said in any case."""
    found = []
    for row in rows:
        starts, ends = _time(row.starts_at), _time(row.ends_at)
        minutes = USUAL_MINUTES
        if starts and ends:
            minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
        found.append(Event(f"seance-{row.id}", row.on_date, row.title, starts, max(minutes, 1), row.place))
    return found


def _points(connection: Connection, rows: list[work.PlacementRow], today: datetime.date, named: bool) -> list[Event]:
    found = []
    for points in follow_up.points_of(connection, rows, today).values():
        for point in points:
            if not point.is_open or point.due < today:
                continue
            row, details = point.placement, ""
            who = row.person_name if named else initials(row.person_name)
            if named:
                tutor = " ".join(part for part in (row.tutor_name, row.tutor_phone) if part)
                details = " · ".join(part for part in (row.company_name, row.job_title, tutor) if part)
            found.append(
                Event(
                    f"suivi-{row.id}-{point.planned.key}",
                    point.due,
                    _("Suivi {who}\u00a0: {point}").format(who=who, point=point.planned.title),
                    _time(row.day_starts_at) if point.planned.key == "J1" else None,
                    USUAL_MINUTES,
                    row.workplace if named else "",
                    details,
                )
            )
    return found


def _time(text: str) -> datetime.time | None:
    return datetime.time.fromisoformat(text) if text else None
