"""Two and three laptops on a Samba share, each through a mount of its own: sessions killed in the middle of a write,
share unplugged, server down, share that can only be read, share that is full. They agree, and nothing is lost."""

import pytest

from kodiko_desktop.sync.failures import FolderAway
from kodiko_desktop.sync.folder import Folder
from tests.carriers.desks import Refused, assert_everybody_says_the_same, exchange_all
from tests.carriers.samba import sessions_cut_at_random
from tests.carriers.syncthing import wait_until


@pytest.fixture
def team(server, mount, desk_at):
    """Makes a team that met on a share: (mounts, laptops), the ceremony of joining included."""

    def make(count, share="kodiko"):
        mounts = [mount() for _number in range(count)]
        desks = [desk_at(mounted.folder(share)) for mounted in mounts]
        host = desks[0]
        host.do("found")
        for guest in desks[1:]:
            guest.do("ask", code=host.do("invite", admin=False), name="Portable")
            host.do("exchange")
            assert guest.do("joined")
        meet(desks)
        return mounts, desks

    return make


def meet(desks, rounds=2):
    """Everybody exchanges, often enough for everybody to hear everybody."""
    for _round in range(rounds):
        for told in exchange_all(desks):
            assert told["reached"], told


def found_again(desks):
    """A mount finds its server again by itself, not always at once."""
    for desk in desks:
        wait_until(lambda desk=desk: desk.do("exchange")["reached"], "the share does not come back")


def test_three_laptops_agree_though_their_sessions_are_killed(server, team):
    _mounts, desks = team(3)
    shared = desks[0].register("Diallo")
    meet(desks)
    interrupted = 0
    with sessions_cut_at_random(server, seed=5) as cut:
        for turn in range(25):
            for desk in desks:
                desk.register(f"Nom {turn}")
                desk.do("scan", size=100_000)
            desks[turn % 3].change(shared, city=f"Ville {turn}")
            interrupted += sum(isinstance(told, Refused) or not told["reached"] for told in exchange_all(desks))
    assert sum(cut) > 20 and interrupted > 5
    for desk in desks:
        desk.do("turn", minutes=30)
    found_again(desks)
    meet(desks, rounds=3)
    assert all(told["unreadable"] == [] and told["missing"] == [] for told in exchange_all(desks))
    assert not [path.name for path in (server.home / "kodiko").rglob("*.part")]
    assert all(len(desk.do("names")) == 76 for desk in desks)
    assert_everybody_says_the_same(desks)


def test_a_share_unplugged_and_a_server_down_are_quiet_facts(server, team):
    mounts, (one, two) = team(2)
    one.register("Diallo")
    mounts[0].unmount()
    told = one.do("exchange")
    assert not told["reached"] and not list(mounts[0].folder().parents[2].iterdir())
    two.register("Kidane")
    meet([two])
    mounts[0].mount()
    meet([one, two])
    one.register("Haddad")
    one.order("exchange")
    mounts[0].unmount()
    assert isinstance(_told(one), Refused | dict)
    mounts[0].mount()
    root = Folder(mounts[0].folder().parent)
    assert root.names("") == ["equipe"]
    server.kill()
    for desk in (one, two):
        assert not desk.do("exchange")["reached"]
    with pytest.raises(FolderAway):  # the mount goes on showing the root of the share
        root.names("")
    server.start()
    found_again((one, two))
    meet([one, two])
    assert one.do("names") == two.do("names") == ["Diallo", "Haddad", "Kidane"]
    assert assert_everybody_says_the_same([one, two]) == []


def _told(desk):
    try:
        return desk.answer()
    except Refused as refused:
        return refused


def test_a_share_that_can_only_be_read_is_read(server, team, mount, desk_at):
    _mounts, (one, two) = team(2)
    server_side = server.home / "kodiko"
    two.switch_off()
    two.folder = mount().folder("lecture")
    two.switch_on()
    one.register("Diallo")
    meet([one])
    two.register("Kidane")
    with pytest.raises(Refused) as refused:
        two.do("exchange")
    assert refused.value.kind == "FolderRefuses" and two.do("names") == ["Diallo", "Kidane"]
    assert not list(server_side.rglob("*.part"))
    two.switch_off()
    two.folder = mount().folder()
    two.switch_on()
    meet([one, two])
    assert one.do("names") == ["Diallo", "Kidane"]
    assert assert_everybody_says_the_same([one, two]) == []


def test_a_full_share_keeps_no_half_file_and_goes_on_once_there_is_room(server, team):
    _mounts, (one, two) = team(2, share="petit")
    meet([one, two])
    one.register("Diallo")
    document, content = one.do("scan", size=400_000)
    two.register("Kidane")
    for _attempt in range(2):
        with pytest.raises(Refused) as refused:
            one.do("exchange")
        assert refused.value.kind == "FolderRefuses" and "ENOSPC" in refused.value.args[1]
    meet([two])
    assert not [path for path in (server.home / "petit").rglob("*") if path.is_file() and path.stat().st_size == 0]
    server.enlarge()
    meet([one, two])
    assert two.do("fetch", document=document) == content
    assert one.do("names") == two.do("names") == ["Diallo", "Kidane"]
    assert assert_everybody_says_the_same([one, two]) == []
