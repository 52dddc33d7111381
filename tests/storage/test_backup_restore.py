"""Restoring is proved by reading, keeps everything aside, and asks for a new device id."""

from datetime import datetime, timedelta

import pytest

from db.connection import connect
from kodiko_desktop.vault.backups import BackupKind, back_up, list_backups
from kodiko_desktop.vault.failures import BackupTorn
from kodiko_desktop.vault.opening import prepare_to_open
from kodiko_desktop.vault.profiles import find_profile, prepare_folders
from kodiko_desktop.vault.restore import clear_restored_marker, kept_aside, restore, restored_marker
from kodiko_desktop.vault.store_key import StoreKey

NOW = datetime(2026, 11, 23, 18, 30)


@pytest.fixture
def key():
    return StoreKey.random()


@pytest.fixture
def profile(tmp_path, key):
    made = find_profile("tours", root=tmp_path)
    prepare_folders(made)
    write(made.store_path, key, "CREATE TABLE mot (texte TEXT)", "INSERT INTO mot VALUES ('ancien')")
    return made


@pytest.fixture
def backup(profile, key):
    made = back_up(profile.store_path, key, profile.backups_folder, NOW)
    write(profile.store_path, key, "INSERT INTO mot VALUES ('récent')")
    return made


def write(path, key, *statements):
    connection = connect(path, key.reveal())
    for statement in statements:
        connection.execute(statement)
    connection.close()


def words(path, key):
    connection = connect(path, key.reveal(), query_only=True)
    found = [row[0] for row in connection.execute("SELECT texte FROM mot")]
    connection.close()
    return found


def test_the_store_becomes_what_it_was_and_the_present_one_is_kept(profile, key, backup):
    restored = restore(backup.path, profile, key, NOW)
    assert words(profile.store_path, key) == ["ancien"]
    assert words(restored.aside / "store.kodiko", key) == ["ancien", "récent"]


def test_what_was_set_aside_is_listed_and_can_be_put_back(profile, key, backup):
    restore(backup.path, profile, key, NOW)
    (kept,) = kept_aside(profile)
    assert (kept.taken_at, kept.kind) == (NOW, BackupKind.SET_ASIDE)
    restore(kept.path, profile, key, NOW + timedelta(hours=1))
    assert words(profile.store_path, key) == ["ancien", "récent"]
    assert [each.taken_at for each in kept_aside(profile)] == [NOW + timedelta(hours=1), NOW]


def test_what_was_set_aside_comes_back_with_what_was_still_in_its_journal(profile, key, backup):
    left_open = connect(profile.store_path, key.reveal())
    left_open.execute("INSERT INTO mot VALUES ('dans le journal')")
    assert profile.store_path.with_name("store.kodiko-wal").stat().st_size
    restored = restore(backup.path, profile, key, NOW)
    left_open.close()
    assert words(profile.store_path, key) == ["ancien"]
    restore(restored.aside / "store.kodiko", profile, key, NOW + timedelta(hours=1))
    assert words(profile.store_path, key) == ["ancien", "récent", "dans le journal"]


def test_no_backup_goes_and_the_restored_one_stays(profile, key, backup):
    before = list_backups(profile.backups_folder)
    restore(backup.path, profile, key, NOW)
    assert list_backups(profile.backups_folder) == before


def test_a_restore_asks_for_a_new_device_id_until_it_is_taken(profile, key, backup):
    assert restored_marker(profile) is None
    restored = restore(backup.path, profile, key, NOW)
    prepare_to_open(profile, key)
    assert restored_marker(profile) == restored
    assert restored.backup == backup.path.name and restored.at == NOW
    clear_restored_marker(profile)
    assert restored_marker(profile) is None


def test_restoring_twice_in_a_minute_keeps_both_stores(profile, key, backup):
    one = restore(backup.path, profile, key, NOW)
    write(profile.store_path, key, "INSERT INTO mot VALUES ('entre deux')")
    two = restore(backup.path, profile, key, NOW)
    assert one.aside != two.aside
    assert words(one.aside / "store.kodiko", key) == ["ancien", "récent"]
    assert words(two.aside / "store.kodiko", key) == ["ancien", "entre deux"]


def test_the_kept_store_is_not_touched_by_what_is_written_afterwards(profile, key, backup):
    restored = restore(backup.path, profile, key, NOW)
    before = (restored.aside / "store.kodiko").read_bytes()
    write(profile.store_path, key, "INSERT INTO mot VALUES ('après')")
    assert (restored.aside / "store.kodiko").read_bytes() == before


def test_a_damaged_store_and_its_journal_are_kept_aside_together(profile, key, backup):
    content = profile.store_path.read_bytes()
    profile.store_path.write_bytes(content[: len(content) // 2])
    journal = profile.store_path.with_name("store.kodiko-wal")
    journal.write_bytes(b"the journal of the damaged store")
    restored = restore(backup.path, profile, key, NOW)
    assert words(profile.store_path, key) == ["ancien"]
    assert (restored.aside / "store.kodiko").read_bytes() == content[: len(content) // 2]
    assert (restored.aside / journal.name).read_bytes() == b"the journal of the damaged store"


def test_a_torn_backup_changes_nothing(profile, key, backup):
    with open(backup.path, "r+b") as file:
        file.truncate(backup.size // 2)
    before = sorted(path.name for path in profile.folder.iterdir())
    with pytest.raises(BackupTorn):
        restore(backup.path, profile, key, NOW)
    with pytest.raises(BackupTorn):
        restore(profile.backups_folder / "absente.kodiko", profile, key, NOW)
    assert sorted(path.name for path in profile.folder.iterdir()) == before
    assert words(profile.store_path, key) == ["ancien", "récent"]
    assert restored_marker(profile) is None


def test_a_backup_of_another_key_changes_nothing(profile, key, backup, tmp_path):
    other = StoreKey.random()
    write(tmp_path / "autre.kodiko", other, "CREATE TABLE mot (texte TEXT)")
    foreign = back_up(tmp_path / "autre.kodiko", other, tmp_path / "ailleurs", NOW)
    with pytest.raises(BackupTorn):
        restore(foreign.path, profile, key, NOW)
    assert words(profile.store_path, key) == ["ancien", "récent"]


def test_stopping_changes_nothing(profile, key, backup):
    class Stopped(Exception):
        pass

    def stop(done, total, sentence=""):
        raise Stopped()

    with pytest.raises(Stopped):
        restore(backup.path, profile, key, NOW, progress=stop)
    assert words(profile.store_path, key) == ["ancien", "récent"]
    assert not (profile.folder / "store.kodiko.part").exists()


def test_a_store_that_disappeared_comes_back(profile, key, backup):
    profile.store_path.unlink()
    restored = restore(backup.path, profile, key, NOW + timedelta(hours=1))
    assert restored.aside is None
    assert words(profile.store_path, key) == ["ancien"]
