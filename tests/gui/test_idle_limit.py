"""What the association allows is heeded by the open window, and by what a laptop may choose for itself."""

import datetime
from pathlib import Path

import pytest

from tests.gui.open_window import new_profile, reopened, shown


@pytest.fixture
def window(qtbot, theme, tmp_path: Path):
    profile, first, _ids = new_profile(tmp_path)
    first.opened.close()
    with shown(qtbot, profile, reopened(profile)) as made:
        qtbot.waitUntil(lambda: made.rest.is_loaded)
        yield made


def test_the_association_limits_every_laptop_and_the_window_heeds_it_at_once(qtbot, window) -> None:
    window.desk.go("settings")
    cards = window.frame.page().cards
    qtbot.waitUntil(lambda: cards["organisation"].idle.value() == 5)
    assert [cards["laptop"].idle.itemText(row) for row in range(cards["laptop"].idle.count())] == [
        "2 minutes",
        "5 minutes",
    ]
    cards["organisation"].idle.set_value(15)
    cards["organisation"].idle.edited.emit(15)
    qtbot.waitUntil(lambda: window.gate.idle_limit == datetime.timedelta(minutes=15))
    qtbot.waitUntil(lambda: cards["laptop"].idle.count() == 4)
    cards["laptop"].idle.edited.emit(10)
    qtbot.waitUntil(lambda: window.gate.idle_limit == datetime.timedelta(minutes=10))
    cards["organisation"].idle.edited.emit(2)
    qtbot.waitUntil(lambda: window.gate.idle_limit == datetime.timedelta(minutes=2))
    qtbot.waitUntil(lambda: cards["laptop"].idle.value() == 2)
