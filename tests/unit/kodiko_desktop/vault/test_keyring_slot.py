"""Keyrings that work, that fail in each known way, and that must be refused."""

import os
import subprocess
import sys
import threading
import time

import pytest
from keyring.errors import InitError, NoKeyringError, PasswordSetError

from kodiko_desktop.vault import keyring_slot, secret_service
from kodiko_desktop.vault.keyring_slot import SERVICE, KeyringSlot
from kodiko_desktop.vault.store_key import StoreKey

PROBE = """
from kodiko_desktop.vault.keyring_slot import KeyringSlot, trusted_backend
from kodiko_desktop.vault.store_key import StoreKey
slot, key = KeyringSlot(patience=20), StoreKey.random()
print(trusted_backend(), slot.save("essai", key), slot.load("essai"), slot.forget("essai"))
"""
PLAINTEXT = """
from keyring.backend import KeyringBackend
class PlaintextKeyring(KeyringBackend):
    priority = 5
    kept = {}
    def get_password(self, service, username): return self.kept.get((service, username))
    def set_password(self, service, username, password): self.kept[service, username] = password
    def delete_password(self, service, username): del self.kept[service, username]
"""


def test_a_key_left_is_read_back_and_taken_out(memory_keyring):
    slot, key = KeyringSlot(memory_keyring), StoreKey.random()
    assert slot.load("essai") is None
    assert slot.save("essai", key)
    assert slot.load("essai") == key
    assert list(memory_keyring.entries) == [(SERVICE, "essai")], "the trial entry must be gone"
    assert slot.forget("essai")
    assert slot.forget("essai")
    assert memory_keyring.entries == {}


@pytest.mark.parametrize("failure", [NoKeyringError, InitError, PasswordSetError, OSError, RuntimeError])
def test_any_failure_of_the_keyring_means_none(memory_keyring, failure):
    def refuse(*arguments):
        raise failure("D-Bus")

    for method in ("get_password", "set_password", "delete_password"):
        setattr(memory_keyring, method, refuse)
    slot = KeyringSlot(memory_keyring)
    assert slot.load("essai") is None
    assert slot.save("essai", StoreKey.random()) is False
    assert slot.forget("essai") is False


def test_a_keyring_that_accepts_and_forgets_is_not_trusted(memory_keyring):
    memory_keyring.set_password = lambda *arguments: None
    assert KeyringSlot(memory_keyring).save("essai", StoreKey.random()) is False


def test_a_keyring_that_cannot_delete_is_not_trusted_with_the_key(memory_keyring):
    memory_keyring.delete_password = lambda *arguments: None
    assert KeyringSlot(memory_keyring).save("essai", StoreKey.random()) is False
    assert (SERVICE, "essai") not in memory_keyring.entries


@pytest.mark.parametrize("entry", ["", "pas une clé", "AAAA"])
def test_an_entry_that_is_not_a_key_is_none(memory_keyring, entry):
    memory_keyring.set_password(SERVICE, "essai", entry)
    assert KeyringSlot(memory_keyring).load("essai") is None


def test_a_keyring_that_never_answers_does_not_hold_us(memory_keyring):
    released, answered = threading.Event(), []
    memory_keyring.get_password = lambda *arguments: answered.append(released.wait(120))
    assert KeyringSlot(memory_keyring, patience=0.2).load("essai") is None
    assert answered == [], "nobody waited until it answered"
    released.set()


def test_a_start_waits_five_seconds_in_all_for_a_keyring_of_the_system_that_never_answers(monkeypatch):
    released, answered, waited = threading.Event(), [], []
    monkeypatch.setattr(secret_service, "may_be_asked", lambda: True)
    for asked in ("read", "answers"):
        monkeypatch.setattr(secret_service, asked, lambda *_arguments: answered.append(released.wait(120)))
    monkeypatch.setattr(keyring_slot, "trusted_backend", lambda: answered.append(released.wait(120)))
    assert keyring_slot.ANSWER_SECONDS <= 5
    slot, patiently = KeyringSlot(patience=0.3), KeyringSlot._patiently

    def noted(slot, ask, patience):
        waited.append(patience)
        return patiently(slot, ask, patience)

    monkeypatch.setattr(KeyringSlot, "_patiently", noted)
    assert slot.load("essai") is None
    assert sum(waited) <= 0.3, "what the first question took is not given again to the second"
    assert slot.save("essai", StoreKey.random()) is False
    assert answered == [], "nobody waited until it answered"
    released.set()


def test_a_key_that_comes_too_late_is_wiped(monkeypatch, memory_keyring):
    released, given = threading.Event(), []
    KeyringSlot(memory_keyring).save("essai", StoreKey.random())
    read = keyring_slot._load

    def slow(backend, store_id):
        released.wait(120)
        given.append(read(backend, store_id))
        return given[0]

    monkeypatch.setattr(keyring_slot, "_load", slow)
    assert KeyringSlot(memory_keyring, patience=0.2).load("essai") is None
    released.set()
    until = time.monotonic() + 60
    while not (given and given[0].wiped) and time.monotonic() < until:
        time.sleep(0.01)
    assert given[0].wiped


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_keyrings_that_forget_or_fail_are_refused(backend, tmp_path):
    assert _probe(tmp_path, backend) == "None False None False"


def test_a_keyring_that_writes_in_clear_is_refused_although_it_works(tmp_path):
    (tmp_path / "keyrings" / "alt").mkdir(parents=True)
    (tmp_path / "keyrings" / "alt" / "file.py").write_text(PLAINTEXT)
    assert _probe(tmp_path, "keyrings.alt.file.PlaintextKeyring") == "None False None False"


def test_without_a_session_bus_there_is_no_keyring(tmp_path):
    assert _probe(tmp_path, None) == "None False None False"


def _probe(tmp_path, backend):
    """What a fresh process, without a session bus, finds with `backend` chosen by the environment."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND")
    }
    environment |= {"PYTHONPATH": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    if backend:
        environment["PYTHON_KEYRING_BACKEND"] = backend
    done = subprocess.run([sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
