"""Keeps what other laptops signed, byte for byte, and puts back in a folder what vanished from it, or what it never had
when it takes the place of a lost one: the only laptop that could write it again may be lost or stolen. Nobody needs to
be trusted with it: the signature is the author's."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC

from db.store import Store
from kodiko_desktop.sync import container, memory, segment
from kodiko_desktop.sync.container import Header
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.membership import Keyring
from kodiko_desktop.sync.memory import Memory, SeenFile
from kodiko_desktop.sync.publish import PATIENCE
from kodiko_desktop.sync.report import ExchangeReport

_FOLDER = "(kept)"
"""The folder under which the spool keeps them: no folder of a team is named so."""


def keep(store: Store, stream: str, header: Header, content: bytes) -> None:
    """Keep a segment that was applied; those it contains entirely are needed no more."""
    place = segment.place_of(stream)
    contained = [
        (_FOLDER, place, file.name)
        for file in _kept(store, place).get(header.device, ())
        if header.first <= file.first and file.last <= header.last
    ]
    with store.note() as connection:
        connection.executemany("DELETE FROM sync_spool WHERE folder = ? AND place = ? AND name = ?", contained)
        connection.execute(
            "INSERT OR REPLACE INTO sync_spool (folder, place, name, content) VALUES (?, ?, ?, ?)",
            (_FOLDER, place, segment.name_of(header, content), content),
        )


def chain_at(store: Store, keys: Keyring, stream: str, device: str, counter: int) -> str:
    """The hash chain of another laptop after a number already heard, in hexadecimal, from what is kept of it; "" when
    nothing kept tells."""
    place = segment.place_of(stream)
    for file in _kept(store, place).get(device, ()):
        if file.first <= counter <= file.last:
            content = _content(store, place, file.name)
            header = container.read_header(content)
            key = keys.find(stream, header.key_id)
            if key is not None:
                lines = segment.read(content, header, key.key).lines[: counter - file.first + 1]
                return segment.extend_chain(header.chain_before, lines).hex()
    return ""


def put_back(
    store: Store, folder: Folder, seen: Memory, stream: str, names: Sequence[str], report: ExchangeReport
) -> None:
    """Write what this folder lacks of others; given its listing. A file it showed lately may only be missing from a
    listing that is late, and a folder met lately may still be filling. Raises FolderAway, FolderRefuses."""
    place, listed = segment.place_of(stream), set(names)
    lately = (store.now() - PATIENCE).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    had: dict[str, list[SeenFile]] = defaultdict(list)
    for file in seen.files.values():
        if file.verdict == memory.WHOLE:
            had[file.device].append(file)
    settled = is_settled(store, folder, report)
    for device, files in _kept(store, place).items():
        gone = [file for file in had[device] if file.name not in listed]
        if not gone and not settled:
            continue
        here = sorted((file for file in had[device] if file.name in listed), key=lambda file: (file.first, -file.last))
        reached = memory.covered(here)
        if any(file.noted_at > lately for file in gone if file.last > reached):
            continue
        for file in files:
            if file.last > reached and file.name not in listed:
                _write(store, folder, seen, place, file, report)


def is_settled(store: Store, folder: Folder, report: ExchangeReport) -> bool:
    """False for a folder met lately: it may still be filling."""
    lately = (store.now() - PATIENCE).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return _met_at(store, folder, report) <= lately


def _met_at(store: Store, folder: Folder, report: ExchangeReport) -> str:
    """When this laptop first exchanged through this folder; said by every report since."""
    if not report.met_at:
        row = store.read().execute("SELECT report FROM sync_folder WHERE folder = ?", (folder.key,)).fetchone()
        before: str = json.loads(row[0]).get("met_at", "") if row else ""
        report.met_at = before or report.at
    return report.met_at


def _write(store: Store, folder: Folder, seen: Memory, place: str, file: SeenFile, report: ExchangeReport) -> None:
    content = _content(store, place, file.name)
    folder.write(place, file.name, content)
    report.files_written += 1
    report.bytes_written += len(content)
    seen.note(file.name, memory.WHOLE, device=file.device, first=file.first, last=file.last, chain=file.chain)
    seen.flush()


def _content(store: Store, place: str, name: str) -> bytes:
    row = store.read().execute(
        "SELECT content FROM sync_spool WHERE folder = ? AND place = ? AND name = ?", (_FOLDER, place, name)
    )
    return bytes(row.fetchone()[0])


def _kept(store: Store, place: str) -> dict[str, list[SeenFile]]:
    """What is kept of each device, in order. Names are ours: they say what the headers said."""
    rows = store.read().execute("SELECT name FROM sync_spool WHERE folder = ? AND place = ?", (_FOLDER, place))
    found: dict[str, list[SeenFile]] = defaultdict(list)
    for (name,) in rows.fetchall():
        device, _generation, first, last, _hash = name.split("-")
        found[device].append(SeenFile(name, memory.WHOLE, device, int(first), int(last), "", ""))
    return {device: sorted(files, key=lambda file: (file.first, -file.last)) for device, files in found.items()}


def segments(store: Store, stream: str, device: str) -> list[bytes]:
    """What is kept of a laptop in a stream, in order, as it was signed."""
    place = segment.place_of(stream)
    return [_content(store, place, file.name) for file in _kept(store, place).get(device, ())]
