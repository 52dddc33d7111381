"""A person's journey in a programme: its status over time and who is in charge of it at each date."""

import datetime
from typing import ClassVar

from sqlmodel import Field

from db.tables.base import Sharing, SyncedRow, synced


class Journey(SyncedRow, table=True):
    """One person in one programme. `status` is the latest (candidat, actif, suspendu, sorti, perdu_de_vue) and
    `referent_id` the present one: both repeat the last row of their history, so that lists read one table."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    number: str = Field(default="", max_length=32)
    person_id: str = Field(default="", index=True)
    programme: str = ""
    cohort_id: str | None = Field(default=None, index=True)
    status: str = Field(default="candidat", index=True)
    status_since: datetime.date | None = None
    referent_id: str | None = Field(default=None, index=True)
    started_on: datetime.date | None = None
    planned_end_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    exit_reason: str = ""
    exit_destination: str = ""
    rhythm_days: int | None = None
    renewals: int = 0
    suspended_until: datetime.date | None = None


class JourneyStatus(SyncedRow, table=True):
    """A change of status: since when, why, decided by whom. Append-only: an exit may be declared late, and undone."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id", append_only=True)
    journey_id: str = Field(default="", index=True)
    person_id: str = Field(default="", index=True)
    status: str = ""
    since: datetime.date | None = None
    reason: str = ""
    explanation: str = ""
    until: datetime.date | None = None
    author_id: str | None = None


class JourneyReferent(SyncedRow, table=True):
    """Who was in charge, from when to when: an active journey has one at any date and keeps the earlier ones."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    journey_id: str = Field(default="", index=True)
    person_id: str = Field(default="", index=True)
    staff_id: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    handover: str = ""


class Postponement(SyncedRow, table=True):
    """A fact about something due: put off until a date, with a reason. `about`: "check_in", "contact", "contract"…;
    `about_id`: the row; `point`: the point of the schedule, when there is one."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    person_id: str = Field(default="", index=True)
    about: str = ""
    about_id: str = Field(default="", index=True)
    point: str = ""
    until: datetime.date | None = None
    reason: str = ""
    author_id: str | None = None
