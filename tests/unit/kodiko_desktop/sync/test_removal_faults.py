"""Power goes, a process is killed, a version is older while a laptop is taken out: those who remain agree, nothing is
lost, and the laptop that is out opens nothing new."""

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kodiko_desktop.sync import control_words, memory, removal, retiring, team
from tests.storage.carrying import said
from tests.storage.wholeness import stored_heads
from tests.unit.kodiko_desktop.sync.failing_folder import CountedFolder, Crash
from tests.unit.kodiko_desktop.sync.forging import put_record
from tests.unit.kodiko_desktop.sync.laptops import Laptop, meet
from tests.unit.kodiko_desktop.sync.test_crashes import restart
from tests.unit.kodiko_desktop.sync.test_kills import _aside
from tests.unit.kodiko_desktop.sync.test_removal import files, opens

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("who", [0, 1])
def test_power_goes_at_each_operation_of_the_exchange_that_hears_of_it(team_of, new_laptop, shared, who, when):
    one, two, three = team_of(3)
    person = one.register(family_name="Diallo", city="Tours")
    meet(one, two, three)
    three.change(person, city="Blois")
    three.register(family_name="Tard")
    three.sync()
    two.sync()  # has heard what will not count
    removal.retire(one.store, device=three.store.device)
    if who == 1:
        one.sync()
    laptop = (one, two)[who]
    laptop.register(family_name="Entre")
    fate, at, crashed = Crash() if when == "before" else "after", 1, True
    while crashed:
        crashed = False
        failing = CountedFolder(shared, lambda number, _what, _path, at=at: fate if number == at else None)
        try:
            laptop.sync(failing)
        except Crash:
            crashed = True
            restart(laptop)
        at += 1
    assert at > 4
    meet(one, two, rounds=3)
    assert said(one.store) == said(two.store) and one.names() == ["Diallo", "Entre"]
    assert one.person(person).city == "Tours"


def test_a_process_killed_while_it_takes_laptops_out_leaves_a_team_that_agrees(team_of, shared):
    one, two, three, four = team_of(4)
    for number, laptop in enumerate((three, four, two)):
        laptop.register(family_name=f"Nom {number}")
    meet(one, two, three, four)
    for laptop in (three, four):
        laptop.register(family_name="Ensuite")
        laptop.sync()
    two.sync()
    one.close()
    chance, out = random.Random(7), set()
    command = [sys.executable, "-m", "tests.unit.kodiko_desktop.sync.killed_remover", str(one.path), str(shared)]
    for _kill in range(6):
        process = subprocess.Popen(
            [*command, three.store.device, four.store.device],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout.readline() == "begun\n"
        time.sleep(chance.uniform(0, 0.2))
        process.kill()
        rest, errors = process.communicate()
        assert process.returncode == -9, errors
        out |= {line.split()[1] for line in rest.splitlines(keepends=True) if line.endswith("\n")}
        two.sync()
    two.clock.turn(days=400)  # the killed process lives by the machine's own clock
    one = Laptop(one.path, shared, clock=two.clock, copy_of=_aside(one.path))
    meet(one, two, rounds=3)
    retired = team.read_directory(two.store)[2].retired
    assert out <= set(retired) and retired == team.read_directory(one.store)[2].retired
    assert said(one.store) == said(two.store)
    assert stored_heads(one.store.read()) == stored_heads(two.store.read())
    for device in (three.store.device, four.store.device):
        if device in retired:
            removal.let_count(one.store, device=device)
    meet(one, two, rounds=2)
    assert said(one.store) == said(two.store)
    assert one.names() == ["Ensuite", "Ensuite", "Nom 0", "Nom 1", "Nom 2"]
    one.close()


@contextlib.contextmanager
def a_version_before(monkeypatch):
    """A laptop that has never heard of removals: such records are left as they are, but for the keys in them."""
    with monkeypatch.context() as patch:
        shapes = {kind: shape for kind, shape in control_words._SHAPES.items() if kind in BEFORE}
        patch.setattr(control_words, "_SHAPES", shapes)
        patch.setattr(retiring, "removals", lambda _accepted, _made_by: retiring.Removals())
        yield


BEFORE = ("add", "grant", "succeed", "rename", "left")


def test_an_older_version_takes_the_new_keys_loses_nothing_and_agrees_once_upgraded(team_of, shared, monkeypatch):
    one, two, three = team_of(3)
    meet(one, two, three)
    three.register(family_name="Tard")
    three.sync()
    removal.retire(one.store, device=three.store.device)
    one.sync()
    before = files(shared)
    with a_version_before(monkeypatch):
        two.register(family_name="Ancienne")
        report = two.sync()
        assert [file.why for file in report.unreadable if file.place == "control"] == [memory.NEWER]
        assert two.names() == ["Ancienne", "Tard"]  # knows of no removal
    written = [path for path in files(shared) - before if path.suffix == ".kd"]
    three.sync()
    assert written and not [path for path in written if opens(three, path)]
    one.sync()
    assert one.names() == ["Ancienne"]
    meet(two, one)
    assert said(one.store) == said(two.store) and two.names() == ["Ancienne"]


def test_a_record_of_a_kind_to_come_asks_for_an_update(team_of, shared):
    one, two = team_of(2)
    meet(one, two)
    put_record(one, shared, {"kind": "dissolve", "keys": "whatever"}, number=90)
    report = two.sync()
    assert [file.why for file in report.unreadable if file.place == "control"] == [memory.NEWER]
    one.register(family_name="Diallo")
    meet(one, two)
    assert two.names() == ["Diallo"]


def test_records_of_removal_of_a_wrong_shape_or_of_nobody_entitled_say_nothing(team_of, shared):
    one, two, three = team_of(3)
    meet(one, two, three)
    right = retiring.revoke_record(one.store.device, {one.store.device: ({}, [])}, "2026-05-11T00:00:00Z", {"keys": []})
    put_record(two, shared, right, number=91)  # no administrator
    put_record(two, shared, retiring.restore_record([]), number=92)
    for number, wrong in enumerate(
        (
            {**right, "ids": {}},
            {**right, "ids": {"x": {"cut": {}, "stands": []}}},
            {**right, "ids": {one.store.device: {"cut": {"tours": -1}, "stands": []}}},
            {**right, "ids": {one.store.device: {"cut": {}, "stands": ["../../x"]}}},
            {**right, "at": "demain"},
            {**right, "keys": [{"for": 3}]},
            {"kind": "review", "device": three.store.device, "turn": True, "cut": {}, "seen": {}},
            {"kind": "review", "device": three.store.device, "turn": 1, "cut": [], "seen": {}},
            {"kind": "epoch", "keys": {}},
        ),
        start=93,
    ):
        put_record(one, shared, wrong, number=number)
    meet(two, one, three)
    for laptop in (one, two, three):
        assert not team.read_directory(laptop.store)[2].retired
        assert not laptop.sync().retired
