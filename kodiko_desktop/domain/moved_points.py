"""What a new start date, an absence or a corrected contract changes in a follow-up: only what is not done moves, and it
is said, with the end of the trial period."""

import datetime
from collections.abc import Collection
from typing import NamedTuple

from kodiko_desktop.domain.dates_in_words import long_date
from kodiko_desktop.domain.follow_up import PlannedPoint
from kodiko_desktop.domain.trial_period import Trial
from kodiko_desktop.domain.wording import _

TRIAL_END = "fin_essai"
"""The key of the end of the trial period among what moved: no point of the follow-up has it."""


class Move(NamedTuple):
    """A point that changed day, or the end of the trial period. `was` None: it is new; `now` None: it is no longer due.
    `sentence`: for the screen."""

    key: str
    title: str
    was: datetime.date | None
    now: datetime.date | None
    sentence: str


def keys_done(points: tuple[PlannedPoint, ...], done_keys: Collection[str]) -> frozenset[str]:
    """The keys done, with those of the points that were held at the same meeting."""
    return frozenset(done_keys).union(*(point.keys for point in points if point.key in done_keys))


def what_moved(
    before: tuple[PlannedPoint, ...], after: tuple[PlannedPoint, ...], done_keys: Collection[str]
) -> tuple[Move, ...]:
    """The changes from the schedule `before` to the schedule `after`, points done left alone; in order of the new days,
    then what is no longer due."""
    done = keys_done(before, done_keys)
    was = {key: point for point in before for key in point.keys if key not in done}
    now = {key: point for point in keeping_done(before, after, done_keys) for key in point.keys if key not in done}
    moves = [_move(key, was.get(key), now.get(key)) for key in dict.fromkeys((*now, *was))]
    found = [move for move in moves if move is not None]
    return tuple(sorted(found, key=lambda move: (move.now is None, move.now or move.was)))


def keeping_done(
    before: tuple[PlannedPoint, ...], after: tuple[PlannedPoint, ...], done_keys: Collection[str]
) -> tuple[PlannedPoint, ...]:
    """The schedule `after`, except that what is done keeps the day it had `before`. A point not done that `after` holds
    at a meeting already over keeps its own meeting, or the one it was held with."""
    if not before:
        return tuple(sorted(after, key=lambda point: point.due))
    done = keys_done(before, done_keys)
    kept = [point for point in before if point.key in done]
    answered = {key for point in kept for key in point.keys}
    for point in after:
        if point.key not in answered:
            kept.append(point.without(answered | done))
            answered.update(point.keys)
    planned = {key for point in after for key in point.keys}
    kept += [point for point in before if point.key not in answered and point.key in planned]
    answered.update(key for point in kept for key in point.keys)
    for point in before:
        lost = [key for key in point.merged_with if key not in answered and key in planned]
        kept = [each.holding(point, lost) if each.key == point.key else each for each in kept]
    return tuple(sorted(kept, key=lambda point: point.due))


def trial_moved(before: Trial | None, after: Trial | None) -> Move | None:
    """What became of the end of the trial period, and of the last day on which the employer may say stop; None when it
    ends on the same day. An absence puts it off by as many days
    (`domain.trial_period`)."""
    was, now = (before.last_day if before else None), (after.last_day if after else None)
    if was == now:
        return None
    title = _("Fin de la période d’essai")
    if after is None:
        sentence = _("Plus de période d’essai (elle finissait le {was}).").format(was=long_date(was))
    elif before is None:
        sentence = _("Période d’essai jusqu’au {now}\u00a0; l’employeur peut prévenir jusqu’au {notice}.").format(
            now=long_date(now), notice=long_date(after.last_day_for_notice)
        )
    else:
        sentence = _("{title}\u00a0: du {was} au {now}\u00a0; l’employeur peut prévenir jusqu’au {notice}.").format(
            title=title, was=long_date(was), now=long_date(now), notice=long_date(after.last_day_for_notice)
        )
    return Move(TRIAL_END, title, was, now, sentence)


def _move(key: str, was: PlannedPoint | None, now: PlannedPoint | None) -> Move | None:
    if was is not None and now is not None:
        if was.due == now.due:
            return None
        title = now.title_of(key)
        sentence = _("{title}\u00a0: du {was} au {now}.").format(
            title=title, was=long_date(was.due), now=long_date(now.due)
        )
        return Move(key, title, was.due, now.due, sentence)
    if now is not None:
        title = now.title_of(key)
        sentence = _("{title}\u00a0: ajouté, le {now}.").format(title=title, now=long_date(now.due))
        return Move(key, title, None, now.due, sentence)
    if was is not None:
        title = was.title_of(key)
        sentence = _("{title}\u00a0: n’est plus prévu (c’était le {was}).").format(title=title, was=long_date(was.due))
        return Move(key, title, was.due, None, sentence)
    return None
