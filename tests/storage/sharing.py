"""Laptops with real stores around real folders, driven by the services of the window."""

import shutil
from pathlib import Path

from db import settings
from db.store import Store, open_store
from db.tables import Journey, Person
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.sharing import exchanges, folders, joining, teams
from tests.storage.conftest import KEY, TurnableClock


class Office:
    """A laptop as its coordinator has it: a profile folder of its own, and what one does with it."""

    def __init__(self, room: Path, empty: Path, number: int, clock: TurnableClock) -> None:
        room.mkdir()
        path = Path(shutil.copy(empty, room / "store.kodiko"))
        self.store: Store = open_store(path, KEY, now=clock)
        self.clock = clock
        with self.store.note() as connection:
            settings.write(connection, settings.DEVICE_ID, f"{number:016x}")
        self.store.device = f"{number:016x}"
        self.staff = self.antenna = ""

    def set_up(self, *, association="Les Passerelles", antenna="Paris", who="Claire Morel") -> "Office":
        made = antennas.set_up(self.store, organisation_name=association, antenna_name=antenna, staff_name=who)
        self.staff, self.antenna = made.staff_id, made.antenna_id
        return self

    def found_team(self, share: Path, name="Ordinateur de Claire") -> "Office":
        self.set_up()
        self.root_code = teams.create_team(self.store, device_name=name).root_code
        folders.add_folder(self.store, share)
        self.sync()
        return self

    def sync(self, **options):
        return exchanges.exchange_all(self.store, **options)

    def ask(self, host: "Office", share: Path, name="Portable de Tours") -> None:
        code = teams.invite(host.store, antennas=[host.antenna]).code
        joining.ask_to_join(self.store, path=share, code=code, device_name=name)

    def join(self, host: "Office", share: Path, name="Portable de Tours") -> "Office":
        self.ask(host, share, name)
        host.sync()
        assert joining.join_progress(self.store)
        self.antenna = host.antenna
        return self

    def register(self, family_name="Diallo", referent: str | None = None, **values) -> str:
        with self.store.act("person.register", author=self.staff or "sam") as act:
            person = act.create(Person, stream=self.antenna, family_name=family_name, **values)
            act.create(Journey, stream=self.antenna, person_id=person, referent_id=referent)
        return person

    def names(self, table="person", field="family_name") -> list[str]:
        return sorted(row[0] for row in self.store.read().execute(f'SELECT "{field}" FROM "{table}"'))
