"""What the long run repeats with ever new seeds, and the ordinary tests with the seeds that failed once: each campaign
raises when a promise of the shared folder is broken, and returns how many things it tried."""

import contextlib
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from kodiko_desktop.sync import blobs, invite, team
from kodiko_desktop.sync.failures import DocumentNotHere, InviteUnusable
from tests.property.test_sync_convergence import LaptopsAroundAFolder
from tests.property.test_sync_removals import LaptopsTakenOut
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync import test_kills
from tests.unit.kodiko_desktop.sync.laptops import Laptop, join, meet, start_team
from tests.unit.kodiko_desktop.sync.test_blobs import bytes_of, keep_scan

EXAMPLES = 20
STEPS = 40
KILLS = 20


def convergence(number: int) -> int:
    """Histories of two to six laptops around a folder, each of STEPS steps: examples tried."""
    return _histories(LaptopsAroundAFolder, number)


def removals(number: int) -> int:
    """Histories of laptops that are taken out of the team: examples tried."""
    return _histories(LaptopsTakenOut, number)


def _histories(machine: type[RuleBasedStateMachine], number: int) -> int:
    class Seeded(machine):
        pass

    wanted = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        derandomize=False,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    run_state_machine_as_test(seed(number)(Seeded), settings=wanted)
    return EXAMPLES


def kills(number: int) -> int:
    """SIGKILL of a process that writes and exchanges: kills given."""
    before, test_kills.KILLS = test_kills.KILLS, KILLS
    try:
        with tempfile.TemporaryDirectory() as home:
            test_kills.test_a_process_killed_at_any_moment_loses_nothing_and_says_nothing_twice(Path(home), number)
    finally:
        test_kills.KILLS = before
    return KILLS


def altered_bytes(number: int, *, every: int = 1) -> int:
    """One byte in `every` of each kind of file of the folder altered in turn, through the engine: bytes altered. None
    may be believed; put back, everything is read."""
    chance = random.Random(number)
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        (home / "shared").mkdir()
        one, two, three = (Laptop(home / f"{name}.kodiko", home / "shared") for name in ("one", "two", "three"))
        start_team(one)
        join(two, one)
        two.sync()
        try:
            return (
                _alter_the_answer(one, three, chance, every)
                + _alter_the_log(one, two, chance, every)
                + _alter_segments(one, two, chance, every)
                + _alter_a_scan(one, two, chance, every)
            )
        finally:
            for laptop in (one, two, three):
                laptop.close()


CAMPAIGNS: dict[str, Callable[[int], int]] = {
    "convergence": convergence,
    "retraits": removals,
    "arrets-brutaux": kills,
    "octets-alteres": altered_bytes,
}
"""By the name under which a failing seed is kept."""


def _altered(path: Path, chance: random.Random, every: int) -> Iterator[int]:
    """Each time one byte of the file differs; at the end it is as it was."""
    right = path.read_bytes()
    for position in range(chance.randrange(every), len(right), every):
        wrong = bytearray(right)
        wrong[position] ^= 1 << chance.randrange(8)
        path.write_bytes(wrong)
        yield position
    path.write_bytes(right)


def _files(laptop: Laptop, place: str) -> set[Path]:
    return set((laptop.folder.root / place).glob("*"))


def _alter_the_answer(host: Laptop, guest: Laptop, chance: random.Random, every: int) -> int:
    """A request and a grant."""
    code = invite.invite(host.store, streams=["tours"]).code
    before, tried = _files(host, invite.PLACE), 0
    invite.request_to_join(guest.store, guest.folder, code=code, device_name="Troisième")
    [request] = _files(host, invite.PLACE) - before
    for _position in _altered(request, chance, every):
        assert not host.sync().guests
        tried += 1
    assert host.sync().guests == ["Troisième"]
    [grant] = _files(host, invite.PLACE) - before - {request}
    for _position in _altered(grant, chance, every):
        with contextlib.suppress(InviteUnusable):
            assert not invite.finish_joining(guest.store, guest.folder)
        assert invite.is_joining(guest.store)
        tried += 1
    assert invite.finish_joining(guest.store, guest.folder)
    return tried


def _alter_the_log(host: Laptop, reader: Laptop, chance: random.Random, every: int) -> int:
    """The record that takes a third laptop in, for one who has not read it yet: nothing of an altered one is kept."""
    records = sorted(_files(host, "control"))
    known = {row[0] for row in reader.store.read().execute("SELECT name FROM sync_control")}
    [record] = [path for path in records if path.name not in known]
    tried = 0
    for _position in _altered(record, chance, every):
        reader.sync()
        assert {row[0] for row in reader.store.read().execute("SELECT name FROM sync_control")} == known
        tried += 1
    reader.sync()
    assert len(team.devices(reader.store)) == 3
    return tried


def _alter_segments(writer: Laptop, reader: Laptop, chance: random.Random, every: int) -> int:
    """A segment that carries a new person."""
    before = _files(writer, "streams/tours")
    writer.register(family_name="Diallo")
    writer.sync()
    [path] = _files(writer, "streams/tours") - before
    tried, nothing = 0, said(reader.store)
    for _position in _altered(path, chance, every):
        report = reader.sync()
        assert not report.received and [file.name for file in report.unreadable] == [path.name]
        tried += 1
    assert said(reader.store) == nothing
    meet(writer, reader)
    assert reader.names() == ["Diallo"] and said(reader.store) == said(writer.store)
    return tried


def _alter_a_scan(writer: Laptop, reader: Laptop, chance: random.Random, every: int) -> int:
    """A piece of a document."""
    content = os.urandom(300)
    document = keep_scan(writer, content)
    meet(writer, reader)
    [path] = _files(writer, "blobs/tours")
    tried = 0
    for _position in _altered(path, chance, every):
        try:
            blobs.fetch(reader.store, reader.folder, document)
        except DocumentNotHere:
            tried += 1
        assert bytes_of(reader, document) == b""
    blobs.fetch(reader.store, reader.folder, document)
    assert bytes_of(reader, document) == content
    return tried
