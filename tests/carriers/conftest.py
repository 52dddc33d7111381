"""Real carriers on this machine: they run where Debian's packages are, and are said to be missing elsewhere."""

import pytest

from tests.carriers import syncthing
from tests.carriers.desks import Desk


@pytest.fixture
def machines(tmp_path):
    """Makes connected Syncthing machines; all end with the test."""
    if not syncthing.is_installed():
        pytest.skip("Syncthing n’est pas installé (paquet « syncthing » de Debian ou Ubuntu).")
    made = []

    def make(count):
        made.extend(syncthing.Daemon(tmp_path / f"machine-{number}") for number in range(count))
        syncthing.connect(made)
        return made

    yield make
    for daemon in made:
        daemon.kill()


@pytest.fixture
def desk_at(tmp_path):
    """Makes laptops on a folder; all end with the test."""
    made = []

    def make(folder):
        desk = Desk(tmp_path / f"laptop-{len(made)}.kodiko", folder)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.cut_power()
