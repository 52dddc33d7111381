"""Three laptops say of the same files that they are one person's, or two, in any order, while others write under each
of them: what rows show follows from what was written alone, and ends up the same everywhere."""

import contextlib
import itertools
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from db.same_person import known_as
from db.store import create_store
from db.tables import Contact, Participant, Person, Presence
from db.undo import UndoRefused
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.services.sharing import conflicts, duplicates
from tests.storage.carrying import assert_heads_are_what_nobody_overwrote, carry, exchange_all, said
from tests.storage.conftest import KEY
from tests.storage.laptops import laptops_of_one_antenna
from tests.storage.reunited import assert_rows_show_the_files_kept

LAPTOPS = st.integers(0, 2)
PEOPLE = st.integers(0, 3)
PAIRS = st.sampled_from(list(itertools.permutations(range(4), 2)))
_made: list[Path] = []


def empty_store() -> Path:
    """An empty store, made once."""
    if not _made:
        path = Path(tempfile.mkdtemp()) / "empty.kodiko"
        create_store(path, KEY).close()
        _made.append(path)
    return _made[0]


class FilesOfPeople(RuleBasedStateMachine):
    """Nobody hears anybody before a step: people say things of files others have changed, or never seen."""

    @initialize()
    def start(self):
        self._left = contextlib.ExitStack()
        folder = Path(self._left.enter_context(tempfile.TemporaryDirectory()))
        self.stores = self._left.enter_context(laptops_of_one_antenna(empty_store(), folder, count=3))
        self.words = (f"mot {number}" for number in itertools.count())
        self.people = [natural_id("person", str(number)) for number in range(4)]
        for which, person in ((0, 0), (0, 1), (1, 2), (2, 3)):
            self.register(which, person)
        exchange_all(self.stores)

    def teardown(self):
        if not hasattr(self, "stores"):
            return
        with self._left:
            exchange_all(self.stores)
            exchange_all(self.stores)
            first = self.stores[0]
            for store in self.stores:
                assert said(store) == said(first)
                assert known_as.everybody(store.read()) == known_as.everybody(first.read())
                assert_rows_show_the_files_kept(store.read())
                assert conflicts.count(store.read()) == len(conflicts.conflicts(store.read()))
            assert_heads_are_what_nobody_overwrote(first, self.stores)

    # -- what is written under each file --------------------------------------------------------------------------

    @rule(which=LAPTOPS, person=PEOPLE)
    def register(self, which, person):
        with self.stores[which].act("person.register", author="sam") as act:
            act.create(Person, stream="tours", id=self.people[person], family_name=next(self.words))

    @rule(which=LAPTOPS, person=PEOPLE)
    def note_a_contact(self, which, person):
        with self.stores[which].act("contact.note", author="sam") as act:
            act.create(Contact, stream="tours", person_id=self.people[person], summary=next(self.words))

    @rule(
        which=LAPTOPS, person=PEOPLE, half_day=st.sampled_from("ab"), state=st.sampled_from(["present", "absent", ""])
    )
    def note_a_presence(self, which, person, half_day, state):
        row, person = natural_id("presence", half_day, self.people[person]), self.people[person]
        with self.stores[which].act("presence.note", author="sam") as act:
            act.create(Presence, stream="tours", id=row, half_day_id=half_day, person_id=person, state=state)

    @rule(which=LAPTOPS, person=PEOPLE, expected=st.booleans())
    def expect_at_a_session(self, which, person, expected):
        row, person = natural_id("participant", "s", self.people[person]), self.people[person]
        with self.stores[which].act("session.expect", author="sam") as act:
            act.create(Participant, stream="tours", id=row, session_id="s", person_id=person)
            if not expected:
                act.archive(Participant, row)

    @rule(which=LAPTOPS, person=PEOPLE, away=st.booleans())
    def put_a_file_away_or_back(self, which, person, away):
        store, person = self.stores[which], self.people[person]
        if store.read().execute("SELECT 1 FROM person WHERE id = ?", (person,)).fetchone():
            with store.act("person.archive", author="sam") as act:
                (act.archive if away else act.unarchive)(Person, person)

    # -- what is said of the files --------------------------------------------------------------------------------

    @rule(which=LAPTOPS, pair=PAIRS, chosen=st.booleans())
    def say_they_are_one_person(self, which, pair, chosen):
        values = {"city": next(self.words)} if chosen else None
        with contextlib.suppress(duplicates.NotTwoFiles):  # the same file, one already, one that is not here
            duplicates.merge(
                self.stores[which], author="sam", keep=self.people[pair[0]], other=self.people[pair[1]], values=values
            )

    @rule(which=LAPTOPS, pair=PAIRS)
    def say_they_are_two_people(self, which, pair):
        with contextlib.suppress(duplicates.NotTwoFiles):
            one, other = (self.people[position] for position in pair)
            duplicates.not_the_same(self.stores[which], author="sam", one=one, other=other)

    @rule(which=LAPTOPS, pick=st.integers(0, 9))
    def separate(self, which, pick):
        read = self.stores[which].read()
        found = [reunion for person in self.people for reunion in duplicates.reunions(read, person)]
        if found:
            duplicates.separate(self.stores[which], author="sam", alias_id=found[pick % len(found)].alias_id)

    @rule(which=LAPTOPS, pick=st.integers(0, 9))
    def settle_a_disagreement(self, which, pick):
        store = self.stores[which]
        found = conflicts.conflicts(store.read())
        if found:
            one = found[pick % len(found)]
            conflicts.settle(store, author="sam", conflict=one, keep=one.versions[pick % len(one.versions)].dot)

    @rule(which=LAPTOPS)
    def undo_the_last_act(self, which):
        store = self.stores[which]
        last = (
            store.read()
            .execute("SELECT id FROM act WHERE undone_by IS NULL AND kind <> 'undo' ORDER BY position DESC LIMIT 1")
            .fetchone()
        )
        if last is not None:
            with contextlib.suppress(UndoRefused):
                store.undo(last[0], author="sam")

    # -- between laptops ------------------------------------------------------------------------------------------

    @rule(source=LAPTOPS, goal=LAPTOPS, most=st.sampled_from([1, 2, None]))
    def hear(self, source, goal, most):
        if source != goal:
            carry(self.stores[source], self.stores[goal], most=most)

    @rule()
    def meet(self):
        exchange_all(self.stores)

    @rule(which=LAPTOPS, minutes=st.sampled_from([-60 * 24 * 3650, -1, 1, 60 * 24 * 3650]))
    def turn_a_clock(self, which, minutes):
        self.stores[which].clock.turn(minutes=minutes)

    @invariant()
    def rows_show_the_files_kept(self):
        for store in getattr(self, "stores", ()):
            assert_rows_show_the_files_kept(store.read())


FilesOfPeople.TestCase.settings = settings(
    settings(), max_examples=settings().max_examples // 2, stateful_step_count=30
)
TestFilesOfPeople = FilesOfPeople.TestCase
