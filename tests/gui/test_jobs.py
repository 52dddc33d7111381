"""Work off the window's thread comes back to it, in order, or not at all when nobody is left to hear."""

import logging
import threading
import time

import pytest
from PySide6.QtCore import QObject

from kodiko_desktop.domain.errors import KodikoError
from ui.jobs import Jobs, UnexpectedFailure


def test_result_arrives_in_the_thread_of_the_window(qtbot, jobs: Jobs) -> None:
    seen: list[tuple[int, int, bool]] = []

    def add(one: int, two: int) -> tuple[int, int]:
        return one + two, threading.get_ident()

    job = jobs.run(
        add,
        2,
        3,
        on_success=lambda got: seen.append((*got, threading.current_thread() is threading.main_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] == 5
    assert seen[0][1] != threading.get_ident()
    assert seen[0][2]
    assert job.ended_as == "success"


def test_store_work_is_one_at_a_time_and_in_order(qtbot, jobs: Jobs) -> None:
    order: list[int] = []
    inside = threading.Lock()

    def alone(number: int) -> int:
        assert inside.acquire(blocking=False)
        time.sleep(0.005)
        inside.release()
        return number

    for number in range(6):
        jobs.run(alone, number, on_success=order.append)
    qtbot.waitUntil(lambda: jobs.busy() == 0)
    assert order == list(range(6))


def test_known_failure_arrives_with_its_sentence(qtbot, jobs: Jobs) -> None:
    failures: list[KodikoError] = []

    def fail() -> None:
        raise KodikoError("Le dossier est plein.")

    jobs.run(fail, on_failure=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert failures[0].sentence == "Le dossier est plein."


@pytest.mark.expects_log("ui.jobs")
def test_bug_is_said_in_a_sentence_and_logged_without_the_data(qtbot, jobs: Jobs, caplog) -> None:
    failures: list[KodikoError] = []

    def stumble() -> None:
        raise ValueError("Awa Diallo, 06 12 34 56 78")

    with caplog.at_level(logging.INFO):
        jobs.run(stumble, on_failure=failures.append)
        qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], UnexpectedFailure)
    assert "ValueError" in caplog.text
    assert "test_jobs.py:" in caplog.text
    assert "Awa" not in caplog.text


def test_cancel_stops_long_work_at_its_next_report(qtbot, jobs: Jobs) -> None:
    reports: list[tuple[int, int, str]] = []
    cancelled: list[bool] = []

    def count(progress) -> None:
        for step in range(100_000):
            progress(step, 100_000, "Comptage…")
            time.sleep(0.001)

    job = jobs.run(
        count,
        store=False,
        progress=lambda *report: reports.append(report),
        on_cancelled=lambda: cancelled.append(True),
    )
    qtbot.waitUntil(lambda: len(reports) >= 2)
    job.cancel()
    qtbot.waitUntil(lambda: bool(cancelled))
    assert job.ended_as == "cancelled"
    assert reports[0][1:] == (100_000, "Comptage…")


def test_cancelling_before_the_start_runs_nothing(qtbot, jobs: Jobs) -> None:
    gate, ran, cancelled = threading.Event(), [], []
    jobs.run(gate.wait, 120)
    waiting = jobs.run(lambda: ran.append(True), on_cancelled=lambda: cancelled.append(True))
    waiting.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(cancelled) and jobs.busy() == 0)
    assert not ran


def test_result_is_dropped_when_the_receiver_is_gone(qtbot, jobs: Jobs) -> None:
    gate, heard = threading.Event(), []
    receiver = QObject()
    jobs.run(gate.wait, 120, receiver=receiver, on_success=heard.append)
    receiver.deleteLater()
    qtbot.wait(10)
    gate.set()
    qtbot.waitUntil(lambda: jobs.busy() == 0)
    assert not heard


def test_close_ends_every_thread_and_delivers_nothing(qtbot) -> None:
    before = threading.active_count()
    jobs, heard, started = Jobs(), [], threading.Event()

    def endless(progress) -> None:
        started.set()
        while True:
            progress(0, 0)
            time.sleep(0.002)

    jobs.run(endless, store=False, on_success=heard.append, on_cancelled=lambda: heard.append("cancelled"))
    jobs.run(lambda: 1, on_success=heard.append)
    assert started.wait(60)
    jobs.close()
    qtbot.wait(10)
    assert threading.active_count() == before
    assert not heard
    with pytest.raises(RuntimeError):
        jobs.run(lambda: 1)


def test_what_hangs_apart_delays_neither_the_store_nor_the_end(qtbot) -> None:
    jobs, hung, saved = Jobs(), threading.Event(), []
    try:
        apart = jobs.run(hung.wait, 120, store=False, apart=True).apart
        jobs.run(lambda: 1, on_success=saved.append)
        qtbot.waitUntil(lambda: bool(saved))
        jobs.close(patience=0.2)
        assert apart.is_alive(), "the end did not wait until what hangs gave up"
    finally:
        hung.set()


def test_what_works_apart_is_waited_for_when_it_stops_as_asked(qtbot) -> None:
    jobs, started, ended = Jobs(), threading.Event(), []

    def work(progress) -> None:
        started.set()
        try:
            while True:
                progress(0, 0)
                time.sleep(0.002)
        finally:
            ended.append(True)

    jobs.run(work, store=False, apart=True)
    assert started.wait(60)
    jobs.close()
    assert ended
