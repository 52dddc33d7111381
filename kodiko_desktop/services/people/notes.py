"""The journal: lines that are added and never rewritten; a correction is another line."""

import datetime

from db.store import Store
from db.tables import Note
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.streams import stream_of_person


class NoteRefused(KodikoError):
    """A note without a word."""


def write_note(
    store: Store,
    *,
    author: str,
    text: str,
    person_id: str | None = None,
    about: str = "person",
    about_id: str | None = None,
    stream: str | None = None,
    written_on: datetime.date | None = None,
) -> str:
    """Add a line to the journal of a person, or of something else (`about`, `about_id`, with its `stream`).

    `written_on`: today unless it is typed later than it was said. Raises NoteRefused, NotHere.
    """
    if not text.strip():
        raise NoteRefused(_("La note est vide : écrivez au moins un mot."), for_log="empty note")
    with store.act("note.write", author=author) as act:
        if person_id is not None:
            stream = stream_of_person(act.connection, person_id)
        if stream is None:
            raise ValueError("a note about no person needs its stream")
        return act.append(
            Note,
            stream=stream,
            person_id=person_id,
            about=about,
            about_id=about_id or person_id,
            written_on=written_on or store.now().date(),
            text=text.strip(),
            author_id=author,
        )
