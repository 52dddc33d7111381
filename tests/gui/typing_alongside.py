"""Somebody types answers in the window while a colleague's work comes in: how long each save takes, how long the window
stands still."""

import time
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QTimer

from db import records
from db.store import Store
from db.tables import Contact, Person

_EVERY_MS = 40
"""An answer each twenty-fifth of a second: faster than anybody types."""
_RECORDS_AN_ACT = 5


@dataclass
class Measured:
    """Seconds from pressing a key to the answer saved; the longest time the window answered nothing; how many answers
    were saved before the exchange was over; seconds it took; how many turns the window had meanwhile."""

    waits: list[float] = field(default_factory=list)
    gap: float = 0.0
    alongside: int = 0
    lasted: float = 0.0
    turns: int = 0


def much_work(store: Store, stream: str, records_count: int, *, first: int = 0) -> None:
    """A colleague registers people and notes contacts: that many records, in acts of five; `first`: the number of the
    first one."""
    for start in range(first, first + records_count, _RECORDS_AN_ACT):
        with store.act("seed", author="nadia") as act:
            person = act.create(
                Person, stream=stream, family_name=f"Haidari {start}", given_names="Fatima", phone=f"06{start:08d}"
            )
            for number in range(_RECORDS_AN_ACT - 1):
                act.create(Contact, stream=stream, person_id=person, summary=f"Nouvelles {number}. " + "x" * 200)


def type_alongside(window: Any, person_id: str, patience: float = 60.0) -> Measured:
    """Begin an exchange and type until it is over."""
    typing = _Typing(window, person_id)
    began = time.perf_counter()
    window.sharing.now()
    typing.until_over(patience)
    typing.measured.lasted = time.perf_counter() - began
    return typing.measured


def type_alone(window: Any, person_id: str, times: int) -> Measured:
    """The same answers with nothing beside: the floor."""
    typing = _Typing(window, person_id)
    typing.until_saved(times)
    return typing.measured


class _Typing(QObject):
    def __init__(self, window: Any, person_id: str) -> None:
        super().__init__()
        self.measured = Measured()
        self._window, self._person_id = window, person_id
        self._loop = QEventLoop()
        self._over = False
        self._number = self._pending = 0
        self._last = time.perf_counter()
        self._heart, self._keys = QTimer(self), QTimer(self)
        self._heart.setInterval(1)
        self._heart.timeout.connect(self._beat)
        self._keys.setInterval(_EVERY_MS)
        self._keys.timeout.connect(self._type)

    def until_over(self, patience: float) -> None:
        exchanger = self._window.sharing.exchanger
        exchanger.turned.connect(self._turned)
        QTimer.singleShot(int(patience * 1000), self._loop, self._loop.quit)
        self._go()
        exchanger.turned.disconnect(self._turned)

    def until_saved(self, times: int) -> None:
        self._keys.timeout.connect(lambda: len(self.measured.waits) >= times and self._loop.quit())
        self._go()

    def _go(self) -> None:
        self._last = time.perf_counter()
        self._heart.start()
        self._keys.start()
        self._loop.exec()
        self._keys.stop()
        self._heart.stop()

    def _turned(self, turn: Any) -> None:
        if turn.reports:
            self._over = True
            self._loop.quit()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.measured.turns += 1
        self.measured.gap = max(self.measured.gap, now - self._last)
        self._last = now

    def _type(self) -> None:
        if self._pending:
            return  # one field at a time
        self._number += 1
        self._pending += 1
        began = time.perf_counter()
        self._window.desk.write(
            _answer,
            receiver=self,
            then=lambda _nothing: self._saved(began),
            person_id=self._person_id,
            text=f"réponse {self._number}",
        )

    def _saved(self, began: float) -> None:
        self._pending -= 1
        self.measured.waits.append(time.perf_counter() - began)
        self.measured.alongside += not self._over


def _answer(store: Store, *, author: str, person_id: str, text: str) -> None:
    seen = records.find(store.read(), Person, person_id).seen
    with store.act("person.change", author=author) as act:
        act.change(Person, person_id, values={"address": text}, seen=seen)
