"""The cohort's workshops: planned, printed, held, typed in; the last ones are still waiting to be."""

import datetime
from functools import partial
from typing import Any

from kodiko_desktop.domain.attendance import AbsenceReason, Part
from kodiko_desktop.domain.working_days import WorkCalendar
from kodiko_desktop.services.demo.cast import Scene, Someone, read
from kodiko_desktop.services.sessions import attendance, attendance_paper, sessions
from kodiko_desktop.services.sessions.attendance import Mark

_HOURS = {Part.MORNING: ("09:00", "12:00"), Part.AFTERNOON: ("13:30", "16:30")}
_PLANNED_BEFORE = 7
"""Days between the planning of a workshop and its day."""
_PRINTED_SINCE = -20
"""Sheets of the last weeks are printed; those before were signed on other paper."""
_COMES = 0.86
_COMES_FOR_A_WHILE = 0.05
_REASONS = (AbsenceReason.ADMINISTRATIVE, AbsenceReason.HEALTH, AbsenceReason.TRANSPORT, AbsenceReason.UNJUSTIFIED)
_MISSED_SINCE = -11
_LAST_DAY = 400


def write_workshops(scene: Scene) -> None:
    """Put the workshops in the agenda."""
    for workshop in read("workshops")["workshop"]:
        for offset in workshop["days"]:
            day = _worked(scene.day(offset), later=offset >= 0)
            before = day - datetime.timedelta(days=_PLANNED_BEFORE)
            scene.agenda.at(before, 17, partial(_plan, scene, workshop, day))


def _worked(day: datetime.date, *, later: bool) -> datetime.date:
    calendar = WorkCalendar()
    return calendar.next_worked_on_or_after(day) if later else calendar.previous_worked_on_or_before(day)


def _plan(scene: Scene, workshop: dict[str, Any], day: datetime.date) -> None:
    data = read("antenna")["cohort"]
    expected = [someone for someone in scene.people if _is_expected(scene, someone, day)]
    parts = [Part(part) for part in workshop["half_days"]]
    (session_id,) = sessions.plan_sessions(
        scene.store,
        author=scene.author,
        antenna_id=scene.antenna_id,
        title=workshop["title"],
        half_days=[sessions.PlannedHalfDay(day, part.value, *_HOURS[part]) for part in parts],
        person_ids=[someone.id for someone in expected],
        programme=data["programme"],
        module=workshop["module"],
        cohort_id=scene.cohort_id,
        place=workshop["place"],
        trainer_name=workshop["trainer"],
        trainer_capacity=workshop["capacity"],
        funder_ids=[scene.funders[key] for key in data["funders"]],
    )
    if scene.day(_PRINTED_SINCE) <= day <= scene.today:
        eve = day - datetime.timedelta(days=1)
        print_sheet = partial(attendance_paper.print_sheet, scene.store, author=scene.author, session_id=session_id)
        scene.agenda.at(eve, 18, print_sheet)
    if day < scene.today and not workshop.get("waiting"):
        scene.agenda.at(day, 18, partial(_type_in, scene, session_id, day, expected))


def _is_expected(scene: Scene, someone: Someone, day: datetime.date) -> bool:
    """Whether a person of the cohort, engaged by now, still comes to workshops on that day."""
    comes = day <= scene.day(someone.story.get("workshops_until", _LAST_DAY))
    return bool(someone.story.get("cohort") and someone.journey_id and comes)


def _type_in(scene: Scene, session_id: str, day: datetime.date, expected: list[Someone]) -> None:
    marks = [
        _mark(scene, half_day.id, someone, day)
        for half_day in attendance.half_days_of(scene.store, session_id)
        for someone in expected
    ]
    attendance.mark(scene.store, author=scene.author, session_id=session_id, marks=marks)
    for someone in expected:
        if someone.chance.random() < 0.3:
            useful = someone.chance.choice((2, 3, 3, 4, 4))
            attendance.rate(
                scene.store, author=scene.author, session_id=session_id, person_id=someone.id, useful=useful
            )
    attendance.finish_marking(scene.store, author=scene.author, session_id=session_id, on_date=day)


def _mark(scene: Scene, half_day_id: str, someone: Someone, day: datetime.date) -> Mark:
    drawn = someone.chance.random()
    if someone.story.get("misses_last_sessions") and day >= scene.day(_MISSED_SINCE):
        return Mark(half_day_id, someone.id, "absent", AbsenceReason.UNJUSTIFIED.value)
    if drawn < _COMES:
        return Mark(half_day_id, someone.id, "present")
    if drawn < _COMES + _COMES_FOR_A_WHILE:
        return Mark(half_day_id, someone.id, "partiel", minutes=90)
    return Mark(half_day_id, someone.id, "absent", someone.chance.choice(_REASONS).value)
