"""The lock of every laptop waits no longer than the association says; a laptop may only be stricter."""

import pytest

from db.store import Store
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.association.settings import read_settings, wait_before_locking
from kodiko_desktop.services.laptop import sitting


def allow(store: Store, author: str, minutes: int | None) -> None:
    seen = read_settings(store.read()).organisation.seen
    antennas.change_organisation(store, author=author, values={"idle_minutes": minutes}, seen=seen)


def test_five_minutes_unless_the_association_says_otherwise(store: Store, author: str) -> None:
    assert sitting.idle_minutes(store.read()) == 5
    allow(store, author, 15)
    assert sitting.idle_minutes(store.read()) == 15
    allow(store, author, None)
    assert sitting.idle_minutes(store.read()) == 5


def test_a_laptop_may_be_stricter_and_never_less(store: Store, author: str) -> None:
    allow(store, author, 10)
    wait_before_locking(store, author=author, minutes=2)
    assert sitting.idle_minutes(store.read()) == 2
    with pytest.raises(ValueError):
        wait_before_locking(store, author=author, minutes=15)
    wait_before_locking(store, author=author, minutes=10)
    allow(store, author, 5)
    assert sitting.idle_minutes(store.read()) == 5, "what this laptop chose before no longer counts"


def test_a_limit_that_is_no_choice_is_the_usual_one(store: Store, author: str) -> None:
    allow(store, author, 600)
    assert sitting.idle_minutes(store.read()) == 5


def test_the_limit_goes_to_the_other_laptops(store: Store, author: str) -> None:
    allow(store, author, 10)
    row = (
        store.read()
        .execute(
            "SELECT stream, fields FROM sync_head WHERE table_name = 'organisation' AND fields LIKE '%idle_minutes%'"
        )
        .fetchone()
    )
    assert row is not None and row[0] == "org"
