"""A laptop whose date went back a year is told so; one that crossed a midnight is not."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from db.store import Store, create_store, open_store
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.laptop.date_gone_back import date_gone_back

KEY = bytes(range(32))
MONDAY = datetime.datetime(2026, 5, 11, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def open_on(tmp_path: Path) -> Callable[[datetime.datetime], Store]:
    """The store of an antenna set up on Monday, open another day."""
    path = tmp_path / "store.kodiko"
    made = create_store(path, KEY, now=lambda: MONDAY)
    antennas.set_up(made, organisation_name="Essai", antenna_name="Tours", staff_name="Léa", number_prefix="TRS")
    made.close()
    opened: list[Store] = []

    def on(day: datetime.datetime) -> Store:
        opened.append(open_store(path, KEY, now=lambda: day))
        return opened[-1]

    yield on
    for store in opened:
        store.close()


def test_a_date_gone_back_a_year_is_said_with_both_dates(open_on) -> None:
    said = date_gone_back(open_on(MONDAY - datetime.timedelta(days=365)))
    assert "dimanche 11 mai 2025" in said
    assert "lundi 11 mai 2026" in said
    assert "Rien n’est perdu" in said


@pytest.mark.parametrize("days", [-1, 0, 1, 400])
def test_a_date_that_holds_says_nothing(open_on, days: int) -> None:
    assert date_gone_back(open_on(MONDAY + datetime.timedelta(days=days))) == ""


def test_nothing_written_yet_says_nothing(tmp_path: Path) -> None:
    store = create_store(tmp_path / "new.kodiko", KEY, now=lambda: MONDAY)
    assert date_gone_back(store) == ""
    store.close()
