"""Locked means that the memory of the process no longer tells the key: read from outside, as a thief would."""

import secrets
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/<pid>/mem")

SESSION = """
import gc, sys
from pathlib import Path
from db.connection import connect
from kodiko_desktop.vault.store_key import StoreKey
# The key comes masked, so that only what the application does with it can leave it in memory.
bits = bytearray(int(part) ^ 0x5A for part in sys.stdin.readline().split(","))
key = StoreKey(bits)
bits[:] = bytes(32)
opened = [connect(Path(sys.argv[1]), key.reveal()) for _ in range(3)]
opened[0].execute("CREATE TABLE mot (texte TEXT)")
opened[0].execute("INSERT INTO mot VALUES ('bonjour')")
for connection in opened[1:]:
    connection.execute("SELECT * FROM mot").fetchall()
print("open", flush=True)
sys.stdin.readline()
for connection in opened:
    connection.close()
del opened, connection
key.wipe()
gc.collect()
print("locked", flush=True)
sys.stdin.readline()
"""


def test_after_locking_the_key_is_nowhere_in_memory(tmp_path):
    key = secrets.token_bytes(32)
    session = subprocess.Popen(
        [sys.executable, "-c", SESSION, str(tmp_path / "store.kodiko")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        _say(session, ",".join(str(byte ^ 0x5A) for byte in key))
        assert session.stdout.readline() == "open\n"
        assert _copies(session.pid, key)["raw"] > 0, "the key of an open store is in memory: the reading works"
        _say(session, "lock")
        assert session.stdout.readline() == "locked\n"
        assert _copies(session.pid, key) == {"raw": 0, "digits": 0, "capitals": 0}
    finally:
        session.communicate("end\n", timeout=120)


def _say(session, line):
    session.stdin.write(line + "\n")
    session.stdin.flush()


def _copies(pid, key):
    """How many times the key is found, as bytes and as text, in what the process can write."""
    wanted = {"raw": key, "digits": key.hex().encode(), "capitals": key.hex().upper().encode()}
    found = dict.fromkeys(wanted, 0)
    try:
        memory = open(f"/proc/{pid}/mem", "rb", 0)  # noqa: SIM115 - closed by the with below
    except PermissionError:
        pytest.skip("this system does not let a parent read its child")
    with memory, open(f"/proc/{pid}/maps") as maps:
        for line in maps:
            span, permissions = line.split()[:2]
            if "w" not in permissions:
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            memory.seek(start)
            content = memory.read(end - start)
            for name, needle in wanted.items():
                found[name] += content.count(needle)
    return found


WHOLE_SESSION = """
import datetime, gc, sys, threading
from pathlib import Path
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.laptop.opening import create_profile, open_profile
from kodiko_desktop.services.sharing import exchanges, folders, teams
from kodiko_desktop.vault import backups, keybox, profiles
from kodiko_desktop.vault.wrapping import ArgonCost
PHRASE = "girafe lampe tramway"
profile = profiles.find_profile(root=Path(sys.argv[1]))
first = create_profile(profile, passphrase=PHRASE, keyring=None, cost=ArgonCost(memory=64, passes=1, lanes=1))
print(",".join(str(byte ^ 0x5A) for byte in first.opened.key.reveal()), flush=True)
sys.stdin.readline()
store = first.opened.store
made = antennas.set_up(store, organisation_name="Les Passerelles", antenna_name="Paris", staff_name="Claire")
teams.create_team(store, device_name="Paris")
folders.add_folder(store, Path(sys.argv[2]))
teams.invite(store, antennas=[made.antenna_id])
def apart():
    exchanges.exchange_all(store)
    store.stop_reading()
thread = threading.Thread(target=apart)
thread.start()
thread.join()
backups.back_up(profile.store_path, first.opened.key, profile.backups_folder, datetime.datetime.now())
first.opened.close()
opened = open_profile(profile, lambda: keybox.unlock_with_passphrase(profile, PHRASE))
exchanges.exchange_all(opened.store)
opened.close()
del first, opened, store
gc.collect()
print("locked", flush=True)
sys.stdin.readline()
"""


def test_after_a_day_with_exchanges_and_a_backup_the_key_is_nowhere_either(tmp_path):
    """First start, team, invitation, exchange in a thread of its own, backup, lock, pass-phrase, exchange, lock."""
    (tmp_path / "share").mkdir()
    session = subprocess.Popen(
        [sys.executable, "-c", WHOLE_SESSION, str(tmp_path / "home"), str(tmp_path / "share")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        key = bytes(int(part) ^ 0x5A for part in session.stdout.readline().split(","))
        assert len(key) == 32 and _copies(session.pid, key)["raw"] > 0
        _say(session, "go on")
        assert session.stdout.readline() == "locked\n"
        assert _copies(session.pid, key) == {"raw": 0, "digits": 0, "capitals": 0}
        assert list((tmp_path / "share" / "streams").rglob("*.kd"))
    finally:
        session.communicate("end\n", timeout=120)
