"""The facts of a hire that its follow-up depends on: dates, contract, days worked, trial."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from kodiko_desktop.domain.holidays import HolidayProfile
from kodiko_desktop.domain.trial_period import InterimCount, Trial, TrialTerms, trial_of
from kodiko_desktop.domain.working_days import MONDAY_TO_FRIDAY, Absence, WeeklyPattern, WorkCalendar


@dataclass(frozen=True)
class PlacementFacts:
    """What the schedule depends on. `contract_kind`, `category`: vocabulary codes; `ends_on`: the contract's term;
    `minimum_days`: its minimum duration when there is no precise term; `ended_on`: the day it really ended."""

    start: datetime.date
    contract_kind: str = ""
    category: str = ""
    ends_on: datetime.date | None = None
    minimum_days: int | None = None
    pattern: WeeklyPattern = MONDAY_TO_FRIDAY
    holiday_profile: HolidayProfile = HolidayProfile.METROPOLE
    worked_holidays: frozenset[datetime.date] = frozenset()
    absences: tuple[Absence, ...] = ()
    trial_written: bool = False
    trial_ends_on: datetime.date | None = None
    trial_renewed_until: datetime.date | None = None
    interim_count: InterimCount = InterimCount.CALENDAR
    ended_on: datetime.date | None = None

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The days worked in this job."""
        return WorkCalendar(self.pattern, self.holiday_profile, self.worked_holidays, self.absences)

    @property
    def last_day(self) -> datetime.date | None:
        """The last day of the job, when it is known: no point is due after it."""
        return min((day for day in (self.ends_on, self.ended_on) if day is not None), default=None)

    @cached_property
    def trial(self) -> Trial | None:
        """The trial of this job. Raises NoWorkedDay."""
        terms = TrialTerms(
            contract_kind=self.contract_kind,
            category=self.category,
            contract_ends_on=self.ends_on,
            minimum_days=self.minimum_days,
            written=self.trial_written,
            agreed_end=self.trial_ends_on,
            renewed_until=self.trial_renewed_until,
            interim_count=self.interim_count,
        )
        return trial_of(self.start, terms, self.calendar)
