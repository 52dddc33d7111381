"""The points of follow-up after a hire: open a sheet, hear the voices, say what was done, move a point and say why.

What is due is computed (services.follow_up); only what somebody did of a point is written.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from db import records
from db.changes import Act
from db.queries import work
from db.store import Store
from db.tables import Appointment, CheckIn, Diagnostic
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.domain.moved_points import Move, what_moved
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.work import check_in_answers, follow_up

ON_SITE, BY_PHONE, BY_VIDEO = HOW = ("sur_place", "telephone", "visio")


class CheckInRefused(KodikoError):
    """A point of follow-up that cannot be written as given."""


def points_of_placement(store: Store, placement_id: str, *, today: datetime.date) -> tuple[follow_up.Point, ...]:
    """The points of a hire seen from `today`. Raises CheckInRefused when the hire is not here."""
    row = _placement(store, placement_id)
    return follow_up.points_of(store.read(), [row], today)[placement_id]


def point_of_placement(store: Store, placement_id: str, point: str, *, today: datetime.date) -> follow_up.Point:
    """The point of this key, or the meeting that takes it in. Raises CheckInRefused."""
    for found in points_of_placement(store, placement_id, today=today):
        if point in found.planned.keys:
            return found
    raise CheckInRefused(_("Ce point n’est pas prévu pour cette prise de poste."), for_log="no such point")


def read_check_in(store: Store, row_id: str) -> records.Record[CheckIn]:
    """What is written of a point, with what is seen of it. Raises CheckInRefused when nothing is."""
    found = records.find(store.read(), CheckIn, row_id)
    if found is None:
        raise CheckInRefused(_("La fiche de ce point n’est pas encore ouverte."), for_log="check-in not opened")
    return found


def check_in_id(placement_id: str, point: str) -> str:
    """The id of what is written of a point: natural, so that two laptops write in the same row."""
    return natural_id("check_in", placement_id, point)


def response_id(placement_id: str, point: str, form: str) -> str:
    """The id of the response to a form at a point; its sections say whose voice they are."""
    return natural_id("diagnostic", "check_in", placement_id, point, form)


def open_check_in(store: Store, *, author: str, placement_id: str, point: str, today: datetime.date) -> str:
    """Open the sheet of a point: its row, and one response for each form of the meeting. Returns the row's id; what was
    written already stays. Raises CheckInRefused."""
    row = _placement(store, placement_id)
    found = point_of_placement(store, placement_id, point, today=today)
    key = found.planned.key
    row_id = check_in_id(placement_id, key)
    versions = {
        form: definitions.keep(store, author=author, kind=definitions.FORM, key=form) for form in found.planned.forms
    }
    with store.act("check_in.open", author=author) as act:
        _written(act, row, found, key)
        for form, version in versions.items():
            response = response_id(placement_id, key, form)
            if act.connection.execute("SELECT 1 FROM diagnostic WHERE id = ?", (response,)).fetchone() is None:
                act.create(
                    Diagnostic,
                    stream=row.stream,
                    id=response,
                    about="check_in",
                    about_id=row_id,
                    person_id=row.person_id,
                    form=form,
                    form_version=version,
                    on_date=today,
                    author_id=author,
                )
    return row_id


def see_written(store: Store, *, author: str, placement_id: str, point: str, today: datetime.date) -> str:
    """See that a point has its row, without opening its sheet. Returns the row's id. Raises CheckInRefused."""
    row = _placement(store, placement_id)
    found = point_of_placement(store, placement_id, point, today=today)
    key = found.planned.key
    row_id = check_in_id(placement_id, key)
    if records.find(store.read(), CheckIn, row_id) is None:
        with store.act("check_in.open", author=author) as act:
            _written(act, row, found, key)
    return row_id


def record_done(
    store: Store,
    *,
    author: str,
    placement_id: str,
    point: str,
    done_on: datetime.date,
    how: str,
    voices: Iterable[str],
    seen: Seen | None = None,
    fix_next: bool = False,
    **details: Any,
) -> None:
    """Say that a point was held: when, how ("sur_place", "telephone", "visio"), which voices were heard, and `details`
    (place, present, decision, decision_by, decision_due_on, next_on, late_reason); what is not given of the decision is
    taken from the answers of the sheet. `fix_next` makes an appointment of the next date. The day it was planned for is
    kept with it: a date that changes later does not move what is done. A point held at the same meeting is done too.
    `seen`: what the sheet displayed (None: what is here now). Raises CheckInRefused."""
    if how not in HOW:
        raise CheckInRefused(_("Dites comment le point s’est fait\u00a0: sur place, par téléphone ou en visio."))
    heard = list(dict.fromkeys(voices))
    if not heard:
        raise CheckInRefused(_("Dites qui a été entendu\u00a0: la personne, l’employeur, ou les deux ensemble."))
    today = store.now().date()
    if done_on > today:
        raise CheckInRefused(_("Ce jour n’est pas encore venu\u00a0: un point se note quand il est fait."))
    row, found = _placement(store, placement_id), point_of_placement(store, placement_id, point, today=today)
    key = found.planned.key
    row_id = open_check_in(store, author=author, placement_id=placement_id, point=key, today=today)
    details = {**check_in_answers.decisions(store, row_id), **{name: kept for name, kept in details.items() if kept}}
    held = {"done_on": done_on, "how": how, "voices": heard, "typed_by": author, "given_up": False}
    with store.act("check_in.done", author=author) as act:
        _change(act, row_id, {**held, **details, "planned_on": _planned_day(found)}, seen)
        for other in found.planned.merged_with:
            _written(act, row, found, other)
            _change(act, check_in_id(placement_id, other), {**held, "planned_on": _planned_day(found)}, None)
        for response in _responses(act, row_id):
            act.change(Diagnostic, response, values={"finished_on": done_on}, seen=act.seen(Diagnostic, response))
        if fix_next and details.get("next_on"):
            _fix_next(act, row, found, row_id, details["next_on"])


def change_check_in(store: Store, *, author: str, check_in_id: str, values: Mapping[str, Any], seen: Seen) -> Seen:
    """Change what is written of a point, as its author saw it. Returns what is to be seen from now on."""
    with store.act("check_in.change", author=author) as act:
        act.change(CheckIn, check_in_id, values=values, seen=seen)
        return act.seen(CheckIn, check_in_id)


def reopen(store: Store, *, author: str, placement_id: str, point: str) -> None:
    """Take back « fait » or « abandonné »: answers stay."""
    found = point_of_placement(store, placement_id, point, today=store.now().date())
    values = {"done_on": None, "given_up": False, "given_up_reason": ""}
    with store.act("check_in.reopen", author=author) as act:
        for key in found.planned.keys:
            row_id = check_in_id(placement_id, key)
            if _is_written(act, row_id):
                _change(act, row_id, values, None)
        for response in _responses(act, check_in_id(placement_id, found.planned.key)):
            act.change(Diagnostic, response, values={"finished_on": None}, seen=act.seen(Diagnostic, response))


def move_point(
    store: Store,
    *,
    author: str,
    placement_id: str,
    point: str,
    to: datetime.date | None,
    reason: str,
    seen: Seen | None = None,
) -> None:
    """Move a point by hand, with a reason; `to` None puts it back on its computed day. Raises CheckInRefused."""
    if to is not None and not reason.strip():
        raise CheckInRefused(
            _("Dites pourquoi le point est déplacé\u00a0: cela aide la personne qui prendra le relais.")
        )
    _mark(
        store,
        "check_in.move",
        author=author,
        placement_id=placement_id,
        point=point,
        values={"moved_to": to, "moved_reason": reason.strip()},
        seen=seen,
    )


def give_up(store: Store, *, author: str, placement_id: str, point: str, reason: str, seen: Seen | None = None) -> None:
    """Say that a point will not be held, and why. Raises CheckInRefused."""
    if not reason.strip():
        raise CheckInRefused(_("Dites pourquoi le point n’aura pas lieu."))
    values = {"given_up": True, "given_up_reason": reason.strip()}
    _mark(store, "check_in.give_up", author=author, placement_id=placement_id, point=point, values=values, seen=seen)


def moves_since(
    store: Store, placement_id: str, before: tuple[follow_up.Point, ...], *, today: datetime.date
) -> tuple[Move, ...]:
    """What a new start date, an absence or a corrected contract moved since the points `before` were read; each move
    says itself in a sentence. What is done, given up or put on a day by hand has not moved."""
    after = points_of_placement(store, placement_id, today=today)
    fixed = [point.planned.key for point in after if not point.is_open or point.is_moved]
    return what_moved(tuple(p.planned for p in before), tuple(p.planned for p in after), fixed)


def _mark(
    store: Store,
    kind: str,
    *,
    author: str,
    placement_id: str,
    point: str,
    values: Mapping[str, Any],
    seen: Seen | None,
) -> None:
    """Write the same of a point and of those held at the same meeting."""
    row = _placement(store, placement_id)
    found = point_of_placement(store, placement_id, point, today=store.now().date())
    with store.act(kind, author=author) as act:
        for key in found.planned.keys:
            _written(act, row, found, key)
            _change(act, check_in_id(placement_id, key), values, seen if key == found.planned.key else None)


def _written(act: Act, row: work.PlacementRow, found: follow_up.Point, key: str) -> None:
    """See that a point has its row."""
    row_id = check_in_id(row.id, key)
    if not _is_written(act, row_id):
        act.create(
            CheckIn,
            stream=row.stream,
            id=row_id,
            placement_id=row.id,
            person_id=row.person_id,
            point=key,
            planned_on=found.planned.due,
        )


def _planned_day(found: follow_up.Point) -> datetime.date:
    """The day a point was planned for when it was first said done; today's schedule otherwise."""
    kept = found.check_in
    return kept.planned_on if kept is not None and kept.done_on and kept.planned_on else found.planned.due


def _is_written(act: Act, row_id: str) -> bool:
    found = act.connection.execute("SELECT 1 FROM check_in WHERE id = ? AND archived_at IS NULL", (row_id,)).fetchone()
    return found is not None


def _change(act: Act, row_id: str, values: Mapping[str, Any], seen: Seen | None) -> None:
    act.change(CheckIn, row_id, values=values, seen=act.seen(CheckIn, row_id) if seen is None else seen)


def _responses(act: Act, row_id: str) -> list[str]:
    rows = act.connection.execute(
        "SELECT id FROM diagnostic WHERE about = 'check_in' AND about_id = ? AND archived_at IS NULL", (row_id,)
    )
    return [response for (response,) in rows]


def _fix_next(act: Act, row: work.PlacementRow, found: follow_up.Point, row_id: str, on: datetime.date) -> None:
    """The appointment agreed at a point: one for each point, moved rather than doubled when it is said again."""
    act.create(
        Appointment,
        stream=row.stream,
        id=natural_id("appointment", "check_in", row_id),
        person_id=row.person_id,
        on_date=on,
        purpose=_("Suite du point\u00a0: {title}").format(title=found.planned.title),
        staff_id=act.author,
        place=row.workplace,
        with_whom=row.company_name,
    )


def _placement(store: Store, placement_id: str) -> work.PlacementRow:
    row = work.placement(store.read(), placement_id)
    if row is None:
        raise CheckInRefused(_("Cette prise de poste n’est pas (ou plus) sur cet ordinateur."), for_log="missing")
    return row
