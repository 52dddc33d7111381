"""What screens show of hires: the list with what comes next, one hire with its points, the sheet of a point."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db import heads
from db.connection import Connection
from db.queries import work
from db.store import Store
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.trial_period import Trial
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.work import follow_up


@dataclass(frozen=True)
class HireLine:
    """A hire in a list: what comes next, how many points are late, when its trial ends."""

    placement: work.PlacementRow
    points: tuple[follow_up.Point, ...]
    next_point: follow_up.Point | None
    late: int
    done: int
    trial: Trial | None
    is_over: bool


@dataclass(frozen=True)
class AbsenceLine:
    """Days away from work, first and last included."""

    id: str
    first_day: datetime.date
    last_day: datetime.date


@dataclass(frozen=True)
class Hire:
    """One hire as its page displays it: facts and what was seen of them, points, absences, trial."""

    line: HireLine
    values: dict[str, Any]
    seen: Seen
    absences: tuple[AbsenceLine, ...]
    tutors: tuple[work.TutorRow, ...]
    """Who welcomed the person, the latest first; empty while it never changed."""
    seen_points: dict[str, Seen]

    @property
    def placement(self) -> work.PlacementRow:
        """Its facts and names."""
        return self.line.placement

    @property
    def points(self) -> tuple[follow_up.Point, ...]:
        """Its points, in date order."""
        return self.line.points


@dataclass(frozen=True)
class SheetPart:
    """One form of a sheet: the response to fill in and its title."""

    diagnostic_id: str
    title: str


@dataclass(frozen=True)
class Sheet:
    """The sheet of a point: its parts, what is written of it and what was seen, which fields its forms ask
    themselves, and who noted it."""

    hire: Hire
    point: follow_up.Point
    check_in_id: str
    values: dict[str, Any]
    seen: Seen
    parts: tuple[SheetPart, ...]
    asked: frozenset[str]
    typed_by: str
    alone: tuple[str, ...] = ()
    """The voices that have a sheet of their own beside the common one."""
    scan: tuple[str, str, str] | None = None
    """(document id, media type, title) of the signed sheet, when it is joined."""


def read_hires(
    connection: Connection, *, today: datetime.date, staff_id: str | None = None, over: bool = False
) -> tuple[HireLine, ...]:
    """The hires followed, or those that are over: what is late or due first. `staff_id`: of one referent only."""
    rows = work.placements_followed(connection, since=today - follow_up.LONGEST_FOLLOW_UP)
    mine = [row for row in rows if staff_id is None or row.referent_id == staff_id]
    lines = [line for line in _lines(connection, mine, today) if line.is_over == over]
    return tuple(sorted(lines, key=_urgency))


def read_every_hire(connection: Connection, *, today: datetime.date) -> tuple[HireLine, ...]:
    """Every hire ever noted, the latest first."""
    return tuple(_lines(connection, work.placements_followed(connection, since=datetime.date.min), today))


def hires_of_person(connection: Connection, person_id: str, *, today: datetime.date) -> tuple[HireLine, ...]:
    """The hires of a person, the latest first."""
    return tuple(_lines(connection, work.placements_of_person(connection, person_id), today))


def hires_of_company(connection: Connection, company_id: str, *, today: datetime.date) -> tuple[HireLine, ...]:
    """The hires at an employer's, the latest first."""
    return tuple(_lines(connection, work.placements_of_company(connection, company_id), today))


def read_hire(store: Store, placement_id: str, *, today: datetime.date) -> Hire:
    """One hire. Raises PlacementRefused when it is not here, or has no first day (it came so from elsewhere)."""
    from db import records
    from db.tables import PlacementAbsence
    from kodiko_desktop.services.work.placements import PlacementRefused, get_placement

    connection = store.read()
    record = get_placement(store, placement_id)
    row = work.placement(connection, placement_id)
    if row is None:
        raise PlacementRefused(
            _("Cette prise de poste est arrivée sans sa date de début\u00a0: elle ne peut pas encore être montrée."),
            for_log="hire without first day",
        )
    points = follow_up.points_of(connection, [row], today)[placement_id]
    away = records.rows_where(
        connection, PlacementAbsence, "placement_id = ? AND first_day <= last_day ORDER BY first_day", (placement_id,)
    )
    absences = tuple(AbsenceLine(each.id, each.first_day, each.last_day) for each in away)
    return Hire(
        line=_line(row, points, [(each.first_day, each.last_day) for each in absences], today),
        values=dict(vars(record)),
        seen=heads.seen(connection, "placement", placement_id),
        absences=absences,
        tutors=work.tutors(connection, placement_id),
        seen_points={
            point.planned.key: heads.seen(connection, "check_in", point.check_in.id)
            for point in points
            if point.check_in is not None
        },
    )


def open_sheet(store: Store, *, author: str, placement_id: str, point: str, today: datetime.date) -> Sheet:
    """The sheet of a point, opened now if it never was. Raises CheckInRefused."""
    from kodiko_desktop.services.work import check_ins

    check_ins.open_check_in(store, author=author, placement_id=placement_id, point=point, today=today)
    return read_sheet(store, placement_id, point, today=today)


def read_sheet(store: Store, placement_id: str, point: str, *, today: datetime.date) -> Sheet:
    """The sheet of a point that was opened (`check_ins.open_check_in`). Raises CheckInRefused."""
    from kodiko_desktop.services.work import check_in_answers, check_in_paper, check_in_scan, check_ins

    found = check_ins.point_of_placement(store, placement_id, point, today=today)
    row_id = check_ins.check_in_id(placement_id, found.planned.key)
    record = check_ins.read_check_in(store, row_id)
    connection = store.read()
    parts = []
    for response in check_in_answers.responses(store, row_id):
        form = definitions.of_version(connection, definitions.FORM, response.form, response.form_version)
        parts.append(SheetPart(response.id, definitions.title_of(form)))
    typed = connection.execute("SELECT name FROM staff WHERE id = ?", (record.row.typed_by,)).fetchone()
    return Sheet(
        hire=read_hire(store, placement_id, today=today),
        point=found,
        check_in_id=row_id,
        values=dict(vars(record.row)),
        seen=record.seen,
        parts=tuple(parts),
        asked=check_in_answers.fields_asked(store, row_id),
        typed_by=typed[0] if typed else "",
        alone=check_in_paper.voices_alone(store, placement_id, point, today=today),
        scan=check_in_scan.scan_of(store, row_id),
    )


def _lines(connection: Connection, rows: Sequence[work.PlacementRow], today: datetime.date) -> list[HireLine]:
    points = follow_up.points_of(connection, rows, today)
    away = work.absences(connection, [row.id for row in rows])
    return [_line(row, points[row.id], away.get(row.id, []), today) for row in rows]


def _line(
    row: work.PlacementRow,
    points: tuple[follow_up.Point, ...],
    absences: Sequence[tuple[datetime.date, datetime.date]],
    today: datetime.date,
) -> HireLine:
    waiting = [point for point in points if point.is_open]
    last = min((day for day in (row.ends_on, row.ended_on) if day is not None), default=None)
    return HireLine(
        placement=row,
        points=points,
        next_point=waiting[0] if waiting else None,
        late=sum(point.state is follow_up.PointState.LATE for point in waiting),
        done=sum(point.state in (follow_up.PointState.DONE, follow_up.PointState.DONE_LATE) for point in points),
        trial=follow_up.trial(row, absences),
        is_over=not waiting and (bool(points) or (last is not None and last < today)),
    )


def _urgency(line: HireLine) -> tuple[bool, datetime.date, str]:
    due = line.next_point.due if line.next_point else datetime.date.max
    return (line.next_point is None, due, line.placement.person_name)
