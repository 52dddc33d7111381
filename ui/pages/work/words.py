"""How the pages of employment say things: the state of a point, how it was held, a contract, a week of work."""

import datetime
from collections.abc import Iterable
from unicodedata import bidirectional

from kodiko_desktop.domain.contracts.placeholders import isolated
from kodiko_desktop.domain.dates_in_words import distance_in_words, long_date, short_date
from kodiko_desktop.domain.trial_period import Trial
from kodiko_desktop.domain.wording import N_, _, ngettext
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.work.follow_up import Point, PointState
from kodiko_desktop.services.work.hires import HireLine

HOW_WORDS = {
    "sur_place": N_("sur place"),
    "telephone": N_("par téléphone"),
    "visio": N_("en visio"),
}
VOICE_WORDS = {
    "personne": N_("la personne"),
    "employeur": N_("l’employeur"),
    "ensemble": N_("tous ensemble"),
}
_FROM_LEFT_TO_RIGHT = "\u200e"


def state_badge(point: Point, today: datetime.date) -> tuple[str, str]:
    """The state of a point in a few words, and the kind of its badge."""
    if point.state is PointState.LATE:
        words = ngettext("en retard de {count} jour", "en retard de {count} jours", point.days_late)
        return words.format(count=point.days_late), "danger"
    if point.state is PointState.TODAY:
        return _("aujourd’hui"), "accent"
    if point.state is PointState.GIVEN_UP:
        return _("n’aura pas lieu"), "neutral"
    if point.state is PointState.TO_COME:
        return distance_in_words(point.due, today), "neutral"
    return (_("fait en retard") if point.state is PointState.DONE_LATE else _("fait")), "done"


def point_badge(point: Point, today: datetime.date) -> tuple[str, str]:
    """The same beside a person's name: it is the point that is late, which is ours to hold, never the person."""
    if point.state is PointState.LATE:
        words = ngettext("point en retard de {count} jour", "point en retard de {count} jours", point.days_late)
        return words.format(count=point.days_late), "warning"
    return state_badge(point, today)


def point_title(point: Point) -> str:
    """The title of a meeting, with what is held at the same time."""
    if not point.planned.merged_titles:
        return point.planned.title
    return _("{title}, avec\u00a0: {others}").format(
        title=point.planned.title, others=", ".join(point.planned.merged_titles)
    )


def point_story(point: Point) -> str:
    """What one has to know of a point, in one line: held how, moved and why, given up and why, or why that day."""
    done = point.check_in
    if done is not None and done.done_on is not None:
        said = [_("Fait {day}, {how}").format(day=long_date(done.done_on), how=how(done.how))]
        if point.days_late:
            said.append(_("prévu {day}").format(day=long_date(point.due)))
        if done.decision:
            said.append(_("décidé\u00a0: {decision}").format(decision=done.decision))
        return " · ".join(said)
    if done is not None and done.given_up:
        return done.given_up_reason
    if done is not None and done.moved_to == point.planned.due:
        return _("Fixé à ce jour\u00a0: {reason}").format(reason=done.moved_reason)
    if done is not None and done.moved_to is not None:
        return _("Reporté du {day}\u00a0: {reason}").format(day=long_date(point.planned.due), reason=done.moved_reason)
    return point.planned.reason


def how(code: str) -> str:
    """« par téléphone »."""
    return _(HOW_WORDS.get(code, code))


def contract(kind: str) -> str:
    """The name of a kind of contract."""
    return vocabulary("contracts").label(kind)


def trial_in_words(trial: Trial | None, today: datetime.date) -> str:
    """When the trial ends, until when the employer may speak; "" without a trial."""
    if trial is None:
        return ""
    if trial.last_day < today:
        return _("Essai fini le {day}").format(day=short_date(trial.last_day))
    said = _("Essai jusqu’au {day}, l’employeur peut prévenir jusqu’au {notice} (délai\u00a0: {delay})").format(
        day=short_date(trial.last_day), notice=short_date(trial.last_day_for_notice), delay=trial.notice.label
    )
    if trial.beyond_law:
        return _("{said}. La date du contrat dépasse la loi\u00a0: la date légale est gardée").format(said=said)
    return said


def hire_story(line: HireLine, today: datetime.date) -> str:
    """What one has to know of a hire in a list: what comes next and why, or that it is over."""
    row = line.placement
    if line.next_point is None:
        return _("Suivi terminé")
    said = [
        _("{title}, {day}").format(title=point_title(line.next_point), day=long_date(line.next_point.due)),
        joined((row.tutor_name, row.tutor_phone)),
    ]
    if line.trial is not None and today <= line.trial.last_day:
        said.append(_("essai jusqu’au {day}").format(day=short_date(line.trial.last_day)))
    return joined(said)


def joined(parts: Iterable[str]) -> str:
    """The parts that say something, with a middle dot between them. A name written from right to left is fenced: the
    line around it stays French, from left to right."""
    said = [part for part in parts if part]
    line = " · ".join(isolated(part) if _right_to_left(part) else part for part in said)
    # The mark: a label takes the direction of its first letter, even of a fenced one.
    return f"{_FROM_LEFT_TO_RIGHT}{line}" if said and _right_to_left(said[0]) and len(said) > 1 else line


def _right_to_left(part: str) -> bool:
    return any(bidirectional(each) in ("R", "AL") for each in part)
