"""Workshops and group meetings, their half-days, and who was there."""

import datetime

from db.tables.base import SyncedRow, column
from db.tables.shapes import is_clock, is_count, is_label, is_moment, list_of, members, one_of, texts


class Session(SyncedRow):
    """A workshop (stream: its antenna). `series_id` groups the sessions made together."""

    number: str = column(default="", max_length=40, shape=is_label)
    series_id: str | None = column(default=None, sparse=True)
    title: str = ""
    programme: str = ""
    module: str = ""
    cohort_id: str | None = None
    place: str = ""
    remote: bool = False
    trainer_name: str = ""
    trainer_capacity: str = ""
    funder_ids: list = column(default_factory=list, shape=texts)
    blank_rows: int = 3
    remarks: str = ""
    cancelled: bool = False
    cancelled_reason: str = ""
    marked_on: datetime.date | None = None


class HalfDay(SyncedRow):
    """A half-day of a session: date, "matin" or "apres_midi", hours "HH:MM". Id: natural (session, date, part)."""

    session_id: str = column(default="", index=True)
    on_date: datetime.date | None = column(default=None, index=True)
    part: str = column(default="", shape=one_of("", "matin", "apres_midi"))
    starts_at: str = column(default="", shape=is_clock)
    ends_at: str = column(default="", shape=is_clock)


class Participant(SyncedRow, subject="person_id"):
    """A person expected at a session, or who came without being expected (`walk_in`). Id: natural (session, person)."""

    session_id: str = column(default="", index=True)
    person_id: str = column(default="", index=True)
    walk_in: bool = False
    useful: int | None = None


class Presence(SyncedRow, subject="person_id"):
    """A person at a half-day (id: natural, half-day and person). `state`: present, partiel, absent, or empty (not
    marked); `reason`: code of absence (SAN…), never a medical text; `minutes` when partial."""

    session_id: str = column(default="", index=True)
    half_day_id: str = column(default="", index=True)
    person_id: str = column(default="", index=True)
    state: str = column(default="", shape=one_of("", "present", "partiel", "absent"))
    minutes: int | None = column(default=None, shape=is_count)
    reason: str = column(default="", shape=one_of("", "SAN", "ADM", "GAR", "TRA", "EMP", "AUT", "ABS"))


class AttendanceSheet(SyncedRow):
    """A printing of a session's sheet: its version, its code, and where each signature cell stands (to read it back).
    `signed_document_id`: the scan of the signed sheet."""

    session_id: str = column(default="", index=True)
    number: str = column(default="", shape=is_label)
    version: int = column(default=1, shape=is_count)
    code: str = column(default="", shape=is_label)
    printed_at: str = column(default="", shape=is_moment)
    rows: list = column(default_factory=list, shape=texts)
    geometry: list = column(default_factory=list, shape=list_of(members()))
    signed_document_id: str | None = None
    author_id: str | None = None
