"""A person's journey in a programme: its status over time and who is in charge of it at each date."""

import datetime

from db.tables.base import SyncedRow, column


class Journey(SyncedRow, subject="person_id"):
    """One person in one programme. `status` is the latest (candidat, actif, suspendu, sorti, perdu_de_vue) and
    `referent_id` the present one: both repeat the last row of their history, so that lists read one table."""

    number: str = column(default="", max_length=32)
    person_id: str = column(default="", index=True)
    programme: str = ""
    cohort_id: str | None = column(default=None, index=True)
    status: str = column(default="candidat", index=True)
    status_since: datetime.date | None = None
    referent_id: str | None = column(default=None, index=True)
    started_on: datetime.date | None = None
    planned_end_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    exit_reason: str = ""
    exit_destination: str = ""
    rhythm_days: int | None = None
    renewals: int = 0
    suspended_until: datetime.date | None = None


class JourneyStatus(SyncedRow, subject="person_id", append_only=True):
    """A change of status: since when, why, decided by whom. Append-only: an exit may be declared late, and undone."""

    journey_id: str = column(default="", index=True)
    person_id: str = column(default="", index=True)
    status: str = ""
    since: datetime.date | None = None
    reason: str = ""
    explanation: str = ""
    until: datetime.date | None = None
    author_id: str | None = None


class JourneyReferent(SyncedRow, subject="person_id"):
    """Who was in charge, from when to when: an active journey has one at any date and keeps the earlier ones."""

    journey_id: str = column(default="", index=True)
    person_id: str = column(default="", index=True)
    staff_id: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    handover: str = ""


class Postponement(SyncedRow, subject="person_id", about="about_id"):
    """A fact about something due: put off until a date, with a reason. `about`: "check_in", "contact", "contract"…;
    `about_id`: the row; `point`: the point of the schedule, when there is one."""

    person_id: str = column(default="", index=True)
    about: str = ""
    about_id: str = column(default="", index=True)
    point: str = ""
    until: datetime.date | None = None
    reason: str = ""
    author_id: str | None = None
