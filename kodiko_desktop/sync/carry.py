"""Carries what other laptops signed to the other folders of the team, byte for byte: an office share and a stick meet
through whoever reaches both, even never at the same time."""

import re

from db.store import Store
from kodiko_desktop.sync import memory, segment
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.memory import Memory
from kodiko_desktop.sync.report import ExchangeReport

_NAME = re.compile(r"([0-9a-f]{16})-[0-9]{1,10}-[0-9]{1,16}-([0-9]{1,16})-")


def take_along(store: Store, folder: Folder, stream: str, names: list[str]) -> None:
    """Keep aside what this folder has of other laptops and the other folders of this team did not have when last
    seen. Raises FolderAway."""
    place = segment.place_of(stream)
    others = [row[0] for row in store.read().execute("SELECT folder FROM sync_folder WHERE folder <> ?", (folder.key,))]
    if not others:
        return
    listed = set(names)
    here = [file for file in Memory(store, folder, place).files.values() if file.name in listed]
    for other in others:
        there = _reached(store, other, place)
        for file in here:
            if file.verdict in (memory.WHOLE, memory.SET_ASIDE) and file.last > there.get(file.device, 0):
                _put_aside(store, folder, other, place, file.name)


def _put_aside(store: Store, folder: Folder, other: str, place: str, name: str) -> None:
    key = (other, place, name)
    found = "SELECT 1 FROM sync_spool WHERE folder = ? AND place = ? AND name = ?"
    if store.read().execute(found, key).fetchone():
        return
    content = folder.read(place, name)
    if content is not None:
        with store.note() as connection:
            connection.execute(
                "INSERT INTO sync_spool (folder, place, name, content) VALUES (?, ?, ?, ?)", (*key, content)
            )


def hand_over(store: Store, folder: Folder, stream: str, names: list[str], report: ExchangeReport) -> None:
    """Put in this folder what was kept aside for it and it still does not have; `names`, its listing, grows with it.
    Raises FolderAway, FolderRefuses."""
    place = segment.place_of(stream)
    kept = store.read().execute("SELECT name FROM sync_spool WHERE folder = ? AND place = ?", (folder.key, place))
    there = _reached(store, folder.key, place)
    for (name,) in kept.fetchall():
        key = (folder.key, place, name)
        device, last = _author(name)
        if name not in names and last > there.get(device, 0):
            content = (
                store.read()
                .execute("SELECT content FROM sync_spool WHERE folder = ? AND place = ? AND name = ?", key)
                .fetchone()[0]
            )
            folder.write(place, name, bytes(content))
            names.append(name)
            report.files_written += 1
            report.bytes_written += len(content)
        with store.note() as connection:
            connection.execute("DELETE FROM sync_spool WHERE folder = ? AND place = ? AND name = ?", key)


def _author(name: str) -> tuple[str, int]:
    """Device and last counter, from the name under which a checked segment was found (which is not always its own);
    else something to hand over."""
    hint = _NAME.match(name)
    return (hint[1], int(hint[2])) if hint else ("", 2**53)


def _reached(store: Store, folder: str, place: str) -> dict[str, int]:
    """How far a folder shows each device without a hole, as last seen."""
    rows = store.read().execute(
        "SELECT name, verdict, device, first, last, chain, noted_at FROM sync_file "
        "WHERE folder = ? AND place = ? AND verdict IN ('whole', 'set_aside') ORDER BY device, first, last DESC",
        (folder, place),
    )
    found: dict[str, list[memory.SeenFile]] = {}
    for row in rows:
        found.setdefault(row[2], []).append(memory.SeenFile(*row))
    return {device: memory.covered(files) for device, files in found.items()}
