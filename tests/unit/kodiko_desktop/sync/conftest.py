"""A shared folder and laptops around it."""

import pytest

from tests.unit.kodiko_desktop.sync.laptops import Laptop, join, start_team


@pytest.fixture
def shared(tmp_path):
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def new_laptop(tmp_path, shared):
    made = []

    def make(**options):
        laptop = Laptop(tmp_path / f"laptop-{len(made)}.kodiko", shared, **options)
        made.append(laptop)
        return laptop

    yield make
    for laptop in made:
        laptop.close()


@pytest.fixture
def team_of(new_laptop):
    """Makes a team of laptops that all have the antenna of Tours, the first its administrator."""

    def make(count):
        first = new_laptop()
        start_team(first)
        others = [new_laptop() for _number in range(count - 1)]
        for number, guest in enumerate(others):
            join(guest, first, name=f"Portable {number + 2}")
            guest.sync()
        return [first, *others]

    return make
