"""Two to six laptops, each with its own copy of the folder that a carrier brings up to date badly: whatever is
delayed, doubled, reordered, cut or hidden, they end up saying the same thing, and nothing anybody typed is lost.

The reference is the definition: heads = every write known anywhere − every write overwritten by somebody who saw it.
"""

import contextlib
import itertools
import json
import random
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from db import heads, records
from db.catalogue import Table, tables
from db.connection import connect
from db.merging import remote, remote_rows
from db.tables import Contact, Person, Presence
from db.undo import UndoRefused
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.services.sharing import conflicts, duplicates
from kodiko_desktop.sync.exchange import exchange, show_what_is_now_known
from kodiko_desktop.sync.folder import Folder
from tests.storage.carrying import assert_heads_are_what_nobody_overwrote, said, shown_by_definition
from tests.storage.conftest import KEY
from tests.storage.reunited import assert_rows_show_the_files_kept
from tests.unit.kodiko_desktop.sync.laptops import Laptop, join, start_team

MOST = 6
FIELDS = ("family_name", "phone", "city")
KNOWN_TO_ALL = ("first", "second", "third")
"""People every laptop knows from the beginning, so that it may say that two of them are one."""
_made: list[Path] = []


def team_of_six() -> Path:
    """A folder with six stores and the shared folder they met in, made once."""
    if not _made:
        home = Path(tempfile.mkdtemp())
        (home / "shared").mkdir()
        first = Laptop(home / "0.kodiko", home / "shared")
        start_team(first)
        others = [Laptop(home / f"{number}.kodiko", home / "shared") for number in range(1, MOST)]
        for guest in others:
            join(guest, first, admin=True)
        with first.store.act("person.register", author="sam") as act:
            for name in KNOWN_TO_ALL:
                act.create(Person, stream="tours", id=natural_id("person", name), family_name=name)
        for laptop in (*others, first, *others):
            laptop.sync()
        for laptop in (first, *others):
            laptop.close()
        _made.append(home)
    return _made[0]


def without_permit():
    """The tables of a version before the end of permits was noted, and before two files could be one person's."""
    older = {name: table for name, table in tables().items() if name != "person_pair"}
    person = older["person"]
    columns = {name: column for name, column in person.columns.items() if name != "permit_ends_on"}
    older["person"] = Table(person.cls, "person", columns, person.sharing)
    return older


class Desk:
    """A laptop with its own replica of the folder, its own clock, and forms that stay open."""

    def __init__(self, home: Path, number: int, source: Path, replica: Path) -> None:
        self.home, self.number = home, number
        self.replica = home / f"replica-{number}"
        shutil.copytree(replica, self.replica)
        self.moment = datetime(2026, 5, 11, tzinfo=UTC)
        self.laptop = Laptop(home / f"{number}.kodiko", self.replica, clock=lambda: self.moment, copy_of=source)
        self.laptop.folder = Folder(self.replica, key=f"replica-{number}", pause=lambda _seconds: None)
        self.older = False
        self.form = None

    @property
    def store(self):
        return self.laptop.store

    def exchange(self):
        self.moment += timedelta(minutes=11)
        if not self.older:
            return exchange(self.store, self.laptop.folder)
        before = remote.tables
        remote.tables = remote_rows.tables = without_permit
        try:
            return exchange(self.store, self.laptop.folder)
        finally:
            remote.tables = remote_rows.tables = before


class LaptopsAroundAFolder(RuleBasedStateMachine):
    """Steps never begin with a sync: laptops drift apart until a carrier brings files and somebody exchanges."""

    @initialize(count=st.integers(2, MOST - 1), seed=st.integers(0, 2**16))
    def start(self, count, seed):
        self.folder = tempfile.TemporaryDirectory()
        self.chance = random.Random(seed)
        made = team_of_six()
        home = Path(self.folder.name)
        self.desks = [Desk(home, number, made / f"{number}.kodiko", made / "shared") for number in range(count)]
        self.words = (f"valeur {number}" for number in itertools.count())
        self.typed = []
        self.replaced = set()
        self.people = [natural_id("person", name) for name in KNOWN_TO_ALL]
        self.cloned = False
        self._register(self.desks[0])

    def teardown(self):
        if hasattr(self, "desks"):
            try:
                self._everybody_ends_up_saying_the_same()
            finally:
                for desk in self.desks:
                    desk.store.close()
                self.folder.cleanup()

    # -- what people do -----------------------------------------------------------------------------------------

    def _desk(self, which):
        return self.desks[which % len(self.desks)]

    def _register(self, desk):
        word = next(self.words)
        with desk.store.act("person.register", author="sam") as act:
            self.people.append(act.create(Person, stream="tours", family_name=word))
        self.typed.append((self.people[-1], "family_name", word))

    @precondition(lambda self: len(self.people) < 5)
    @rule(which=st.integers(0, MOST))
    def register(self, which):
        self._register(self._desk(which))

    @rule(which=st.integers(0, MOST), person=st.integers(0, 9), field=st.sampled_from(FIELDS))
    def edit(self, which, person, field):
        desk, person = self._desk(which), self.people[person % len(self.people)]
        record = records.find(desk.store.read(), Person, person)
        if record is not None:
            self._save(desk, person, field, record.seen)

    def _words_on(self, desk):
        """(person, field, word) of every current value a laptop knows."""
        read = desk.store.read()
        return {
            (person, field, head.value)
            for person in self.people
            for field in FIELDS
            for head in heads.heads(read, "person", person, field)
        }

    @contextlib.contextmanager
    def _knowingly(self, desk):
        """What is no current value any more after an act at a laptop was replaced by somebody who saw it there."""
        before = self._words_on(desk)
        yield
        self.replaced |= before - self._words_on(desk)

    def _save(self, desk, person, field, seen):
        word = next(self.words)
        with self._knowingly(desk), desk.store.act("person.change", author=f"{desk.number}") as act:
            act.change(Person, person, values={field: word}, seen=seen)
        self.typed.append((person, field, word))

    @rule(which=st.integers(0, MOST), person=st.integers(0, 9))
    def open_a_form(self, which, person):
        desk, person = self._desk(which), self.people[person % len(self.people)]
        desk.form = (person, records.find(desk.store.read(), Person, person))

    @rule(which=st.integers(0, MOST), field=st.sampled_from(FIELDS))
    def save_the_form(self, which, field):
        desk = self._desk(which)
        if desk.form is not None and desk.form[1] is not None:
            self._save(desk, desk.form[0], field, desk.form[1].seen)

    @rule(which=st.integers(0, MOST), person=st.integers(0, 9), state=st.sampled_from(["present", "absent", ""]))
    def note_a_presence(self, which, person, state):
        """Of one half-day: several laptops, and several files of one person, write of the same thing."""
        desk, person = self._desk(which), self.people[person % len(self.people)]
        row = natural_id("presence", "half-day", person)
        with desk.store.act("presence.note", author="sam") as act:
            act.create(Presence, stream="tours", id=row, half_day_id="h", person_id=person, state=state)

    @rule(which=st.integers(0, MOST), person=st.integers(0, 9))
    def note_a_contact(self, which, person):
        desk, person = self._desk(which), self.people[person % len(self.people)]
        with desk.store.act("contact.note", author="sam") as act:
            act.create(Contact, stream="tours", person_id=person, summary=next(self.words))

    @rule(which=st.integers(0, MOST), keep=st.integers(0, 9), other=st.integers(0, 9))
    def say_they_are_one_person(self, which, keep, other):
        desk = self._desk(which)
        if desk.older:
            return
        one = keep % len(self.people)
        files = (self.people[one], self.people[(one + 1 + other % (len(self.people) - 1)) % len(self.people)])
        with self._knowingly(desk), contextlib.suppress(duplicates.NotTwoFiles):  # one already, or not arrived
            duplicates.merge(desk.store, author="sam", keep=files[0], other=files[1], values={"city": next(self.words)})

    @rule(which=st.integers(0, MOST), pick=st.integers(0, 9), different=st.booleans())
    def say_they_are_two_people(self, which, pick, different):
        desk = self._desk(which)
        if desk.older:
            return
        if different and len(self.people) > 1:
            files = (self.people[pick % len(self.people)], self.people[(pick + 1) % len(self.people)])
            if all(records.find(desk.store.read(), Person, file) for file in files):
                duplicates.not_the_same(desk.store, author="sam", one=files[0], other=files[1])
            return
        found = [reunion for person in self.people for reunion in duplicates.reunions(desk.store.read(), person)]
        if found:
            with self._knowingly(desk):
                duplicates.separate(desk.store, author="sam", alias_id=found[pick % len(found)].alias_id)

    @rule(which=st.integers(0, MOST), pick=st.integers(0, 9), both=st.booleans())
    def settle_a_disagreement(self, which, pick, both):
        desk = self._desk(which)
        found = conflicts.conflicts(desk.store.read())
        if not found or desk.older:
            return
        one = found[pick % len(found)]
        keep = one.versions[pick % len(one.versions)].dot
        both = both and one.joinable
        with self._knowingly(desk):
            conflicts.settle(desk.store, author="sam", conflict=one, both=both, keep=None if both else keep)
        assert one.key not in {left.key for left in conflicts.conflicts(desk.store.read())}

    @rule(which=st.integers(0, MOST))
    def undo_the_last_act(self, which):
        desk = self._desk(which)
        last = (
            desk.store.read()
            .execute("SELECT id FROM act WHERE undone_by IS NULL ORDER BY position DESC LIMIT 1")
            .fetchone()
        )
        if last is not None and not desk.older:
            with self._knowingly(desk), contextlib.suppress(UndoRefused):  # somebody has moved it since
                desk.store.undo(last[0], author="sam")

    @rule(which=st.integers(0, MOST), person=st.integers(0, 9))
    def note_the_end_of_a_permit(self, which, person):
        desk, person = self._desk(which), self.people[person % len(self.people)]
        record = records.find(desk.store.read(), Person, person)
        if record is not None and not desk.older:
            with desk.store.act("person.change", author="sam") as act:
                values = {"permit_ends_on": desk.moment.date()}
                act.change(Person, person, values=values, seen=record.seen)

    @rule(which=st.integers(0, MOST), years=st.sampled_from([-10, -1, 1, 10]))
    def turn_a_clock(self, which, years):
        self._desk(which).moment += timedelta(days=366 * years)

    @rule(which=st.integers(0, MOST))
    def be_an_older_version(self, which):
        self._desk(which).older = True

    # -- the folder ---------------------------------------------------------------------------------------------

    @rule(which=st.integers(0, MOST))
    def exchange(self, which):
        self._desk(which).exchange()

    @rule(source=st.integers(0, MOST), goal=st.integers(0, MOST), share=st.sampled_from([0.3, 0.7, 1.0]))
    def carry_some_files(self, source, goal, share):
        self._carry(self._desk(source), self._desk(goal), share, careless=True)

    @rule(source=st.integers(0, MOST), goal=st.integers(0, MOST), whole=st.booleans())
    def meet_by_what_one_wrote(self, source, goal, whole):
        """`goal` gets what `source` has just published, and nothing of what `source` had heard (unless `whole`)."""
        source, goal = self._desk(source), self._desk(goal)
        source.exchange()
        author = "" if whole else source.store.device
        self._carry(source, goal, 1.0, careless=False, author=author)
        goal.exchange()

    def _carry(self, source, target, share, *, careless, author=""):
        files = [path for path in source.replica.rglob("*") if path.is_file()]
        files = [path for path in files if path.suffix != ".kd" or path.name.startswith(author)]
        self.chance.shuffle(files)
        for path in files:
            to = target.replica / path.relative_to(source.replica)
            if self.chance.random() >= share or (to.exists() and to.stat().st_size >= path.stat().st_size):
                continue
            to.parent.mkdir(parents=True, exist_ok=True)
            content = path.read_bytes()
            fate = self.chance.random() if careless and to.suffix == ".kd" else 1
            if fate < 0.1:
                to.write_bytes(content[: len(content) // 2])
            elif fate < 0.2:
                to.with_name(f"{to.stem}.sync-conflict-1{to.suffix}").write_bytes(content)
            else:
                to.write_bytes(content)

    @precondition(lambda self: len(self.desks) < MOST)
    @rule(which=st.integers(0, MOST))
    def copy_a_disk(self, which):
        original = self._desk(which)
        raw = connect(original.laptop.path, KEY)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        number = len(self.desks)
        twin = Desk(Path(self.folder.name), number, original.laptop.path, original.replica)
        twin.moment, twin.older = original.moment, original.older
        self.desks.append(twin)
        self.cloned = True

    # -- what is always true ------------------------------------------------------------------------------------

    @invariant()
    def rows_show_the_best_head(self):
        for desk in getattr(self, "desks", ()):
            for person in self.people:
                record = records.find(desk.store.read(), Person, person)
                if record is None:
                    continue
                for field in FIELDS:
                    current = heads.heads(desk.store.read(), "person", person, field)
                    expected = max(current, key=lambda head: head.rank).value if current else ""
                    assert getattr(record.row, field) == expected

    @invariant()
    def rows_show_the_files_kept(self):
        for desk in getattr(self, "desks", ()):
            if not desk.older:
                assert_rows_show_the_files_kept(desk.store.read())

    def _everybody_ends_up_saying_the_same(self):
        for desk in self.desks:
            desk.older = False
            with desk.store.note() as connection:
                connection.execute("DELETE FROM local_setting WHERE key = 'sync_shown_by'")
            show_what_is_now_known(desk.store)
        for _round in range(4):
            for source in self.desks:
                source.exchange()
                for target in self.desks:
                    if target is not source:
                        self._carry(source, target, 1.0, careless=False)
        stores = [desk.store for desk in self.desks]
        for store in stores:  # both twins have left the id they shared: there is nothing to decide about it
            assert store.read().execute("SELECT count(*) FROM sync_quarantine").fetchone() == (0,)
        for store in stores[1:]:
            assert said(store) == said(stores[0])
        self._nothing_typed_is_lost(stores)
        if self.cloned:  # what a twin has said again bears other numbers than those by which others knew it
            return
        assert_heads_are_what_nobody_overwrote(stores[0], stores)
        shown = shown_by_definition(stores)
        for (table, row_id, field), value in shown.items():
            if table == "person" and field in FIELDS:
                assert getattr(records.find(stores[0].read(), Person, row_id).row, field) == value

    def _nothing_typed_is_lost(self, stores):
        current = {
            (row_id, word)
            for row_id, fields in stores[0].read().execute("SELECT row_id, fields FROM sync_head")
            for word in json.loads(fields).values()
            if type(word) is str
        }
        lost = [typed for typed in self.typed if typed not in self.replaced and (typed[0], typed[2]) not in current]
        assert lost == []


LaptopsAroundAFolder.TestCase.settings = settings(
    settings(), max_examples=settings().max_examples // 5, stateful_step_count=25
)
TestLaptopsAroundAFolder = LaptopsAroundAFolder.TestCase
