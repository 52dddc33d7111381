"""A store of its own for each test, a clock that tests can turn, and an antenna where somebody works."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.store import Store, create_store, open_store
from kodiko_desktop.services.association import antennas

KEY = bytes(range(32))


class TurnableClock:
    """Says a moment that tests move forward and back."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **amount: int) -> None:
        """Move by a `timedelta` (negative: set back)."""
        self.moment += timedelta(**amount)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A freshly made store file, closed, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "store.kodiko"
    create_store(path, KEY).close()
    return path


@pytest.fixture
def clock() -> TurnableClock:
    return TurnableClock()


@pytest.fixture
def store_path(empty_store: Path, tmp_path: Path) -> Path:
    """A store file of this test's own."""
    return Path(shutil.copy(empty_store, tmp_path / "store.kodiko"))


@pytest.fixture
def store(store_path: Path, clock: TurnableClock):
    opened: Store = open_store(store_path, KEY, now=clock)
    yield opened
    opened.close()


@pytest.fixture
def author(store: Store) -> str:
    """Léa, who works in the antenna of Tours."""
    return antennas.set_up(
        store,
        organisation_name="Passerelle",
        antenna_name="Tours",
        staff_name="Léa Martin",
        number_prefix="TRS",
        postcode="37000",
        siret="12345678900011",
    ).staff_id


@pytest.fixture
def antenna(store: Store, author: str) -> str:
    """The antenna of Tours."""
    return store.read().execute("SELECT id FROM antenna").fetchone()[0]
