"""Companies, the people one meets there, hires, and the points of follow-up after a hire."""

import datetime
from typing import ClassVar

from sqlmodel import Field

from db.tables.base import JsonText, Sharing, SyncedRow, synced


class Company(SyncedRow, table=True):
    """An employer (stream: "org")."""

    __sharing__: ClassVar[Sharing] = synced()
    name: str = ""
    siret: str = ""
    naf: str = ""
    size: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    access: str = ""
    phone: str = ""
    email: str = ""
    trades: str = ""
    remarks: str = ""


class CompanyContact(SyncedRow, table=True):
    """Somebody at an employer's: tutor, manager, human resources (stream: "org")."""

    __sharing__: ClassVar[Sharing] = synced()
    company_id: str = Field(default="", index=True)
    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""


class Placement(SyncedRow, table=True):
    """A hire. `contract_kind`, `category`: codes of resources/vocabularies. `weekly_pattern`: worked weekdays, "12345".
    `holiday_profile` is the workplace's; `worked_holidays`: ISO dates worked all the same. The trial counts only if it
    is written in the contract (L1221-23); `trial_ends_on` is what the contract says when it says it."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    person_id: str = Field(default="", index=True)
    journey_id: str | None = None
    company_id: str = Field(default="", index=True)
    tutor_contact_id: str | None = None
    job_title: str = ""
    contract_kind: str = ""
    category: str = ""
    starts_on: datetime.date | None = Field(default=None, index=True)
    ends_on: datetime.date | None = None
    minimum_days: int | None = None
    weekly_pattern: str = "12345"
    weekly_hours: float | None = None
    day_starts_at: str = ""
    workplace: str = ""
    workplace_postcode: str = ""
    holiday_profile: str = ""
    worked_holidays: list = Field(default_factory=list, sa_type=JsonText)
    trial_written: bool = False
    trial_ends_on: datetime.date | None = None
    trial_renewed_until: datetime.date | None = None
    tasks: str = ""
    equipment: str = ""
    sharing: list = Field(default_factory=list, sa_type=JsonText)
    ended_on: datetime.date | None = None
    end_reason: str = ""
    programme: str = ""


class PlacementAbsence(SyncedRow, table=True):
    """Days on which the person was away from work: from, to. No reason is kept."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    placement_id: str = Field(default="", index=True)
    person_id: str = Field(default="", index=True)
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None


class CheckIn(SyncedRow, table=True):
    """What was done of a point of follow-up (id: natural, placement and point). What is due is computed, never stored.
    `how`: sur_place, telephone, visio; answers are diagnostics about this row, one for each voice heard."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    placement_id: str = Field(default="", index=True)
    person_id: str = Field(default="", index=True)
    point: str = ""
    planned_on: datetime.date | None = None
    moved_to: datetime.date | None = None
    moved_reason: str = ""
    done_on: datetime.date | None = None
    how: str = ""
    place: str = ""
    present: str = ""
    voices: list = Field(default_factory=list, sa_type=JsonText)
    decision: str = ""
    decision_by: str = ""
    decision_due_on: datetime.date | None = None
    next_on: datetime.date | None = None
    late_reason: str = ""
    typed_by: str | None = None
    given_up: bool = False
    given_up_reason: str = ""
    document_id: str | None = None
