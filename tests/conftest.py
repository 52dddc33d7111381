"""What every test must respect: its own home folder, no unexpected log record, no thread left behind."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples at each run, on a slow machine too; HYPOTHESIS_PROFILE=roam looks for new ones.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.register_profile("roam", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

_THREAD_PATIENCE = 30.0
"""Seconds a thread that was told to stop may take."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "expects_log(*loggers): the test provokes records of level WARNING or above from these loggers "
        "(names or beginnings of names; none given: any logger).",
    )


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test alone; the coordinator's own is out of reach."""
    home = tmp_path / "kodiko-home"
    monkeypatch.setenv("KODIKO_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning nobody announced is a failure: see the marker `expects_log`."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    marker = request.node.get_closest_marker("expects_log")
    if marker is not None and not marker.args:
        return
    expected = marker.args if marker is not None else ()
    surprises = [record for record in collector.records if not record.name.startswith(tuple(expected))]
    assert not surprises, "unexpected log records: " + "; ".join(
        f"{record.levelname} {record.name}: {record.getMessage()}" for record in surprises
    )


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Every thread a test starts has ended when the test ends."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + _THREAD_PATIENCE
    while (left := _left_since(before)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not left, f"threads left behind: {', '.join(thread.name for thread in left)}"


def _left_since(before: set[threading.Thread]) -> list[threading.Thread]:
    # Dummy threads are Python's memory of a foreign thread (Qt's), not threads it could end.
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and thread.is_alive() and not isinstance(thread, threading._DummyThread)
    ]
