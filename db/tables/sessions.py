"""Workshops and group meetings, their half-days, and who was there."""

import datetime
from typing import ClassVar

from sqlmodel import Field

from db.tables.base import JsonText, Sharing, SyncedRow, synced


class Session(SyncedRow, table=True):
    """A workshop (stream: its antenna). `series_id` groups the sessions made together."""

    __sharing__: ClassVar[Sharing] = synced()
    number: str = Field(default="", max_length=40)
    series_id: str | None = Field(default=None, index=True)
    title: str = ""
    programme: str = ""
    module: str = ""
    cohort_id: str | None = None
    place: str = ""
    remote: bool = False
    trainer_name: str = ""
    trainer_capacity: str = ""
    funder_ids: list = Field(default_factory=list, sa_type=JsonText)
    blank_rows: int = 3
    remarks: str = ""
    cancelled: bool = False
    cancelled_reason: str = ""
    marked_on: datetime.date | None = None


class HalfDay(SyncedRow, table=True):
    """A half-day of a session: date, "matin" or "apres_midi", hours "HH:MM". Id: natural (session, date, part)."""

    __sharing__: ClassVar[Sharing] = synced()
    session_id: str = Field(default="", index=True)
    on_date: datetime.date | None = Field(default=None, index=True)
    part: str = ""
    starts_at: str = ""
    ends_at: str = ""


class Participant(SyncedRow, table=True):
    """A person expected at a session, or who came without being expected (`walk_in`). Id: natural (session, person)."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    session_id: str = Field(default="", index=True)
    person_id: str = Field(default="", index=True)
    walk_in: bool = False
    useful: int | None = None


class Presence(SyncedRow, table=True):
    """A person at a half-day (id: natural, half-day and person). `state`: present, partiel, absent, or empty (not
    marked); `reason`: code of absence (SAN…), never a medical text; `minutes` when partial."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    session_id: str = Field(default="", index=True)
    half_day_id: str = Field(default="", index=True)
    person_id: str = Field(default="", index=True)
    state: str = ""
    minutes: int | None = None
    reason: str = ""


class AttendanceSheet(SyncedRow, table=True):
    """A printing of a session's sheet: its version, its code, and where each signature cell stands (to read it back).
    `signed_document_id`: the scan of the signed sheet."""

    __sharing__: ClassVar[Sharing] = synced()
    session_id: str = Field(default="", index=True)
    number: str = ""
    version: int = 1
    code: str = ""
    printed_at: str = ""
    rows: list = Field(default_factory=list, sa_type=JsonText)
    geometry: list = Field(default_factory=list, sa_type=JsonText)
    signed_document_id: str | None = None
    author_id: str | None = None
