"""Real carriers on this machine: they run where Debian's packages are, and are said to be missing elsewhere."""

import pytest

from tests.carriers import samba, stick, syncthing
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


@pytest.fixture
def server(tmp_path):
    """A Samba server; ends with the test."""
    missing = samba.what_is_missing()
    if missing:
        pytest.skip(missing)
    made = samba.Server(tmp_path / "server")
    yield made
    made.close()


@pytest.fixture
def mount(tmp_path, server):
    """Makes mounts of the server's shares, one a laptop; all end with the test."""
    made = []

    def make():
        made.append(samba.Mount(server, tmp_path / f"mount-{len(made)}"))
        return made[-1]

    yield make
    for mounted in made:
        mounted.unmount()


@pytest.fixture
def usb_stick(tmp_path):
    """A stick; ends with the test."""
    missing = stick.what_is_missing()
    if missing:
        pytest.skip(missing)
    made = stick.Stick(tmp_path / "stick")
    yield made
    made.close()
