"""The key in memory: never shown, never copied, wiped for good."""

import copy
import pickle

import pytest

from kodiko_desktop.vault.failures import VaultLocked
from kodiko_desktop.vault.store_key import StoreKey

BITS = bytes(range(1, 33))


def test_wiping_zeroes_the_very_bytes_that_were_handed_out():
    key = StoreKey(BITS)
    handed_out = key.reveal()
    key.wipe()
    assert handed_out == bytearray(32)
    assert key.wiped


def test_a_wiped_key_says_that_the_application_is_locked():
    key = StoreKey(BITS)
    key.wipe()
    key.wipe()
    with pytest.raises(VaultLocked):
        key.reveal()


def test_the_key_is_in_no_text_and_no_pickle():
    key = StoreKey(BITS)
    for text in (repr(key), str(key), f"{key}", repr([key])):
        assert BITS.hex() not in text and "\\x02" not in text and "bytearray" not in text
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(TypeError):
        copy.deepcopy(key)


def test_fingerprint_recognises_a_key_without_holding_any_of_it():
    fingerprint = StoreKey(BITS).fingerprint()
    assert fingerprint == StoreKey(BITS).fingerprint()
    assert fingerprint != StoreKey(BITS[::-1]).fingerprint()
    assert fingerprint not in BITS.hex()


def test_random_keys_differ_and_sizes_are_checked():
    assert StoreKey.random() != StoreKey.random()
    with pytest.raises(ValueError):
        StoreKey(b"short")
