"""The trial period of a hire: how long it may last by law, when it ends, when to talk about it.

Code du travail: L1221-19 to 21 (CDI), L1242-10 (CDD), L1251-14 (intérim), L1221-23 (only if written), L1221-25
(notice).
Counted in calendar days; ends at midnight even on a Sunday or a holiday; an absence adds the same number of days.
"""

import datetime
from enum import StrEnum
from typing import NamedTuple

from kodiko_desktop.domain.months import (
    add_months,
    is_longer_than_months,
    last_day_of_days,
    last_day_of_months,
)
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.domain.working_days import Absence, NoWorkedDay, WorkCalendar, absence_days

REVIEW_BEFORE_NOTICE = datetime.timedelta(days=7)
"""The review comes a week before the last day on which the employer may still give notice (our practice)."""


class ContractFamily(StrEnum):
    """Contracts that follow the same rule of trial."""

    CDI = "cdi"
    CDD = "cdd"
    INTERIM = "interim"


class InterimCount(StrEnum):
    """How the days of a temporary worker's trial are counted: sources differ, so it is a parameter."""

    CALENDAR = "calendaires"
    WORKED = "travailles"


class Notice(StrEnum):
    """What the employer must leave between saying stop and the end of the trial (L1221-25)."""

    HOURS_24 = "24h"
    HOURS_48 = "48h"
    TWO_WEEKS = "2s"
    ONE_MONTH = "1m"

    @property
    def label(self) -> str:
        """« 48 heures »."""
        return _(_NOTICE_LABELS[self])

    def before(self, day: datetime.date) -> datetime.date:
        """The last day to give notice of an end on `day`."""
        if self is Notice.ONE_MONTH:
            return add_months(day, -1)
        return day - datetime.timedelta(days=_NOTICE_DAYS[self])


_NOTICE_LABELS = {
    Notice.HOURS_24: N_("24\u00a0heures"),
    Notice.HOURS_48: N_("48\u00a0heures"),
    Notice.TWO_WEEKS: N_("2\u00a0semaines"),
    Notice.ONE_MONTH: N_("1\u00a0mois"),
}
_NOTICE_DAYS = {Notice.HOURS_24: 1, Notice.HOURS_48: 2, Notice.TWO_WEEKS: 14}

_FAMILIES = (
    ("cdi", ContractFamily.CDI),
    ("cdd", ContractFamily.CDD),
    ("saisonnier", ContractFamily.CDD),
    ("professionnalisation", ContractFamily.CDD),
    ("interim", ContractFamily.INTERIM),
    ("mission_interim", ContractFamily.INTERIM),
)
_CDI_MONTHS = {
    "ouvrier": 2,
    "employe": 2,
    "agent_de_maitrise": 3,
    "technicien": 3,
    "cadre": 4,
}
_CDI_MONTHS_UNKNOWN_CATEGORY = 2
_CDD_WEEKS_MAXIMUM_DAYS = 14


class TrialTerms(NamedTuple):
    """What the contract says. `contract_kind`, `category`: vocabulary codes. `contract_ends_on`: the term of a CDD or
    a mission; without one (seasonal work), `minimum_days` is its minimum duration, on which the trial is reckoned.
    `agreed_end`, `renewed_until`: the dates the contract gives, when it gives them."""

    contract_kind: str
    category: str = ""
    contract_ends_on: datetime.date | None = None
    minimum_days: int | None = None
    written: bool = False
    agreed_end: datetime.date | None = None
    renewed_until: datetime.date | None = None
    interim_count: InterimCount = InterimCount.CALENDAR


class Trial(NamedTuple):
    """A trial from `first_day` to `last_day`, both included. `beyond_law`: the date agreed was later than the law
    allows, so the legal one is kept. `review_target`: the day to talk, before it meets the other points."""

    first_day: datetime.date
    last_day: datetime.date
    notice: Notice
    last_day_for_notice: datetime.date
    review_target: datetime.date
    beyond_law: bool = False


def contract_family(contract_kind: str) -> ContractFamily | None:
    """The family of a contract by its code ("cdd_usage" is a CDD); None: no trial in our rules (apprenticeship…)."""
    return next((family for prefix, family in _FAMILIES if contract_kind.startswith(prefix)), None)


def cdi_trial_months(category: str, *, renewed: bool = False) -> int:
    """Months of trial of a CDI: worker or employee 2, supervisor or technician 3, executive 4; twice that when
    renewed, which takes a branch agreement. An unknown category is given the shortest."""
    found = next((months for prefix, months in _CDI_MONTHS.items() if category.startswith(prefix)), None)
    months = _CDI_MONTHS_UNKNOWN_CATEGORY if found is None else found
    return months * 2 if renewed else months


def cdd_trial_end(start: datetime.date, contract_end: datetime.date) -> datetime.date:
    """Last day of a CDD's trial: one day a week (begun weeks count), two weeks at most, up to six months of contract;
    one month beyond (L1242-10)."""
    if is_longer_than_months(start, contract_end, 6):
        return last_day_of_months(start, 1)
    contract_days = max(1, (contract_end - start).days + 1)
    weeks = -(-contract_days // 7)
    return min(last_day_of_days(start, min(weeks, _CDD_WEEKS_MAXIMUM_DAYS)), max(start, contract_end))


def interim_trial_days(start: datetime.date, contract_end: datetime.date) -> int:
    """Days of trial of a mission: 2 up to a month, 3 up to two months, 5 beyond (L1251-14)."""
    if not is_longer_than_months(start, contract_end, 1):
        return 2
    return 3 if not is_longer_than_months(start, contract_end, 2) else 5


def legal_trial_end(
    start: datetime.date, terms: TrialTerms, calendar: WorkCalendar, *, renewed: bool = False
) -> datetime.date | None:
    """The last day the law allows, absences not yet added; None when it cannot be known (no rule, no duration)."""
    family = contract_family(terms.contract_kind)
    if family is ContractFamily.CDI:
        return last_day_of_months(start, cdi_trial_months(terms.category, renewed=renewed))
    contract_end = terms.contract_ends_on
    if contract_end is None and terms.minimum_days:
        contract_end = last_day_of_days(start, terms.minimum_days)
    if family is None or contract_end is None:
        return None
    if family is ContractFamily.CDD:
        return cdd_trial_end(start, contract_end)
    days = interim_trial_days(start, contract_end)
    if terms.interim_count is InterimCount.CALENDAR:
        return last_day_of_days(start, days)
    present = WorkCalendar(calendar.pattern, calendar.profile, calendar.worked_holidays)
    return present.nth_worked_day(start, days)


def prolonged_by_absences(first: datetime.date, last: datetime.date, absences: tuple[Absence, ...]) -> datetime.date:
    """The end of a trial once each day of absence within it has added a calendar day. Raises NoWorkedDay when an
    absence never ends."""
    end = last
    try:
        while (moved := last + datetime.timedelta(days=absence_days(absences, first, end))) != end:
            end = moved
    except OverflowError:
        raise NoWorkedDay from None
    return end


def employer_notice(first: datetime.date, last_present: datetime.date) -> Notice:
    """The notice after a presence from `first` to `last_present` (absences taken out): 24 hours under 8 days, 48 hours
    up to a month, two weeks after a month, a month after three (L1221-25)."""
    if (last_present - first).days + 1 < 8:
        return Notice.HOURS_24
    if not is_longer_than_months(first, last_present, 1):
        return Notice.HOURS_48
    return Notice.ONE_MONTH if is_longer_than_months(first, last_present, 3) else Notice.TWO_WEEKS


def trial_of(start: datetime.date, terms: TrialTerms, calendar: WorkCalendar) -> Trial | None:
    """The trial of a hire that begins on `start`; None when it is not written in the contract, or unknown.

    A shorter agreement prevails; a longer one does not. A renewal is only the one that was agreed, for a CDI, and stays
    within the law. Raises NoWorkedDay when an absence never ends.
    """
    if not terms.written:
        return None
    renewed = terms.renewed_until is not None and contract_family(terms.contract_kind) is ContractFamily.CDI
    legal = legal_trial_end(start, terms, calendar, renewed=renewed)
    agreed = terms.renewed_until if renewed else terms.agreed_end
    # A date agreed before a start that was moved since says nothing any more.
    known = [day for day in (legal, agreed) if day is not None and day >= start]
    if not known:
        return None
    contractual = min(known)
    last = prolonged_by_absences(start, contractual, calendar.absences)
    notice = employer_notice(start, contractual)
    last_day_for_notice = notice.before(last)
    return Trial(
        first_day=start,
        last_day=last,
        notice=notice,
        last_day_for_notice=last_day_for_notice,
        review_target=calendar.previous_worked_on_or_before(last_day_for_notice - REVIEW_BEFORE_NOTICE),
        beyond_law=legal is not None and agreed is not None and agreed > legal,
    )
