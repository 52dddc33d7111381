"""Scans travel beside the segments and are fetched when somebody opens them, whole or not at all."""

import os
import shutil

import pytest

from db.tables import Document
from kodiko_desktop.sync import blobs
from kodiko_desktop.sync.failures import DocumentNotHere
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.laptops import meet

MEBIBYTE = 1 << 20


def keep_scan(laptop, content):
    """What the service of documents does: bytes in chunks of 1 MiB, and the row, in one act."""
    with laptop.store.act("document.keep", author="sam") as act:
        document = act.create(Document, stream="tours", title="Contrat", size=len(content))
        for position, start in enumerate(range(0, len(content), MEBIBYTE)):
            act.connection.execute(
                "INSERT INTO document_chunk (document_id, position, content) VALUES (?, ?, ?)",
                (document, position, content[start : start + MEBIBYTE]),
            )
    return document


def bytes_of(laptop, document):
    rows = laptop.store.read().execute(
        "SELECT content FROM document_chunk WHERE document_id = ? ORDER BY position", (document,)
    )
    return b"".join(row[0] for row in rows)


@pytest.mark.parametrize("size", [1, MEBIBYTE, 3 * MEBIBYTE, 7 * MEBIBYTE + 5])
def test_a_scan_is_read_on_the_other_laptop_when_it_is_opened(team_of, shared, size):
    one, two = team_of(2)
    content = os.urandom(size)
    document = keep_scan(one, content)
    meet(one, two)
    assert said(one.store) == said(two.store)
    pieces = sorted((shared / "blobs" / "tours").iterdir())
    assert len(pieces) == -(-size // (3 * MEBIBYTE)) and all(p.stat().st_size < 3.5 * MEBIBYTE for p in pieces)
    assert blobs.is_here(one.store, document) and not blobs.is_here(two.store, document)
    assert bytes_of(two, document) == b""
    blobs.fetch(two.store, two.folder, document)
    assert bytes_of(two, document) == content and blobs.is_here(two.store, document)
    for path in pieces:
        path.unlink()
    blobs.fetch(two.store, two.folder, document)


def test_an_altered_or_missing_piece_is_said_and_nothing_is_kept(team_of, shared):
    one, two = team_of(2)
    document = keep_scan(one, b"scan" * 1000)
    meet(one, two)
    [path] = (shared / "blobs" / "tours").iterdir()
    right = path.read_bytes()
    for wrong in (right[:-1], bytes([right[0] ^ 1]) + right[1:], b""):
        path.write_bytes(wrong)
        with pytest.raises(DocumentNotHere, match="prochain échange"):
            blobs.fetch(two.store, two.folder, document)
        assert bytes_of(two, document) == b""
    path.unlink()
    with pytest.raises(DocumentNotHere):
        blobs.fetch(two.store, two.folder, document)
    path.write_bytes(right)
    blobs.fetch(two.store, two.folder, document)
    assert bytes_of(two, document) == b"scan" * 1000


def test_the_same_piece_is_put_once_in_each_folder(team_of, shared, tmp_path):
    from kodiko_desktop.sync.folder import Folder

    one, _two = team_of(2)
    document = keep_scan(one, b"scan" * 1000)
    one.sync()
    stick = tmp_path / "stick"
    stick.mkdir()
    one.sync(Folder(stick))
    names = [sorted(path.name for path in (root / "blobs" / "tours").iterdir()) for root in (shared, stick)]
    assert names[0] == names[1] and len(names[0]) == 1
    assert blobs.is_here(one.store, document)


def test_pieces_that_a_folder_lost_are_put_back_by_whoever_holds_them(team_of, shared, new_laptop):
    """Their author is gone with the laptop; a new one still finds them."""
    one, two = team_of(2)
    content = os.urandom(2 << 20)
    document = keep_scan(one, content)
    meet(one, two)
    blobs.fetch(two.store, two.folder, document)
    before = {path.name: path.read_bytes() for path in (shared / "blobs/tours").iterdir()}
    one.close()
    shutil.rmtree(shared / "blobs")
    two.clock.turn(days=2)
    two.sync()
    assert {path.name: path.read_bytes() for path in (shared / "blobs/tours").iterdir()} == before
    written = two.sync().files_written
    assert written == 0


def test_a_document_that_was_altered_on_a_laptop_is_not_put_back(team_of, shared):
    """Only what the operation names."""
    one, two = team_of(2)
    document = keep_scan(one, b"tout petit")
    meet(one, two)
    blobs.fetch(two.store, two.folder, document)
    with two.store.note() as connection:
        connection.execute("UPDATE document_chunk SET content = X'00' WHERE document_id = ?", (document,))
    shutil.rmtree(shared / "blobs")
    two.clock.turn(days=2)
    two.sync()
    assert not list((shared / "blobs").rglob("*.kb"))
