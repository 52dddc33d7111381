"""A shared folder, laptops that meet in it, and two of one team."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.storage.conftest import TurnableClock
from tests.storage.sharing import Office


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "partage"
    folder.mkdir()
    return folder


@pytest.fixture
def office(tmp_path: Path, empty_store: Path, clock: TurnableClock) -> Iterator[Callable[[], Office]]:
    """Makes one more laptop at each call."""
    made: list[Office] = []

    def make() -> Office:
        made.append(Office(tmp_path / f"poste-{len(made) + 1}", empty_store, len(made) + 1, clock))
        return made[-1]

    yield make
    for each in made:
        each.store.close()


@pytest.fixture
def pair(office: Callable[[], Office], share: Path) -> tuple[Office, Office]:
    """The laptop that made a team, and one that joined it."""
    one, two = office().found_team(share), office()
    return one, two.join(one, share)
