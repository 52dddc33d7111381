"""Aujourd'hui: what is due, late, unsigned, unheard of; each line says why it is there and which act answers it.

It is the first thing read: what only some days need (the language of forms) is imported on those days.
"""

import datetime
from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

from db.connection import Connection
from db.queries import plans, work
from db.queries import today as queries
from kodiko_desktop.domain.attendance import AbsenceReason, HalfDaySlot, Mark, Part, PresenceState, absences_in_a_row
from kodiko_desktop.domain.dates_in_words import (
    date_seen_from,
    distance_in_words,
    hour_in_words,
    hours_in_words,
    short_date,
)
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.months import add_months
from kodiko_desktop.domain.rhythm import (
    RETENTION_FIRST_ALERT_MONTHS,
    permit_alert,
    retention_alert,
    silence,
    suspension_alert,
    suspension_limit,
)
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.laptop import sitting
from kodiko_desktop.services.work import follow_up

AHEAD = datetime.timedelta(days=8)
"""How far ahead a point of follow-up or a trial review is announced."""
BACK = datetime.timedelta(days=60)
"""How far back something forgotten is still shown."""
ABSENCE_WATCH = datetime.timedelta(days=90)


class Pile(StrEnum):
    """The piles of the first screen, in order."""

    TO_DO = "a_faire"
    SOON = "bientot"
    TO_SIGN = "a_signer"
    UNHEARD = "sans_nouvelles"
    DEADLINES = "echeances"


class Urgency(StrEnum):
    """What the badge says, with a word; never a judgement on a person."""

    LATE = "en_retard"
    NOW = "maintenant"
    SOON = "bientot"


class Target(NamedTuple):
    """The act a line opens: a page, a row, a tab, a field."""

    page: str
    row_id: str
    tab: str = ""
    field: str = ""


class Line(NamedTuple):
    """A line of the first screen. `lead`: hour or « en retard »; `who` is a person (hidden in discreet mode) or a
    session; `what`: what is to be done; `why`: why it is there; `badge`: a word; `moment` sorts."""

    pile: Pile
    moment: tuple[datetime.date, str]
    lead: str
    who: str
    who_is_a_person: bool
    what: str
    why: str
    badge: str
    urgency: Urgency
    target: Target


class Day(NamedTuple):
    """The first screen of a day. `code_proved`: the recovery code was printed, and read back from its sheet."""

    on: datetime.date
    lines: tuple[Line, ...]
    portfolio: queries.Portfolio
    nobody_yet: bool
    code_proved: bool

    def pile(self, pile: Pile) -> tuple[Line, ...]:
        """The lines of one pile, in order."""
        return tuple(line for line in self.lines if line.pile is pile)

    @property
    def due(self) -> int:
        """How many lines ask for something now (what is only announced is not counted)."""
        return sum(line.pile is not Pile.SOON for line in self.lines)


def read_day(connection: Connection, *, today: datetime.date, staff_id: str | None) -> Day:
    """Everything the first screen shows, for one member of the team, or for the whole antenna (`staff_id` None)."""
    lines = [
        *_points(connection, today, staff_id),
        *_appointments(connection, today, staff_id),
        *_sessions(connection, today),
        *_unfinished(connection, today, staff_id),
        *_papers(connection, today, staff_id),
        *_actions(connection, today, staff_id),
        *_people(connection, today, staff_id),
        *_forgotten(connection, today, staff_id),
    ]
    order = {pile: rank for rank, pile in enumerate(Pile)}
    return Day(
        on=today,
        lines=tuple(sorted(lines, key=lambda line: (order[line.pile], line.moment, line.who))),
        portfolio=queries.portfolio(connection, staff_id=staff_id),
        nobody_yet=not queries.has_people(connection),
        code_proved=sitting.code_is_proved(connection),
    )


def _points(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    rows = work.placements_followed(connection, since=today - follow_up.LONGEST_FOLLOW_UP)
    mine = [row for row in rows if staff_id is None or row.referent_id == staff_id]
    for points in follow_up.points_of(connection, mine, today).values():
        for point in points:
            if point.is_open and point.due <= today + AHEAD:
                yield _point_line(point, today)


def _point_line(point: follow_up.Point, today: datetime.date) -> Line:
    row = point.placement
    met = _("{company} · prévu {day}").format(company=row.company_name, day=date_seen_from(point.due, today))
    why = f"{met} · {row.tutor_name}" if row.tutor_name else met
    late, now = point.state is follow_up.PointState.LATE, point.state is follow_up.PointState.TODAY
    hour = row.day_starts_at if now and point.planned.key == "J1" else ""
    return Line(
        pile=Pile.TO_DO if late or now else Pile.SOON,
        moment=(point.due, hour),
        lead=_("en retard") if late else (hour_in_words(hour) or (_("aujourd’hui") if now else short_date(point.due))),
        who=row.person_name,
        who_is_a_person=True,
        what=point.planned.title,
        why=why,
        badge=_days_late(point.days_late) if late else (_("Ouvrir la fiche") if now else _until(point.due, today)),
        urgency=Urgency.LATE if late else (Urgency.NOW if now else Urgency.SOON),
        target=Target("placement", row.id, "check_in", point.planned.key),
    )


def _appointments(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    for row in queries.appointments(connection, since=today - BACK, until=today, staff_id=staff_id):
        past = row.on_date < today
        yield Line(
            pile=Pile.TO_DO,
            moment=(row.on_date, row.at_time),
            lead=_("en retard") if past else (hour_in_words(row.at_time) or _("aujourd’hui")),
            who=row.person_name,
            who_is_a_person=True,
            what=row.purpose or _("rendez-vous"),
            why=" · ".join(part for part in (date_seen_from(row.on_date, today), row.place, row.with_whom) if part),
            badge=_("Dire ce qu’il en a été") if past else _("Rendez-vous"),
            urgency=Urgency.LATE if past else Urgency.NOW,
            target=Target("person", row.person_id, "appointment", row.id),
        )


def _sessions(connection: Connection, today: datetime.date) -> Iterable[Line]:
    for row in queries.sessions_to_mark(connection, since=today - BACK, until=today):
        past = row.last_day < today
        printed = _("feuille imprimée (v{version})").format(version=row.printed_version)
        parts = (
            row.place,
            hours_in_words(row.starts_at, row.ends_at),
            ngettext("{count} personne attendue", "{count} personnes attendues", row.expected).format(
                count=row.expected
            ),
            printed if row.printed_version else _("feuille pas encore imprimée"),
        )
        yield Line(
            pile=Pile.TO_DO,
            moment=(row.first_day, row.starts_at),
            lead=_("en retard") if past else hour_in_words(row.starts_at),
            who=row.title,
            who_is_a_person=False,
            what=date_seen_from(row.first_day, today) if past else _("séance du jour"),
            why=" · ".join(part for part in parts if part),
            badge=_("Saisir les présences"),
            urgency=Urgency.LATE if past else Urgency.NOW,
            target=Target("session", row.id, "presence"),
        )


def _unfinished(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    for row in queries.unfinished(connection, since=today - BACK, staff_id=staff_id):
        title, left = _form_and_what_is_left(connection, row)
        yield Line(
            pile=Pile.TO_DO,
            moment=(row.on_date, ""),
            lead=_("à finir"),
            who=row.person_name,
            who_is_a_person=True,
            what=title,
            why=_("Commencé {day}").format(day=date_seen_from(row.on_date, today)),
            badge=ngettext("{count} question restante", "{count} questions restantes", left).format(count=left),
            urgency=Urgency.NOW,
            target=Target("person", row.person_id, "diagnostics", row.id),
        )


def _papers(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    for row in queries.papers_unsigned(connection, staff_id=staff_id):
        title = _template_title(connection, row.template)
        yield Line(
            pile=Pile.TO_SIGN,
            moment=(row.printed_on, ""),
            lead=_("à signer"),
            who=row.person_name,
            who_is_a_person=True,
            what=_("{title} {number}").format(title=title, number=row.number),
            why=_("Imprimé {day}").format(day=date_seen_from(row.printed_on, today)),
            badge=_("Pas encore signé"),
            urgency=Urgency.SOON,
            target=Target("person", row.person_id, "plan", row.id),
        )


def _actions(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    for row in plans.late_actions(connection, today=today, since=today - BACK, staff_id=staff_id):
        yield Line(
            pile=Pile.DEADLINES,
            moment=(row.due_on, ""),
            lead="",
            who=row.person_name,
            who_is_a_person=True,
            what=row.title,
            why=_("Action prévue pour {day}").format(day=date_seen_from(row.due_on, today)),
            badge=_days_late((today - row.due_on).days),
            urgency=Urgency.LATE,
            target=Target("person", row.person_id, "plan"),
        )


def _people(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    missed = _absences(connection, today, staff_id)
    for row in queries.journeys(connection, staff_id=staff_id):
        if row.status == "actif":
            yield from _unheard(connection, row, missed.get(row.person_id), today)
        if row.status == "suspendu":
            limit = _suspension_ends(connection, row)
            alert = suspension_alert(limit, today) if limit is not None else None
            if alert is not None:
                yield _deadline(row, alert.on, alert.sentence, _("Suspension"), today)
        if row.permit_ends_on is not None:
            alert = permit_alert(row.permit_ends_on, today)
            if alert is not None:
                yield _deadline(row, alert.on, alert.sentence, _("Titre de séjour"), today)


def _forgotten(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    """Personal data are kept two years after the last contact, then archived (CNIL, référentiel 2021-028)."""
    # Months are not all as long: a few days more are read, and the rule decides.
    before = add_months(today, -RETENTION_FIRST_ALERT_MONTHS) + datetime.timedelta(days=4)
    for row in queries.forgotten(connection, before=before, staff_id=staff_id):
        alert = retention_alert(row.last_seen, today)
        if alert is not None:
            yield _deadline(row, alert.on, alert.sentence, _("Durée de conservation"), today)


def _suspension_ends(connection: Connection, row: queries.JourneyRow) -> datetime.date | None:
    if row.suspended_until is not None or row.status_since is None:
        return row.suspended_until
    programme = _programme(connection, row.programme)
    return suspension_limit(row.status_since, None, programme.suspension.maximum_months) if programme else None


def _unheard(
    connection: Connection, row: queries.JourneyRow, absences: str | None, today: datetime.date
) -> Iterable[Line]:
    if row.put_off_until is not None and row.put_off_until > today:
        return
    rhythm = row.rhythm_days or _programme_rhythm(connection, row, today)
    quiet = silence(row.last_contact, row.started_on or today, rhythm, today) if rhythm else None
    if quiet is None and absences is None:
        return
    yield Line(
        pile=Pile.UNHEARD,
        moment=(row.last_contact or row.started_on or today, ""),
        lead="",
        who=row.person_name,
        who_is_a_person=True,
        what="",
        why=" ".join(sentence for sentence in (quiet.sentence if quiet else "", absences or "") if sentence),
        badge=_("à rappeler") if quiet is None else _("+{days} j").format(days=quiet.days - quiet.rhythm_days),
        urgency=Urgency.SOON,
        target=Target("person", row.person_id, "contact", row.id),
    )


def _deadline(
    row: queries.JourneyRow | queries.ForgottenRow, on: datetime.date, why: str, what: str, today: datetime.date
) -> Line:
    return Line(
        pile=Pile.DEADLINES,
        moment=(on, ""),
        lead="",
        who=row.person_name,
        who_is_a_person=True,
        what=what,
        why=why,
        badge=distance_in_words(on, today),
        urgency=Urgency.LATE if on < today else Urgency.SOON,
        target=Target("person", row.person_id, "journey"),
    )


def _absences(connection: Connection, today: datetime.date, staff_id: str | None) -> dict[str, str]:
    rows = queries.recent_presences(connection, since=today - ABSENCE_WATCH, staff_id=staff_id)
    rows.sort(key=lambda row: row.person_id)
    found = {}
    for person_id, presences in groupby(rows, key=lambda row: row.person_id):
        run = absences_in_a_row(_mark(row) for row in presences)
        if run is not None:
            found[person_id] = run.sentence
    return found


def _mark(row: queries.PresenceRow) -> Mark:
    morning = row.part == Part.MORNING
    hours = (datetime.time(9), datetime.time(12)) if morning else (datetime.time(14), datetime.time(17))
    reason = AbsenceReason(row.reason) if row.reason else None
    return Mark(
        row.session_id, HalfDaySlot(row.on_date, Part(row.part), *hours), PresenceState(row.state), None, reason
    )


def _programme_rhythm(connection: Connection, row: queries.JourneyRow, today: datetime.date) -> int | None:
    programme = _programme(connection, row.programme)
    if programme is None:
        return None
    started = row.started_on or today
    return programme.contact_days((today.year - started.year) * 12 + today.month - started.month)


def _programme(connection: Connection, key: str) -> Any:
    """The programme of a journey, None when it has none or it is not here."""
    try:
        return definitions.latest(connection, definitions.PROGRAMME, key) if key else None
    except KodikoError:
        return None


def _form_and_what_is_left(connection: Connection, row: queries.UnfinishedRow) -> tuple[str, int]:
    try:
        form = definitions.of_version(connection, definitions.FORM, row.form, row.form_version)
    except KodikoError:
        return row.form, 0
    from kodiko_desktop.domain.forms.filling import progress

    done = progress(form, row.answers)
    return definitions.title_of(form), done.asked - done.answered


def _template_title(connection: Connection, key: str) -> str:
    try:
        return definitions.title(connection, definitions.CONTRACT, key)
    except KodikoError:
        return key


def _days_late(days: int) -> str:
    return ngettext("{count} jour", "{count} jours", days).format(count=days)


def _until(day: datetime.date, today: datetime.date) -> str:
    return distance_in_words(day, today)
