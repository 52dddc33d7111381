"""A restored backup and a copied disk: two laptops never sign under one id for long, and nothing typed is lost."""

import secrets
import shutil

import pytest

from db import settings
from kodiko_desktop.sync import team
from kodiko_desktop.sync.folder import Folder
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.laptops import join, meet


def copy_of(laptop, new_laptop, tmp_path):
    """The same disk twice: the store copied as it is."""
    laptop.store.close()
    shutil.copy(laptop.path, tmp_path / "copy.kodiko")
    laptop.__init__(laptop.path, laptop.folder.root, clock=laptop.clock, copy_of=tmp_path / "copy.kodiko")
    return new_laptop(copy_of=tmp_path / "copy.kodiko")


def restore(laptop, backup):
    """What the vault and the opening do: the file put back, and a new device id at once."""
    laptop.store.close()
    laptop.__init__(laptop.path, laptop.folder.root, clock=laptop.clock, copy_of=backup)
    with laptop.store.note() as connection:
        settings.write(connection, settings.DEVICE_ID, secrets.token_hex(8))
    laptop.store.device = settings.read(laptop.store.read(), settings.DEVICE_ID)


def back_up(laptop, path):
    laptop.store.close()
    shutil.copy(laptop.path, path)
    laptop.__init__(laptop.path, laptop.folder.root, clock=laptop.clock, copy_of=path)
    return path


def test_of_two_copies_of_a_disk_the_second_to_publish_takes_a_new_id(team_of, new_laptop, tmp_path):
    one, two = team_of(2)
    aminata = two.register()
    meet(one, two)
    twin = copy_of(two, new_laptop, tmp_path)
    assert twin.store.device == two.store.device
    two.change(aminata, city="Tours")
    twin.change(aminata, phone="0611111111")
    twin.register(family_name="Jumelle")
    two.sync()
    report = twin.sync()
    assert report.new_identity and twin.store.device != two.store.device
    assert twin.store.device_code != two.store.device_code
    meet(one, two, twin)
    assert said(one.store) == said(two.store) == said(twin.store)
    assert one.person(aminata).city == "Tours" and one.person(aminata).phone == "0611111111"
    assert one.names() == ["Diallo", "Jumelle"] and one.conflicts() == []
    assert one.sync().quarantined == []


def test_two_copies_that_typed_in_the_same_field_are_in_conflict_and_keep_both_words(team_of, new_laptop, tmp_path):
    one, two = team_of(2)
    aminata = two.register()
    meet(one, two)
    twin = copy_of(two, new_laptop, tmp_path)
    two.change(aminata, city="Tours")
    twin.change(aminata, city="Blois")
    twin.change(aminata, city="Blois-Vienne")
    meet(two, twin, one, two, twin, one)
    assert said(one.store) == said(two.store) == said(twin.store)
    assert one.conflicts() == [(aminata, "city")]


def test_a_restored_backup_gets_back_what_it_had_published_and_goes_on(team_of, tmp_path):
    one, two = team_of(2)
    two.register(family_name="Avant")
    meet(one, two)
    backup = back_up(two, tmp_path / "backup.kodiko")
    two.register(family_name="Après")
    meet(one, two)
    old = two.store.device
    restore(two, backup)
    assert two.names() == ["Avant"]
    two.register(family_name="Ensuite")
    report = two.sync()
    assert report.new_identity and report.received[old] == 1
    meet(one, two)
    assert said(one.store) == said(two.store)
    assert one.names() == ["Après", "Avant", "Ensuite"]


def test_what_a_backup_holds_and_nobody_published_is_published_under_the_new_id(team_of, tmp_path):
    one, two = team_of(2)
    aminata = two.register(family_name="Publiée")
    meet(one, two)
    two.change(aminata, city="Tours")
    two.register(family_name="Jamais publiée")
    backup = back_up(two, tmp_path / "backup.kodiko")
    restore(two, backup)
    two.change(aminata, city="Blois")
    meet(two, one)
    assert said(one.store) == said(two.store)
    assert one.names() == ["Jamais publiée", "Publiée"]
    assert one.person(aminata).city == "Blois" and one.conflicts() == []


def test_a_disk_put_back_in_time_without_a_word_is_noticed(team_of, tmp_path):
    """A snapshot of a virtual machine: no marker says that it was restored."""
    one, two = team_of(2)
    two.register(family_name="Avant")
    meet(one, two)
    backup = back_up(two, tmp_path / "backup.kodiko")
    two.register(family_name="Après")
    meet(one, two)
    two.store.close()
    two.__init__(two.path, two.folder.root, clock=two.clock, copy_of=backup)
    report = two.sync()
    assert report.new_identity
    two.register(family_name="Ensuite")
    meet(one, two)
    assert said(one.store) == said(two.store)
    assert one.names() == ["Après", "Avant", "Ensuite"]
    assert len(team.devices(one.store)) == 2


def test_segments_found_again_after_a_crash_are_recognised_as_our_own(team_of):
    one, two = team_of(2)
    two.register()
    two.sync()
    with two.store.note() as connection:  # the crash: the file is there, the memory of it is not
        connection.execute("DELETE FROM sync_file")
    report = two.sync()
    assert not report.new_identity and report.sent == 0
    meet(one, two)
    assert said(one.store) == said(two.store)


def test_what_overwrites_a_twin_is_not_applied_before_the_twin_is_proved(team_of, new_laptop, tmp_path, shared):
    """A third laptop has heard the twin; the twin's own segment has not come through yet: anybody can say so."""
    one, two = team_of(2)
    aminata = two.register()
    meet(one, two)
    twin = copy_of(two, new_laptop, tmp_path)
    two.change(aminata, city="Tours")
    two.sync()
    hidden = {path: path.read_bytes() for path in (shared / "streams/tours").iterdir()}
    one.sync()
    one.change(aminata, city="Tours-Nord")  # knows two's word, and overwrites it
    one.sync()
    for path in sorted(hidden)[-9:]:
        if path.name.startswith(two.store.device) and "-2-2-" in path.name:
            path.unlink()
    twin.change(aminata, city="Blois")  # the same counter as the word one has overwritten
    report = twin.sync()
    assert not report.new_identity and [file.why for file in report.unreadable] == ["waiting"]
    assert twin.person(aminata).city == "Blois"
    for path, content in hidden.items():
        path.write_bytes(content)
    assert twin.sync().new_identity
    meet(one, two, twin, rounds=3)
    assert said(one.store) == said(two.store) == said(twin.store)
    assert one.conflicts() == [(aminata, "city")] and one.sync().quarantined == []
    assert {laptop.person(aminata).city for laptop in (one, two, twin)} < {"Blois", "Tours-Nord"}


@pytest.fixture
def twins(team_of, new_laptop, tmp_path, shared):
    """(one, two, the copy of two's disk, a person, another folder): the copy goes to the other folder only, where all
    had been before."""
    one, two = team_of(2)
    aminata = two.register(city="Chinon")
    meet(one, two)
    stick = Folder(tmp_path / "stick", pause=lambda _seconds: None)
    shutil.copytree(shared, stick.root)
    for laptop in (one, two):
        laptop.sync(stick)
    return one, two, copy_of(two, new_laptop, tmp_path), aminata, stick


def test_two_copies_that_both_published_under_one_id_lose_nothing_and_agree(twins):
    one, two, twin, aminata, stick = twins
    two.change(aminata, city="Tours")
    two.register(family_name="Deux")
    two.sync()
    twin.change(aminata, city="Blois")
    twin.register(family_name="Jumelle")
    twin.register(family_name="Encore")
    assert not twin.sync(stick).new_identity and not two.sync().new_identity  # neither knows
    one.sync()
    assert one.sync(stick).quarantined  # two signatures for one number
    shared_id = two.store.device
    assert twin.sync().new_identity and two.sync().new_identity  # one sees the other, which is told by the log
    for _round in range(2):
        for laptop in (one, two, twin):
            laptop.sync()
            laptop.sync(stick)
    assert said(one.store) == said(two.store) == said(twin.store)
    assert one.names() == ["Deux", "Diallo", "Encore", "Jumelle"] and one.conflicts() == [(aminata, "city")]
    assert [laptop.sync().quarantined for laptop in (one, two, twin)] == [[], [], []]
    assert shared_id not in {two.store.device, twin.store.device} and not one.sync().missing
    assert len(team.devices(one.store)) == 3


def test_what_a_third_had_replaced_of_a_twin_stays_replaced(twins):
    one, two, twin, aminata, stick = twins
    two.change(aminata, city="Tours")
    meet(two, one)
    one.change(aminata, city="Tours-Nord")
    meet(one, two)
    twin.change(aminata, phone="0611111111")
    twin.sync(stick)
    twin.sync()
    for _round in range(2):
        for laptop in (one, two, twin):
            laptop.sync()
    assert said(one.store) == said(two.store) == said(twin.store)
    assert one.conflicts() == [] and one.person(aminata).city == "Tours-Nord"
    assert one.person(aminata).phone == "0611111111"


def test_what_only_a_lost_twin_said_stays_once_the_other_has_left(twins, new_laptop):
    """The copy is stolen after it published: what it wrote is its only word, and is shown."""
    one, two, twin, aminata, stick = twins
    two.change(aminata, city="Tours")
    two.sync()
    one.sync()
    twin.change(aminata, phone="0611111111")
    twin.sync(stick)
    one.sync(stick)
    assert two.sync(stick).new_identity
    late = new_laptop()
    join(late, one)
    for _round in range(2):
        for laptop in (one, two, late):
            laptop.sync()
            laptop.sync(stick)
    assert said(one.store) == said(two.store) == said(late.store)
    assert one.person(aminata).phone == "0611111111" and one.person(aminata).city == "Tours"
    assert one.conflicts() == [] and one.sync(stick).quarantined == []


def test_an_earlier_word_of_a_twin_is_noticed_when_more_was_heard_of_the_other(twins):
    """The shorter of two histories must not pass for what is known already."""
    one, two, twin, _aminata, stick = twins
    for number in range(4):
        two.register(family_name=f"Deux {number}")
    two.sync()
    one.sync()
    twin.register(family_name="Jumelle")
    twin.sync(stick)
    assert one.sync(stick).quarantined == [two.store.device]


def test_three_copies_of_a_disk_that_all_published_agree(twins, new_laptop, tmp_path):
    one, two, twin, aminata, stick = twins
    third = copy_of(twin, new_laptop, tmp_path)
    third.folder = Folder(tmp_path / "third", pause=lambda _seconds: None)
    shutil.copytree(stick.root, third.folder.root)
    for laptop, folder in ((two, None), (twin, stick), (third, None)):
        laptop.change(aminata, city=f"Chez {laptop.path.stem}")
        laptop.sync(folder)
    for _round in range(4):
        for laptop in (one, two, twin, third):
            for folder in (one.folder, stick, third.folder):
                laptop.sync(folder)
    assert said(one.store) == said(two.store) == said(twin.store) == said(third.store)
    assert one.conflicts() == [(aminata, "city")] and one.sync().quarantined == []
    assert len({laptop.store.device for laptop in (one, two, twin, third)}) == 4
    cities = {
        row[0]
        for row in one.store.read().execute("SELECT fields ->> 'city' FROM sync_head WHERE row_id = ?", (aminata,))
    }
    assert {f"Chez {laptop.path.stem}" for laptop in (two, twin, third)} <= cities


def test_a_copy_that_missed_the_beginning_of_what_its_twin_published_keeps_only_what_is_certain(
    team_of, new_laptop, tmp_path, shared
):
    one, two = team_of(2)
    two.register(family_name="Avant")
    meet(one, two)
    twin = copy_of(two, new_laptop, tmp_path)
    before = set((shared / "streams/tours").iterdir())
    two.register(family_name="Deux")
    two.sync()
    [first] = set((shared / "streams/tours").iterdir()) - before
    hidden = first.read_bytes()
    two.register(family_name="Trois")
    two.sync()
    first.unlink()  # the copy sees the second segment only
    twin.register(family_name="Jumelle")
    assert twin.sync().new_identity
    first.write_bytes(hidden)
    meet(one, two, twin)
    assert said(one.store) == said(two.store) == said(twin.store)
    assert one.names() == ["Avant", "Deux", "Jumelle", "Trois"]
    assert one.sync().quarantined == []
