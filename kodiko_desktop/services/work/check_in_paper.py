"""The sheets of a follow-up point on paper: blank before the meeting, or filled with what was said and done.

One is read and signed by all who were heard; what somebody says alone has a sheet of its own. Each printing is a
version: a corrected sheet must never be taken for the first one.
"""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import records
from db.store import Store
from db.tables import Answer, CheckIn, Person
from kodiko_desktop.domain.forms import Voice
from kodiko_desktop.domain.forms.apart import as_kept_apart_now, voices_apart
from kodiko_desktop.domain.wording import _, in_french
from kodiko_desktop.services.association import definitions, letterhead
from kodiko_desktop.services.work import check_ins, follow_up

if TYPE_CHECKING:
    from kodiko_desktop.documents.follow_up_sheet import FollowUpSheet


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet ready to be printed: its PDF, its title, the number people read, its version, how many pages it has, and
    the point it is of."""

    pdf: bytes
    title: str
    number: str
    version: int
    pages: int
    placement_id: str
    point: str

    @property
    def file_name(self) -> str:
        """A name that says nothing of anybody: « TRS-2026-01-0004-0511-J3-v1.pdf »."""
        return f"{self.number}-v{self.version}.pdf"


def prepare(
    store: Store, placement_id: str, point: str, *, filled: bool, alone: str = "", today: datetime.date
) -> PrintedSheet:
    """Draw the next version of a sheet of a point, without keeping anything: with the answers kept so far (`filled`) or
    blank; what one voice says `alone` ("personne", "employeur"), else what all of them read and sign. A sheet can be
    drawn before the point is opened. Raises CheckInRefused."""
    from kodiko_desktop.documents.follow_up_sheet import render

    sheet = gather(store, placement_id, point, filled=filled, alone=alone, today=today)
    rendered = render(sheet)
    pattern = _("Seul à seul – {title}") if alone else _("Suivi dans l’emploi – {title}")
    title = pattern.format(title=sheet.point_title)
    return PrintedSheet(rendered.pdf, title, sheet.number, sheet.version, rendered.pages, placement_id, point)


def record(store: Store, *, author: str, paper: PrintedSheet) -> None:
    """Keep that a prepared sheet was printed. Raises CheckInRefused."""
    today = store.now().date()
    row_id = check_ins.see_written(
        store, author=author, placement_id=paper.placement_id, point=paper.point, today=today
    )
    kept = check_ins.read_check_in(store, row_id)
    printings = {**kept.row.printings, paper.number: max(paper.version, kept.row.printings.get(paper.number, 0))}
    with store.act("check_in.print", author=author) as act:
        act.change(CheckIn, row_id, values={"printings": printings}, seen=kept.seen)


def print_point(
    store: Store,
    placement_id: str,
    point: str,
    *,
    author: str,
    filled: bool,
    alone: str = "",
    today: datetime.date,
) -> PrintedSheet:
    """Draw the next version of a sheet of a point and keep that it was printed. Raises CheckInRefused."""
    paper = prepare(store, placement_id, point, filled=filled, alone=alone, today=today)
    record(store, author=author, paper=paper)
    return paper


def voices_alone(store: Store, placement_id: str, point: str, *, today: datetime.date) -> tuple[str, ...]:
    """The voices that have a sheet of their own at a point. Raises CheckInRefused."""
    planned = check_ins.point_of_placement(store, placement_id, point, today=today).planned
    forms = [definitions.latest(store.read(), definitions.FORM, key) for key in planned.forms]
    return tuple(voice.value for voice in voices_apart(forms, [Voice(voice) for voice in planned.voices]))


@in_french()
def gather(
    store: Store, placement_id: str, point: str, *, filled: bool, alone: str = "", today: datetime.date
) -> "FollowUpSheet":
    """What a sheet of a point says. Raises CheckInRefused."""
    from kodiko_desktop.documents.follow_up_sheet import FollowUpSheet

    connection = store.read()
    found = check_ins.point_of_placement(store, placement_id, point, today=today)
    row, planned = found.placement, found.planned
    person = records.find(connection, Person, row.person_id).row
    written = records.find(connection, CheckIn, check_ins.check_in_id(placement_id, planned.key))
    number = _number(person.number, found, alone)
    forms = tuple(definitions.latest(connection, definitions.FORM, key) for key in planned.forms)
    answers: tuple[dict[str, Any], ...] = ()
    if filled:
        pairs = [_answered(store, placement_id, planned.key, form) for form in forms]
        forms, answers = tuple(form for form, _given in pairs), tuple(given for _form, given in pairs)
    held = written.row if filled and written is not None else None
    return FollowUpSheet(
        number=number,
        version=1 + (written.row.printings.get(number, 0) if written is not None else 0),
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
        reason=planned.reason,
        language=person.print_language or "fr",
        place=(held.place if held else "") or row.workplace,
        alone=Voice(alone) if alone else None,
        **(_how_it_went(store, held) if held else {}),
    )


def _how_it_went(store: Store, held: CheckIn) -> dict[str, Any]:
    """What the sheet says of the meeting itself; who typed it and how late it was, once it is said done."""
    return {
        "present": held.present,
        "heard": tuple(Voice(voice) for voice in held.voices),
        "held_on": held.done_on,
        "typed_by": _staff_name(store, held.typed_by) if held.done_on else "",
        "by_phone": held.how == check_ins.BY_PHONE,
        "by_video": held.how == check_ins.BY_VIDEO,
        "late_reason": held.late_reason,
    }


def _answered(store: Store, placement_id: str, point: str, form: Any) -> tuple[Any, dict[str, Any]]:
    """The form in the version it was answered in, and the answers; the latest version and nothing when it was not."""
    connection = store.read()
    response = check_ins.response_id(placement_id, point, form.key)
    row = connection.execute("SELECT form_version FROM diagnostic WHERE id = ?", (response,)).fetchone()
    if row is None:
        return form, {}
    answers = records.rows_where(connection, Answer, "diagnostic_id = ?", (response,))
    kept = definitions.of_version(connection, definitions.FORM, form.key, row[0])
    given = {answer.question: answer.value for answer in answers if answer.value is not None}
    return (kept if kept.version == form.version else as_kept_apart_now(kept, form)), given


def _number(person_number: str, found: follow_up.Point, alone: str) -> str:
    """The number of a sheet: the person's, the day the job began (two hires never share it), the point, and whose it is
    when only one reads it."""
    start = found.placement.starts_on
    parts = (person_number, f"{start:%m%d}" if start else "", found.planned.key, alone[:1].upper())
    return "-".join(part for part in parts if part)


def _staff_name(store: Store, staff_id: str | None) -> str:
    row = store.read().execute("SELECT name FROM staff WHERE id = ?", (staff_id,)).fetchone()
    return row[0] if row else ""
