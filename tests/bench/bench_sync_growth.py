"""How the shared folder grows: 1,000 to 100,000 operations written by 2 to 60 laptops, exchange after exchange.

For each size: the whole history read by a new laptop (time, memory, file operations), a day's work sent, an exchange
without news on the local disk and on a share where each file operation really takes 100 ms, files and bytes of the
folder. It takes a few minutes, so that it runs only when named: python -m tests.bench growth
"""

import multiprocessing
import os
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.tables import Note
from kodiko_desktop.sync.exchange import exchange
from kodiko_desktop.sync.folder import Folder
from tests.bench.measure import Result, result, timed
from tests.unit.kodiko_desktop.sync.failing_folder import CountedFolder
from tests.unit.kodiko_desktop.sync.laptops import Laptop, join, start_team

OPERATIONS = (1_000, 10_000, 100_000)
DEVICES = (2, 10, 60)
DAY = 50
"""Operations between two exchanges of a laptop, and what the day's work sent at the end is."""
MOST_EXCHANGES = 200
"""Of one laptop: a long history is then written by larger pieces."""
SLOW = 0.1
"""Seconds of one operation on a slow share."""
KEY = "partage"
"""How every laptop remembers the folder, wherever it lies."""


@dataclass
class Size:
    """What was measured for one size. Times in milliseconds, memory in MiB."""

    operations: int
    devices: int
    pull: float
    memory: float
    pull_done: int
    day: float
    day_done: int
    quiet: list[float]
    quiet_done: int
    slow: float
    files: int
    most_files: int
    megabytes: float
    written: float


def run() -> list[Result]:
    """Targets, whatever the size: at most 20 files per laptop and stream, no news in 50 ms, and in 2 s on a slow share.

    The history is written by all laptops but one, which comes last and reads it.
    """
    results = []
    for devices in DEVICES:
        with tempfile.TemporaryDirectory() as made:
            team = Path(made)
            _make_team(team, devices)
            for operations in OPERATIONS:
                with tempfile.TemporaryDirectory() as home:
                    results += _lines(_one_size(team, Path(home), operations, devices))
    return results


def _lines(size: Size) -> list[Result]:
    what = f"{size.operations} op., {size.devices} appareils :"
    said = (
        f"{size.files} fichiers, {size.megabytes:.1f} Mo ({size.written:.1f} fois écrits) ; opérations de fichier : "
        f"histoire {size.pull_done}, journée {size.day_done}, rien de neuf {size.quiet_done} ; "
        f"mémoire de la lecture : {size.memory:.0f} Mio"
    )
    return [
        result(f"{what} toute l’histoire lue", [size.pull], remark=said),
        result(f"{what} une journée envoyée", [size.day]),
        result(f"{what} rien de neuf", size.quiet, most=50),
        result(f"{what} rien de neuf, 0,1 s par opération", [size.slow], most=2000),
        result(f"{what} fichiers d’un appareil", [size.most_files], most=20, unit="fich."),
    ]


def _make_team(home: Path, devices: int) -> None:
    """The stores of a team, that have not written yet: 0 is the administrator's, the last one will read."""
    (home / "shared").mkdir()
    first = Laptop(home / "0.kodiko", home / "shared")
    start_team(first)
    for number in range(1, devices):
        guest = Laptop(home / f"{number}.kodiko", home / "shared")
        join(guest, first)
        guest.close()
    first.close()


def _one_size(team: Path, home: Path, operations: int, devices: int) -> Size:
    shared = Path(shutil.copytree(team / "shared", home / "shared"))
    share = operations // (devices - 1)
    wrote = [_write_history(team, home, number, share) for number in range(devices - 1)]
    names = [path for path in shared.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in names)
    reader = home / "reader.kodiko"
    shutil.copy(team / f"{devices - 1}.kodiko", reader)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        seen = alone.submit(read_and_go_on, reader, shared, share * (devices - 1)).result()
    return Size(
        operations,
        devices,
        files=len(names),
        most_files=max(files for _bytes, files in wrote),
        megabytes=size / 1e6,
        written=sum(written for written, _files in wrote) / size,
        **seen,
    )


def _write_history(team: Path, home: Path, number: int, share: int) -> tuple[int, int]:
    """One laptop writes `share` operations and exchanges every day with a copy of the folder where nobody else writes;
    what it put there goes to the common one. Returns the bytes written, regrouping included, and the most files it ever
    had there."""
    replica = home / "replica"
    shutil.copytree(team / "shared", replica)
    laptop = Laptop(home / f"{number}.kodiko", replica, copy_of=team / f"{number}.kodiko")
    folder, written, most = Folder(replica, key=KEY), 0, 0
    for day in _days(share):
        with laptop.store.act("note.write", author="sam") as act:
            act.create_many(Note, stream="tours", rows=[(None, _note()) for _note_number in range(day)])
        written += exchange(laptop.store, folder).bytes_written
        most = max(most, len(os.listdir(replica / "streams" / "tours")))
    laptop.close()
    shutil.copytree(replica, home / "shared", dirs_exist_ok=True)
    shutil.rmtree(replica)
    laptop.path.unlink()
    return written, most


def _days(share: int) -> list[int]:
    size = max(DAY, -(-share // MOST_EXCHANGES))
    return [min(size, share - start) for start in range(0, share, size)]


def _note() -> dict[str, Any]:
    """A note of some 150 characters that hardly compress."""
    return {"text": os.urandom(75).hex()}


def read_and_go_on(path: Path, shared: Path, expected: int) -> dict[str, Any]:
    """What the laptop that comes last lives, alone in its process so that the memory is its own."""
    laptop = Laptop(path.with_suffix(".opened"), shared, copy_of=path)
    folder = CountedFolder(shared, key=KEY)
    before = _peak_memory()
    started = time.perf_counter()
    report = exchange(laptop.store, folder)
    pull, pull_done = _since(started), folder.done
    memory = _peak_memory() - before
    assert sum(report.received.values()) >= expected
    with laptop.store.act("note.write", author="sam") as act:
        act.create_many(Note, stream="tours", rows=[(None, _note()) for _note_number in range(DAY)])
    started = time.perf_counter()
    assert exchange(laptop.store, folder).sent == DAY
    day, day_done = _since(started), folder.done - pull_done
    quiet = timed(lambda: exchange(laptop.store, folder), runs=7)
    slow = CountedFolder(shared, lambda _number, _what, _path: time.sleep(SLOW), key=KEY)
    started = time.perf_counter()
    assert exchange(laptop.store, slow).quiet
    measured = {"slow": _since(started), "quiet": quiet, "quiet_done": slow.done}
    laptop.close()
    return {**measured, "pull": pull, "pull_done": pull_done, "memory": memory, "day": day, "day_done": day_done}


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _peak_memory() -> float:
    """The most this process ever held, in MiB (Linux only). Not `ru_maxrss`, which remembers the process it comes
    from."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmHWM in status")
