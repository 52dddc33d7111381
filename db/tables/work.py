"""Companies, the people one meets there, hires, and the points of follow-up after a hire."""

import datetime

from db.tables.base import SyncedRow, column
from db.tables.shapes import by_name, days, is_clock, is_count, is_week, texts


class Company(SyncedRow):
    """An employer (stream: "org")."""

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


class CompanyContact(SyncedRow):
    """Somebody at an employer's: tutor, manager, human resources (stream: "org")."""

    company_id: str = column(default="", index=True)
    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""


class Placement(SyncedRow, subject="person_id"):
    """A hire. `contract_kind`, `category`: codes of resources/vocabularies. `weekly_pattern`: worked weekdays, "12345".
    `holiday_profile` is the workplace's; `worked_holidays`: ISO dates worked all the same. The trial counts only if it
    is written in the contract (L1221-23); `trial_ends_on` is what the contract says when it says it. `sharing`:
    what the person lets us tell the employer (codes of shared_with_employer)."""

    person_id: str = column(default="", index=True)
    journey_id: str | None = None
    company_id: str = column(default="", index=True)
    tutor_contact_id: str | None = None
    job_title: str = ""
    contract_kind: str = ""
    category: str = ""
    starts_on: datetime.date | None = column(default=None, index=True)
    ends_on: datetime.date | None = None
    minimum_days: int | None = None
    weekly_pattern: str = column(default="12345", shape=is_week)
    weekly_hours: float | None = None
    day_starts_at: str = column(default="", shape=is_clock)
    workplace: str = ""
    workplace_postcode: str = ""
    holiday_profile: str = ""
    worked_holidays: list = column(default_factory=list, shape=days)
    trial_written: bool = False
    trial_ends_on: datetime.date | None = None
    trial_renewed_until: datetime.date | None = None
    tasks: str = ""
    equipment: str = ""
    equipment_by: str = ""
    instructions: str = ""
    integration_path: str = ""
    sharing: list = column(default_factory=list, shape=texts)
    ended_on: datetime.date | None = None
    end_reason: str = ""
    programme: str = ""


class PlacementAbsence(SyncedRow, subject="person_id"):
    """Days on which the person was away from work: from, to. No reason is kept."""

    placement_id: str = column(default="", index=True)
    person_id: str = column(default="", index=True)
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None


class PlacementTutor(SyncedRow, subject="person_id"):
    """Who welcomes the person at work from `since` on, once that changed; the hire itself says who does now."""

    placement_id: str = column(default="", index=True)
    person_id: str = column(default="", index=True)
    contact_id: str | None = None
    since: datetime.date | None = None


class CheckIn(SyncedRow, subject="person_id"):
    """What was done of a point of follow-up (id: natural, placement and point). What is due is computed, never stored.
    `how`: sur_place, telephone, visio; answers are diagnostics about this row, one for each voice heard. `printings`:
    how many times each of its sheets was printed, by its number."""

    placement_id: str = column(default="", index=True)
    person_id: str = column(default="", index=True)
    point: str = ""
    planned_on: datetime.date | None = None
    moved_to: datetime.date | None = None
    moved_reason: str = ""
    done_on: datetime.date | None = None
    how: str = ""
    place: str = ""
    present: str = ""
    voices: list = column(default_factory=list, shape=texts)
    decision: str = ""
    decision_by: str = ""
    decision_due_on: datetime.date | None = None
    next_on: datetime.date | None = None
    late_reason: str = ""
    typed_by: str | None = None
    given_up: bool = False
    given_up_reason: str = ""
    document_id: str | None = None
    printings: dict = column(default_factory=dict, shape=by_name(is_count))
