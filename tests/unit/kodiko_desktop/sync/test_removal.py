"""A laptop that was taken out: it opens nothing new, what it wrote since waits, and nothing typed is lost."""

import random
from dataclasses import dataclass

import pytest

from db import heads
from db.connection import connect
from kodiko_desktop.sync import container, removal, retiring, team
from kodiko_desktop.sync.failures import DeviceUnknown, NotAdministrator, OwnRemoval, RootCodeWrong
from kodiko_desktop.sync.spoken_code import write_code
from tests.storage.carrying import said
from tests.storage.conftest import KEY
from tests.unit.kodiko_desktop.sync.laptops import Laptop, join, meet, start_team


def opens(laptop, path) -> bool:
    """Whether a laptop, with all the keys it holds, opens a file of the folder."""
    content = path.read_bytes()
    header = container.read_header(content)
    for key in team.read_directory(laptop.store)[1].by_id.values():
        try:
            container.open_body(content, header, key.key)
        except container.NotOurs:
            continue
        return True
    return False


def files(shared):
    return {path for place in ("streams", "control") for path in (shared / place).rglob("*.k?")}


def test_a_removed_laptop_opens_nothing_that_others_write_from_then_on(team_of, shared):
    one, two, three = team_of(3)
    meet(one, two, three)
    removal.retire(one.store, device=three.store.device)
    before = files(shared)
    one.sync()
    three.sync()  # reads that it was taken out, and tries all it can
    one.register(family_name="Zafiraka")
    two.sync()
    two.register(family_name="Bako")
    meet(one, two)
    written = files(shared) - before
    theirs = [path for path in written if path.suffix == ".kd"]
    assert len(theirs) >= 2 and not [path for path in theirs if opens(three, path)]
    assert all(opens(two, path) for path in theirs)
    assert one.names() == two.names() == ["Bako", "Zafiraka"] and said(one.store) == said(two.store)
    report = three.sync()
    assert report.retired and not report.received and three.names() == []


def test_what_it_wrote_before_stays_and_what_it_writes_since_waits(team_of):
    one, two, three = team_of(3)
    kept = three.register(family_name="Avant")
    meet(three, one, two)
    three.register(family_name="Après")
    three.sync()  # it publishes before anybody has taken it out: nobody has heard it
    removal.retire(one.store, device=three.store.device)
    meet(one, two)
    assert one.names() == two.names() == ["Avant"] and one.person(kept)
    [aside] = removal.waiting(one.store)
    assert [operation.fields["family_name"] for operation in aside.operations] == ["Après"]
    removal.let_count(one.store, device=three.store.device)
    meet(one, two)
    assert one.names() == two.names() == ["Après", "Avant"] and said(one.store) == said(two.store)
    assert removal.waiting(one.store) == ()
    removal.leave_aside(one.store, device=three.store.device)
    meet(one, two)
    assert one.names() == two.names() == ["Avant"] and said(one.store) == said(two.store)


def test_what_somebody_had_heard_is_withdrawn_and_what_it_replaced_comes_back(team_of):
    one, two, three = team_of(3)
    person = one.register(family_name="Diallo", city="Tours", phone="1")
    meet(one, two, three)
    three.change(person, city="Blois", phone="2")
    made = three.register(family_name="Faux")
    three.sync()
    two.sync()  # hears it; one does not
    two.change(person, phone="3")
    two.change(made, city="Vu par deux")
    removal.retire(one.store, device=three.store.device)
    one.sync()
    meet(two, one)
    assert two.person(person).city == one.person(person).city == "Tours"
    assert said(one.store) == said(two.store)
    assert {head.value for head in _heads(one, person, "phone")} == {"1", "3"}
    removal.let_count(one.store, device=three.store.device)
    meet(one, two)
    assert said(one.store) == said(two.store)
    assert one.person(person).city == "Blois" and [head.value for head in _heads(one, person, "phone")] == ["3"]
    assert two.person(made).family_name == "Faux"


def _heads(laptop, person, field):
    return heads.heads(laptop.store.read(), "person", person, field)


def test_a_laptop_that_comes_later_reads_the_whole_history_and_agrees(team_of, new_laptop):
    one, two, three = team_of(3)
    three.register(family_name="Ancien")
    meet(three, one, two)
    three.register(family_name="Tard")
    three.sync()
    two.sync()
    removal.retire(one.store, device=three.store.device)
    meet(one, two)
    two.register(family_name="Nouveau")
    meet(two, one)
    late = new_laptop()
    join(late, one)
    meet(late, one, two)
    assert late.names() == ["Ancien", "Nouveau"]
    assert said(late.store) == said(one.store) == said(two.store)


def test_only_administrators_take_out_and_never_themselves(team_of):
    one, two = team_of(2)
    with pytest.raises(NotAdministrator):
        removal.retire(two.store, device=one.store.device)
    with pytest.raises(OwnRemoval):
        removal.retire(one.store, device=one.store.device)
    with pytest.raises(DeviceUnknown):
        removal.retire(one.store, device="0" * 16)
    removal.retire(one.store, device=two.store.device)
    with pytest.raises(DeviceUnknown):
        removal.retire(one.store, device=two.store.device)


def test_removals_made_apart_leave_no_key_to_either(team_of, new_laptop, shared):
    """Each new key was given to the laptop that the other removal takes out: the next epoch joins them."""
    one, two, three = team_of(3)
    four = new_laptop()
    join(four, one, admin=True, name="Quatre")
    meet(four, one, two, three)
    removal.retire(one.store, device=two.store.device)
    removal.retire(four.store, device=three.store.device)
    one.sync()
    four.sync()  # knows both, and is an administrator
    one.sync()
    before = files(shared)
    one.register(family_name="Un")
    four.register(family_name="Quatre")
    meet(one, four)
    written = [path for path in files(shared) - before if path.suffix == ".kd"]
    meet(two, three)
    assert len(written) >= 2
    assert not [path for path in written if opens(two, path) or opens(three, path)]
    assert one.names() == four.names() == ["Quatre", "Un"] and said(one.store) == said(four.store)


def test_one_who_cannot_make_keys_waits_for_them(team_of, new_laptop):
    one, two, three = team_of(3)
    four = new_laptop()
    join(four, one, admin=True, name="Quatre")
    five = new_laptop()
    join(five, one, name="Cinq")
    meet(four, five, one, two, three)
    removal.retire(one.store, device=two.store.device)
    removal.retire(four.store, device=three.store.device)
    for laptop in (one, four):  # both signed without having met
        for name, content in laptop.store.read().execute("SELECT name, content FROM sync_control").fetchall():
            (one.folder.root / "control" / name).write_bytes(bytes(content))
    five.register(family_name="Attend")
    report = five.sync()
    assert report.waiting_for_key == 1 and not report.sent
    one.sync()
    report = five.sync()
    assert report.sent == 1 and not report.waiting_for_key
    meet(one, four)
    assert one.names() == four.names() == ["Attend"]


def test_a_copy_of_its_disk_goes_with_it(team_of, tmp_path, shared):
    one, two = team_of(2)
    raw = connect(two.path, KEY)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    twin = Laptop(tmp_path / "twin.kodiko", shared, copy_of=two.path, clock=two.clock)
    two.register(family_name="A")
    twin.register(family_name="B")
    meet(two, twin, one, two, twin)
    assert two.store.device != twin.store.device
    ids = removal.retire(one.store, device=twin.store.device)
    assert {two.store.device, twin.store.device} <= set(ids)
    meet(one)
    assert two.sync().retired and twin.sync().retired
    twin.close()


def test_an_antenna_that_no_administrator_reads_gets_its_keys_all_the_same(new_laptop):
    founder = new_laptop()
    start_team(founder, "tours", "blois")
    boss, left, right = new_laptop(), new_laptop(), new_laptop()
    join(boss, founder, "tours", admin=True, name="Direction")
    join(left, founder, "tours", "blois", name="Blois 1")
    join(right, founder, "tours", "blois", name="Blois 2")
    meet(founder, boss, left, right)
    left.register("blois", family_name="Avant")
    meet(left, right, founder, boss)
    removal.retire(boss.store, device=founder.store.device)
    right.register("blois", family_name="Ensuite")
    assert right.sync().sent == 1  # not told yet
    right.register("blois", family_name="Après")
    meet(boss, right, left, boss)
    assert left.names() == right.names() == ["Après", "Avant", "Ensuite"]
    assert "blois" not in team.read_directory(boss.store)[1].streams
    assert team.read_directory(left.store)[1].latest("blois").epoch == 2


def two_who_remove_each_other(team_of, new_laptop):
    one, two = team_of(2)
    other = new_laptop()
    join(other, one, admin=True, name="Autre")
    meet(other, one, two)
    removal.retire(one.store, device=other.store.device)
    removal.retire(other.store, device=one.store.device)
    return one, two, other


def test_two_who_remove_each_other_are_out_until_the_root_key_decides(team_of, new_laptop, shared):
    one, two, other = two_who_remove_each_other(team_of, new_laptop)
    other.sync()
    one.sync()
    meet(two, one, other)
    assert one.sync().retired and other.sync().retired
    two.register(family_name="Attend")
    assert two.sync().waiting_for_key == 1
    directory = team.read_directory(two.store)[2]
    assert directory.retired[one.store.device].disputed and directory.admins() == []
    with pytest.raises(RootCodeWrong):
        removal.decide_by_root(one.store, code=write_code(bytes(32)))
    assert removal.decide_by_root(one.store, code=one.root_code) == 1
    before = files(shared)
    assert not one.sync().retired
    two.sync()
    one.sync()
    assert one.names() == two.names() == ["Attend"] and said(one.store) == said(two.store)
    assert other.sync().retired
    assert not [path for path in files(shared) - before if path.suffix == ".kd" and opens(other, path)]


def test_what_was_written_with_the_keys_of_a_void_removal_is_read_by_everybody(team_of, new_laptop):
    one, two, other = two_who_remove_each_other(team_of, new_laptop)
    other.sync()
    two.register(family_name="Sous sa clé")
    assert two.sync().sent == 1  # knows only one of the two removals
    assert one.sync().retired
    removal.decide_by_root(one.store, code=one.root_code)
    meet(one, two)
    assert one.names() == ["Sous sa clé"] and said(one.store) == said(two.store)


def test_what_a_removed_laptop_decides_meanwhile_is_void(team_of, new_laptop):
    """It lets somebody in, gives keys, takes somebody out: whoever removed it had not heard that."""
    one, two = team_of(2)
    other, guest = new_laptop(), new_laptop()
    join(other, one, admin=True, name="Autre")
    meet(other, one, two)
    join(guest, other, name="Complice", admin=True)
    guest.register(family_name="De la complice")
    guest.sync()
    removal.retire(other.store, device=two.store.device)
    removal.retire(guest.store, device=one.store.device)
    removal.retire(one.store, device=other.store.device)
    one.sync()
    for laptop in (other, guest, two, one):
        laptop.sync()
    members = {device.id for device in team.read_directory(two.store)[2].members()}
    assert two.store.device in members and not {other.store.device, guest.store.device} & members


@pytest.mark.parametrize("seed", range(20))
def test_who_is_out_does_not_depend_on_the_order_of_the_records(seed):
    chance = random.Random(seed)
    people = [f"{number:016x}" for number in range(1, 7)]
    made_by, records = {}, []
    for number, person in enumerate(people):
        signer = chance.choice(people[:number]) if number else retiring.ROOT
        made_by[person] = Said(f"{signer}-{number}-add.kc", signer, {"kind": "add", "device": person})
    for number in range(8):
        signer, target = chance.sample(people, 2)
        known = [record for record in records if record.signer == target and chance.random() < 0.5]
        known += [record for record in made_by.values() if record.signer == target and chance.random() < 0.7]
        facts = {"cut": {}, "stands": [record.name for record in known]}
        said = {"kind": "revoke", "device": target, "at": "", "ids": {target: facts}}
        records.append(Said(f"{signer}-{number}-revoke.kc", signer, said))
    everything = [*made_by.values(), *records]
    found = retiring.removals(everything, made_by)
    names = {record.name for record in found.holding}
    for _time in range(5):
        chance.shuffle(everything)
        again = retiring.removals(everything, made_by)
        assert {record.name for record in again.holding} == names and again.stands == found.stands
    held_against = {device for record in found.holding for device in record.said["ids"]}
    for record in found.holding:  # who holds somebody out is not out, or is out because of it
        if record.signer in held_against and record.name not in found.stands[record.signer]:
            assert record.said["device"] in found.disputed


@dataclass(frozen=True)
class Said:
    name: str
    signer: str
    said: dict
