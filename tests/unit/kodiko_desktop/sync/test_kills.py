"""SIGKILL of a real process at random moments: what it said was saved is read by the others, once.

KODIKO_KILLS=300 kills more often (the seed is said when it fails).
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.storage.carrying import said
from tests.storage.wholeness import stored_heads
from tests.unit.kodiko_desktop.sync.laptops import Laptop, join, start_team

ROOT = Path(__file__).resolve().parents[4]
KILLS = int(os.environ.get("KODIKO_KILLS", "6"))


def run_until_killed(laptop_path, shared, chance):
    """Lines the process could say before it was killed."""
    command = [sys.executable, "-m", "tests.unit.kodiko_desktop.sync.killed_exchanger", str(laptop_path), str(shared)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    first = process.stdout.readline()
    time.sleep(chance.uniform(0, 0.25))
    process.kill()
    rest, errors = process.communicate()
    assert process.returncode == -9, errors
    return [line for line in [first, *rest.splitlines(keepends=True)] if line.endswith("\n")]


@pytest.mark.parametrize("seed", [random.SystemRandom().randrange(10**6) if "KODIKO_KILLS" in os.environ else 11])
def test_a_process_killed_at_any_moment_loses_nothing_and_says_nothing_twice(tmp_path, seed):
    chance = random.Random(seed)
    shared = tmp_path / "shared"
    shared.mkdir()
    one = Laptop(tmp_path / "one.kodiko", shared)
    start_team(one)
    two = Laptop(tmp_path / "two.kodiko", shared)
    join(two, one)
    two.sync()
    device = two.store.device
    two.close()
    saved, cities = [], {}
    for _kill in range(KILLS):
        for line in run_until_killed(two.path, shared, chance):
            kind, person, *rest = line.split()
            if kind == "person":
                saved.append(person)
            else:
                cities[person] = f"Ville {rest[0]}"
        one.sync()
    one.clock.turn(days=400)  # the killed process lives by the machine's own clock
    two = Laptop(two.path, shared, clock=one.clock, copy_of=_aside(two.path))
    two.clock.turn(days=1)
    for laptop in (two, one, two, one):
        laptop.sync()
    assert two.store.device == device
    assert said(one.store) == said(two.store)
    assert stored_heads(one.store.read()) == stored_heads(two.store.read())
    assert all(one.person(person) for person in saved)
    assert all(one.person(person).city == city for person, city in cities.items())
    assert one.conflicts() == [] and not list(shared.rglob("*.part"))
    one.close()
    two.close()


def _aside(path):
    """The store as the last kill left it, its journal folded in."""
    from db.store import open_store
    from tests.storage.conftest import KEY

    open_store(path, KEY).close()
    copy = path.with_suffix(".aside")
    copy.write_bytes(path.read_bytes())
    return copy
