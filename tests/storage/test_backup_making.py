"""Backups of a living store: whole, checked, alone in their file, and never worse than none."""

import threading
from datetime import datetime, timedelta

import pytest

from db.connection import connect
from db.store import create_store, open_store
from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.vault import backups
from kodiko_desktop.vault.backups import BackupKind, back_up, back_up_daily, list_backups, rotate, verify
from kodiko_desktop.vault.failures import BackupTorn, NoStore, StoreIncomplete
from kodiko_desktop.vault.profiles import find_profile, prepare_folders
from kodiko_desktop.vault.store_key import StoreKey

NOW = datetime(2026, 11, 23, 18, 30)


@pytest.fixture
def key():
    return StoreKey.random()


@pytest.fixture
def profile(tmp_path, key):
    """A profile whose store has 2,000 rows, some of them still in the journal only."""
    made = find_profile("tours", root=tmp_path)
    prepare_folders(made)
    connection = connect(made.store_path, key.reveal())
    connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")
    connection.execute("CREATE VIRTUAL TABLE person_search USING fts5(name)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO person (name) VALUES (?)", [(f"Personne {n} " * 20,) for n in range(2000)])
    connection.execute("INSERT INTO person_search VALUES ('Mohamed')")
    connection.execute("COMMIT")
    connection.close()
    return made


def test_a_backup_of_the_real_store_opens_as_a_store(tmp_path, key):
    store = create_store(tmp_path / "store.kodiko", key.reveal())
    device = store.device
    made = back_up(store.path, key, tmp_path / "b", NOW)
    store.close()
    assert verify(made.path, key).rows["local_setting"] >= 2
    copy = open_store(made.path, key.reveal())
    assert copy.device == device
    copy.close()


def test_name_carries_number_date_and_kind_and_nothing_of_anybody(profile, key):
    made = back_up(profile.store_path, key, profile.backups_folder, NOW, kind=BackupKind.BEFORE_UPGRADE)
    assert made.path.name == "sauvegarde-0001-2026-11-23-1830-avant-mise-a-jour.kodiko"
    assert list_backups(profile.backups_folder) == (made,)
    assert made.taken_at == NOW and made.size == made.path.stat().st_size


def test_the_copy_is_encrypted_whole_and_alone_in_its_file(profile, key):
    with_journal = connect(profile.store_path, key.reveal())
    with_journal.execute("INSERT INTO person (name) VALUES ('dans le journal')")
    made = back_up(profile.store_path, key, profile.backups_folder, NOW)
    with_journal.close()
    content = made.path.read_bytes()
    assert b"SQLite format" not in content and b"Personne" not in content
    contents = verify(made.path, key)
    assert contents.rows["person"] == 2001 and contents.total > 2001
    assert [path.name for path in profile.backups_folder.iterdir()] == [made.path.name]


def test_a_store_being_written_is_copied_as_it_was_at_one_instant(profile, key):
    """A writer moves rows between two tables in single transactions: their total never changes."""
    setup = connect(profile.store_path, key.reveal())
    setup.execute("CREATE TABLE moved (id INTEGER PRIMARY KEY, name TEXT)")
    setup.close()
    stop, moves = threading.Event(), []

    def write():
        connection = connect(profile.store_path, key.reveal())
        for number in range(1, 2000):
            if stop.is_set():
                break
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO moved SELECT * FROM person WHERE id = ?", (number,))
            connection.execute("DELETE FROM person WHERE id = ?", (number,))
            connection.execute("COMMIT")
            moves.append(number)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    during = []
    made = []
    for minute in range(3):
        before = len(moves)
        made.append(back_up(profile.store_path, key, profile.backups_folder, NOW + timedelta(minutes=minute)))
        during.append(len(moves) - before)
    stop.set()
    writer.join()
    assert sum(during) > 0, "the writer must have written while we copied"
    for backup in made:
        rows = verify(backup.path, key).rows
        assert rows["person"] + rows["moved"] == 2000


def test_stopping_leaves_nothing_behind(profile, key):
    def stop(done, total, sentence=""):
        if done >= backups.COPIED:
            raise Cancelled()

    with pytest.raises(Cancelled):
        back_up(profile.store_path, key, profile.backups_folder, NOW, progress=stop)
    assert list(profile.backups_folder.iterdir()) == []


def test_progress_goes_up_to_the_end_with_sentences(profile, key):
    told = []
    back_up(profile.store_path, key, profile.backups_folder, NOW, progress=lambda *step: told.append(step))
    shares = [done / total for done, total, *_ in told]
    assert shares == sorted(shares) and shares[-1] == 1
    assert any("Vérification" in step[2] for step in told if len(step) == 3)


@pytest.mark.parametrize("keep", [0, 100, 4096, 0.5, -1])
def test_a_torn_backup_is_refused(profile, key, keep):
    made = back_up(profile.store_path, key, profile.backups_folder, NOW)
    length = int(made.size * keep) if isinstance(keep, float) else keep if keep >= 0 else made.size + keep
    with open(made.path, "r+b") as file:
        file.truncate(length)
    with pytest.raises(BackupTorn) as failure:
        verify(made.path, key)
    assert "n’ont pas été touchées" in failure.value.sentence


def test_one_flipped_bit_anywhere_is_found(profile, key):
    made = back_up(profile.store_path, key, profile.backups_folder, NOW)
    content = made.path.read_bytes()
    for place in (17, 5000, len(content) // 2, len(content) - 1):
        altered = bytearray(content)
        altered[place] ^= 1
        made.path.write_bytes(altered)
        with pytest.raises(BackupTorn):
            verify(made.path, key)
    made.path.write_bytes(content)
    verify(made.path, key)


def test_another_key_does_not_open_a_backup(profile, key):
    made = back_up(profile.store_path, key, profile.backups_folder, NOW)
    with pytest.raises(BackupTorn):
        verify(made.path, StoreKey.random())


def test_a_damaged_store_gives_no_backup_and_evicts_none(profile, key):
    good = back_up(profile.store_path, key, profile.backups_folder, NOW)
    with open(profile.store_path, "r+b") as file:
        file.seek(profile.store_path.stat().st_size // 2)
        file.write(b"\x00" * 4096)
    with pytest.raises(StoreIncomplete) as failure:
        back_up_daily(profile, key, NOW + timedelta(days=1))
    assert "23/11/2026" in failure.value.sentence
    assert list_backups(profile.backups_folder) == (good,)


def test_no_store_no_backup(profile, key, tmp_path):
    with pytest.raises(NoStore):
        back_up(tmp_path / "absent.kodiko", key, tmp_path / "b", NOW)
    (tmp_path / "vide.kodiko").touch()
    with pytest.raises(NoStore):
        back_up(tmp_path / "vide.kodiko", key, tmp_path / "b", NOW)


def test_the_daily_backup_is_made_once_a_day_and_rotated(profile, key):
    for day in range(20):
        assert back_up_daily(profile, key, NOW + timedelta(days=day)) is not None
        assert back_up_daily(profile, key, NOW + timedelta(days=day, hours=3)) is None
    left = list_backups(profile.backups_folder)
    week, end_of_november, sunday_before = [20, 19, 18, 17, 16, 15, 14], 8, 7
    assert [backup.number for backup in left] == [*week, end_of_november, sunday_before]
    assert {path.name for path in profile.backups_folder.iterdir()} == {backup.path.name for backup in left}


def test_numbers_go_on_although_the_clock_was_set_back(profile, key):
    back_up(profile.store_path, key, profile.backups_folder, NOW)
    later = back_up(profile.store_path, key, profile.backups_folder, NOW - timedelta(days=365))
    assert list_backups(profile.backups_folder)[0] == later


def test_what_is_not_a_backup_is_neither_listed_nor_removed(profile, key):
    for name in ("notes.txt", "sauvegarde-1.kodiko", "sauvegarde-0009-2026-99-99-1830-jour.kodiko", "keys.json"):
        (profile.backups_folder / name).write_text("à moi")
    back_up(profile.store_path, key, profile.backups_folder, NOW)
    rotate(profile.backups_folder)
    assert len(list_backups(profile.backups_folder)) == 1
    assert len(list(profile.backups_folder.iterdir())) == 5
