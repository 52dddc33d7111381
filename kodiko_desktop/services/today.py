"""Aujourd'hui: what is due, late, unsigned, unheard of; each line says why it is there and which act answers it.

It is the first thing read: what only some days need (the language of forms) is imported on those days.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from db.connection import Connection
from db.queries import plans, work
from db.queries import today as queries
from kodiko_desktop.domain.dates_in_words import (
    date_seen_from,
    distance_in_words,
    hour_in_words,
    hours_in_words,
    short_date,
)
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.laptop import sitting
from kodiko_desktop.services.today_lines import Line, Pile, Target, Urgency, days_late
from kodiko_desktop.services.today_people import people_lines
from kodiko_desktop.services.work import follow_up

AHEAD = datetime.timedelta(days=8)
"""How far ahead a point of follow-up or a trial review is announced."""
OLD = datetime.timedelta(days=60)
"""What has waited longer stands folded at the foot of its pile, counted: nothing due is ever dropped."""
_FOLDED = (Pile.TO_DO, Pile.DEADLINES)


class Day(NamedTuple):
    """The first screen of a day. `code_proved`: the recovery code was printed, and read back from its sheet."""

    on: datetime.date
    lines: tuple[Line, ...]
    portfolio: queries.Portfolio
    nobody_yet: bool
    code_proved: bool

    def pile(self, pile: Pile) -> tuple[Line, ...]:
        """The lines of one pile, in order, those that have waited long included."""
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
        *people_lines(connection, today, staff_id),
    ]
    order = {pile: rank for rank, pile in enumerate(Pile)}
    return Day(
        on=today,
        lines=tuple(
            sorted((_told(line, today) for line in lines), key=lambda line: (order[line.pile], line.moment, line.who))
        ),
        portfolio=queries.portfolio(connection, staff_id=staff_id),
        nobody_yet=not queries.has_people(connection),
        code_proved=sitting.code_is_proved(connection),
    )


def _told(line: Line, today: datetime.date) -> Line:
    return line._replace(old=True) if line.pile in _FOLDED and line.moment[0] < today - OLD else line


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
        badge=days_late(point.days_late) if late else (_("Ouvrir la fiche") if now else _until(point.due, today)),
        urgency=Urgency.LATE if late else (Urgency.NOW if now else Urgency.SOON),
        target=Target("placement", row.id, "check_in", point.planned.key),
    )


def _appointments(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    for row in queries.appointments(connection, until=today, staff_id=staff_id):
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
    for row in queries.sessions_to_mark(connection, until=today):
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
    for row in queries.unfinished(connection, answers_since=today - OLD, staff_id=staff_id):
        title, left = _form_and_what_is_left(connection, row)
        badge = ngettext("{count} question restante", "{count} questions restantes", left).format(count=left)
        yield Line(
            pile=Pile.TO_DO,
            moment=(row.on_date, ""),
            lead=_("à finir"),
            who=row.person_name,
            who_is_a_person=True,
            what=title,
            why=_("Commencé {day}").format(day=date_seen_from(row.on_date, today)),
            badge=badge if row.answers is not None else _("à finir ou à clore"),
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
    for row in plans.late_actions(connection, today=today, staff_id=staff_id):
        yield Line(
            pile=Pile.DEADLINES,
            moment=(row.due_on, ""),
            lead="",
            who=row.person_name,
            who_is_a_person=True,
            what=row.title,
            why=_("Action prévue pour {day}").format(day=date_seen_from(row.due_on, today)),
            badge=days_late((today - row.due_on).days),
            urgency=Urgency.LATE,
            target=Target("person", row.person_id, "plan"),
        )


def _form_and_what_is_left(connection: Connection, row: queries.UnfinishedRow) -> tuple[str, int]:
    try:
        form = definitions.of_version(connection, definitions.FORM, row.form, row.form_version)
    except KodikoError:
        return row.form, 0
    if row.answers is None:
        return definitions.title_of(form), 0
    from kodiko_desktop.domain.forms.filling import progress

    done = progress(form, row.answers)
    return definitions.title_of(form), done.asked - done.answered


def _template_title(connection: Connection, key: str) -> str:
    try:
        return definitions.title(connection, definitions.CONTRACT, key)
    except KodikoError:
        return key


def _until(day: datetime.date, today: datetime.date) -> str:
    return distance_in_words(day, today)
