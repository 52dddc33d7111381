"""What a programme is once its file has been read: durations, stages, rhythm, contracts, workshops, follow-up."""

from enum import StrEnum
from typing import NamedTuple

from kodiko_desktop.domain.follow_up import FollowUpPoint


class Asked(StrEnum):
    """How an admission criterion counts."""

    REQUIRED = "required"
    WATCHED = "watched"
    NOT_ASKED = "not_asked"


class StageKind(StrEnum):
    """Where a stage stands in a journey."""

    ADMISSION = "admission"
    ACTIVE = "active"
    AFTER = "after"


class Duration(NamedTuple):
    """How long a journey lasts: so many months or weeks, renewed so many times. All None: no limit in time.
    `ends_at_hire`: False when the support goes on to its term whatever happens. `as_needed`: the length given is a
    ceiling, not a target."""

    months: int | None = None
    weeks: int | None = None
    renewals: int = 0
    as_needed: bool = False
    ends_at_hire: bool = True

    @property
    def unlimited(self) -> bool:
        """No limit in time."""
        return self.months is None and self.weeks is None


class Suspension(NamedTuple):
    """May a journey be suspended and resumed, for how many months at most (None: no limit)."""

    allowed: bool = True
    maximum_months: int | None = None


class Stage(NamedTuple):
    """A stage of the journey. `outcomes`: what may be decided there (confirmed, waiting list, redirected …)."""

    key: str
    title: str
    kind: StageKind
    outcomes: tuple[str, ...] = ()
    minutes: int | None = None
    people: int | None = None  # how many staff members hold it
    weeks: int | None = None


class Criterion(NamedTuple):
    """An admission criterion. A refusal is always an explained decision, never computed."""

    key: str
    title: str
    asked: Asked


class Rhythm(NamedTuple):
    """From so many months after the start, a contact at least every `days` days."""

    days: int
    from_month: int = 0


class Module(NamedTuple):
    """A workshop module, an activity or a service. `hours` None when they depend on the person."""

    key: str
    title: str
    block: str = ""
    hours: float | None = None
    optional: bool = False


class Strand(NamedTuple):
    """A part of the programme for some people (`audience` says whom); `leads_to`: strands one may move to."""

    key: str
    title: str
    audience: str = ""
    leads_to: tuple[str, ...] = ()


class Pairs(NamedTuple):
    """Pairs of a person and a mentor. `counted`: what counts in the mentor's ceiling (meetings, training, events), in
    days of `hours_in_a_day` hours."""

    meetings: int
    every_days: int
    hours: float
    training_days: float = 0.0
    ceiling_days: float | None = None
    hours_in_a_day: float = 7.0
    counted: tuple[str, ...] = ()
    connector_every_days: int | None = None
    connector_pairs: int | None = None


class FormMoment(NamedTuple):
    """A form to fill: at which moment, due how many days after the moment begins or how many months after the start
    (or after the exit, for moments that follow it)."""

    form: str
    moment: str
    within_days: int | None = None
    month: int | None = None
    after_exit: bool = False


class AfterExit(NamedTuple):
    """A contact after the exit, in months; `by`: who makes it when it is not the referent."""

    key: str
    title: str
    months: int
    by: str = ""


class Target(NamedTuple):
    """A figure aimed at: the key of an indicator, a percentage at least."""

    indicator: str
    percent: float


class Programme(NamedTuple):
    """A programme, in one version. `title` is the exact one, as it stands on attendance sheets and in the funders'
    papers; `short_title` is for lists."""

    key: str
    version: int
    title: str
    short_title: str
    summary: str
    duration: Duration
    suspension: Suspension
    returns_within_months: int | None
    referent_title: str
    portfolio: tuple[int, int] | None  # active people, all people, for one referent
    cohort_size: int | None
    stages: tuple[Stage, ...]
    criteria: tuple[Criterion, ...]
    rhythms: tuple[Rhythm, ...]
    contracts: tuple[str, ...]
    strands: tuple[Strand, ...]
    modules: tuple[Module, ...]
    pairs: Pairs | None
    forms: tuple[FormMoment, ...]
    follow_up: tuple[FollowUpPoint, ...]
    after_exit: tuple[AfterExit, ...]
    targets: tuple[Target, ...]
    mentions: tuple[str, ...]
    source: str
    source_name: str = ""

    def contact_days(self, months_since_start: int) -> int | None:
        """The longest silence allowed, in days, so many months after the start; None when no rhythm is agreed."""
        started = [rhythm for rhythm in self.rhythms if rhythm.from_month <= months_since_start]
        return started[-1].days if started else None

    @property
    def workshop_hours(self) -> float:
        """Hours of all the modules that have some."""
        return sum(module.hours or 0 for module in self.modules)
