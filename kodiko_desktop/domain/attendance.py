"""The arithmetic of attendance: planned and attended time, rates with their denominator, absences in a row.

The sheet is signed per half-day (FSE+, PIC), so a half-day is the unit; a reason is a code, never a medical text.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from kodiko_desktop.domain.dates_in_words import duration_in_words, long_date_with_year
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.holidays import HolidayProfile, holiday_name
from kodiko_desktop.domain.wording import N_, _, ngettext


class Part(StrEnum):
    """Which half of the day. The value is what is stored."""

    MORNING = "matin"
    AFTERNOON = "apres_midi"


class PresenceState(StrEnum):
    """How somebody was at a half-day. Not marked is None or empty, never a state."""

    PRESENT = "present"
    PARTIAL = "partiel"
    ABSENT = "absent"


class AbsenceReason(StrEnum):
    """The codes printed on the sheet. ABS alone is unjustified."""

    HEALTH = "SAN"
    ADMINISTRATIVE = "ADM"
    CHILDCARE = "GAR"
    TRANSPORT = "TRA"
    WORK_OR_TRAINING = "EMP"
    OTHER = "AUT"
    UNJUSTIFIED = "ABS"

    @property
    def label(self) -> str:
        """« santé »."""
        return _(_REASON_LABELS[self])


_REASON_LABELS = {
    AbsenceReason.HEALTH: N_("santé"),
    AbsenceReason.ADMINISTRATIVE: N_("rendez-vous administratif"),
    AbsenceReason.CHILDCARE: N_("garde"),
    AbsenceReason.TRANSPORT: N_("transport"),
    AbsenceReason.WORK_OR_TRAINING: N_("emploi ou formation"),
    AbsenceReason.OTHER: N_("autre"),
    AbsenceReason.UNJUSTIFIED: N_("non justifiée"),
}


class HalfDayEndsBeforeItStarts(KodikoError):
    """A half-day whose end is not after its start."""

    def __init__(self) -> None:
        super().__init__(
            _("Cette demi-journée finit avant d’avoir commencé. Vérifiez ses deux heures."),
            for_log="half-day ends before it starts",
        )


@dataclass(frozen=True)
class HalfDaySlot:
    """A planned half-day. Raises HalfDayEndsBeforeItStarts."""

    day: datetime.date
    part: Part
    starts_at: datetime.time
    ends_at: datetime.time

    def __post_init__(self) -> None:
        if self.ends_at <= self.starts_at:
            raise HalfDayEndsBeforeItStarts

    @property
    def minutes(self) -> int:
        """Planned duration, in minutes."""
        start, end = self.starts_at, self.ends_at
        return (end.hour - start.hour) * 60 + end.minute - start.minute


class Mark(NamedTuple):
    """One person at one half-day of one session. `state` None: not marked yet. `minutes`: attended, when partial."""

    session: str
    slot: HalfDaySlot
    state: PresenceState | None = None
    minutes: int | None = None
    reason: AbsenceReason | None = None

    @property
    def minutes_attended(self) -> int:
        """Minutes that count as attended: all when present, those written when partial (never more than planned)."""
        if self.state is PresenceState.PRESENT:
            return self.slot.minutes
        if self.state is PresenceState.PARTIAL:
            return min(max(self.minutes or 0, 0), self.slot.minutes)
        return 0


class Rate(NamedTuple):
    """A share that never goes without its denominator. `unit`: "demi-journées" or "minutes"."""

    numerator: int
    denominator: int
    unit: str

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None when there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def text(self) -> str:
        """« 80 % (12 h sur 15 h) », « 75 % (3 demi-journées sur 4) », « rien à compter »."""
        if not self.denominator:
            return _("rien à compter")
        percent = (200 * self.numerator + self.denominator) // (2 * self.denominator)
        if self.unit == "minutes":
            return _("{percent}\u00a0% ({part} sur {whole})").format(
                percent=percent, part=duration_in_words(self.numerator), whole=duration_in_words(self.denominator)
            )
        return ngettext(
            "{percent}\u00a0% ({part} demi-journée sur {whole})",
            "{percent}\u00a0% ({part} demi-journées sur {whole})",
            self.numerator,
        ).format(percent=percent, part=self.numerator, whole=self.denominator)


class Totals(NamedTuple):
    """What a set of marks adds up to. Rates are over the half-days marked; `unmarked` says how many are left out.
    `reasons`: half-days of absence by code, those without a reason under None."""

    present: int
    partial: int
    absent: int
    unmarked: int
    planned_minutes: int
    attended_minutes: int
    marked_minutes: int
    reasons: dict[AbsenceReason | None, int]

    @property
    def half_day_rate(self) -> Rate:
        """Half-days attended, even in part, over half-days marked."""
        attended = self.present + self.partial
        return Rate(attended, attended + self.absent, "demi-journées")

    @property
    def hours_rate(self) -> Rate:
        """Minutes attended over the minutes of the half-days marked."""
        return Rate(self.attended_minutes, self.marked_minutes, "minutes")


def totals(marks: Iterable[Mark]) -> Totals:
    """Add up marks of one person, one session or anything else."""
    every = tuple(marks)
    states = [mark.state for mark in every]
    reasons: dict[AbsenceReason | None, int] = {}
    for mark in every:
        if mark.state is PresenceState.ABSENT:
            reasons[mark.reason] = reasons.get(mark.reason, 0) + 1
    return Totals(
        present=states.count(PresenceState.PRESENT),
        partial=states.count(PresenceState.PARTIAL),
        absent=states.count(PresenceState.ABSENT),
        unmarked=states.count(None),
        planned_minutes=sum(mark.slot.minutes for mark in every),
        attended_minutes=sum(mark.minutes_attended for mark in every),
        marked_minutes=sum(mark.slot.minutes for mark in every if mark.state is not None),
        reasons=reasons,
    )


class AbsenceRun(NamedTuple):
    """Sessions missed in a row, up to the last one marked. `since`: the day of the first."""

    sessions: int
    since: datetime.date
    reasons: tuple[AbsenceReason, ...]

    @property
    def sentence(self) -> str:
        """« Absences à 2 séances de suite, depuis le lundi 11 mai 2026. »"""
        return ngettext(
            "Absence à {count} séance, le {date}.",
            "Absences à {count} séances de suite, depuis le {date}.",
            self.sessions,
        ).format(count=self.sessions, date=long_date_with_year(self.since))


def absences_in_a_row(marks: Iterable[Mark], *, at_least: int = 2) -> AbsenceRun | None:
    """The run of sessions wholly missed that ends a person's history, when it counts `at_least` sessions: the signal
    of rupture is two. A session is missed when each of its marked half-days is an absence; unmarked ones do not
    count."""
    known = sorted(
        (mark for mark in marks if mark.state is not None),
        key=lambda mark: (mark.slot.day, mark.slot.starts_at, mark.session),
    )
    first_seen: dict[str, int] = {}
    for position, mark in enumerate(known):
        first_seen.setdefault(mark.session, position)
    known.sort(key=lambda mark: first_seen[mark.session])
    run: list[Sequence[Mark]] = []
    for _session, group in groupby(known, key=lambda mark: mark.session):
        session_marks = tuple(group)
        missed = all(mark.state is PresenceState.ABSENT for mark in session_marks)
        run = [*run, session_marks] if missed else []
    if len(run) < max(at_least, 1):
        return None
    reasons = dict.fromkeys(mark.reason for missed in run for mark in missed if mark.reason is not None)
    return AbsenceRun(len(run), run[0][0].slot.day, tuple(reasons))


def holiday_warning(day: datetime.date, profile: HolidayProfile = HolidayProfile.METROPOLE) -> str | None:
    """The sentence to show before a session is planned or signed on a public holiday; None on other days. A court
    refused sheets signed on one (CAA Nantes, 2021)."""
    name = holiday_name(day, profile)
    if name is None:
        return None
    return _(
        "Le {date} est un jour férié ({holiday}). Un financeur peut refuser une feuille signée ce jour-là."
    ).format(date=long_date_with_year(day), holiday=name)
