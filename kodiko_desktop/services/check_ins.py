"""The points of follow-up after a hire: open a sheet, hear the voices, say what was done, move a point and say why."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from db import records
from db.queries import work
from db.store import Store
from db.tables import Appointment, CheckIn, Diagnostic
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.domain.moved_points import Move, what_moved
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services import definitions, follow_up

ON_SITE, BY_PHONE, BY_VIDEO = HOW = ("sur_place", "telephone", "visio")


class CheckInRefused(KodikoError):
    """A point of follow-up that cannot be written as given."""


def points_of_placement(store: Store, placement_id: str, *, today: datetime.date) -> tuple[follow_up.Point, ...]:
    """The points of a hire seen from `today`. Raises CheckInRefused when the hire is not here."""
    row = _placement(store, placement_id)
    return follow_up.points_of(store.read(), [row], today)[placement_id]


def check_in_id(placement_id: str, point: str) -> str:
    """The id of what is written of a point: natural, so that two laptops write in the same row."""
    return natural_id("check_in", placement_id, point)


def open_check_in(store: Store, *, author: str, placement_id: str, point: str, today: datetime.date) -> str:
    """Open the sheet of a point: its row, and one response for each form of the meeting. Returns the row's id; what was
    written already stays. Raises CheckInRefused."""
    row = _placement(store, placement_id)
    found = _point(store, placement_id, point, today)
    row_id = check_in_id(placement_id, point)
    versions = {
        form: definitions.keep(store, author=author, kind=definitions.FORM, key=form) for form in found.planned.forms
    }
    known = records.find(store.read(), CheckIn, row_id) is not None
    with store.act("check_in.open", author=author) as act:
        if not known:
            act.create(
                CheckIn,
                stream=row.stream,
                id=row_id,
                placement_id=placement_id,
                person_id=row.person_id,
                point=point,
                planned_on=found.planned.due,
            )
        for form, version in versions.items():
            response = response_id(placement_id, point, form)
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


def response_id(placement_id: str, point: str, form: str) -> str:
    """The id of the response to a form at a point; its questions say whose voice they are."""
    return natural_id("diagnostic", "check_in", placement_id, point, form)


def record_done(
    store: Store,
    *,
    author: str,
    placement_id: str,
    point: str,
    done_on: datetime.date,
    how: str,
    voices: Iterable[str],
    **details: Any,
) -> None:
    """Say that a point was held: when, how ("sur_place", "telephone", "visio"), which voices were heard, and `details`
    (place, present, decision, decision_by, decision_due_on, next_on, late_reason). The day it was planned for is kept
    with it: a date that changes later does not move what is done. Raises CheckInRefused."""
    if how not in HOW:
        raise CheckInRefused(_("Dites comment le point s’est fait : sur place, par téléphone ou en visio."))
    heard = list(dict.fromkeys(voices))
    if not heard:
        raise CheckInRefused(_("Dites qui a été entendu : la personne, l’employeur, ou les deux ensemble."))
    today = store.now().date()
    if done_on > today:
        raise CheckInRefused(_("Ce jour n’est pas encore venu : un point se note quand il est fait."))
    found = _point(store, placement_id, point, today)
    row_id = open_check_in(store, author=author, placement_id=placement_id, point=point, today=today)
    values = {
        "planned_on": found.planned.due,
        "done_on": done_on,
        "how": how,
        "voices": heard,
        "typed_by": author,
        "given_up": False,
        **details,
    }
    with store.act("check_in.done", author=author) as act:
        act.change(CheckIn, row_id, values=values, seen=act.seen(CheckIn, row_id))


def change_check_in(store: Store, *, author: str, check_in_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change what is written of a point, as its author saw it."""
    with store.act("check_in.change", author=author) as act:
        act.change(CheckIn, check_in_id, values=values, seen=seen)


def reopen(store: Store, *, author: str, placement_id: str, point: str) -> None:
    """Take back « fait » or « abandonné »: answers stay."""
    row_id = check_in_id(placement_id, point)
    with store.act("check_in.reopen", author=author) as act:
        values = {"done_on": None, "given_up": False, "given_up_reason": ""}
        act.change(CheckIn, row_id, values=values, seen=act.seen(CheckIn, row_id))


def move_point(store: Store, *, author: str, placement_id: str, point: str, to: datetime.date, reason: str) -> None:
    """Move a point by hand, with a reason. Raises CheckInRefused."""
    if not reason.strip():
        raise CheckInRefused(_("Dites pourquoi le point est déplacé : cela aide la personne qui prendra le relais."))
    today = store.now().date()
    row_id = open_check_in(store, author=author, placement_id=placement_id, point=point, today=today)
    with store.act("check_in.move", author=author) as act:
        values = {"moved_to": to, "moved_reason": reason.strip()}
        act.change(CheckIn, row_id, values=values, seen=act.seen(CheckIn, row_id))


def give_up(store: Store, *, author: str, placement_id: str, point: str, reason: str) -> None:
    """Say that a point will not be held, and why. Raises CheckInRefused."""
    if not reason.strip():
        raise CheckInRefused(_("Dites pourquoi le point n’aura pas lieu."))
    today = store.now().date()
    row_id = open_check_in(store, author=author, placement_id=placement_id, point=point, today=today)
    with store.act("check_in.give_up", author=author) as act:
        values = {"given_up": True, "given_up_reason": reason.strip()}
        act.change(CheckIn, row_id, values=values, seen=act.seen(CheckIn, row_id))


def fix_next_appointment(
    store: Store, *, author: str, placement_id: str, on_date: datetime.date, purpose: str, place: str = ""
) -> str:
    """Fix the next meeting agreed at a point. Returns the appointment's id."""
    row = _placement(store, placement_id)
    with store.act("check_in.next", author=author) as act:
        return act.create(
            Appointment,
            stream=row.stream,
            person_id=row.person_id,
            on_date=on_date,
            purpose=purpose,
            place=place,
            staff_id=author,
            with_whom=row.company_name,
        )


def moves_since(
    store: Store, placement_id: str, before: tuple[follow_up.Point, ...], *, today: datetime.date
) -> tuple[Move, ...]:
    """What a new start date, an absence or a corrected contract moved since the points `before` were read; each move
    says itself in a sentence. What is done has not moved."""
    after = points_of_placement(store, placement_id, today=today)
    done = [point.planned.key for point in after if point.check_in is not None and point.check_in.done_on is not None]
    return what_moved(tuple(p.planned for p in before), tuple(p.planned for p in after), done)


def _placement(store: Store, placement_id: str) -> work.PlacementRow:
    row = work.placement(store.read(), placement_id)
    if row is None:
        raise CheckInRefused(_("Cette prise de poste n’est pas (ou plus) sur cet ordinateur."), for_log="missing")
    return row


def _point(store: Store, placement_id: str, point: str, today: datetime.date) -> follow_up.Point:
    for found in points_of_placement(store, placement_id, today=today):
        if point in found.planned.keys:
            return found
    raise CheckInRefused(_("Ce point n’est pas prévu pour cette prise de poste."), for_log="no such point")
