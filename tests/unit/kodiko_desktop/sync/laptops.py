"""Laptops of a team around a folder, for tests: each has a store of its own and a clock that turns."""

import secrets
import shutil
import tempfile
from pathlib import Path

from db import records, settings
from db.store import create_store, open_store
from db.tables import Person
from kodiko_desktop.sync import invite, team
from kodiko_desktop.sync.exchange import exchange
from kodiko_desktop.sync.folder import Folder
from tests.storage.conftest import KEY, TurnableClock

_template: list[Path] = []


def empty_store() -> Path:
    """An empty store, made once for all tests."""
    if not _template:
        path = Path(tempfile.mkdtemp()) / "empty.kodiko"
        create_store(path, KEY).close()
        _template.append(path)
    return _template[0]


class Laptop:
    """A store, its folder, and what a coordinator does with them."""

    def __init__(self, path: Path, folder: Path, *, clock=None, copy_of: Path | None = None) -> None:
        self.path, self.folder = path, Folder(folder, pause=lambda _seconds: None)
        self.clock = clock or TurnableClock()
        self.root_code = ""
        shutil.copy(copy_of or empty_store(), path)
        self.store = open_store(path, KEY, now=self.clock)
        if copy_of is None:
            with self.store.note() as connection:
                settings.write(connection, settings.DEVICE_ID, secrets.token_hex(8))
            self.store.device = settings.read(self.store.read(), settings.DEVICE_ID)

    def close(self) -> None:
        self.store.close()

    def sync(self, folder: Folder | None = None):
        return exchange(self.store, folder or self.folder)

    def register(self, stream="tours", **values) -> str:
        with self.store.act("person.register", author=self.store.device_code) as act:
            return act.create(Person, stream=stream, **{"family_name": "Diallo", **values})

    def change(self, person: str, **values) -> None:
        seen = records.find(self.store.read(), Person, person).seen
        with self.store.act("person.change", author=self.store.device_code) as act:
            act.change(Person, person, values=values, seen=seen)

    def person(self, person: str):
        found = records.find(self.store.read(), Person, person)
        return found.row if found else None

    def names(self):
        return sorted(row[0] for row in self.store.read().execute("SELECT family_name FROM person"))

    def conflicts(self):
        return self.store.read().execute("SELECT row_id, field FROM conflict ORDER BY 1, 2").fetchall()


def open_antenna(laptop: Laptop, name: str) -> None:
    """An antenna whose id is `name`."""
    from db.tables import Antenna

    with laptop.store.act("antenna.create", author="sam") as act:
        act.create(Antenna, stream="org", id=name, name=name)


def start_team(laptop: Laptop, *antennas: str) -> None:
    for antenna in antennas or ("tours",):
        open_antenna(laptop, antenna)
    laptop.root_code = team.create_team(laptop.store, device_name="Premier").root_code
    laptop.sync()


def join(guest: Laptop, host: Laptop, *streams: str, admin: bool = False, name: str = "Deuxième") -> None:
    """The whole ceremony, without what follows: the guest's first exchange."""
    code = invite.invite(host.store, streams=list(streams or ("tours",)), admin=admin).code
    invite.request_to_join(guest.store, guest.folder, code=code, device_name=name)
    host.sync()
    assert invite.finish_joining(guest.store, guest.folder)


def meet(*laptops: Laptop, rounds: int = 2) -> None:
    """Everybody exchanges, often enough for everybody to hear everybody."""
    for _round in range(rounds):
        for laptop in laptops:
            laptop.sync()
