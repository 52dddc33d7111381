"""The hires of the story, one at each moment of the follow-up: the first day is reckoned from what is due now."""

import datetime
from functools import partial
from typing import Any

from kodiko_desktop.domain.follow_up import PlannedPoint, schedule
from kodiko_desktop.domain.months import last_day_of_months
from kodiko_desktop.domain.working_days import days_between
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.demo.answers import invented_answers
from kodiko_desktop.services.demo.cast import Scene, Someone, read
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.work import check_in_answers, check_ins, follow_up, placements

_WRITTEN_BEFORE = 6
"""Days between the signature of a work contract and the first day."""
_ROUGHLY = datetime.timedelta(days=12)
"""How far holidays and week-ends can move a point."""
_BY_PHONE = 0.15
"""Share of the points held by phone, the day after."""
_FACTS = ("company", "point", "in", "months", "absence", "ended")


def write_hires(scene: Scene) -> None:
    """Put the hires in the agenda."""
    for someone in scene.people:
        if "hire" in someone.values:
            hire = read("hires")[someone.values["hire"]]
            starts_on = _first_day(scene, someone, hire)
            before = starts_on - datetime.timedelta(days=_WRITTEN_BEFORE)
            scene.agenda.at(max(before, someone.started_on), 12, partial(_record, scene, someone, hire, starts_on))


def _values(hire: dict[str, Any], starts_on: datetime.date) -> dict[str, Any]:
    """The fields of the placement."""
    company = next(each for each in read("antenna")["company"] if each["key"] == hire["company"])
    return {
        "weekly_pattern": "12345",
        "holiday_profile": "",
        "worked_holidays": [],
        "minimum_days": None,
        "trial_written": True,
        "trial_ends_on": None,
        "trial_renewed_until": None,
        "workplace": f"{company['address']}, {company['city']}",
        "workplace_postcode": company["postcode"],
        "starts_on": starts_on,
        "ends_on": last_day_of_months(starts_on, hire["months"]) if "months" in hire else None,
        **{name: value for name, value in hire.items() if name not in _FACTS},
    }


def _absences(hire: dict[str, Any], starts_on: datetime.date) -> list[tuple[datetime.date, datetime.date]]:
    if "absence" not in hire:
        return []
    first = starts_on + datetime.timedelta(days=hire["absence"]["after"])
    return [(first, first + datetime.timedelta(days=hire["absence"]["days"] - 1))]


def _points(scene: Scene, someone: Someone, hire: dict[str, Any], starts_on: datetime.date) -> tuple[PlannedPoint, ...]:
    facts = follow_up.facts_of(_values(hire, starts_on), _absences(hire, starts_on))
    return schedule(facts, follow_up.cadence(scene.store.read(), someone.story["programme"])) if facts else ()


def _first_day(scene: Scene, someone: Someone, hire: dict[str, Any]) -> datetime.date:
    """The first day for which the point named falls nearest to the day wanted, on the same side of today; the latest of
    those, from Monday to Friday."""
    wanted = scene.day(hire["in"])
    about = wanted - (_due(scene, someone, hire, scene.today) - scene.today)

    def rank(day: datetime.date) -> tuple[bool, int, int]:
        due = _due(scene, someone, hire, day)
        crossed = _side(due - scene.today) != _side(wanted - scene.today)
        return crossed, abs((due - wanted).days), -day.toordinal()

    around = days_between(about - _ROUGHLY, about + _ROUGHLY)
    return min((day for day in around if day.isoweekday() <= 5), key=rank)


def _due(scene: Scene, someone: Someone, hire: dict[str, Any], starts_on: datetime.date) -> datetime.date:
    points = _points(scene, someone, hire, starts_on)
    return next(point.due for point in points if hire["point"] in point.keys)


def _side(distance: datetime.timedelta) -> int:
    """-1 before today, 0 today, 1 after."""
    return (distance.days > 0) - (distance.days < 0)


def _record(scene: Scene, someone: Someone, hire: dict[str, Any], starts_on: datetime.date) -> None:
    store, author = scene.store, scene.referent_of(someone)
    company_id, tutor_id = scene.companies[hire["company"]]
    placement_id = placements.record_hire(
        store,
        author=author,
        person_id=someone.id,
        company_id=company_id,
        tutor_contact_id=tutor_id,
        **_values(hire, starts_on),
    )
    for first, last in _absences(hire, starts_on):
        away = partial(placements.record_absence, store, author=author, placement_id=placement_id)
        scene.agenda.at(first, 9, partial(away, first_day=first, last_day=last))
    points = _points(scene, someone, hire, starts_on)
    for point in points:
        if hire["point"] in point.keys:
            break
        day = _held_on(scene, someone, point)
        if day <= scene.today:
            scene.agenda.at(
                day, 17, partial(_hold, scene, someone, placement_id, point.key, day, _next_on(points, day))
            )
    if "ended" in hire:
        scene.agenda.at(scene.day(hire["ended"]["on"]), 18, partial(_end, scene, someone, placement_id, hire["ended"]))


def _next_on(points: tuple[PlannedPoint, ...], day: datetime.date) -> datetime.date | None:
    """The day of the first meeting the schedule fixes after `day`."""
    return min((point.due for point in points if point.due > day), default=None)


def _held_on(scene: Scene, someone: Someone, point: PlannedPoint) -> datetime.date:
    late = someone.chance.random() < _BY_PHONE
    return point.due + datetime.timedelta(days=1) if late and point.due < scene.today else point.due


def _hold(
    scene: Scene, someone: Someone, placement_id: str, point: str, day: datetime.date, next_on: datetime.date | None
) -> None:
    store, author = scene.store, scene.referent_of(someone)
    found = check_ins.point_of_placement(store, placement_id, point, today=day)
    row_id = check_ins.open_check_in(store, author=author, placement_id=placement_id, point=point, today=day)
    for response in check_in_answers.responses(store, row_id):
        form = definitions.of_version(store.read(), definitions.FORM, response.form, response.form_version)
        answers = invented_answers(form, chance=someone.chance, today=day, ease=0.75, next_on=next_on)
        diagnostics.answer_all(store, author=author, diagnostic_id=response.id, answers=answers)
    late = day > found.due
    check_ins.record_done(
        store,
        author=author,
        placement_id=placement_id,
        point=point,
        done_on=day,
        how=check_ins.BY_PHONE if late else check_ins.ON_SITE,
        voices=found.planned.voices,
        late_reason=read("words")["late"] if late else "",
    )


def _end(scene: Scene, someone: Someone, placement_id: str, ended: dict[str, Any]) -> None:
    placements.end_placement(
        scene.store,
        author=scene.referent_of(someone),
        placement_id=placement_id,
        ended_on=scene.day(ended["on"]),
        reason=ended["reason"],
        seen=scene.seen("placement", placement_id),
    )
