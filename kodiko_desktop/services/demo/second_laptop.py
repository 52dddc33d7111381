"""The antenna's second laptop: what a colleague wrote there without hearing of this one. The two meet for real, in a
folder thrown away afterwards: two disagreements to settle are left, and a person registered twice."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db import heads, records
from db.store import Store, create_store
from db.tables import Person
from kodiko_desktop.services.demo.cast import Scene, read
from kodiko_desktop.services.people import contacts, people
from kodiko_desktop.services.places import sites
from kodiko_desktop.sync import invite, team
from kodiko_desktop.sync.exchange import exchange
from kodiko_desktop.sync.folder import Folder

_FOLDER = "demonstration"
"""How the store calls a folder that it forgets at the end."""


@contextmanager
def second_laptop(scene: Scene) -> Iterator[None]:
    """Write in the agenda what happens between the two laptops; the other one is thrown away when the block ends."""
    with tempfile.TemporaryDirectory(prefix="kodiko-", ignore_cleanup_errors=True) as place:
        met = _Meeting(scene, Path(place), read("second_laptop"))
        try:
            yield
        finally:
            met.end()


class _Meeting:
    """Two laptops and a folder, from the day the second one joins to today."""

    def __init__(self, scene: Scene, place: Path, said: dict[str, Any]) -> None:
        self._scene, self._place, self._said = scene, place, said
        (place / "partage").mkdir()
        self._other: Store | None = None
        self._author = scene.staff[said["team"]["staff"]]
        scene.agenda.at(scene.day(said["team"]["days"]), 18, self._join)
        scene.agenda.at(scene.day(-1), 18, self._write_apart)
        scene.agenda.at(scene.day(0), 8, self._meet)

    def end(self) -> None:
        """Leave no trace of the folder, and close the other laptop."""
        if self._other is not None:
            self._other.close()
        with self._scene.store.note() as connection:
            for table in ("sync_folder", "sync_file", "sync_spool"):
                connection.execute(f"DELETE FROM {table} WHERE folder = ?", (_FOLDER,))

    def _exchange(self, store: Store) -> None:
        exchange(store, Folder(self._place / "partage", key=_FOLDER))

    def _join(self) -> None:
        here, names = self._scene.store, self._said["team"]
        team.create_team(here, device_name=names["here"])
        self._other = create_store(self._place / "autre.kodiko", secrets.token_bytes(32), now=here.now)
        with self._other.not_flushing():
            folder = Folder(self._place / "partage", key=_FOLDER)
            invitation = invite.invite(here, streams=[self._scene.antenna_id])
            self._exchange(here)
            invite.request_to_join(self._other, folder, code=invitation.code, device_name=names["there"])
            self._exchange(here)
            invite.finish_joining(self._other, folder)
            self._exchange(self._other)

    def _write_apart(self) -> None:
        if self._other is None:
            return
        for store in (self._scene.store, self._other):
            self._exchange(store)
        for each in self._said["disagreement"]:
            self._write(self._scene.store, self._scene.author, each, each["here"])
            self._write(self._other, self._author, each, each["there"])
        self._register_again(self._other, self._said["twice"])

    def _write(self, store: Store, author: str, each: dict[str, Any], value: str) -> None:
        values = {each["field"]: value}
        if "site" in each:
            site_id = self._scene.sites[each["site"]]
            seen = heads.seen(store.read(), "site", site_id)
            sites.change_site(store, author=author, site_id=site_id, values=values, seen=seen)
        else:
            person_id = self._person(each["family"])
            seen = heads.seen(store.read(), "person", person_id)
            people.change_person(store, author=author, person_id=person_id, values=values, seen=seen)

    def _register_again(self, store: Store, twice: dict[str, Any]) -> None:
        known = records.find(store.read(), Person, self._person(twice["family"]))
        if known is None:
            return
        person_id = people.register_person(
            store,
            author=self._author,
            antenna_id=self._scene.antenna_id,
            family_name=twice["family_there"],
            given_names=twice["given_there"],
            birth_date=known.row.birth_date,
            sex=known.row.sex,
            phone=twice["phone_there"],
            languages=known.row.languages,
        )
        contacts.note_contact(
            store,
            author=self._author,
            person_id=person_id,
            on_date=store.now().date(),
            channel="sur_place",
            summary=twice["contact"],
            agreed=twice["agreed"],
        )

    def _meet(self) -> None:
        if self._other is not None:
            for store in (self._other, self._scene.store):
                self._exchange(store)

    def _person(self, family: str) -> str:
        return next(someone.id for someone in self._scene.people if someone.values["family"] == family)
