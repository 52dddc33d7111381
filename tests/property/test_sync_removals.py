"""Laptops drift apart around a folder badly carried, and are taken out of the team: by one administrator, by two who do
not hear each other, by each other. Those who remain end up saying the same thing, which is what everybody wrote that
counts, minus what somebody overwrote; and no laptop taken out opens anything that was written by one who knew it.
"""

import contextlib
import itertools
import random
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from db import records
from db.tables import Person
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.sync import container, removal, team
from kodiko_desktop.sync.failures import DeviceUnknown, NotAdministrator, NotRemoved, OwnRemoval
from tests.property.test_sync_convergence import Desk
from tests.storage.carrying import all_operations, said
from tests.storage.wholeness import expected_heads, stored_heads
from tests.unit.kodiko_desktop.sync.laptops import Laptop, join, start_team

COUNT, ADMINS = 5, 3
FIELDS = ("family_name", "phone", "city")
KNOWN_TO_ALL = ("first", "second")
_made: list[tuple[Path, str]] = []


def team_of_five() -> tuple[Path, str]:
    """A folder with five stores, three of them administrators', and the team's root code; made once."""
    if not _made:
        home = Path(tempfile.mkdtemp())
        (home / "shared").mkdir()
        laptops = [Laptop(home / f"{number}.kodiko", home / "shared") for number in range(COUNT + 1)]
        start_team(laptops[0])
        for number, guest in enumerate(laptops[1:COUNT], start=1):
            join(guest, laptops[0], admin=number < ADMINS, name=f"Portable {number}")
        with laptops[0].store.act("person.register", author="sam") as act:
            for name in KNOWN_TO_ALL:
                act.create(Person, stream="tours", id=natural_id("person", name), family_name=name)
        for laptop in (*laptops[:COUNT], *laptops[:COUNT]):
            laptop.sync()
        for laptop in laptops:
            laptop.close()
        _made.append((home, laptops[0].root_code))
    return _made[0]


class LaptopsTakenOut(RuleBasedStateMachine):
    """Steps never begin with a sync."""

    @initialize(seed=st.integers(0, 2**16))
    def start(self, seed):
        self.folder = tempfile.TemporaryDirectory()
        self.chance = random.Random(seed)
        made, self.root_code = team_of_five()
        home = Path(self.folder.name)
        self.desks = [Desk(home, number, made / f"{number}.kodiko", made / "shared") for number in range(COUNT)]
        self.words = (f"valeur {number}" for number in itertools.count())
        self.people = [natural_id("person", name) for name in KNOWN_TO_ALL]
        self.not_for: list[tuple[str, tuple[str, ...], bytes]] = []
        self.late = False
        self.back: set[str] = set()

    def teardown(self):
        if hasattr(self, "desks"):
            try:
                self._those_who_remain_say_the_same()
            finally:
                for desk in self.desks:
                    desk.store.close()
                self.folder.cleanup()

    def _desk(self, which):
        return self.desks[which % len(self.desks)]

    # -- what people do -----------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.people) < 5)
    @rule(which=st.integers(0, COUNT))
    def register(self, which):
        with self._desk(which).store.act("person.register", author="sam") as act:
            self.people.append(act.create(Person, stream="tours", family_name=next(self.words)))

    @rule(which=st.integers(0, COUNT), person=st.integers(0, 9), field=st.sampled_from(FIELDS))
    def edit(self, which, person, field):
        desk, person = self._desk(which), self.people[person % len(self.people)]
        record = records.find(desk.store.read(), Person, person)
        if record is not None:
            self._save(desk, person, field, record.seen)

    def _save(self, desk, person, field, seen):
        with desk.store.act("person.change", author="sam") as act:
            act.change(Person, person, values={field: next(self.words)}, seen=seen)

    @rule(which=st.integers(0, COUNT), person=st.integers(0, 9))
    def open_a_form(self, which, person):
        desk, person = self._desk(which), self.people[person % len(self.people)]
        desk.form = (person, records.find(desk.store.read(), Person, person))

    @rule(which=st.integers(0, COUNT), field=st.sampled_from(FIELDS))
    def save_the_form(self, which, field):
        desk = self._desk(which)
        if desk.form is not None and desk.form[1] is not None and desk.laptop.person(desk.form[0]):
            self._save(desk, desk.form[0], field, desk.form[1].seen)

    # -- who is in the team -------------------------------------------------------------------------------------

    @rule(admin=st.integers(0, ADMINS - 1), other=st.integers(0, COUNT), days=st.sampled_from([0, 0, 1]))
    def take_out(self, admin, other, days):
        desk, other = self.desks[admin], self._desk(other)
        lost = "" if not days else desk.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        with contextlib.suppress(NotAdministrator, DeviceUnknown, OwnRemoval):
            removal.retire(desk.store, device=other.store.device, lost_at=lost)

    @rule(admin=st.integers(0, ADMINS - 1), other=st.integers(0, COUNT), count=st.booleans())
    def decide_what_counts(self, admin, other, count):
        decide = removal.let_count if count else removal.leave_aside
        with contextlib.suppress(NotAdministrator, NotRemoved):
            decide(self.desks[admin].store, device=self._desk(other).store.device)

    @rule(which=st.integers(0, ADMINS - 1))
    def ask_the_root_key(self, which):
        with contextlib.suppress(NotRemoved):
            removal.decide_by_root(self.desks[which].store, code=self.root_code)
            self.back.add(self.desks[which].store.device)

    @precondition(lambda self: not self.late)
    @rule(admin=st.integers(0, ADMINS - 1))
    def let_a_late_one_in(self, admin):
        host = self.desks[admin]
        if not team.read_directory(host.store)[2].devices[host.store.device].admin:
            return
        self.late = True
        made = team_of_five()[0]
        guest = Desk(Path(self.folder.name), COUNT, made / f"{COUNT}.kodiko", host.replica)
        guest.moment = host.moment
        guest.laptop.folder = host.laptop.folder
        with contextlib.suppress(NotAdministrator):  # somebody has taken the host out, in its own folder
            join(guest.laptop, host.laptop, name="Venu tard")
        guest.laptop.folder = type(host.laptop.folder)(guest.replica, key="replica-late", pause=lambda _seconds: None)
        self.desks.append(guest)

    # -- the folder ---------------------------------------------------------------------------------------------

    @rule(which=st.integers(0, COUNT))
    def exchange(self, which):
        self._exchange(self._desk(which))

    def _exchange(self, desk):
        """What a laptop writes while it knows that others are out is not for them (by a removal that holds in the
        end: what a laptop that was out already decides is void)."""
        before = set(desk.replica.rglob("*.kd"))
        report = desk.exchange()
        out = team.read_directory(desk.store)[2].retired
        for path in set(desk.replica.rglob("*.kd")) - before:
            if path.name.startswith(desk.store.device):
                self.not_for += [(device, each.removals, path.read_bytes()) for device, each in out.items()]
        return report

    @rule(source=st.integers(0, COUNT), goal=st.integers(0, COUNT), share=st.sampled_from([0.3, 0.7, 1.0]))
    def carry_some_files(self, source, goal, share):
        self._carry(self._desk(source), self._desk(goal), share)

    @rule(source=st.integers(0, COUNT), goal=st.integers(0, COUNT))
    def meet(self, source, goal):
        self._exchange(self._desk(source))
        self._carry(self._desk(source), self._desk(goal), 1.0)
        self._exchange(self._desk(goal))

    def _carry(self, source, target, share):
        files = sorted(path for path in source.replica.rglob("*.k?") if path.is_file())
        for path in files:
            to = target.replica / path.relative_to(source.replica)
            if self.chance.random() < share and not to.exists():
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(path.read_bytes())

    # -- at the end ---------------------------------------------------------------------------------------------

    def _everybody_meets(self):
        for _round in range(5):
            for source in self.desks:
                self._exchange(source)
                for target in self.desks:
                    if target is not source:
                        self._carry(source, target, 1.0)

    def _those_who_remain_say_the_same(self):
        self._everybody_meets()
        directory = team.read_directory(self.desks[0].store)[2]
        if not directory.admins():  # they took each other out: one of them has the root code
            founder = self.desks[0]
            removal.decide_by_root(founder.store, code=self.root_code)
            self._everybody_meets()
            directory = team.read_directory(founder.store)[2]
        members = {device.id for device in directory.members()}
        remaining = [desk for desk in self.desks if desk.store.device in members]
        assert remaining
        directory = team.read_directory(remaining[0].store)[2]
        for desk in remaining:
            found = team.read_directory(desk.store)[2]
            assert found.retired == directory.retired and found.devices == directory.devices
            assert desk.store.read().execute("SELECT count(*) FROM operation WHERE sent = 0").fetchone() == (0,)
        for desk in remaining[1:]:
            assert said(desk.store) == said(remaining[0].store)
        self._what_remains_is_what_counts(remaining[0], directory)
        self._nobody_out_opens_what_was_not_for_him(directory)

    def _what_remains_is_what_counts(self, desk, directory):
        counts = []
        for operation in all_operations([each.store for each in self.desks]):
            stream, device, counter = operation[:3]
            out = directory.retired.get(device)
            if out is None or counter <= (out.upto(stream) or 0):
                counts.append(operation)
        expected = expected_heads(counts)
        assert stored_heads(desk.store.read()) == {field: set(dots) for field, dots in expected.items() if dots}
        waiting = {(each.device, each.stream): each.last for each in removal.waiting(desk.store)}
        held = {row[0] for row in desk.store.read().execute("SELECT key_id FROM sync_key")}
        for path in (desk.replica / "streams").rglob("*.kd"):  # what came of a laptop taken out counts, or it waits
            header = container.read_header(path.read_bytes())
            out = directory.retired.get(header.device)
            if out is not None and header.key_id in held:  # (a key that another one made that is out may be lacking)
                upto = out.upto(header.stream) or 0
                assert header.last <= max(upto, waiting.get((header.device, header.stream), 0))

    def _nobody_out_opens_what_was_not_for_him(self, directory):
        for desk in self.desks:
            if desk.store.device not in directory.retired or desk.store.device in self.back:
                continue
            keys = [bytes(row[0]) for row in desk.store.read().execute("SELECT key FROM sync_key")]
            holding = set(directory.retired[desk.store.device].removals)
            for device, known, content in self.not_for:
                header = container.read_header(content)
                if device == desk.store.device and header.device != device and holding & set(known):
                    for key in keys:
                        with contextlib.suppress(container.NotOurs):
                            container.open_body(content, header, key)
                            raise AssertionError("a laptop taken out opens what was written without it")


LaptopsTakenOut.TestCase.settings = settings(
    settings(), max_examples=max(3, settings().max_examples // 5), stateful_step_count=25
)
TestLaptopsTakenOut = LaptopsTakenOut.TestCase
