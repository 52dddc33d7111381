"""A profile opened after a restore is a new device, once; a profile that lost pages is not opened at all."""

from datetime import datetime

import pytest

from kodiko_desktop.services.laptop.opening import create_profile, open_profile
from kodiko_desktop.vault import keybox
from kodiko_desktop.vault.backups import back_up
from kodiko_desktop.vault.failures import AlreadyOpen, StoreIncomplete
from kodiko_desktop.vault.profiles import find_profile
from kodiko_desktop.vault.restore import restore, restored_marker
from kodiko_desktop.vault.wrapping import ArgonCost

NOW = datetime(2026, 11, 23, 18, 30)
PHRASE = "girafe lampe été tramway"


@pytest.fixture
def profile(tmp_path):
    made = find_profile("tours", root=tmp_path)
    create_profile(made, passphrase=PHRASE, keyring=None, cost=ArgonCost(64, 1, 1)).opened.close()
    return made


def start(profile):
    return open_profile(profile, lambda: keybox.unlock_with_passphrase(profile, PHRASE))


def device_of(profile):
    opened = start(profile)
    device = opened.store.device
    opened.close()
    return device


def test_the_device_id_stays_from_start_to_start(profile):
    assert device_of(profile) == device_of(profile)


def test_a_restore_changes_it_once(profile):
    before = device_of(profile)
    key = keybox.unlock_with_passphrase(profile, PHRASE)
    made = back_up(profile.store_path, key, profile.backups_folder, NOW)
    restore(made.path, profile, key, NOW)
    after = device_of(profile)
    assert after != before
    assert restored_marker(profile) is None
    assert device_of(profile) == after


def test_a_store_cut_in_half_is_said_and_the_window_s_lock_is_let_go(profile):
    with open(profile.store_path, "r+b") as file:
        file.truncate(profile.store_path.stat().st_size // 2)
    for _ in range(2):
        with pytest.raises(StoreIncomplete):
            start(profile)


def test_a_second_window_is_refused_while_the_first_is_open(profile):
    opened = start(profile)
    with pytest.raises(AlreadyOpen):
        start(profile)
    opened.close()
    start(profile).close()
