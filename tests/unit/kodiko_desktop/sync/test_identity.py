"""A restored backup and a copied disk: two laptops never sign under one id for long, and nothing typed is lost."""

import secrets
import shutil

from db import settings
from kodiko_desktop.sync import team
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.laptops import meet


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


def test_a_copy_is_noticed_through_others_before_anything_of_theirs_is_applied(team_of, new_laptop, tmp_path, shared):
    """A third laptop has heard the twin; the twin's own segment has not come through yet."""
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
    assert twin.sync().new_identity
    for path, content in hidden.items():
        path.write_bytes(content)
    meet(one, two, twin, rounds=3)
    assert said(one.store) == said(two.store) == said(twin.store)
    assert one.conflicts() == [(aminata, "city")]


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
