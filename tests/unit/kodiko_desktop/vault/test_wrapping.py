"""Wraps open with their secret only, and not at all once altered."""

import pytest

from kodiko_desktop.vault.failures import PassphraseTooShort
from kodiko_desktop.vault.store_key import StoreKey
from kodiko_desktop.vault.wrapping import (
    ArgonCost,
    Wrap,
    WrapRefused,
    check_passphrase,
    open_with_passphrase,
    open_with_recovery,
    wrap_with_passphrase,
    wrap_with_recovery,
)

PHRASE = "girafe lampe été tramway"


def test_the_pass_phrase_opens_and_another_does_not(cheap):
    key = StoreKey.random()
    wrap = wrap_with_passphrase(key, "boutique", PHRASE, cheap)
    assert open_with_passphrase(wrap, PHRASE) == key
    with pytest.raises(WrapRefused):
        open_with_passphrase(wrap, PHRASE.title())


def test_an_accent_composed_otherwise_is_the_same_pass_phrase(cheap):
    key = StoreKey.random()
    wrap = wrap_with_passphrase(key, "boutique", PHRASE, cheap)
    decomposed = PHRASE.replace("é", "e\u0301")
    assert decomposed != PHRASE
    assert open_with_passphrase(wrap, f" {decomposed}\n") == key


def test_two_wraps_of_one_key_share_nothing(cheap):
    key = StoreKey.random()
    one, two = (wrap_with_passphrase(key, "boutique", PHRASE, cheap) for _ in range(2))
    assert one.salt != two.salt and one.nonce != two.nonce and one.sealed != two.sealed
    assert bytes(key.reveal()) not in one.sealed


def test_altering_any_field_closes_the_wrap(cheap):
    wrap = wrap_with_passphrase(StoreKey.random(), "boutique", PHRASE, cheap)
    flipped = bytes([wrap.sealed[0] ^ 1]) + wrap.sealed[1:]
    altered = [
        wrap._replace(store_id="autre"),
        wrap._replace(salt=bytes(16)),
        wrap._replace(nonce=bytes(12)),
        wrap._replace(sealed=flipped),
        wrap._replace(sealed=wrap.sealed[:-1]),
        wrap._replace(cost=ArgonCost(memory=128, passes=1, lanes=1)),
    ]
    for one in altered:
        with pytest.raises(WrapRefused):
            open_with_passphrase(one, PHRASE)


def test_recovery_wrap_opens_with_its_secret_only():
    key = StoreKey.random()
    wrap = wrap_with_recovery(key, "boutique", bytes(range(20)))
    assert open_with_recovery(wrap, bytes(range(20))) == key
    with pytest.raises(WrapRefused):
        open_with_recovery(wrap, bytes(20))
    with pytest.raises(WrapRefused):
        open_with_passphrase(wrap, PHRASE)


def test_a_wrap_goes_through_plain_data(cheap):
    for wrap in (
        wrap_with_passphrase(StoreKey.random(), "boutique", PHRASE, cheap),
        wrap_with_recovery(StoreKey.random(), "boutique", bytes(20)),
    ):
        assert Wrap.from_data(wrap.to_data()) == wrap


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "autre"},
        {"salt": "*"},
        {"argon2id": {"memory": 1 << 30, "passes": 1, "lanes": 1}},
        {"argon2id": {"memory": 64, "passes": 10**6, "lanes": 1}},
        {"argon2id": {"cost": 1}},
        {"argon2id": "cher"},
    ],
)
def test_data_from_elsewhere_is_refused_before_any_computing(cheap, change):
    data = wrap_with_passphrase(StoreKey.random(), "boutique", PHRASE, cheap).to_data()
    with pytest.raises(ValueError):
        Wrap.from_data({**data, **change})
    with pytest.raises(ValueError):
        Wrap.from_data({name: value for name, value in data.items() if name != "sealed"})


def test_the_cost_shipped_is_the_one_of_rfc_9106():
    assert ArgonCost() == ArgonCost(memory=65536, passes=3, lanes=4)


@pytest.mark.parametrize("weak", ["", "azerty", "aaaaaaaaaaaaaaaa", " trop court  "])
def test_a_pass_phrase_easy_to_guess_is_refused(weak):
    with pytest.raises(PassphraseTooShort) as failure:
        check_passphrase(weak)
    assert "12" in failure.value.sentence


def test_pass_phrases_of_any_script_are_accepted():
    check_passphrase("زرافة مصباح صيف")
    check_passphrase("жираф лампа лето")
