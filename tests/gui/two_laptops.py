"""A whole window on a profile, a colleague's laptop beside it, and a folder between them."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from db import records
from db.store import Store, create_store
from db.tables import Person
from kodiko_desktop.services.association.antennas import FirstSetUp
from kodiko_desktop.services.sharing import exchanges, folders, joining, teams
from kodiko_desktop.vault.profiles import Profile
from tests.gui.open_window import new_profile, now, one_of_each, shown
from ui.main_window import MainWindow
from ui.theme.theme import Theme

KEY = bytes(range(32))


def later() -> datetime.datetime:
    """The same morning, a little later."""
    return now() + datetime.timedelta(minutes=5)


@dataclass
class TwoLaptops:
    """`window`: Claire's, a member of the team and its administrator; `nadia`: the store of her colleague, who reads
    the same antenna; `people`: ids by name."""

    window: Any
    store: Store
    nadia: Store
    share: Path
    ids: FirstSetUp
    people: dict[str, str]

    def nadia_changes(self, person: str, **values: Any) -> None:
        """Nadia changes facts of a person, and exchanges."""
        self.change(self.nadia, person, **values)
        exchanges.exchange_all(self.nadia)

    def change(self, store: Store, person: str, **values: Any) -> None:
        """Change facts of a person on one of the laptops."""
        seen = records.find(store.read(), Person, self.people[person]).seen
        with store.act("person.change", author=self.ids.staff_id) as act:
            act.change(Person, self.people[person], values=values, seen=seen)

    def exchange(self, qtbot: Any) -> None:
        """Claire presses « Synchroniser maintenant », and it is over."""
        with qtbot.waitSignal(self.window.sharing.exchanger.turned, check_params_cb=_exchanged):
            self.window.sharing.now()


def _exchanged(turn: Any) -> bool:
    return bool(turn.reports)


def join(store: Store, host: Store, share: Path, antenna_id: str, name: str) -> None:
    """Let a laptop in, and bring the history to it."""
    code = teams.invite(host, antennas=[antenna_id]).code
    joining.ask_to_join(store, path=share, code=code, device_name=name)
    exchanges.exchange_all(host)
    assert joining.join_progress(store)


@contextmanager
def two_laptops(qtbot: Any, folder: Path) -> Iterator[TwoLaptops]:
    """Both, around a folder, with the window shown and the store open."""
    with _both(folder) as (profile, opened, made), shown(qtbot, profile, opened) as window:
        qtbot.waitUntil(lambda: window.desk.is_open and bool(window.frame.page().cards()))
        made.window = window
        yield made


@contextmanager
def shown_laptops(folder: Path) -> Iterator[TwoLaptops]:
    """The same without pytest-qt, for a benchmark. The window is used once its first page shows its lines."""
    with _both(folder) as (profile, opened, made):
        made.window = window = MainWindow(profile, theme=QApplication.instance().findChild(Theme))
        loop = QEventLoop()
        window.usable.connect(loop.quit)
        window.show(opened)
        loop.exec()
        window.rest.wait()
        try:
            yield made
        finally:
            window.frame.hide()
            window.close()


@contextmanager
def _both(folder: Path) -> Iterator[tuple[Profile, Any, TwoLaptops]]:
    share = folder / "partage"
    share.mkdir()
    profile, first, ids = new_profile(folder / "claire")
    store = first.opened.store
    people = one_of_each(store, ids)
    folders.add_folder(store, share, name="Bureau")
    teams.create_team(store, device_name="Ordinateur de Claire")
    exchanges.exchange_all(store)
    (folder / "nadia").mkdir()
    nadia = create_store(folder / "nadia" / "store.kodiko", KEY, now=later)
    join(nadia, store, share, ids.antenna_id, "Ordinateur de Nadia")
    try:
        yield profile, first.opened, TwoLaptops(None, store, nadia, share, ids, people)
    finally:
        nadia.close()
