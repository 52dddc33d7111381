"""The shared folder on a local disk: first upload and pull, a day's edits, and no news."""

import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from db import records
from db.store import create_store
from db.tables import Note
from kodiko_desktop.sync import invite, team
from kodiko_desktop.sync.exchange import exchange
from kodiko_desktop.sync.folder import Folder
from tests.bench.measure import KEY, Result, result, timed

RECORDS = 5_000
EDITED = RECORDS // 100
RUNS = 3
SLOW = 0.1
"""Seconds of one operation on a slow share."""


class SlowFolder(Folder):
    """A share where each operation takes SLOW: counted, not waited for."""

    asked = 0

    def _is_folder(self, path):
        self.asked += 1
        return super()._is_folder(path)

    def _list(self, path):
        self.asked += 1
        return super()._list(path)

    def _read(self, path):
        self.asked += 1
        return super()._read(path)

    def _write(self, path, content):
        self.asked += 2  # bytes, then fsync
        super()._write(path, content)

    def _rename(self, source, target):
        self.asked += 1
        super()._rename(source, target)


def run() -> list[Result]:
    """Targets: 5,000 records of 1 KB up and down in 0.8 s each, 1 % edited 0.15 s, no news 50 ms."""
    figures: dict[str, list[float]] = {"up": [], "down": [], "edit up": [], "edit down": [], "none": []}
    slow = 0
    for _run in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            slow = _one_run(Path(folder), figures)
    many = _many_devices()
    return [
        result("5 000 fiches de 1 Ko, premier envoi", figures["up"], most=800),
        result("5 000 fiches de 1 Ko, première réception", figures["down"], most=800),
        result("1 % modifié, envoi", figures["edit up"], most=150),
        result("1 % modifié, réception", figures["edit down"], most=150),
        result("rien de neuf", figures["none"], most=50),
        result("envoi d’une journée", [slow], most=5, unit="op.", remark="opérations de fichier par segment"),
        result("rien de neuf, 60 appareils, 0,1 s par opération", [many * SLOW * 1000], most=2000),
    ]


def _one_run(home: Path, figures: dict[str, list[float]]) -> int:
    (home / "shared").mkdir()
    folder = SlowFolder(home / "shared")
    one, two = (create_store(home / f"{name}.kodiko", KEY) for name in ("one", "two"))
    team.create_team(one, device_name="Un")
    exchange(one, folder)
    _join(two, one, folder)
    exchange(two, folder)
    rows = [(None, {"text": os.urandom(500).hex()}) for _number in range(RECORDS)]
    with one.act("note.write", author="sam") as act:
        notes = act.create_many(Note, stream="org", rows=rows)
    figures["up"] += _measured(lambda: exchange(one, folder))
    figures["down"] += _measured(lambda: exchange(two, folder))
    exchange(one, folder)
    figures["none"] += timed(lambda: exchange(two, folder), runs=5)
    for note in notes[:EDITED]:
        with one.act("note.archive", author="sam") as act:
            act.archive(Note, note)
    before = folder.asked
    figures["edit up"] += _measured(lambda: exchange(one, folder))
    spent = folder.asked - before
    before = folder.asked
    exchange(one, folder)
    figures["edit down"] += _measured(lambda: exchange(two, folder))
    assert records.find(two.read(), Note, notes[0]).row.archived_at
    one.close()
    two.close()
    return spent - (folder.asked - before) // 2


def _many_devices() -> int:
    """File operations of an exchange without news among sixty devices that have all written."""
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        (home / "shared").mkdir()
        folder = SlowFolder(home / "shared")
        first = create_store(home / "first.kodiko", KEY, now=lambda: datetime(2026, 5, 11, tzinfo=UTC))
        team.create_team(first, device_name="Un")
        exchange(first, folder)
        for number in range(59):
            guest = create_store(home / f"{number}.kodiko", KEY, now=first.now)
            _join(guest, first, folder)
            with guest.act("note.write", author="sam") as act:
                act.create(Note, stream="org", text=f"{number}")
            exchange(guest, folder)
            guest.close()
        exchange(first, folder)
        before = folder.asked
        exchange(first, folder)
        first.close()
        return folder.asked - before


def _join(guest, host, folder: Folder) -> None:
    code = invite.invite(host, streams=["org"]).code
    invite.request_to_join(guest, folder, code=code, device_name="Deux")
    exchange(host, folder)
    assert invite.finish_joining(guest, folder)


def _measured(work) -> list[float]:
    started = time.perf_counter()
    work()
    return [(time.perf_counter() - started) * 1000]
