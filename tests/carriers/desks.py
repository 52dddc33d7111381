"""Laptops around a real carrier: each a process with a store of its own; at the end their stores are compared."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from db import heads, records
from db.store import open_store
from db.tables import Person
from tests.storage.carrying import assert_heads_are_what_nobody_overwrote, said
from tests.storage.conftest import KEY
from tests.unit.kodiko_desktop.sync.laptops import Laptop

ROOT = Path(__file__).resolve().parents[2]


class Refused(Exception):
    """A known failure the laptop told of: the name of its class."""

    @property
    def kind(self) -> str:
        return self.args[0]


class Desk:
    """A laptop and somebody who types on it. `typed`: (person, field) -> every value put there from here."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.folder = path, folder
        self.typed: dict[tuple[str, str], list[str]] = {}
        Laptop(path, folder).close()
        self.switch_on()

    def switch_on(self) -> None:
        """Start the program on the store there is."""
        command = [sys.executable, "-m", "tests.carriers.desk_process", str(self.path), str(self.folder)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.device = self.answer()

    def switch_off(self) -> None:
        """Close the program (what is under way ends first)."""
        if self._process.poll() is None:
            self._process.communicate(timeout=60)

    def cut_power(self) -> None:
        """SIGKILL."""
        self._process.kill()
        self._process.communicate()

    # -- orders -------------------------------------------------------------------------------------------------

    def order(self, what: str, **values: Any) -> None:
        """Tell the laptop to do something, without waiting."""
        self._process.stdin.write(json.dumps([what, values]) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        """What it answers to the oldest order. Raises Refused."""
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the laptop stopped: " + self._process.stderr.read())
        told = json.loads(line)
        if "failure" in told:
            raise Refused(told["failure"], told["log"])
        return told["answer"]

    def do(self, what: str, **values: Any) -> Any:
        """Order and answer. Raises Refused."""
        self.order(what, **values)
        return self.answer()

    def register(self, name: str) -> str:
        """A new person."""
        person = self.do("register", family_name=name)
        self.typed[person, "family_name"] = [name]
        return person

    def change(self, person: str, **values: str) -> None:
        """Correct what is shown of a person."""
        self.do("change", person=person, **values)
        for field, value in values.items():
            self.typed.setdefault((person, field), []).append(value)


def exchange_all(desks: Sequence[Desk]) -> list[Any]:
    """Everybody exchanges at the same moment; for each its report, or the Refused it met."""
    for desk in desks:
        desk.order("exchange")
    return [_report_or_refusal(desk) for desk in desks]


def _report_or_refusal(desk: Desk) -> Any:
    try:
        return desk.answer()
    except Refused as refused:
        return refused


def assert_everybody_says_the_same(desks: Sequence[Desk]) -> list[tuple[str, str, str]]:
    """Switch all off, and compare: rows, heads and conflicts are the same everywhere and are what nobody overwrote;
    whatever was typed is shown, in conflict, or was replaced by somebody who saw it. Returns the fields in conflict."""
    for desk in desks:
        desk.switch_off()
    stores = [open_store(desk.path, KEY) for desk in desks]
    try:
        first = said(stores[0])
        for store in stores[1:]:
            assert said(store) == first
        assert_heads_are_what_nobody_overwrote(stores[0], stores)
        assert [store.device for store in stores] == [desk.device for desk in desks]
        for store in stores:
            assert store.read().execute("SELECT count(*) FROM sync_quarantine").fetchone() == (0,)
        for desk in desks:
            _assert_the_last_word_stands(stores[0], desks, desk)
        return first[2]
    finally:
        for store in stores:
            store.close()


def _assert_the_last_word_stands(store: Any, desks: Sequence[Desk], desk: Desk) -> None:
    for (person, field), values in desk.typed.items():
        shown = getattr(records.find(store.read(), Person, person).row, field)
        current = {head.value for head in heads.heads(store.read(), "person", person, field)}
        others = [other.typed.get((person, field), []) for other in desks if other is not desk]
        assert shown in current
        assert values[-1] in current or any(others), (field, values, current)
