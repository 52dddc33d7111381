"""Opening by each way, losing each way, changing each of them."""

import pytest

from kodiko_desktop.vault import keybox
from kodiko_desktop.vault.failures import (
    KeysAlreadyThere,
    NoPassphrase,
    PassphraseNeeded,
    PassphraseTooShort,
    RecoveryCodeMistyped,
    WrongPassphrase,
    WrongRecoveryCode,
)
from kodiko_desktop.vault.keyring_slot import KeyringSlot
from kodiko_desktop.vault.profiles import find_profile
from kodiko_desktop.vault.store_key import StoreKey

PHRASE, OTHER = "girafe lampe été tramway", "nuage vélo citron décembre"


def test_each_way_opens_the_same_key(profile, cheap, memory_keyring):
    slot = KeyringSlot(memory_keyring)
    new = keybox.create_keys(profile, passphrase=PHRASE, keyring=slot, cost=cheap)
    assert new.in_keyring
    assert keybox.ways_in(profile) == keybox.WaysIn(keyring=True, passphrase=True)
    assert keybox.unlock_with_keyring(profile, slot) == new.key
    assert keybox.unlock_with_passphrase(profile, PHRASE) == new.key
    assert keybox.unlock_with_recovery_code(profile, new.recovery_code.lower()) == new.key


def test_a_keyring_that_vanished_leaves_the_pass_phrase_and_the_code(profile, cheap, memory_keyring):
    slot = KeyringSlot(memory_keyring)
    new = keybox.create_keys(profile, passphrase=PHRASE, keyring=slot, cost=cheap)
    memory_keyring.entries.clear()
    assert keybox.ways_in(profile).keyring, "so that its absence can be explained"
    assert keybox.unlock_with_keyring(profile, slot) is None
    assert keybox.unlock_with_passphrase(profile, PHRASE) == new.key
    assert keybox.leave_to_keyring(profile, new.key, slot)
    assert keybox.unlock_with_keyring(profile, slot) == new.key


def test_the_code_alone_gives_the_store_back_when_keyring_and_pass_phrase_are_lost(profile, cheap, memory_keyring):
    slot = KeyringSlot(memory_keyring)
    new = keybox.create_keys(profile, passphrase=None, keyring=slot, cost=cheap)
    memory_keyring.entries.clear()
    with pytest.raises(NoPassphrase):
        keybox.unlock_with_passphrase(profile, PHRASE)
    key = keybox.unlock_with_recovery_code(profile, new.recovery_code)
    keybox.set_passphrase(profile, key, OTHER, cost=cheap)
    assert keybox.unlock_with_passphrase(profile, OTHER) == new.key


def test_without_keyring_nor_pass_phrase_nothing_is_made(profile, cheap, memory_keyring):
    memory_keyring.set_password = lambda *arguments: None
    for slot in (None, KeyringSlot(memory_keyring)):
        with pytest.raises(PassphraseNeeded):
            keybox.create_keys(profile, passphrase=None, keyring=slot, cost=cheap)
    assert not profile.folder.exists()


def test_a_weak_pass_phrase_makes_nothing(profile, cheap, memory_keyring):
    with pytest.raises(PassphraseTooShort):
        keybox.create_keys(profile, passphrase="azerty", keyring=KeyringSlot(memory_keyring), cost=cheap)
    assert memory_keyring.entries == {} and not profile.folder.exists()


def test_a_profile_with_keys_or_data_is_never_given_new_keys(profile, cheap, tmp_path):
    keybox.create_keys(profile, passphrase=PHRASE, keyring=None, cost=cheap)
    profile.store_path.write_bytes(b"data")
    before = profile.keys_path.read_bytes()
    with pytest.raises(KeysAlreadyThere):
        keybox.create_keys(profile, passphrase=OTHER, keyring=None, cost=cheap)
    assert profile.keys_path.read_bytes() == before
    orphan = find_profile("orphelin", root=tmp_path)
    orphan.folder.mkdir()
    orphan.store_path.write_bytes(b"data")
    with pytest.raises(KeysAlreadyThere):
        keybox.create_keys(orphan, passphrase=PHRASE, keyring=None, cost=cheap)


def test_wrong_secrets_say_that_nothing_is_lost(profile, cheap):
    new = keybox.create_keys(profile, passphrase=PHRASE, keyring=None, cost=cheap)
    with pytest.raises(WrongPassphrase) as failure:
        keybox.unlock_with_passphrase(profile, OTHER)
    assert "n’ouvre pas" in failure.value.sentence and "Rien n’est perdu" in failure.value.sentence
    other = keybox.create_keys(
        find_profile("autre", root=profile.folder.parent), passphrase=PHRASE, keyring=None, cost=cheap
    )
    with pytest.raises(WrongRecoveryCode):
        keybox.unlock_with_recovery_code(profile, other.recovery_code)
    with pytest.raises(RecoveryCodeMistyped):
        keybox.unlock_with_recovery_code(profile, new.recovery_code[:-1])


def test_changing_the_pass_phrase_closes_the_former_and_keeps_the_code(profile, cheap):
    new = keybox.create_keys(profile, passphrase=PHRASE, keyring=None, cost=cheap)
    keybox.set_passphrase(profile, new.key, OTHER, cost=cheap)
    with pytest.raises(WrongPassphrase):
        keybox.unlock_with_passphrase(profile, PHRASE)
    assert keybox.unlock_with_passphrase(profile, OTHER) == new.key
    assert keybox.unlock_with_recovery_code(profile, new.recovery_code) == new.key


def test_a_new_code_closes_the_former_sheet_and_keeps_the_pass_phrase(profile, cheap):
    new = keybox.create_keys(profile, passphrase=PHRASE, keyring=None, cost=cheap)
    code = keybox.reissue_recovery_code(profile, new.key)
    with pytest.raises(WrongRecoveryCode):
        keybox.unlock_with_recovery_code(profile, new.recovery_code)
    assert keybox.unlock_with_recovery_code(profile, code) == new.key
    assert keybox.unlock_with_passphrase(profile, PHRASE) == new.key


def test_another_key_can_never_replace_the_one_the_store_has(profile, cheap):
    keybox.create_keys(profile, passphrase=PHRASE, keyring=None, cost=cheap)
    before = profile.keys_path.read_bytes()
    with pytest.raises(ValueError):
        keybox.set_passphrase(profile, StoreKey.random(), OTHER, cost=cheap)
    with pytest.raises(ValueError):
        keybox.reissue_recovery_code(profile, StoreKey.random())
    assert profile.keys_path.read_bytes() == before


def test_a_stale_key_in_the_keyring_is_not_handed_out(profile, cheap, memory_keyring):
    slot = KeyringSlot(memory_keyring)
    keybox.create_keys(profile, passphrase=PHRASE, keyring=slot, cost=cheap)
    (entry,) = memory_keyring.entries
    slot.save(entry[1], StoreKey.random())
    assert keybox.unlock_with_keyring(profile, slot) is None


def test_leaving_the_keyring_needs_a_pass_phrase_first(profile, cheap, memory_keyring):
    slot = KeyringSlot(memory_keyring)
    new = keybox.create_keys(profile, passphrase=None, keyring=slot, cost=cheap)
    with pytest.raises(PassphraseNeeded):
        keybox.take_from_keyring(profile, slot)
    keybox.set_passphrase(profile, new.key, PHRASE, cost=cheap)
    assert keybox.take_from_keyring(profile, slot)
    assert memory_keyring.entries == {}
    assert keybox.unlock_with_keyring(profile, slot) is None
    assert not keybox.ways_in(profile).keyring


def test_the_cost_of_real_life_opens_too(profile):
    new = keybox.create_keys(profile, passphrase=PHRASE, keyring=None)
    assert keybox.unlock_with_passphrase(profile, PHRASE) == new.key
