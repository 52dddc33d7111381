"""Several authors with old forms open, clocks that jump, undos: nothing that anyone typed is lost in silence.

The reference is the definition: heads = known writes - overwritten writes. A value typed is either current, or was
overwritten by somebody who had it in front of them, or was already there when it was typed.
"""

import itertools
import json
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule

from db import heads, records
from db.store import create_store, open_store
from db.tables import Person
from db.undo import UndoRefused
from kodiko_desktop.domain.dots import Dot
from tests.storage.conftest import KEY
from tests.storage.wholeness import assert_whole, expected_heads

FIELDS = ("family_name", "phone", "city")
AUTHORS = ("sam", "lou", "aya")
_template: list[Path] = []


def fresh_store_file(folder: Path) -> Path:
    """A copy of an empty store, made once."""
    if not _template:
        made = Path(tempfile.mkdtemp()) / "empty.kodiko"
        create_store(made, KEY).close()
        _template.append(made)
    return Path(shutil.copy(_template[0], folder / "store.kodiko"))


class SeveralAuthors(RuleBasedStateMachine):
    """One person's row, forms opened at any time and saved at any later time."""

    forms = Bundle("forms")

    @initialize()
    def start(self):
        self.folder = tempfile.TemporaryDirectory()
        self.moment = datetime(2026, 5, 11, tzinfo=UTC)
        self.store = open_store(fresh_store_file(Path(self.folder.name)), KEY, now=lambda: self.moment)
        with self.store.act("person.register", author="sam") as act:
            self.person = act.create(Person, stream="tours", family_name="Diallo", phone="")
        self.acts = [act.id]
        self.typed: dict[tuple[Dot, str], str] = {}
        self.words = (f"valeur {number}" for number in itertools.count())

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()

    # -- what people do -----------------------------------------------------------------------------------------

    @rule(target=forms, author=st.sampled_from(AUTHORS))
    def open_a_form(self, author):
        return author, records.find(self.store.read(), Person, self.person)

    @rule(form=forms, fields=st.sets(st.sampled_from(FIELDS), min_size=1), repeat=st.booleans())
    def save_a_form_that_stays_open(self, form, fields, repeat):
        self._save(form, fields, repeat)

    @rule(form=consumes(forms), fields=st.sets(st.sampled_from(FIELDS), min_size=1), repeat=st.booleans())
    def save_and_close(self, form, fields, repeat):
        self._save(form, fields, repeat)

    def _save(self, form, fields, repeat):
        author, record = form
        values = {name: "la même" if repeat else next(self.words) for name in fields}
        before = self._operations()
        shown = {name: getattr(records.find(self.store.read(), Person, self.person).row, name) for name in fields}
        with self.store.act("person.change", author=author) as act:
            act.change(Person, self.person, values=values, seen=record.seen)
        new = self._operations()[len(before) :]
        written = json.loads(new[0][7]) if new else {}
        for name in values.keys() - written.keys():
            assert shown[name] == values[name]
        if new:
            [operation] = new
            dot = Dot(operation[1], operation[2])
            for name, value in written.items():
                assert value == values[name]
                overwrites = frozenset(Dot(*pair) for pair in json.loads(operation[8]).get(name, ()))
                assert overwrites <= record.seen.get(name, frozenset())
                self.typed[dot, name] = value
            self.acts.append(act.id)

    @rule(field=st.sampled_from(FIELDS))
    def settle_what_is_disputed(self, field):
        """A fresh form shows every value; choosing overwrites all of them."""
        record = records.find(self.store.read(), Person, self.person)
        with self.store.act("conflict.settle", author="aya") as act:
            act.change(Person, self.person, values={field: next(self.words)}, seen=record.seen)
        self.acts.append(act.id)
        assert len(heads.heads(self.store.read(), "person", self.person, field)) == 1

    @rule(amount=st.sampled_from([-366, -1, 0, 1, 366]))
    def turn_the_clock(self, amount):
        self.moment += timedelta(days=amount)

    @precondition(lambda self: len(self.acts) > 1)
    @rule(which=st.integers(min_value=0))
    def undo_an_act(self, which):
        act_id = self.acts[1 + which % (len(self.acts) - 1)]
        before = self._state()
        changed = [
            (operation[1], operation[2], json.loads(operation[7]), json.loads(operation[9]))
            for operation in self._operations()
            if operation[3] == act_id
        ]
        current = {
            name: {head.dot for head in heads.heads(self.store.read(), "person", self.person, name)} for name in FIELDS
        }
        undone = self.store.read().execute("SELECT undone_by FROM act WHERE id = ?", (act_id,)).fetchone()[0]
        still_there = all(
            current[name] == {(device, counter)} for device, counter, fields, _previous in changed for name in fields
        )
        try:
            self.store.undo(act_id, author="lou")
        except UndoRefused:
            assert undone is not None or not still_there
            assert self._state() == before
            return
        assert undone is None and still_there
        row = records.find(self.store.read(), Person, self.person).row
        for _device, _counter, _fields, previous in changed:
            assert {name: getattr(row, name) for name in previous} == previous

    # -- what is always true ------------------------------------------------------------------------------------

    def _operations(self):
        return (
            self.store.read()
            .execute(
                "SELECT stream, device, counter, act_id, table_name, row_id, clock, fields, overwrites, previous "
                "FROM operation ORDER BY counter"
            )
            .fetchall()
        )

    def _state(self):
        read = self.store.read()
        return [
            read.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4").fetchall()
            for name in ("person", "sync_head", "operation", "act")
        ]

    @invariant()
    def every_value_typed_is_current_or_was_seen_by_who_replaced_it(self):
        operations = self._operations()
        current = expected_heads(operations)
        for (dot, name), value in self.typed.items():
            if dot in current["person", self.person, name]:
                stored = {head.dot: head.value for head in heads.heads(self.store.read(), "person", self.person, name)}
                assert stored[dot] == value
            else:
                assert any(list(dot) in json.loads(operation[8]).get(name, ()) for operation in operations)

    @invariant()
    def the_order_of_acts_does_not_depend_on_the_clock(self):
        clocks = [operation[6] for operation in self._operations()]
        assert clocks == sorted(clocks)

    @invariant()
    def tables_heads_conflicts_and_operations_agree(self):
        assert_whole(self.store.path, KEY)


SeveralAuthors.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestSeveralAuthors = SeveralAuthors.TestCase
