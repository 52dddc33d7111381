"""The real GNOME keyring: a key left by one process opens the store of another, until the keyring vanishes."""

import os
import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs dbus-run-session and gnome-keyring-daemon",
)

FIRST_START = """
from db.connection import connect
from kodiko_desktop.vault import keybox
from kodiko_desktop.vault.keyring_slot import KeyringSlot
from kodiko_desktop.vault.profiles import find_profile
from kodiko_desktop.vault.wrapping import ArgonCost
profile, slot = find_profile("tours"), KeyringSlot(patience=20)
new = keybox.create_keys(profile, passphrase="girafe lampe tramway", keyring=slot, cost=ArgonCost(64, 1, 1))
connection = connect(profile.store_path, new.key.reveal())
connection.execute("CREATE TABLE mot (texte TEXT)")
connection.execute("INSERT INTO mot VALUES ('bonjour')")
connection.close()
print(new.in_keyring)
"""
NEXT_START = """
from db.connection import connect
from kodiko_desktop.vault import keybox
from kodiko_desktop.vault.keyring_slot import KeyringSlot
from kodiko_desktop.vault.profiles import find_profile
profile, slot = find_profile("tours"), KeyringSlot(patience=20)
key = keybox.unlock_with_keyring(profile, slot)
if key is None:
    print("no key in the keyring")
    key = keybox.unlock_with_passphrase(profile, "girafe lampe tramway")
connection = connect(profile.store_path, key.reveal(), query_only=True)
print(connection.execute("SELECT texte FROM mot").fetchone()[0])
connection.close()
"""
UNLOCKED = (
    'echo -n essai | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null && exec "$0" -c "$1"'
)


def test_a_key_left_to_the_keyring_opens_the_store_at_the_next_start(tmp_path):
    assert _in_session(tmp_path, FIRST_START) == ["True"]
    assert _in_session(tmp_path, NEXT_START) == ["bonjour"]


def test_a_keyring_that_vanishes_between_two_starts_leaves_the_pass_phrase(tmp_path):
    assert _in_session(tmp_path, FIRST_START) == ["True"]
    assert list(tmp_path.glob("data/keyrings/*.keyring")), "the keyring is on the disk, and we remove it"
    shutil.rmtree(tmp_path / "data" / "keyrings")
    assert _in_session(tmp_path, NEXT_START) == ["no key in the keyring", "bonjour"]


def test_a_session_without_keyring_service_leaves_the_pass_phrase(tmp_path):
    assert _in_session(tmp_path, FIRST_START) == ["True"]
    assert _run(tmp_path, [sys.executable, "-c", NEXT_START]) == ["no key in the keyring", "bonjour"]


def _in_session(tmp_path, script):
    """Lines printed by `script` under a session bus of its own, with an unlocked keyring that lives in `tmp_path`."""
    return _run(tmp_path, ["dbus-run-session", "--", "sh", "-c", UNLOCKED, sys.executable, script])


def _run(tmp_path, command):
    for name in ("data", "run", "home"):
        (tmp_path / name).mkdir(mode=0o700, exist_ok=True)
    unwanted = (
        "DBUS_SESSION_BUS_ADDRESS",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "PYTHON_KEYRING_BACKEND",
        "GNOME_KEYRING_CONTROL",
    )
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {
        "KODIKO_HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "HOME": str(tmp_path / "home"),
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
