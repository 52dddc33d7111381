"""Measures with their floor taken in the same run: a ratio travels from one machine to another, milliseconds do not."""

import gc
import importlib
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from db.connection import Connection, connect

KEY = bytes(range(32))
SHOW_ONE_WINDOW = """
import os, sys, time
started = float(sys.argv[1])
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print((time.time() - started) * 1000, flush=True)
        if sys.argv[2:] == ["memory"]:
            lines = open("/proc/self/smaps_rollup").read().splitlines()
            print(sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024, flush=True)
        os._exit(0)

application = QApplication([])
window = Window()
window.setCentralWidget(QLabel("Kodiko"))
window.resize(1366, 720)
window.show()
application.exec()
"""
"""A bare QMainWindow: prints the milliseconds from the start of its process to its first paint (and, asked with
"memory", its PSS in MiB)."""


@dataclass(frozen=True)
class Result:
    """One line of the table. Times in milliseconds (or another `unit`).

    `median` and `p95` of the runs; `floor`: the same work with nothing of ours around it, measured in the same run;
    `most`: the target for `judged` ("median", "p95"), `most_ratio`: the target for median / floor. None: no target.
    """

    what: str
    median: float
    p95: float
    floor: float | None = None
    most: float | None = None
    most_ratio: float | None = None
    judged: str = "median"
    unit: str = "ms"
    remark: str = ""

    @property
    def ratio(self) -> float | None:
        """Median over floor."""
        return self.median / self.floor if self.floor else None

    @property
    def held(self) -> bool | None:
        """True when every target is held; None when there is none."""
        checks = []
        if self.most is not None:
            checks.append((self.p95 if self.judged == "p95" else self.median) <= self.most)
        if self.most_ratio is not None and self.ratio is not None:
            checks.append(self.ratio <= self.most_ratio)
        return all(checks) if checks else None


def run_one(name: str) -> list[Result]:
    """The results of `tests.bench.<name>`."""
    return importlib.import_module(f"tests.bench.{name}").run()


def timed(work: Callable[[], object], *, runs: int, warm: int = 1) -> list[float]:
    """Milliseconds of each of `runs` calls, after `warm` calls that do not count; the collector is kept out of them."""
    return _in_turns((work,), runs, warm)[0]


def side_by_side(
    work: Callable[[], object], floor: Callable[[], object], *, runs: int, warm: int = 1
) -> tuple[list[float], list[float]]:
    """Milliseconds of both, in turns, so that the noise of the machine falls on both alike."""
    ours, bare = _in_turns((work, floor), runs, warm)
    return ours, bare


def _in_turns(works: tuple[Callable[[], object], ...], runs: int, warm: int) -> list[list[float]]:
    found: list[list[float]] = [[] for _work in works]
    gc.collect()
    gc.disable()
    try:
        for run in range(warm + runs):
            for work, values in zip(works, found, strict=True):
                started = time.perf_counter()
                work()
                if run >= warm:
                    values.append((time.perf_counter() - started) * 1000)
    finally:
        gc.enable()
    return found


def p95(values: list[float]) -> float:
    """The value 95 % of the runs stay under (nearest rank)."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def result(
    what: str,
    values: list[float],
    *,
    floor: list[float] | float | None = None,
    most: float | None = None,
    most_ratio: float | None = None,
    judged: str = "median",
    unit: str = "ms",
    remark: str = "",
) -> Result:
    """The line of a list of measures; `floor`: its own measures, or their median."""
    bare = statistics.median(floor) if isinstance(floor, list) else floor
    return Result(what, statistics.median(values), p95(values), bare, most, most_ratio, judged, unit, remark)


# -- floors -----------------------------------------------------------------------------------------------------


@contextmanager
def raw_store() -> Iterator[Connection]:
    """An encrypted file with one plain table, `synchronous=FULL`, and nothing of ours but the way it is opened."""
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(Path(folder) / "raw.db", KEY)
        connection.execute("CREATE TABLE plain (id TEXT PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT, e TEXT)")
        try:
            yield connection
        finally:
            connection.close()


def commit_one_row(connection: Connection, number: int) -> None:
    """A raw SQLCipher FULL commit of one row."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO plain VALUES (?, 'a', 'b', 'c', 'd', 'e')", (f"{number:032x}",))
    connection.execute("COMMIT")


def insert_rows(connection: Connection, first: int, count: int) -> None:
    """`count` rows by `executemany`, one commit."""
    connection.execute("BEGIN IMMEDIATE")
    rows = [(f"{number:032x}", "Nom", "Prénom", "Tours", "0600000000", "fr") for number in range(first, first + count)]
    connection.executemany("INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")


@cache
def bare_window(runs: int = 9) -> tuple[float, ...]:
    """Milliseconds from the start of a process to the first paint of a bare QMainWindow, on this platform plugin."""
    return tuple(float(run_bare_window()[0]) for _run in range(runs))


@cache
def bare_window_memory(runs: int = 3) -> float:
    """PSS (MiB) of a bare QMainWindow once painted."""
    return statistics.median(float(run_bare_window("memory")[1]) for _run in range(runs))


def run_bare_window(*arguments: str) -> list[str]:
    """Start one bare window in a process of its own; returns the lines it prints."""
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    command = [sys.executable, "-c", SHOW_ONE_WINDOW, repr(time.time()), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings).stdout.split()


def memory_mebibytes(process: int) -> float:
    """PSS of a process in MiB: its own pages, and its share of those it shares (Linux only)."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss in smaps_rollup")
