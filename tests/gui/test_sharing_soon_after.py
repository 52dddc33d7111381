"""The exchange follows an act soon: once acts and typing have ended, not too often, and for a team only."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.gui.two_laptops import two_laptops
from ui.sharing import soon_after
from ui.sharing.soon_after import AFTER_MS, APART_MS, STILL_MS, SoonAfter


class TurnedByHand:
    """A clock, and what would exchange."""

    def __init__(self) -> None:
        self.now, self.possible, self.exchanged = 0, True, 0

    def clock(self) -> int:
        return self.now

    def exchange(self) -> bool:
        self.exchanged += self.possible
        return self.possible


@pytest.fixture
def made(qtbot: Any) -> Any:
    hand = TurnedByHand()
    soon = SoonAfter(hand.exchange, clock=hand.clock)
    yield hand, soon
    soon.stop()


def test_it_follows_the_last_act_and_counts_again_at_each(made) -> None:
    hand, soon = made
    assert soon.waiting_ms == -1
    soon.acted()
    assert soon.waiting_ms == AFTER_MS and 20_000 <= AFTER_MS <= 40_000
    hand.now = 20_000
    soon.acted()
    assert soon.waiting_ms == AFTER_MS and hand.exchanged == 0
    hand.now += AFTER_MS
    soon.look()
    assert hand.exchanged == 1


def test_it_never_begins_while_somebody_types(made) -> None:
    hand, soon = made
    soon.acted()
    hand.now = AFTER_MS
    soon.typed()
    hand.now += STILL_MS - 1
    soon.look()
    assert hand.exchanged == 0 and soon.waiting_ms == STILL_MS
    hand.now += 1
    soon.look()
    assert hand.exchanged == 1


def test_two_exchanges_that_follow_acts_are_a_minute_apart(made) -> None:
    hand, soon = made
    hand.now = 1_000_000
    soon.exchanged()
    soon.acted()
    assert soon.waiting_ms == APART_MS
    hand.now += APART_MS - AFTER_MS
    soon.acted()
    assert soon.waiting_ms == AFTER_MS


def test_an_exchange_under_way_is_waited_for(made) -> None:
    hand, soon = made
    hand.possible = False
    soon.acted()
    hand.now = AFTER_MS
    soon.look()
    assert hand.exchanged == 0 and soon.waiting_ms == STILL_MS
    hand.possible = True
    soon.look()
    assert hand.exchanged == 1


@pytest.fixture
def both(qtbot: Any, theme: Any, tmp_path: Path) -> Any:
    with two_laptops(qtbot, tmp_path) as made:
        yield made


def in_folder(share: Path) -> int:
    return sum(path.suffix == ".kd" for path in share.rglob("*"))


def test_what_is_written_here_leaves_by_itself_and_nothing_leaves_twice(qtbot, both, monkeypatch) -> None:
    sharing = both.window.sharing
    both.exchange(qtbot)
    before = in_folder(both.share)
    monkeypatch.setattr(soon_after, "AFTER_MS", 50)
    monkeypatch.setattr(soon_after, "APART_MS", 0)
    with qtbot.waitSignal(sharing.exchanger.turned, check_params_cb=lambda turn: turn.reports) as told:
        both.change(both.store, "Awa Diallo", city="Blois")
    (report,) = told.args[0].reports
    assert report.sent == 1 and in_folder(both.share) == before + 1
    qtbot.waitUntil(lambda: sharing.exchanger._job is None)
    assert sharing.exchanger.soon.waiting_ms == -1  # what an exchange itself writes is no act


def test_typing_in_the_window_is_seen(qtbot, both) -> None:
    both.exchange(qtbot)
    soon = both.window.sharing.exchanger.soon
    typed: list[bool] = []
    soon.typed = lambda: typed.append(True)  # type: ignore[method-assign]
    soon._listen(both.window.frame.windowHandle())
    qtbot.keyClick(both.window.frame.windowHandle(), Qt.Key.Key_Shift)
    assert typed


def test_a_folder_that_is_not_there_makes_nothing_wait(qtbot, both) -> None:
    exchanger = both.window.sharing.exchanger
    qtbot.waitUntil(lambda: exchanger._job is None)
    both.share.rename(both.share.with_name("ailleurs"))
    with qtbot.waitSignal(exchanger.turned):
        exchanger.look()
    both.change(both.store, "Awa Diallo", city="Blois")
    qtbot.wait(0)
    assert exchanger.soon.waiting_ms == -1


def test_locking_forgets_what_was_to_follow(qtbot, both) -> None:
    both.exchange(qtbot)
    sharing, gate = both.window.sharing, both.window.gate
    both.change(both.store, "Awa Diallo", city="Blois")
    qtbot.waitUntil(lambda: sharing.exchanger.soon.waiting_ms > 0)
    with qtbot.waitSignal(gate.locked):
        gate.lock()
    assert sharing.exchanger.soon.waiting_ms == -1
