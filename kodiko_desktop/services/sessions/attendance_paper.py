"""The sheet of a session on paper: gathered from the store, numbered, versioned, kept with where each signature goes.

Each printing is a version of its own (a corrected sheet must never be taken for the first one). `prepare` only looks;
`record` says that the sheet it prepared was really printed.
"""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.connection import Connection
from db.queries import sessions as queries
from db.store import Store
from db.tables import AttendanceSheet
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _, in_french
from kodiko_desktop.services.association import letterhead
from kodiko_desktop.services.people import documents
from kodiko_desktop.services.sessions.attendance_roll import Roll, holiday_warnings, profile_of, read_roll, slot_of

if TYPE_CHECKING:
    from kodiko_desktop.documents.attendance_sheet import AttendanceSheet as PaperSheet
    from kodiko_desktop.documents.models import Funder

SIGNED_KIND = "emargement_signe"
ABOUT = "session"


class SheetRefused(KodikoError):
    """A sheet that would be worth nothing printed."""


@dataclass(frozen=True)
class PreparedSheet:
    """A sheet ready to be printed. `rows`: person ids in the order of its lines; `geometry`: JSON values."""

    session_id: str
    number: str
    version: int
    title: str
    pdf: bytes
    pages: int
    code: str
    rows: tuple[str, ...]
    geometry: dict
    warnings: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """A name that says nothing of anybody: « SEA-2026-01-0004-v1.pdf »."""
        return f"{self.number}-v{self.version}.pdf"


def prepare(store: Store, *, session_id: str) -> PreparedSheet:
    """Draw the next version of a session's sheet, without keeping anything. Raises SheetRefused, SessionNotHere."""
    from kodiko_desktop.documents.attendance_sheet import render

    connection = store.read()
    # A reprint is drawn afresh: its lines are in the order of names again, and those who came unplanned are among them.
    roll = read_roll(connection, session_id, by_name=True)
    _check(roll)
    version = 1 + max((sheet.version for sheet in roll.sheets), default=0)
    sheet = _sheet(connection, roll, version, store.now().date())
    rendered = render(sheet)
    return PreparedSheet(
        session_id=session_id,
        number=sheet.number,
        version=version,
        title=_("Feuille d’émargement – {title}").format(title=roll.session.title),
        pdf=rendered.pdf,
        pages=rendered.pages,
        code=rendered.codes[0],
        rows=tuple(line.person_id for line in roll.lines),
        geometry=asdict(rendered.geometry),
        warnings=roll.warnings,
    )


def record(store: Store, *, author: str, paper: PreparedSheet) -> str:
    """Keep that a prepared sheet was printed: version, code, lines and places of the signatures. Returns its id."""
    roll = read_roll(store.read(), paper.session_id)
    with store.act("attendance_sheet.print", author=author) as act:
        return act.create(
            AttendanceSheet,
            stream=roll.session.stream,
            session_id=paper.session_id,
            number=paper.number,
            version=paper.version,
            code=paper.code,
            printed_at=act.at,
            rows=list(paper.rows),
            geometry=[paper.geometry],
            author_id=author,
        )


def print_sheet(store: Store, *, author: str, session_id: str) -> PreparedSheet:
    """Draw the next version of a session's sheet and keep that it was printed. Raises SheetRefused, SessionNotHere."""
    prepared = prepare(store, session_id=session_id)
    record(store, author=author, paper=prepared)
    return prepared


def attach_signed(
    store: Store, *, author: str, session_id: str, path: Path, progress: Progress = silent
) -> documents.Kept:
    """Keep the scan of the signed sheet with its session; the latest printing points to it. A second scan is another
    document, never a replacement. Raises DocumentRefused, SessionNotHere."""
    roll = read_roll(store.read(), session_id)
    kept = documents.keep_file(
        store,
        author=author,
        path=path,
        about=ABOUT,
        about_id=session_id,
        stream=roll.session.stream,
        kind=SIGNED_KIND,
        title=_("Feuille signée {number}").format(number=roll.session.number),
        progress=progress,
    )
    if roll.sheets and not kept.already_there:
        sheet_id = roll.sheets[0].id
        with store.act("attendance_sheet.signed", author=author) as act:
            values = {"signed_document_id": kept.document_id}
            act.change(AttendanceSheet, sheet_id, values=values, seen=act.seen(AttendanceSheet, sheet_id))
    return kept


def _check(roll: Roll) -> None:
    if roll.session.cancelled:
        raise SheetRefused(
            _("Cette séance est annulée\u00a0: sa feuille ne s’imprime pas. Rouvrez la séance pour l’imprimer."),
            for_log="cancelled session not printed",
        )
    if not roll.half_days:
        raise SheetRefused(
            _("Cette séance n’a plus de demi-journée\u00a0: il n’y a rien à signer."), for_log="no half-day"
        )
    if not roll.lines and not roll.session.blank_rows:
        raise SheetRefused(
            _("Personne n’est inscrit et aucune ligne vide n’est prévue\u00a0: la feuille n’aurait pas de ligne."),
            for_log="empty sheet",
        )


@in_french()
def _sheet(connection: Connection, roll: Roll, version: int, printed_on: datetime.date) -> "PaperSheet":
    from kodiko_desktop.documents.attendance_rows import Attendee, HalfDay
    from kodiko_desktop.documents.attendance_sheet import AttendanceSheet as PaperSheet

    session = roll.session
    slots = [(row.id, slot_of(row.on_date, row.part, row.starts_at, row.ends_at)) for row in roll.half_days]
    return PaperSheet(
        number=session.number,
        version=version,
        printed_on=printed_on,
        organisation=letterhead.organisation(connection, session.stream),
        programme_title=roll.programme,
        session_title=session.title,
        half_days=tuple(HalfDay(key, slot.day, slot.part, slot.starts_at, slot.ends_at) for key, slot in slots),
        attendees=tuple(Attendee(line.person_id, line.name, line.own_script) for line in roll.lines),
        funders=tuple(_funder(connection, funder) for funder in roll.paying),
        module="" if roll.module == session.title else roll.module,
        cohort=roll.cohort,
        place=session.place,
        remote=session.remote,
        trainer_name=session.trainer_name,
        trainer_capacity=session.trainer_capacity,
        operation_number=_operations(roll.paying),
        # Said again, for the paper is French when the screen is not.
        holiday_warnings=holiday_warnings(profile_of(connection, session.stream), {slot.day for _id, slot in slots}),
        blank_rows=session.blank_rows,
    )


def _operations(funders: Iterable[queries.FunderRow]) -> str:
    return ", ".join(dict.fromkeys(funder.operation_number for funder in funders if funder.operation_number))


def _funder(connection: Connection, funder: queries.FunderRow) -> "Funder":
    from kodiko_desktop.documents.models import Funder

    logo = letterhead.picture(connection, funder.logo_document_id)
    return Funder(funder.name, funder.mention, logo, european_union=funder.eu_emblem)
