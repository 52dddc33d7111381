"""Two windows, a crash, a lock that says nothing."""

import os
import signal
import subprocess
import sys
from datetime import datetime

import pytest

from kodiko_desktop.vault.failures import AlreadyOpen, FolderUnwritable
from kodiko_desktop.vault.single_instance import hold

NOW = datetime(2026, 11, 23, 14, 5)
HOLDER = """
import sys, time, pathlib, datetime
from kodiko_desktop.vault.single_instance import hold
lock = hold(pathlib.Path(sys.argv[1]), datetime.datetime(2026, 11, 23, 14, 5))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_window_is_told_who_has_the_store_and_since_when(tmp_path):
    with hold(tmp_path / "lock", NOW):
        with pytest.raises(AlreadyOpen) as failure:
            hold(tmp_path / "lock", NOW)
        assert failure.value.since == NOW
        assert "23/11/2026" in failure.value.sentence and "14:05" in failure.value.sentence
        assert failure.value.login in failure.value.sentence


def test_a_lock_released_can_be_taken_again(tmp_path):
    lock = hold(tmp_path / "lock", NOW)
    lock.release()
    lock.release()
    hold(tmp_path / "lock", NOW).release()


def test_another_process_holds_it_until_it_is_killed(tmp_path):
    path = tmp_path / "lock"
    other = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(AlreadyOpen):
            hold(path, NOW)
    finally:
        other.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        other.wait()
        other.stdout.close()
    assert path.read_text(), "the note of the dead window is still there"
    hold(path, NOW).release()


def test_a_lock_without_a_readable_note_is_still_a_lock(tmp_path):
    path = tmp_path / "lock"
    with hold(path, NOW):
        path.write_text("{", encoding="utf-8")
        with pytest.raises(AlreadyOpen) as failure:
            hold(path, NOW)
    assert failure.value.since is None
    assert "Rien n’est perdu" in failure.value.sentence


def test_a_folder_that_is_a_file_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(FolderUnwritable):
        hold(tmp_path / "file" / "lock", NOW)
