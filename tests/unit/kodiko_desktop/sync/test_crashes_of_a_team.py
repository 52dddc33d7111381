"""The power goes while a laptop joins, or while segments are regrouped; a share loses all that was not flushed; Windows
holds files: at any operation, the next exchange goes on."""

import contextlib
import errno

import pytest

from kodiko_desktop.sync import invite, team
from kodiko_desktop.sync.failures import FolderAway, FolderRefuses
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.failing_folder import CountedFolder, Crash
from tests.unit.kodiko_desktop.sync.laptops import meet
from tests.unit.kodiko_desktop.sync.test_crashes import assert_agree, restart


def crashing_at(root, at, fate):
    return CountedFolder(root, lambda number, _what, _path: fate if number == at else None)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("who", ["guest", "host"])
def test_a_crash_at_each_operation_of_joining_lets_the_laptop_in_once(team_of, shared, new_laptop, who, when):
    fate = Crash() if when == "before" else "after"
    one, two = team_of(2)
    one.register(family_name="Diallo")
    meet(one, two)
    guests, at = [], 1
    while True:
        guest = new_laptop()
        made = invite.invite(one.store, streams=["tours"])
        folders = {name: CountedFolder(shared) for name in ("guest", "host")}
        folders[who] = failing = crashing_at(shared, at, fate)
        for _attempt in range(2):
            with contextlib.suppress(Crash):
                invite.request_to_join(guest.store, folders["guest"], code=made.code, device_name=f"Portable {at}")
                one.sync(folders["host"])
                assert invite.finish_joining(guest.store, folders["guest"])
                guest.sync(folders["guest"])
                break
            restart(guest if who == "guest" else one)
            if not invite.is_joining(guest.store) and invite.membership.find(guest.store.read()) is not None:
                break
        meet(one, guest)
        guests.append(guest)
        at += 2
        if failing.done < at - 2:
            break
    assert len(guests) > 4
    meet(one, *guests, two)
    assert len(team.devices(one.store)) == 2 + len(guests)
    assert all(said(guest.store) == said(one.store) for guest in (*guests, two))
    assert len({device.code for device in team.devices(one.store)}) == 2 + len(guests)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_at_each_operation_of_a_regrouping_loses_and_doubles_nothing(team_of, shared, when):
    fate = Crash() if when == "before" else "after"
    one, two = team_of(2)
    device = one.store.device
    written, at = 0, 1
    while at < 26:
        while len(list((shared / "streams/tours").glob(f"{device}-*")) if written else []) < 12:
            one.register(family_name=f"Nom {written}")
            written += 1
            one.sync()
        one.register(family_name=f"Nom {written}")
        written += 1
        with contextlib.suppress(Crash):
            one.sync(crashing_at(shared, at, fate))
        restart(one)
        two.sync()
        one.sync()
        assert len(list((shared / "streams/tours").glob(f"{device}-*.kd"))) <= 20
        at += 1
    assert_agree(one, two)
    assert one.store.device == device and len(two.names()) == written


class Unflushed(CountedFolder):
    """A share that answers before anything is on its disk: when the power goes, every file it was given since is lost
    or empty, although each was renamed and read back."""

    def __init__(self, root, at):
        super().__init__(root)
        self.at, self.given = at, []

    def _rename(self, source, target):
        super()._rename(source, target)
        self.given.append(target)

    def _operation(self, what, path, act):
        if self.done + 1 >= self.at:
            for number, target in enumerate(self.given):
                target.write_bytes(b"") if number % 2 else target.unlink(missing_ok=True)
            raise Crash
        return super()._operation(what, path, act)


def test_all_that_a_share_had_not_flushed_is_written_again(team_of, shared):
    one, two = team_of(2)
    for at in range(4, 16):
        one.register(family_name=f"Nom {at}")
        two.register(family_name=f"Autre {at}")
        for laptop in (one, two):
            with contextlib.suppress(Crash):
                laptop.sync(Unflushed(shared, at))
            restart(laptop)
            laptop.clock.turn(minutes=30)
    assert_agree(one, two)
    assert len(two.names()) == 24


@pytest.mark.parametrize("what", ["read", "rename", "remove", "write", "list"])
def test_a_file_that_windows_holds_for_ever_stops_nothing_else(team_of, shared, what):
    """Sharing violations (ERROR_SHARING_VIOLATION is EACCES for Python) on one kind of operation, for a whole day."""
    one, two = team_of(2)
    held = {"on": True}

    def fate(_number, did, path):
        holds = held["on"] and did == what and path.suffix in (".kd", ".part", "")
        return PermissionError(errno.EACCES, "sharing violation") if holds and "streams" in path.parts else None

    for number in range(16):
        one.register(family_name=f"Nom {number}")
        two.register(family_name=f"Autre {number}")
        for laptop in (one, two):
            with contextlib.suppress(FolderRefuses, FolderAway):
                laptop.sync(CountedFolder(shared, fate))
    held["on"] = False
    assert_agree(one, two)
    assert len(two.names()) == 32 and not list(shared.rglob("*.part"))


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_at_each_operation_of_a_reception_between_two_folders_applies_everything_once(
    team_of, shared, tmp_path, when
):
    """A laptop that carries from the share to a stick, and puts back what the share lost, loses power anywhere."""
    fate = Crash() if when == "before" else "after"
    one, two, three = team_of(3)
    stick = tmp_path / "stick"
    stick.mkdir()
    two.sync(CountedFolder(stick, key="stick"))
    written, at, tried = 0, 1, 0
    while at <= tried + 3:
        for laptop in (one, three):
            laptop.register(family_name=f"Nom {written}")
            laptop.sync()
            written += 1
        for path in list((shared / "streams/tours").glob(f"{one.store.device}-*"))[:1]:
            path.unlink()
        two.clock.turn(minutes=30)
        for root, key in ((shared, None), (stick, "stick")):
            folder = CountedFolder(root, lambda number, _what, _path, at=at: fate if number == at else None, key=key)
            with contextlib.suppress(Crash):
                two.sync(folder)
            restart(two)
            tried = max(tried, folder.done)
        at += 1
    assert tried > 8
    three.sync(CountedFolder(stick, key="stick"))
    assert_agree(one, two, three)
    assert len(three.names()) == written
