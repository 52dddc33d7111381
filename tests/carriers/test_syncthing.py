"""Two and three laptops around Syncthing folders, each machine with its own daemon and its own copy: killed in the
middle of a transfer, paused, in disagreement about a file. They end up saying the same thing, and nothing is lost."""

import pytest

from tests.carriers.desks import assert_everybody_says_the_same, exchange_all
from tests.carriers.syncthing import settle, wait_until

SLOW = 700
"""KiB a second of a slow line."""


@pytest.fixture
def team(machines, desk_at):
    """Makes a team that met through Syncthing alone: (daemons, laptops), the ceremony of joining included."""

    def make(count):
        daemons = machines(count)
        desks = [desk_at(daemon.folder) for daemon in daemons]
        host = desks[0]
        host.do("found")
        settle(*daemons)
        for guest, name in zip(desks[1:], ("Portable 2", "Portable 3"), strict=False):
            guest.do("ask", code=host.do("invite", admin=False), name=name)
            settle(*daemons)
            assert not guest.do("joined")
            assert host.do("exchange")["guests"] == [name]
            settle(*daemons)
            assert guest.do("joined")
        meet(daemons, desks)
        return daemons, desks

    return make


def meet(daemons, desks, rounds=2):
    """Everybody exchanges and Syncthing carries, often enough for everybody to hear everybody."""
    for _round in range(rounds):
        for told in exchange_all(desks):
            assert told["reached"], told
        settle(*daemons)


def test_three_laptops_write_at_the_same_time_and_agree(team):
    daemons, desks = team(3)
    shared = desks[0].register("Diallo")
    meet(daemons, desks)
    daemons[2].pause()
    for number, desk in enumerate(desks):
        desk.change(shared, phone=f"060000000{number}")
        desk.register(f"Nom {number}")
    for _sync in range(14):  # enough for the first one to regroup its files while the third is away
        desks[0].register("Encore")
        exchange_all(desks)
        daemons[0].scan()
    exchange_all(desks)
    settle(*daemons[:2])
    assert len(desks[2].do("names")) == 2
    daemons[2].resume()
    meet(daemons, desks)
    meet(daemons, desks)
    assert all(desk.do("exchange")["unreadable"] == [] for desk in desks)
    conflicts = assert_everybody_says_the_same(desks)
    assert conflicts == [("person", shared, "phone")]
    own = [name for name in daemons[2].files() if name.startswith(f"streams/tours/{desks[0].device}")]
    assert len(own) <= 13


def test_a_daemon_killed_in_the_middle_of_a_transfer(team):
    daemons, (one, two) = team(2)
    daemons[0].limit(SLOW)
    names = [f"Nom {number}" for number in range(5)]
    for name in names:
        one.register(name)
    document, content = one.do("scan", size=5 << 20)
    one.do("exchange")
    daemons[0].scan()
    for victim in (daemons[1], daemons[0]):
        wait_until(lambda: daemons[1].partial(), "no file is under way")
        victim.kill()
        assert daemons[1].partial()
        before = two.do("exchange")
        assert before["reached"] and not before["quarantined"]
        two.register("Pendant la coupure")
        victim.start()
    daemons[0].limit(0)
    settle(*daemons)
    meet(daemons, [one, two])
    assert two.do("fetch", document=document) == content
    assert sorted(two.do("names")) == sorted(one.do("names")) == sorted([*names, *["Pendant la coupure"] * 2])
    assert not list(daemons[1].folder.rglob("*.part"))
    assert assert_everybody_says_the_same([one, two]) == []


def test_what_only_a_conflict_copy_says_is_read(team):
    """Both ends touch a file while they are apart: Syncthing keeps the later bytes, here altered ones, under the name,
    and puts the right ones aside as a conflict copy."""
    daemons, (one, two) = team(2)
    before = set(daemons[0].files())
    one.register("Diallo")
    one.do("exchange")
    [name] = set(daemons[0].files()) - before
    right = daemons[0].files()[name]
    ends = [daemon.folder / name for daemon in daemons]
    ends[0].write_bytes(right[: len(right) // 2])
    settle(*daemons)
    assert [file["why"] for file in two.do("exchange")["unreadable"]] == ["late"]
    daemons[1].kill()
    ends[0].write_bytes(right)
    daemons[0].scan()
    wait_until(lambda: ends[0].stat().st_mtime + 1.1 < _touched(ends[1], b"<html>Se connecter</html>"), "no clock")
    daemons[1].start()
    settle(*daemons)
    copies = [path for path in daemons[1].files() if ".sync-conflict-" in path]
    assert len(copies) == 1 and daemons[1].files()[copies[0]] == right
    assert daemons[1].files()[name].startswith(b"<html>")
    told = two.do("exchange")
    assert told["received"] == {one.device: 1} and two.do("names") == ["Diallo"]
    meet(daemons, [one, two])
    assert assert_everybody_says_the_same([one, two]) == []


def _touched(path, content):
    path.write_bytes(content)
    return path.stat().st_mtime
