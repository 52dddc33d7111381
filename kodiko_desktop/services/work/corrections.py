"""A hire that changes, and what the change moves: each act comes back with the sentences that say it."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from db.queries import work
from db.store import Store
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.moved_points import Move, trial_moved
from kodiko_desktop.domain.trial_period import Trial
from kodiko_desktop.services.work import check_ins, follow_up, placements


@dataclass(frozen=True)
class Correction:
    """What a change moved, the end of the trial period first (what is done never moves), and what is to be seen of the
    hire from now on."""

    moves: tuple[Move, ...]
    seen: Seen


def correct_hire(
    store: Store, *, author: str, placement_id: str, values: Mapping[str, Any], seen: Seen, today: datetime.date
) -> Correction:
    """Change facts of a hire as their author saw them. Raises PlacementRefused."""
    return _saying_what_moves(
        store,
        placement_id,
        today,
        lambda: placements.change_placement(store, author=author, placement_id=placement_id, values=values, seen=seen),
    )


def add_absence(
    store: Store,
    *,
    author: str,
    placement_id: str,
    first_day: datetime.date,
    last_day: datetime.date,
    today: datetime.date,
) -> Correction:
    """Write days away from work. Raises PlacementRefused."""
    return _saying_what_moves(
        store,
        placement_id,
        today,
        lambda: placements.record_absence(
            store, author=author, placement_id=placement_id, first_day=first_day, last_day=last_day
        ),
    )


def take_back_absence(
    store: Store, *, author: str, placement_id: str, absence_id: str, today: datetime.date
) -> Correction:
    """Take back an absence written by mistake."""
    return _saying_what_moves(
        store, placement_id, today, lambda: placements.remove_absence(store, author=author, absence_id=absence_id)
    )


def end_hire(
    store: Store,
    *,
    author: str,
    placement_id: str,
    ended_on: datetime.date | None,
    reason: str,
    seen: Seen,
    today: datetime.date,
) -> Correction:
    """Say that the job ended (None: it goes on after all). Raises PlacementRefused."""
    return _saying_what_moves(
        store,
        placement_id,
        today,
        lambda: placements.end_placement(
            store, author=author, placement_id=placement_id, ended_on=ended_on, reason=reason, seen=seen
        ),
    )


def _saying_what_moves(store: Store, placement_id: str, today: datetime.date, change: Callable[[], Any]) -> Correction:
    from db import heads

    before = check_ins.points_of_placement(store, placement_id, today=today)
    trial_before = _trial(store, placement_id)
    change()
    trial = trial_moved(trial_before, _trial(store, placement_id))
    return Correction(
        moves=(*([trial] if trial else ()), *check_ins.moves_since(store, placement_id, before, today=today)),
        seen=heads.seen(store.read(), "placement", placement_id),
    )


def _trial(store: Store, placement_id: str) -> Trial | None:
    row = work.placement(store.read(), placement_id)
    if row is None:
        return None
    return follow_up.trial(row, work.absences(store.read(), [placement_id]).get(placement_id, ()))
