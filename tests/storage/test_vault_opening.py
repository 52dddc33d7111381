"""What is found before opening: a store cut, emptied, gone; and what locking leaves."""

from datetime import datetime

import pytest

from db.connection import connect
from kodiko_desktop.vault.backups import back_up
from kodiko_desktop.vault.failures import NoStore, StoreIncomplete
from kodiko_desktop.vault.opening import prepare_to_open
from kodiko_desktop.vault.profiles import find_profile, prepare_folders
from kodiko_desktop.vault.store_key import StoreKey

NOW = datetime(2026, 11, 23, 18, 30)


@pytest.fixture
def key():
    return StoreKey.random()


@pytest.fixture
def profile(tmp_path, key):
    made = find_profile("tours", root=tmp_path)
    prepare_folders(made)
    connection = connect(made.store_path, key.reveal())
    connection.execute("CREATE TABLE mot (texte TEXT)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO mot VALUES (?)", [("mot " * 50,) for _ in range(500)])
    connection.execute("COMMIT")
    connection.close()
    return made


def cut(path, share):
    with open(path, "r+b") as file:
        file.truncate(int(path.stat().st_size * share))


def test_a_whole_store_is_let_through_unchanged(profile, key):
    before = profile.store_path.read_bytes()
    prepare_to_open(profile, key)
    assert profile.store_path.read_bytes() == before


def test_a_store_with_an_unfinished_journal_is_let_through(profile, key):
    connection = connect(profile.store_path, key.reveal())
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.executemany("INSERT INTO mot VALUES (?)", [("mot " * 50,) for _ in range(500)])
    prepare_to_open(profile, key)
    connection.close()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_cut_store_is_said_with_the_backup_to_restore_and_is_not_modified(profile, key, share):
    back_up(profile.store_path, key, profile.backups_folder, NOW)
    cut(profile.store_path, share)
    before = profile.store_path.read_bytes()
    with pytest.raises(StoreIncomplete) as failure:
        prepare_to_open(profile, key)
    assert "23/11/2026" in failure.value.sentence
    assert profile.store_path.read_bytes() == before


def test_a_cut_store_without_backup_is_said_too(profile, key):
    cut(profile.store_path, 0.5)
    with pytest.raises(StoreIncomplete) as failure:
        prepare_to_open(profile, key)
    assert "Aucune sauvegarde" in failure.value.sentence


def test_an_empty_file_is_damage_and_not_a_new_profile(profile, key):
    profile.store_path.write_bytes(b"")
    with pytest.raises(StoreIncomplete) as failure:
        prepare_to_open(profile, key)
    assert "copie que vous aviez emportée" in failure.value.sentence


def test_a_store_that_disappeared_is_not_taken_for_a_new_profile(profile, key):
    back_up(profile.store_path, key, profile.backups_folder, NOW)
    profile.store_path.unlink()
    with pytest.raises(StoreIncomplete):
        prepare_to_open(profile, key)
    assert not profile.store_path.exists()


def test_a_profile_never_filled_says_so(tmp_path, key):
    with pytest.raises(NoStore):
        prepare_to_open(find_profile("neuf", root=tmp_path), key)
