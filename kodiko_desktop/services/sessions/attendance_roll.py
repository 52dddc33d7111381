"""The roll of a session: who stands on which line of the paper, and what is known of each half-day.

Screen and paper are the same sheet: once printed, the lines keep the numbers of the latest printing, and those who came
without being expected take the blank lines that follow, in the order they were added.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from db import heads, records
from db.connection import Connection
from db.queries import sessions as queries
from db.tables import Session
from kodiko_desktop.domain.attendance import (
    AbsenceReason,
    HalfDaySlot,
    Mark,
    Part,
    PresenceState,
    Totals,
    holiday_warning,
    totals,
)
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.holidays import HolidayProfile, profile_of_workplace
from kodiko_desktop.domain.names import fold, listed_name
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import definitions


class SessionNotHere(KodikoError):
    """A session that is not in this store."""


@dataclass(frozen=True)
class RollLine:
    """A person on the roll. `number`: the line of the paper."""

    number: int
    person_id: str
    family_name: str
    given_names: str
    own_script: str
    walk_in: bool
    useful: int | None

    @property
    def name(self) -> str:
        """« DIALLO Awa », as on the paper."""
        return listed_name(self.given_names, self.family_name)


@dataclass(frozen=True)
class Cell:
    """What is known of one person at one half-day (`state` empty: not marked), and the dots it showed."""

    state: str = ""
    reason: str = ""
    minutes: int | None = None
    seen: Seen | None = None


NOT_MARKED = Cell(seen={})


@dataclass(frozen=True)
class Roll:
    """A session as its page shows it. `cells` are keyed by (half-day id, person id); absent ones are not marked."""

    session: Session
    seen: Seen
    cohort: str
    programme: str
    module: str
    half_days: tuple[queries.HalfDayRow, ...]
    lines: tuple[RollLine, ...]
    cells: Mapping[tuple[str, str], Cell]
    sheets: tuple[queries.SheetRow, ...]
    scans: tuple[tuple[str, str, str], ...]
    funders: tuple[queries.FunderRow, ...]
    warnings: tuple[str, ...]

    def cell(self, half_day_id: str, person_id: str) -> Cell:
        """What is known of one person at one half-day."""
        return self.cells.get((half_day_id, person_id), NOT_MARKED)

    @property
    def paying(self) -> tuple[queries.FunderRow, ...]:
        """The funders of this session."""
        return tuple(funder for funder in self.funders if funder.id in self.session.funder_ids)


def read_roll(connection: Connection, session_id: str, *, by_name: bool = False) -> Roll:
    """Everything the page and the paper of a session need. Its lines are those of the latest printing, or by name when
    there is none or `by_name` asks for it. Raises SessionNotHere."""
    record = records.find(connection, Session, session_id)
    if record is None:
        raise SessionNotHere(
            _("Cette séance n’est pas (ou plus) sur cet ordinateur. Rien n’a été modifié."), for_log="no such session"
        )
    session = record.row
    half_days = queries.half_days(connection, session_id)
    sheets = queries.sheets(connection, session_id)
    programme, module = titles(connection, session.programme, session.module)
    return Roll(
        session=session,
        seen=record.seen,
        cohort=queries.cohort_name(connection, session.cohort_id),
        programme=programme,
        module=module,
        half_days=half_days,
        lines=paper_order(queries.roster(connection, session_id), sheets[0].rows if sheets and not by_name else ()),
        cells={
            (row.half_day_id, row.person_id): _cell(connection, row)
            for row in queries.presences(connection, session_id)
        },
        sheets=sheets,
        scans=queries.signed_scans(connection, session_id),
        funders=queries.funders(connection),
        warnings=holiday_warnings(profile_of(connection, session.stream), {half_day.on_date for half_day in half_days}),
    )


def paper_order(roster: tuple[queries.RosterRow, ...], printed: tuple[str, ...]) -> tuple[RollLine, ...]:
    """The lines of the roll. `printed`: person ids of the latest printing, in order; without one, by name."""
    places = {person_id: place for place, person_id in enumerate(printed, start=1)}
    if not places:
        by_name = sorted(roster, key=lambda row: (fold(row.family_name), fold(row.given_names), row.person_id))
        return tuple(_line(number, row) for number, row in enumerate(by_name, start=1))
    known = sorted((row for row in roster if row.person_id in places), key=lambda row: places[row.person_id])
    added = [row for row in roster if row.person_id not in places]
    return (
        *(_line(places[row.person_id], row) for row in known),
        *(_line(number, row) for number, row in enumerate(added, start=len(printed) + 1)),
    )


def titles(connection: Connection, programme_key: str, module_key: str) -> tuple[str, str]:
    """The exact titles of a programme and of its module: what is printed must be the programme's own words. A key that
    no programme knows is shown as it is."""
    if not programme_key:
        return "", module_key
    try:
        programme = definitions.latest(connection, definitions.PROGRAMME, programme_key)
    except KodikoError:
        return programme_key, module_key
    found = next((module.title for module in programme.modules if module.key == module_key), module_key)
    return programme.title, found


def profile_of(connection: Connection, antenna_id: str) -> HolidayProfile:
    """Which public holidays the antenna of a session keeps."""
    return profile_of_workplace(queries.holiday_profile(connection, antenna_id), "")


def holiday_warnings(profile: HolidayProfile, days: set[datetime.date]) -> tuple[str, ...]:
    """A sentence for each of these days that is a public holiday, in date order."""
    return tuple(sentence for day in sorted(days) if (sentence := holiday_warning(day, profile)))


def slot_of(on_date: datetime.date, part: str, starts_at: str, ends_at: str) -> HalfDaySlot:
    """A half-day as the arithmetic of attendance wants it. Raises HalfDayEndsBeforeItStarts."""
    return HalfDaySlot(
        on_date, Part(part), datetime.time.fromisoformat(starts_at), datetime.time.fromisoformat(ends_at)
    )


def mark_of(session_id: str, slot: HalfDaySlot, state: str, minutes: int | None, reason: str) -> Mark:
    """One cell as the arithmetic of attendance wants it."""
    return Mark(
        session_id,
        slot,
        PresenceState(state) if state else None,
        minutes,
        AbsenceReason(reason) if reason in set(AbsenceReason) else None,
    )


def totals_of(
    roll: Roll, cells: Mapping[tuple[str, str], Cell], *, half_day_id: str = "", person_id: str = ""
) -> Totals:
    """What the sheet adds up to: all of it, one half-day, or one person. `cells`: as they are on screen now."""
    marks = []
    for half_day in roll.half_days:
        if half_day_id not in ("", half_day.id):
            continue
        slot = slot_of(half_day.on_date, half_day.part, half_day.starts_at, half_day.ends_at)
        for line in roll.lines:
            if person_id in ("", line.person_id):
                cell = cells.get((half_day.id, line.person_id), NOT_MARKED)
                marks.append(mark_of(roll.session.id, slot, cell.state, cell.minutes, cell.reason))
    return totals(marks)


def _line(number: int, row: queries.RosterRow) -> RollLine:
    return RollLine(number, row.person_id, row.family_name, row.given_names, row.own_script, row.walk_in, row.useful)


def _cell(connection: Connection, row: queries.PresenceRow) -> Cell:
    seen = heads.seen(connection, "presence", row.id)
    if row.archived:
        return Cell(seen=seen)
    return Cell(row.state, row.reason, row.minutes, seen)
