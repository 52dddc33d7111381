"""The exchange that goes on by itself: when a folder appears, when it is long ago, never twice at once, never after a
lock; and what it writes is told to the pages once."""

import threading
from pathlib import Path
from typing import Any

import pytest

from db.changes import Changes
from kodiko_desktop.services.sharing import exchanges
from tests.gui.two_laptops import two_laptops
from tests.gui.typing_alongside import Measured, much_work, type_alongside
from ui.sharing import exchanger as module
from ui.sharing.gathered import Gathered


@pytest.fixture
def both(qtbot: Any, theme: Any, tmp_path: Path) -> Any:
    with two_laptops(qtbot, tmp_path) as made:
        yield made


def looked(qtbot: Any, exchanger: Any) -> Any:
    """One look, and what it found."""
    qtbot.waitUntil(lambda: exchanger._job is None)
    with qtbot.waitSignal(exchanger.turned) as told:
        exchanger.look()
    return told.args[0]


def test_it_exchanges_when_a_folder_appears_and_not_again_while_it_stays(qtbot, both) -> None:
    exchanger = both.window.sharing.exchanger
    both.exchange(qtbot)
    assert looked(qtbot, exchanger).reports == ()
    both.share.rename(both.share.with_name("ailleurs"))
    assert looked(qtbot, exchanger).there == frozenset()
    both.share.with_name("ailleurs").rename(both.share)
    turn = looked(qtbot, exchanger)
    assert len(turn.there) == 1 and [report.reached for report in turn.reports] == [True]


def test_it_exchanges_again_when_the_last_one_is_long_ago(qtbot, both) -> None:
    exchanger = both.window.sharing.exchanger
    both.exchange(qtbot)
    exchanger._exchanged_at -= module.DUE_AFTER_S
    assert len(looked(qtbot, exchanger).reports) == 1


def test_what_is_asked_during_an_exchange_is_done_after_it_and_once(qtbot, both) -> None:
    exchanger, turns = both.window.sharing.exchanger, []
    qtbot.waitUntil(lambda: exchanger._job is None)
    exchanger.turned.connect(turns.append)
    exchanger.look()
    exchanger.now()
    exchanger.now()
    qtbot.waitUntil(lambda: len(turns) == 2 and exchanger._job is None)
    qtbot.wait(50)
    assert len(turns) == 2 and turns[1].reports


def test_a_share_that_hangs_neither_stops_the_window_nor_keeps_the_store_open(qtbot, both, monkeypatch) -> None:
    hung = threading.Event()
    exchanger, gate = both.window.sharing.exchanger, both.window.gate
    qtbot.waitUntil(lambda: exchanger._job is None)
    monkeypatch.setattr(module, "take_turn", lambda opened, before, due, progress: hung.wait(60))
    monkeypatch.setattr("ui.start.gatekeeper._DRAIN_STEPS", 10)
    monkeypatch.setattr("ui.start.gatekeeper._APART_STEPS", 10)
    try:
        exchanger.now()
        both.change(both.store, "Awa Diallo", city="Tours")  # saved meanwhile
        with qtbot.waitSignal(gate.locked):
            gate.lock()
        assert both.store.closed and gate.held is None
    finally:
        hung.set()


def test_many_short_transactions_are_told_as_one_and_an_act_at_once(qtbot) -> None:
    gathered, told = Gathered(), []
    gathered.told.connect(told.append)
    for number in range(30):
        gathered.hear(Changes("", "sync", frozenset({("person", str(number))})))
    gathered.hear(Changes("a", "person.change", frozenset({("person", "x")})))
    assert [changes.kind for changes in told] == ["person.change"]
    gathered.tell()
    assert told[1].kind == "sync" and len(told[1].rows) == 30
    gathered.tell()
    assert len(told) == 2


def test_answers_are_saved_at_once_while_much_comes_in_and_the_window_goes_on(qtbot, both, monkeypatch) -> None:
    threads, merge = [], module.take_turn

    def noted(opened, before, due, progress):
        threads.append(threading.current_thread())
        return merge(opened, before, due, progress)

    monkeypatch.setattr(module, "take_turn", noted)
    found, records, tries = Measured(), 0, 0
    (before,) = both.store.read().execute("SELECT count(*) FROM person").fetchone()
    # As much as lasts long enough to type meanwhile: some machines merge a thousand records in a tenth of a second. And
    # again, when the machine was busy with something else just then: a window that waits would wait each time.
    while (found.lasted < 0.8 and records < 40_000) or (not goes_on(found) and tries < 4):
        more = max(2500, min(records, 10_000))
        much_work(both.nadia, both.ids.antenna_id, more, first=records)
        records += more
        exchanges.exchange_all(both.nadia)
        found = type_alongside(both.window, both.people["Awa Diallo"])
        tries += found.lasted >= 0.8
    assert goes_on(found), found
    assert threading.main_thread() not in threads
    (count,) = both.store.read().execute("SELECT count(*) FROM person").fetchone()
    assert count == records // 5 + before


def goes_on(found: Measured) -> bool:
    """Whether the window lived, and saved what was typed, while an exchange went on. A window that waited would stand
    still as long as the exchange lasts, and its first answer would be saved after it. The figures themselves are those
    of tests/bench/bench_typing_alongside."""
    waits = sorted(found.waits)
    return (
        found.alongside >= 3
        and found.turns >= 20
        and found.gap < found.lasted / 2
        and waits[int(len(waits) * 0.95)] < found.lasted / 2
    )
