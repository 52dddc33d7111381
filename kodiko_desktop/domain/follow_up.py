"""The follow-up of a hire, computed from its facts and never stored: days 1, 3 and 5 worked, end of the first week,
trial review, weekly then monthly points (DIHAL, médiation emploi). Which points there are is the programme's data.
"""

import datetime
from collections.abc import Collection, Iterable
from typing import NamedTuple

from kodiko_desktop.domain.dates_in_words import long_date
from kodiko_desktop.domain.follow_up_days import day_and_reason, first_day_at_work
from kodiko_desktop.domain.placement import PlacementFacts
from kodiko_desktop.domain.trial_period import Trial
from kodiko_desktop.domain.wording import _
from kodiko_desktop.domain.working_days import NoWorkedDay

TRIAL_REVIEW = "trial_review"
PERSON, EMPLOYER, TOGETHER = VOICES = ("personne", "employeur", "ensemble")


class FollowUpPoint(NamedTuple):
    """One line of a programme's cadence. `rule`: worked_day (the n-th), end_of_week_1, weekly (end of the n-th week),
    monthly (n months after the start), trial_review, week_before, within_days (n). `voices`: personne, employeur,
    ensemble. `form`: key of its sheet. `title`: as the programme writes it, `{n}` standing for the number."""

    key: str
    title: str
    rule: str
    n: int | None = None
    voices: tuple[str, ...] = VOICES
    form: str = ""

    @property
    def said(self) -> str:
        """The title as one reads it, in the language of the interface when it is one of the shipped ones."""
        return _(self.title).replace("{n}", str(self.n))


class PlannedPoint(NamedTuple):
    """A point of follow-up and its day. `reason`: why that day, in a sentence. `merged_with`: keys of the points held
    at the same meeting (the trial review on a short trial), `merged_titles` theirs; `forms`: its sheet, then theirs."""

    key: str
    title: str
    due: datetime.date
    voices: tuple[str, ...]
    reason: str
    forms: tuple[str, ...] = ()
    merged_with: tuple[str, ...] = ()
    merged_titles: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key this meeting answers for."""
        return (self.key, *self.merged_with)

    def title_of(self, key: str) -> str:
        """The title of this point, or of one that is held with it."""
        return dict(zip(self.keys, (self.title, *self.merged_titles), strict=True))[key]

    def without(self, keys: Collection[str]) -> "PlannedPoint":
        """The same meeting, rid of the points held with it that are among `keys`."""
        left = [rank for rank, key in enumerate(self.merged_with) if key not in keys]
        if len(left) == len(self.merged_with):
            return self
        aligned = len(self.forms) == len(self.keys)
        return self._replace(
            forms=(self.forms[0], *(self.forms[rank + 1] for rank in left)) if aligned else self.forms,
            merged_with=tuple(self.merged_with[rank] for rank in left),
            merged_titles=tuple(self.merged_titles[rank] for rank in left),
        )

    def holding(self, other: "PlannedPoint", keys: Collection[str]) -> "PlannedPoint":
        """The same meeting, with those of the points held with `other` that are among `keys`."""
        added = other.without([key for key in other.merged_with if key not in keys])
        aligned = len(self.forms) == len(self.keys) and len(added.forms) == len(added.keys)
        return self._replace(
            forms=(*self.forms, *added.forms[1:]) if aligned else self.forms,
            merged_with=(*self.merged_with, *added.merged_with),
            merged_titles=(*self.merged_titles, *added.merged_titles),
        )


def schedule(facts: PlacementFacts, cadence: Iterable[FollowUpPoint]) -> tuple[PlannedPoint, ...]:
    """The points of a hire in date order (same day: the cadence's order). A point that has no day (an absence without
    end, a job that ends before) is left out. Raises UnknownFollowUpRule."""
    lines = tuple(cadence)
    points: list[PlannedPoint] = []
    for line in lines:
        if line.rule == TRIAL_REVIEW:
            continue
        try:
            day, reason = day_and_reason(facts, line.rule, line.n or 1)
        except NoWorkedDay:
            continue
        if facts.last_day is None or day <= facts.last_day:
            points.append(PlannedPoint(line.key, line.said, day, line.voices, reason, _forms(line)))
    for line in lines:
        if line.rule == TRIAL_REVIEW:
            points = _with_trial_review(facts, lines, line, points)
    rank = {line.key: position for position, line in enumerate(lines)}
    return tuple(sorted(points, key=lambda point: (point.due, rank[point.key])))


def _forms(line: FollowUpPoint) -> tuple[str, ...]:
    return (line.form,) if line.form else ()


def _with_trial_review(
    facts: PlacementFacts, lines: tuple[FollowUpPoint, ...], line: FollowUpPoint, points: list[PlannedPoint]
) -> list[PlannedPoint]:
    """The points with the trial review among them: on its own day, or held at the nearest meeting on a short trial."""
    try:
        trial = facts.trial
        if trial is None:
            return points
        review = _review_day(facts, lines, trial, points)
    except NoWorkedDay:
        return points
    if review is None or (facts.last_day is not None and review > facts.last_day):
        return points
    reason = _trial_reason(trial)
    host = _host(points, review)
    if host is None:
        return [*points, PlannedPoint(line.key, line.said, review, line.voices, reason, _forms(line))]
    merged = host._replace(
        voices=tuple(dict.fromkeys((*host.voices, *line.voices))),
        reason=_("{reason} Le même jour\u00a0: {title}. {other}").format(
            reason=host.reason, title=line.said, other=reason
        ),
        forms=(*host.forms, *_forms(line)),
        merged_with=(*host.merged_with, line.key),
        merged_titles=(*host.merged_titles, line.said),
    )
    return [merged if point is host else point for point in points]


def _review_day(
    facts: PlacementFacts, lines: tuple[FollowUpPoint, ...], trial: Trial, points: list[PlannedPoint]
) -> datetime.date | None:
    """The day of the trial review: a week before the last day for notice, but never before the last of the points
    counted in worked days (J5). When that one comes after the trial: at the last meeting within the trial that is not
    the first day, else on the last worked day of the trial."""
    calendar = facts.calendar
    ranks = [line.n or 1 for line in lines if line.rule == "worked_day"]
    floor = calendar.nth_worked_day(facts.start, max(ranks, default=1))
    if trial.review_target >= floor:
        return trial.review_target
    limit = trial.last_day if facts.ends_on is None else min(trial.last_day, facts.ends_on)
    if floor <= limit:
        return floor
    first_day = first_day_at_work(facts)
    within = [point.due for point in points if first_day < point.due <= limit]
    latest = max(within, default=None) or calendar.previous_worked_on_or_before(limit)
    return latest if latest >= first_day else None


def _host(points: list[PlannedPoint], day: datetime.date) -> PlannedPoint | None:
    """The meeting of that day that takes the trial review in: everybody together rather than the employer alone."""
    same_day = [point for point in points if point.due == day]
    together = [point for point in same_day if TOGETHER in point.voices]
    employer = [point for point in same_day if EMPLOYER in point.voices]
    return next(iter((*together, *employer, *same_day)), None)


def _trial_reason(trial: Trial) -> str:
    return _(
        "La période d’essai finit le {end}\u00a0; l’employeur peut prévenir jusqu’au {last} (délai\u00a0: {notice})."
    ).format(end=long_date(trial.last_day), last=long_date(trial.last_day_for_notice), notice=trial.notice.label)
