"""A backup taken to another computer opens there, with the pass-phrase or the printed code, and nothing else."""

from datetime import datetime

import pytest

from db.connection import connect
from kodiko_desktop.vault import keybox
from kodiko_desktop.vault.export import export_backup, read_export, restore_export
from kodiko_desktop.vault.failures import (
    BackupFolderUnwritable,
    BackupTorn,
    ExportUnusable,
    KeysAlreadyThere,
    WrongPassphrase,
)
from kodiko_desktop.vault.opening import prepare_to_open
from kodiko_desktop.vault.profiles import find_profile
from kodiko_desktop.vault.restore import restored_marker
from kodiko_desktop.vault.wrapping import ArgonCost

NOW = datetime(2026, 11, 23, 18, 30)
PHRASE = "girafe lampe été tramway"
CHEAP = ArgonCost(memory=64, passes=1, lanes=1)


@pytest.fixture
def profile(tmp_path):
    return find_profile("tours", root=tmp_path / "portable")


@pytest.fixture
def new(profile):
    made = keybox.create_keys(profile, passphrase=PHRASE, keyring=None, cost=CHEAP)
    connection = connect(profile.store_path, made.key.reveal())
    connection.execute("CREATE TABLE mot (texte TEXT)")
    connection.execute("INSERT INTO mot VALUES ('bonjour')")
    connection.close()
    return made


@pytest.fixture
def stick(tmp_path, profile, new):
    return export_backup(profile, new.key, tmp_path / "cle", NOW)


@pytest.fixture
def elsewhere(tmp_path):
    return find_profile("strasbourg", root=tmp_path / "autre-ordinateur")


def words(profile, key):
    connection = connect(profile.store_path, key.reveal(), query_only=True)
    found = [row[0] for row in connection.execute("SELECT texte FROM mot")]
    connection.close()
    return found


def test_the_folder_holds_what_is_needed_and_nothing_readable(stick):
    assert sorted(path.name for path in stick.iterdir()) == [
        "LISEZ-MOI.txt",
        "keys.json",
        "sauvegarde-0001-2026-11-23-1830-demande.kodiko",
    ]
    assert all(b"bonjour" not in path.read_bytes() for path in stick.iterdir())


@pytest.mark.parametrize("way", ["pass-phrase", "code"])
def test_another_computer_opens_it_with_either_secret(stick, elsewhere, new, way):
    export = read_export(stick)
    if way == "code":
        key = keybox.code_opens(export.keys, new.recovery_code)
    else:
        key = keybox.passphrase_opens(export.keys, PHRASE)
    restore_export(export, elsewhere, key, NOW)
    prepare_to_open(elsewhere, key)
    assert words(elsewhere, key) == ["bonjour"]
    assert restored_marker(elsewhere) is not None
    assert keybox.unlock_with_passphrase(elsewhere, PHRASE) == new.key
    assert not keybox.ways_in(elsewhere).keyring


def test_the_backups_folder_itself_can_be_copied_and_opened(profile, new, elsewhere):
    from kodiko_desktop.vault.backups import back_up_daily

    back_up_daily(profile, new.key, NOW)
    export = read_export(profile.backups_folder)
    key = keybox.passphrase_opens(export.keys, PHRASE)
    restore_export(export, elsewhere, key, NOW)
    assert words(elsewhere, key) == ["bonjour"]


def test_a_wrong_pass_phrase_opens_nothing_elsewhere(stick, elsewhere):
    with pytest.raises(WrongPassphrase):
        keybox.passphrase_opens(read_export(stick).keys, "une autre phrase bien longue")
    assert not elsewhere.folder.exists()


def test_a_torn_export_is_refused_and_can_be_tried_again_once_whole(stick, elsewhere, new):
    export = read_export(stick)
    content = export.backup.path.read_bytes()
    export.backup.path.write_bytes(content[:-4096])
    with pytest.raises(BackupTorn):
        restore_export(export, elsewhere, new.key, NOW)
    assert not elsewhere.has_store
    export.backup.path.write_bytes(content)
    restore_export(export, elsewhere, new.key, NOW)
    assert words(elsewhere, new.key) == ["bonjour"]


def test_an_export_never_replaces_a_profile(stick, profile, new, tmp_path):
    with pytest.raises(KeysAlreadyThere):
        restore_export(read_export(stick), profile, new.key, NOW)
    other = find_profile("lyon", root=tmp_path)
    keybox.create_keys(other, passphrase=PHRASE, keyring=None, cost=CHEAP)
    other.store_path.write_bytes(b"data")
    with pytest.raises(KeysAlreadyThere):
        restore_export(read_export(stick), other, new.key, NOW)


def test_a_folder_without_keys_or_backup_is_not_an_export(stick, tmp_path):
    with pytest.raises(ExportUnusable):
        read_export(tmp_path)
    (stick / "keys.json").write_text("{")
    with pytest.raises(ExportUnusable):
        read_export(stick)


def test_two_exports_of_one_minute_stand_side_by_side(stick, profile, new, tmp_path):
    assert export_backup(profile, new.key, tmp_path / "cle", NOW) != stick
    assert stick.is_dir()


def test_a_destination_that_is_a_file_is_said_and_left_as_it_was(profile, new, tmp_path):
    (tmp_path / "fichier").write_text("à moi")
    with pytest.raises(BackupFolderUnwritable):
        export_backup(profile, new.key, tmp_path / "fichier", NOW)
    assert (tmp_path / "fichier").read_text() == "à moi"
