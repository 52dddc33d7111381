"""The follow-up sheet filled by hand and signed, kept as an image with its point and among the person's papers."""

from pathlib import Path

from db import records
from db.store import Store
from db.tables import CheckIn, Document
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people import documents
from kodiko_desktop.services.work import check_ins

SIGNED_KIND = "fiche_suivi_signee"
ABOUT = "check_in"


def attach_scan(
    store: Store, *, author: str, check_in_id: str, title: str, path: Path, progress: Progress = silent
) -> documents.Kept:
    """Keep the scan of the sheet of a point (`title`: what the point is called); the point points to the latest. A
    second scan is another document, never a replacement. Raises CheckInRefused, DocumentRefused."""
    row = check_ins.read_check_in(store, check_in_id).row
    kept = documents.keep_file(
        store,
        author=author,
        path=path,
        person_id=row.person_id,
        about=ABOUT,
        about_id=check_in_id,
        kind=SIGNED_KIND,
        title=_("Fiche de suivi signée\u00a0: {point}").format(point=title),
        progress=progress,
    )
    if not kept.already_there:
        with store.act("check_in.scan", author=author) as act:
            values = {"document_id": kept.document_id}
            act.change(CheckIn, check_in_id, values=values, seen=act.seen(CheckIn, check_in_id))
    return kept


def scan_of(store: Store, check_in_id: str) -> tuple[str, str, str] | None:
    """(document id, media type, title) of the latest scan of a point that is not put away."""
    found = records.rows_where(
        store.read(), Document, "about = ? AND about_id = ? ORDER BY created_at DESC, rowid DESC", (ABOUT, check_in_id)
    )
    return (found[0].id, found[0].media_type, found[0].title) if found else None
