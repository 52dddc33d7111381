"""Full disk, read-only folder, SIGKILL at each step: a sentence when somebody can read it, and nothing lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, limits and mounts of POSIX")

PREPARE = """
import datetime, os, resource, signal, sys
from pathlib import Path
from db.connection import connect
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.vault import backups, restore
from kodiko_desktop.vault.opening import prepare_to_open
from kodiko_desktop.vault.profiles import find_profile, prepare_folders
from kodiko_desktop.vault.store_check import check_whole
from kodiko_desktop.vault.store_key import StoreKey
NOW = datetime.datetime(2026, 11, 23, 18, 30)
KEY = StoreKey(bytes(range(32)))
root = Path(sys.argv[1])

def prepare(name):
    profile = find_profile(name, root=root)
    prepare_folders(profile)
    connection = connect(profile.store_path, KEY.reveal())
    connection.execute("CREATE TABLE mot (texte TEXT)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO mot VALUES (?)", [("ancien " * 200,) for _ in range(2000)])
    connection.execute("COMMIT")
    connection.close()
    return profile

def rows(path):
    connection = connect(path, KEY.reveal(), query_only=True)
    found = connection.execute("SELECT count(*) FROM mot").fetchone()[0]
    connection.close()
    return found

def said(work):
    try:
        work()
    except KodikoError as failure:
        print(type(failure).__name__, "|", failure.sentence)
    else:
        print("nothing raised")
"""

FULL_DISK = """
profile = prepare("tours")
good = backups.back_up(profile.store_path, KEY, profile.backups_folder, NOW)
target = Path(sys.argv[2])
said(lambda: backups.back_up(profile.store_path, KEY, target, NOW))
small = find_profile("petit", root=target)
said(lambda: restore.restore(good.path, small, KEY, NOW))
print(sorted(path.name for path in target.rglob("*") if path.is_file()), rows(profile.store_path), rows(good.path))
"""

FILE_LIMIT = """
profile = prepare("tours")
good = backups.back_up(profile.store_path, KEY, profile.backups_folder, NOW)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
said(lambda: backups.back_up(profile.store_path, KEY, profile.backups_folder, NOW))
said(lambda: restore.restore(good.path, profile, KEY, NOW))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
prepare_to_open(profile, KEY)
print([path.name for path in profile.backups_folder.iterdir()] == [good.path.name], rows(profile.store_path))
print(sorted(path.name for path in profile.folder.iterdir()))
"""

READ_ONLY = """
profile = prepare("tours")
target = Path(sys.argv[2])
said(lambda: backups.back_up(profile.store_path, KEY, target, NOW))
said(lambda: backups.back_up(profile.store_path, KEY, target / "dessous", NOW))
print(rows(profile.store_path))
"""

KILLED = """
def killed_at(step, work):
    '''Run `work` in a child killed at its `step`-th file operation or progress report. Whether it was killed.'''
    child = os.fork()
    if child == 0:
        count = 0
        def tick(*ignored):
            nonlocal count
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)
        watched = {"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate"}
        sys.addaudithook(lambda event, arguments: tick() if event in watched else None)
        work(tick)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])

def backing_up():
    profile = prepare("tours")
    first = backups.back_up(profile.store_path, KEY, profile.backups_folder, NOW)
    step, kills = 0, 0
    while True:
        step += 1
        def work(progress):
            backups.back_up(profile.store_path, KEY, profile.backups_folder, NOW, progress=progress)
        killed = killed_at(step, work)
        for backup in backups.list_backups(profile.backups_folder):
            assert check_whole(backup.path, KEY).rows == {"mot": 2000}, (step, backup)
        assert first in backups.list_backups(profile.backups_folder)
        prepare_to_open(profile, KEY)
        assert rows(profile.store_path) == 2000
        if not killed:
            break
        kills += 1
    traces = [path.name for path in profile.backups_folder.iterdir() if ".part" in path.name]
    print(kills > 8, traces)

def restoring():
    kills, finished_later = 0, 0
    step = 0
    while True:
        step += 1
        profile = prepare(f"r{step}")
        backup = backups.back_up(profile.store_path, KEY, profile.backups_folder, NOW)
        # The present store has five rows more, in a journal that nobody folded back: a window that died.
        child = os.fork()
        if child == 0:
            connection = connect(profile.store_path, KEY.reveal())
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.executemany("INSERT INTO mot VALUES (?)", [("nouveau",)] * 5)
            os._exit(0)
        os.waitpid(child, 0)
        journal = profile.store_path.with_name("store.kodiko-wal")
        assert journal.stat().st_size > 0
        killed = killed_at(step, lambda progress: restore.restore(backup.path, profile, KEY, NOW, progress=progress))
        prepare_to_open(profile, KEY)
        connection = connect(profile.store_path, KEY.reveal())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        now_there = check_whole(profile.store_path, KEY).rows["mot"]
        kept = [rows(path) for path in profile.aside_folder.glob("*/store.kodiko")]
        if restore.restored_marker(profile) is None:
            assert (now_there, kept) == (2005, []), (step, now_there, kept)
        else:
            assert (now_there, kept) == (2000, [2005]), (step, now_there, kept)
            finished_later += killed
        assert not profile.store_path.with_name("store.kodiko.part").exists()
        if not killed:
            break
        kills += 1
    print(kills > 10, finished_later > 0)

{"backing_up": backing_up, "restoring": restoring}[sys.argv[2]]()
"""


def play(script, *arguments, wrapper=()):
    """Lines printed by `script` in a process of its own."""
    command = [*wrapper, sys.executable, "-c", PREPARE + script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def mounting(options, target):
    """A command prefix that mounts a tmpfs on `target`, seen by the process only; skips where that is not allowed."""
    if sys.platform != "linux":
        pytest.skip("mounts of Linux")
    wrapper = ("unshare", "-rm", "sh", "-c", f'mount -t tmpfs -o {options} tmpfs "{target}" && exec "$@"', "sh")
    try:
        allowed = subprocess.run([*wrapper, "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        pytest.skip("user namespaces are not allowed here")
    return wrapper


def test_a_full_disk_is_said_and_the_data_and_copies_are_intact(tmp_path):
    target = tmp_path / "petit"
    target.mkdir()
    backup, restored, state = play(FULL_DISK, tmp_path / "d", target, wrapper=mounting("size=256k", target))
    assert backup.startswith("BackupDiskFull | Il n’y a pas assez de place")
    assert restored.startswith("BackupDiskFull | Il n’y a pas assez de place")
    assert state == "[] 2000 2000"


def test_a_write_that_fails_half_way_leaves_nothing_and_changes_nothing(tmp_path):
    backup, restored, state, files = play(FILE_LIMIT, tmp_path)
    for sentence in (backup, restored):
        assert sentence.split(" | ")[0] in ("BackupDiskFull", "BackupFolderUnwritable")
        assert "intactes" in sentence
    assert state == "True 2000"
    assert files == "['backups', 'store.kodiko']"


def test_a_read_only_folder_is_said(tmp_path):
    target = tmp_path / "lecture"
    target.mkdir()
    one, two, rows = play(READ_ONLY, tmp_path / "d", target, wrapper=mounting("ro", target))
    assert one.startswith("BackupFolderUnwritable | Kodiko ne peut pas écrire dans le dossier de la copie")
    assert two.startswith("BackupFolderUnwritable |")
    assert rows == "2000"


def test_a_folder_that_is_a_file_is_said(tmp_path):
    target = tmp_path / "fichier"
    target.write_text("à moi")
    one, two, rows = play(READ_ONLY, tmp_path / "d", target)
    assert one.startswith("BackupFolderUnwritable |") and two.startswith("BackupFolderUnwritable |")
    assert rows == "2000" and Path(target).read_text() == "à moi"


def test_killed_at_any_step_of_a_backup_the_store_and_the_copies_are_whole(tmp_path):
    assert play(KILLED, tmp_path, "backing_up") == ["True []"]


def test_killed_at_any_step_of_a_restore_one_of_the_two_stores_is_there_whole_and_the_other_kept(tmp_path):
    assert play(KILLED, tmp_path, "restoring") == ["True True"]
