"""The sheet of a follow-up point on paper: blank before the meeting, or filled with what was said and done."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import records
from db.store import Store
from db.tables import Answer, CheckIn, Person
from kodiko_desktop.domain.forms import Voice
from kodiko_desktop.domain.wording import _, in_french
from kodiko_desktop.services.association import definitions, letterhead
from kodiko_desktop.services.work import check_ins, follow_up

if TYPE_CHECKING:
    from kodiko_desktop.documents.follow_up_sheet import FollowUpSheet

VERSION = 1
"""A blank sheet is the same at each printing: its code holds what it says, and tells two apart if it changed."""


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet ready to be printed: its PDF, its title, the number people read, and how many pages it has."""

    pdf: bytes
    title: str
    number: str
    pages: int

    @property
    def file_name(self) -> str:
        """A name that says nothing of anybody: « TRS-2026-01-0004-0511-J3.pdf »."""
        return f"{self.number}.pdf"


def print_point(store: Store, placement_id: str, point: str, *, filled: bool, today: datetime.date) -> PrintedSheet:
    """The sheet of a point, with the answers kept so far (`filled`) or blank. Nothing is written: a sheet can be
    printed before it is opened. Raises CheckInRefused."""
    from kodiko_desktop.documents.follow_up_sheet import render

    sheet = gather(store, placement_id, point, filled=filled, today=today)
    rendered = render(sheet)
    title = _("Suivi dans l’emploi – {title}").format(title=sheet.point_title)
    return PrintedSheet(rendered.pdf, title, sheet.number, rendered.pages)


@in_french()
def gather(store: Store, placement_id: str, point: str, *, filled: bool, today: datetime.date) -> "FollowUpSheet":
    """What the sheet of a point says. Raises CheckInRefused."""
    from kodiko_desktop.documents.follow_up_sheet import FollowUpSheet

    connection = store.read()
    found = check_ins.point_of_placement(store, placement_id, point, today=today)
    row, planned = found.placement, found.planned
    person = records.find(connection, Person, row.person_id).row
    kept = records.find(connection, CheckIn, check_ins.check_in_id(placement_id, planned.key)) if filled else None
    forms = tuple(definitions.latest(connection, definitions.FORM, key) for key in planned.forms)
    answers: tuple[dict[str, Any], ...] = ()
    if filled:
        pairs = [_answered(store, placement_id, planned.key, form) for form in forms]
        forms, answers = tuple(form for form, _given in pairs), tuple(given for _form, given in pairs)
    held = kept.row if kept is not None and kept.row.done_on is not None else None
    return FollowUpSheet(
        number=_number(person.number, found),
        version=VERSION,
        printed_on=today,
        organisation=letterhead.organisation(connection, row.stream),
        point_title=" · ".join((planned.title, *planned.merged_titles)),
        due_on=found.due,
        person_name=row.person_name,
        company_name=row.company_name,
        job_title=row.job_title,
        forms=forms,
        voices=tuple(Voice(voice) for voice in planned.voices),
        answers=answers[0] if answers else None,
        other_answers=answers[1:],
        contact_name=row.tutor_name,
        referent_name=_staff_name(store, row.referent_id),
        place=(held.place if held else "") or row.workplace,
        present=held.present if held else "",
        heard=tuple(Voice(voice) for voice in held.voices) if held else (),
        held_on=held.done_on if held else None,
        typed_by=_staff_name(store, held.typed_by) if held else "",
        by_phone=held is not None and held.how == check_ins.BY_PHONE,
        reason=planned.reason,
        language=person.print_language or "fr",
    )


def _answered(store: Store, placement_id: str, point: str, form: Any) -> tuple[Any, dict[str, Any]]:
    """The form in the version it was answered in, and the answers; the latest version and nothing when it was not."""
    connection = store.read()
    response = check_ins.response_id(placement_id, point, form.key)
    row = connection.execute("SELECT form_version FROM diagnostic WHERE id = ?", (response,)).fetchone()
    if row is None:
        return form, {}
    answers = records.rows_where(connection, Answer, "diagnostic_id = ?", (response,))
    kept = definitions.of_version(connection, definitions.FORM, form.key, row[0])
    return kept, {answer.question: answer.value for answer in answers if answer.value is not None}


def _number(person_number: str, found: follow_up.Point) -> str:
    """The number of a sheet: the person's, the day the job began (two hires never share it), and the point."""
    start = found.placement.starts_on
    return f"{person_number}-{start:%m%d}-{found.planned.key}" if start else f"{person_number}-{found.planned.key}"


def _staff_name(store: Store, staff_id: str | None) -> str:
    row = store.read().execute("SELECT name FROM staff WHERE id = ?", (staff_id,)).fetchone()
    return row[0] if row else ""
