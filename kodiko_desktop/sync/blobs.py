"""The bytes of scans and photos: encrypted pieces beside the segments, fetched when somebody opens the document.

Each piece has a key of its own, which travels inside the operation that creates the document.
"""

import hashlib
import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from db import settings
from db.store import Store
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.sync import container
from kodiko_desktop.sync.failures import DocumentNotHere
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.report import ExchangeReport
from kodiko_desktop.sync.team import moment

PLACE = "blobs"
ENDING = ".kb"
CHUNKS_IN_BLOB = 3
"""Chunks of 1 MiB of the store in one file."""
LARGEST = 4 << 20
"""Bytes of such a file at most."""
_MAGIC = b"KODIKO\x01B"
_NONCE = bytes(12)
_CREATED_HERE = (
    "SELECT row_id FROM operation WHERE stream = ? AND device = ? AND counter BETWEEN ? AND ? "
    "AND table_name = 'document' AND previous IS NULL"
)


_HELD = (
    "SELECT document_id, position, hash, key FROM sync_blob WHERE stream = ? AND EXISTS "
    "(SELECT 1 FROM document_chunk WHERE document_chunk.document_id = sync_blob.document_id) ORDER BY 1, 2"
)


def place_of(stream: str) -> str:
    """The folder of a stream's pieces."""
    return f"{PLACE}/{stream}"


def publish(
    store: Store, folder: Folder, stream: str, device: str, first: int, last: int, report: ExchangeReport
) -> None:
    """Put the bytes of the documents these operations create in the folder, before the operations themselves."""
    for (document_id,) in store.read().execute(_CREATED_HERE, (stream, device, first, last)).fetchall():
        _name_pieces(store, stream, document_id)
        pieces = store.read().execute(
            "SELECT position, hash, key FROM sync_blob WHERE document_id = ? ORDER BY position", (document_id,)
        )
        for position, name, key in pieces.fetchall():
            if _is_there(store, folder, stream, name):
                continue
            content = seal(_bytes_of(store, document_id, position), bytes(key))
            folder.write(place_of(stream), name + ENDING, content)
            _note_there(store, folder, stream, name)
            report.files_written += 1
            report.bytes_written += len(content)


def put_back(store: Store, folder: Folder, stream: str, report: ExchangeReport) -> None:
    """Write again, byte for byte, the pieces of documents held here that the folder lacks: their author may be gone.
    Looked at once a day. Raises FolderAway, FolderRefuses."""
    today, key = moment(store)[:10], f"sync_pieces_looked_at {folder.key} {stream}"
    if settings.read(store.read(), key, "") == today:
        return
    held = store.read().execute(_HELD, (stream,)).fetchall()
    present = set(folder.names(place_of(stream))) if held else set()
    for document_id, position, name, piece_key in held:
        if name + ENDING not in present:
            content = seal(_bytes_of(store, document_id, position), bytes(piece_key))
            if hashlib.sha256(content).hexdigest() == name:
                folder.write(place_of(stream), name + ENDING, content)
                _note_there(store, folder, stream, name)
                report.files_written += 1
                report.bytes_written += len(content)
    with store.note() as connection:
        settings.write(connection, key, today)


def is_here(store: Store, document_id: str) -> bool:
    """True when the bytes of a document are on this laptop (or when nobody has put any in the folder)."""
    read = store.read()
    if read.execute("SELECT 1 FROM document_chunk WHERE document_id = ? LIMIT 1", (document_id,)).fetchone():
        return True
    return read.execute("SELECT 1 FROM sync_blob WHERE document_id = ?", (document_id,)).fetchone() is None


def fetch(store: Store, folder: Folder, document_id: str, *, progress: Progress = silent) -> None:
    """Bring the bytes of a document to this laptop. Harmless when they are here. Raises FolderAway, DocumentNotHere,
    and what `progress` raises."""
    if is_here(store, document_id):
        return
    pieces = (
        store.read()
        .execute("SELECT stream, hash, key FROM sync_blob WHERE document_id = ? ORDER BY position", (document_id,))
        .fetchall()
    )
    content = bytearray()
    for done, (stream, name, key) in enumerate(pieces):
        progress(done, len(pieces), _("Réception de la pièce"))
        file = folder.read(place_of(stream), name + ENDING, most=LARGEST)
        if file is None or hashlib.sha256(file).hexdigest() != name:
            raise DocumentNotHere()
        try:
            content += open_piece(file, bytes(key))
        except container.NotOurs as error:
            raise DocumentNotHere() from error
    chunk = 1 << 20
    with store.note() as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO document_chunk (document_id, position, content) VALUES (?, ?, ?)",
            [
                (document_id, position, bytes(content[start : start + chunk]))
                for position, start in enumerate(range(0, len(content), chunk))
            ],
        )


def seal(piece: bytes, key: bytes) -> bytes:
    """The file of a piece: the same bytes each time, its key being used for nothing else."""
    padded = container.pad(struct.pack(">Q", len(piece)) + piece)
    return _MAGIC + ChaCha20Poly1305(key).encrypt(_NONCE, padded, _MAGIC)


def open_piece(file: bytes, key: bytes) -> bytes:
    """The piece of a file. Raises NotOurs."""
    try:
        padded = ChaCha20Poly1305(key).decrypt(_NONCE, file[len(_MAGIC) :], _MAGIC)
    except (InvalidTag, ValueError) as error:
        raise container.NotOurs from error
    if len(padded) < 8:
        raise container.NotOurs
    (length,) = struct.unpack_from(">Q", padded)
    return padded[8 : 8 + length]


def _name_pieces(store: Store, stream: str, document_id: str) -> None:
    """Draw keys and compute names of the pieces, once: the operation will say them each time it is written."""
    read = store.read()
    if read.execute("SELECT 1 FROM sync_blob WHERE document_id = ?", (document_id,)).fetchone():
        return
    count = read.execute("SELECT count(*) FROM document_chunk WHERE document_id = ?", (document_id,)).fetchone()[0]
    rows = []
    for position in range(-(-count // CHUNKS_IN_BLOB)):
        piece, key = _bytes_of(store, document_id, position), os.urandom(32)
        name = hashlib.sha256(seal(piece, key)).hexdigest()
        rows.append((document_id, position, stream, name, key, len(piece)))
    with store.note() as connection:
        connection.executemany(
            "INSERT INTO sync_blob (document_id, position, stream, hash, key, size) VALUES (?, ?, ?, ?, ?, ?)", rows
        )


def _bytes_of(store: Store, document_id: str, position: int) -> bytes:
    rows = store.read().execute(
        "SELECT content FROM document_chunk WHERE document_id = ? AND position BETWEEN ? AND ? ORDER BY position",
        (document_id, position * CHUNKS_IN_BLOB, (position + 1) * CHUNKS_IN_BLOB - 1),
    )
    return b"".join(row[0] for row in rows)


def _is_there(store: Store, folder: Folder, stream: str, name: str) -> bool:
    key = (folder.key, place_of(stream), name + ENDING)
    row = store.read().execute("SELECT 1 FROM sync_file WHERE folder = ? AND place = ? AND name = ?", key)
    return row.fetchone() is not None


def _note_there(store: Store, folder: Folder, stream: str, name: str) -> None:
    with store.note() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO sync_file (folder, place, name, verdict, device, first, last, chain, noted_at) "
            "VALUES (?, ?, ?, 'own', '', 0, 0, '', ?)",
            (folder.key, place_of(stream), name + ENDING, moment(store)),
        )
