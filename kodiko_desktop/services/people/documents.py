"""Scans and files about a person, kept inside the encrypted store: read once, recognised by content, never twice.

The bytes and the row that describes them are one transaction: no piece of a scan without its scan, nor the contrary.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.changes import Act
from db.connection import Connection
from db.store import Store
from db.tables import Document
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import new_id
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.streams import stream_of_person
from kodiko_desktop.services.people.media_types import media_type_of

CHUNK = 1024 * 1024
"""Bytes of one piece of a document in the store (1 MiB)."""

LARGEST = 25 * CHUNK
"""Bytes of the largest file taken (25 MiB): a scan of many pages at 300 dpi fits, a film does not."""


class DocumentRefused(KodikoError):
    """A file that cannot be taken: too large, unreadable, empty, or of a kind we do not keep."""


class DocumentDamaged(KodikoError):
    """The bytes of a document are not (or not all) on this laptop, or are not what was stored."""


@dataclass(frozen=True)
class Kept:
    """What became of a file: the document's id; `already_there`: the same bytes were kept about the same subject."""

    document_id: str
    already_there: bool


def keep_file(
    store: Store,
    *,
    author: str,
    path: Path,
    person_id: str | None = None,
    about: str = "person",
    about_id: str | None = None,
    stream: str | None = None,
    kind: str = "",
    title: str = "",
    received_on: datetime.date | None = None,
    progress: Progress = silent,
) -> Kept:
    """Take a file into the store (its name gives the title unless one is given; the file itself is left alone).

    The size is looked at before anything is read. Cancelled through `progress`, it leaves nothing.
    Raises DocumentRefused, NotHere, StoreUnwritable.
    """
    content = _read(path, progress)
    return keep_bytes(
        store,
        author=author,
        content=content,
        person_id=person_id,
        about=about,
        about_id=about_id,
        stream=stream,
        kind=kind,
        title=title or path.stem,
        received_on=received_on,
        progress=progress,
    )


def keep_bytes(
    store: Store,
    *,
    author: str,
    content: bytes,
    person_id: str | None = None,
    about: str = "person",
    about_id: str | None = None,
    stream: str | None = None,
    kind: str = "",
    title: str = "",
    received_on: datetime.date | None = None,
    progress: Progress = silent,
) -> Kept:
    """Take bytes (a sheet we made, a scan already read) into the store, about a person or about something else of
    `stream`. The same bytes about the same subject are not kept twice. Raises DocumentRefused, NotHere."""
    _check_size(len(content))
    media_type = media_type_of(content)
    if media_type is None:
        raise DocumentRefused(
            _(
                "Ce fichier n’est ni un PDF, ni une image, ni un document de bureautique : il n’a pas été ajouté. "
                "Numérisez le papier en PDF ou en photo (JPEG, PNG)."
            ),
            for_log="unknown kind of file",
        )
    digest = hashlib.sha256(content).hexdigest()
    about_id = about_id or person_id
    with store.act("document.keep", author=author) as act:
        if person_id is not None:
            stream = stream_of_person(act.connection, person_id)
        if stream is None:
            raise ValueError("a document about no person needs its stream")
        there = act.connection.execute(
            "SELECT id FROM document WHERE sha256 = ? AND about = ? AND about_id IS ? AND archived_at IS NULL",
            (digest, about, about_id),
        ).fetchone()
        if there is not None:
            return Kept(there[0], already_there=True)
        document_id = new_id()
        _write_chunks(act, document_id, content, progress)
        act.create(
            Document,
            stream=stream,
            id=document_id,
            person_id=person_id,
            about=about,
            about_id=about_id,
            kind=kind,
            title=title.strip(),
            media_type=media_type,
            size=len(content),
            sha256=digest,
            received_on=received_on or store.now().date(),
            author_id=author,
        )
    return Kept(document_id, already_there=False)


def archive_document(store: Store, *, author: str, document_id: str) -> None:
    """Put a document away; its bytes stay in the store."""
    with store.act("document.archive", author=author) as act:
        act.archive(Document, document_id)


def pieces(connection: Connection, document_id: str) -> Iterator[bytes]:
    """The bytes of a document, piece by piece, in order."""
    count = connection.execute("SELECT count(*) FROM document_chunk WHERE document_id = ?", (document_id,)).fetchone()[
        0
    ]
    for position in range(count):
        yield connection.execute(
            "SELECT content FROM document_chunk WHERE document_id = ? AND position = ?", (document_id, position)
        ).fetchone()[0]


def content_of(connection: Connection, document_id: str) -> bytes:
    """The whole bytes of a document, checked against what was stored. Raises DocumentDamaged."""
    row = connection.execute("SELECT sha256 FROM document WHERE id = ?", (document_id,)).fetchone()
    content = b"".join(pieces(connection, document_id))
    if row is None or hashlib.sha256(content).hexdigest() != row[0]:
        raise DocumentDamaged(
            _("Cette pièce n’est pas entière sur cet ordinateur : retrouvez l’original et ajoutez-le de nouveau."),
            for_log="document bytes do not match",
        )
    return content


def save_copy(connection: Connection, *, document_id: str, path: Path) -> None:
    """Write a readable copy of a document to `path`, out of the store, because somebody asked for it.

    Raises DocumentDamaged, DocumentRefused.
    """
    content = content_of(connection, document_id)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise DocumentRefused(
            _("La copie n’a pas pu être écrite à cet endroit. La pièce est intacte dans Kodiko."),
            for_log=f"copy not written: {type(error).__name__}",
        ) from error


# -- inside --------------------------------------------------------------------------------------------------


def _read(path: Path, progress: Progress) -> bytes:
    try:
        size = path.stat().st_size
        _check_size(size)
        read = bytearray()
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                read += piece
                _check_size(len(read))
                progress(len(read), 2 * size, _("Lecture du fichier"))
    except OSError as error:
        raise DocumentRefused(
            _("Ce fichier ne peut pas être lu : vérifiez qu’il est toujours là, puis recommencez."),
            for_log=f"file unreadable: {type(error).__name__}",
        ) from error
    return bytes(read)


def _check_size(size: int) -> None:
    if size == 0:
        raise DocumentRefused(_("Ce fichier est vide : il n’a pas été ajouté."), for_log="empty file")
    if size > LARGEST:
        raise DocumentRefused(
            _(
                "Ce fichier est trop lourd ({size} Mo ; {most} Mo au plus) : il n’a pas été ajouté. Numérisez à "
                "200 points par pouce, en noir et blanc ou en niveaux de gris, ou en plusieurs fichiers."
            ).format(size=-(-size // CHUNK), most=LARGEST // CHUNK),
            for_log="file too large",
        )


def _write_chunks(act: Act, document_id: str, content: bytes, progress: Progress) -> None:
    view = memoryview(content)
    for position, start in enumerate(range(0, len(content), CHUNK)):
        act.connection.execute(
            "INSERT INTO document_chunk (document_id, position, content) VALUES (?, ?, ?)",
            (document_id, position, view[start : start + CHUNK]),
        )
        progress(len(content) + min(start + CHUNK, len(content)), 2 * len(content), _("Enregistrement"))
