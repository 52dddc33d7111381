"""`keys.json` cut, altered, or lost: the copy answers; both lost, it is said, and never as a wrong pass-phrase."""

import json

import pytest

from kodiko_desktop.vault import keys_file
from kodiko_desktop.vault.failures import FolderUnwritable, KeysDamaged
from kodiko_desktop.vault.keybox import create_keys, unlock_with_passphrase
from kodiko_desktop.vault.profiles import find_profile

PHRASE = "girafe lampe été tramway"


@pytest.fixture
def new(profile, cheap):
    return create_keys(profile, passphrase=PHRASE, keyring=None, cost=cheap)


def test_both_copies_are_the_same_and_hold_no_key(profile, new):
    one, two = (path.read_bytes() for path in keys_file.copies(profile))
    assert one == two
    assert bytes(new.key.reveal()).hex().encode() not in one
    assert new.recovery_code.split("-")[0].encode() not in one
    assert PHRASE.encode() not in one


@pytest.mark.parametrize("damage", ["missing", "empty", "half", "last byte", "one letter", "other json"])
def test_one_damaged_copy_changes_nothing(profile, new, damage):
    _damage(keys_file.copies(profile)[0], damage)
    assert unlock_with_passphrase(profile, PHRASE) == new.key


@pytest.mark.parametrize("damage", ["missing", "empty", "half", "last byte", "one letter", "other json"])
def test_both_damaged_is_said_and_the_data_are_not_accused(profile, new, damage):
    for path in keys_file.copies(profile):
        _damage(path, damage)
    with pytest.raises(KeysDamaged) as failure:
        unlock_with_passphrase(profile, PHRASE)
    assert "keys.json" in failure.value.sentence and "données n’ont pas été touchées" in failure.value.sentence


def test_a_checksum_that_does_not_fit_is_damage(profile, new):
    path = profile.keys_path
    data = json.loads(path.read_bytes())
    data["in_keyring"] = True
    with pytest.raises(ValueError):
        keys_file.decode(json.dumps(data).encode())


def test_a_file_of_a_later_format_is_not_guessed_at(profile, new):
    data = json.loads(profile.keys_path.read_bytes())
    data.pop("checksum")
    data["format"] = "kodiko-keys-2"
    data["checksum"] = keys_file._checksum(data)
    with pytest.raises(ValueError):
        keys_file.decode(json.dumps(data).encode())


def test_keys_that_cannot_be_written_leave_nothing(tmp_path, cheap):
    (tmp_path / "plein").touch()
    with pytest.raises(FolderUnwritable):
        create_keys(find_profile("tours", root=tmp_path / "plein"), passphrase=PHRASE, keyring=None, cost=cheap)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plein"]


def _damage(path, damage):
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        place = content.index(b'"sealed"') + 14
        path.write_bytes(
            {
                "empty": b"",
                "half": content[: len(content) // 2],
                "last byte": content[:-1],
                "one letter": content[:place]
                + (b"A" if content[place : place + 1] != b"A" else b"B")
                + content[place + 1 :],
                "other json": b"[]",
            }[damage]
        )


def _resealed(content: bytes, change) -> bytes:
    """A keys file changed by somebody who knows how its checksum is made."""
    data = json.loads(content)
    data.pop("checksum")
    change(data)
    return json.dumps({**data, "checksum": keys_file._checksum(data)}).encode()


ILL_WILL = {
    "a short salt": lambda data: data["passphrase"].update(salt="AAAA"),
    "no nonce": lambda data: data["recovery"].update(nonce=""),
    "nothing sealed": lambda data: data["recovery"].update(sealed=""),
    "an infinite cost": lambda data: data["passphrase"]["argon2id"].update(memory=float("inf")),
    "the whole memory": lambda data: data["passphrase"]["argon2id"].update(memory=10**9),
    "the name of another store": lambda data: data.update(store_id="0" * 24),
}


@pytest.mark.parametrize("what", ILL_WILL)
def test_a_file_written_by_ill_will_is_damage_and_never_a_crash(profile, new, what):
    right = profile.keys_path.read_bytes()
    assert keys_file.decode(_resealed(right, lambda data: None))
    with pytest.raises(ValueError):
        keys_file.decode(_resealed(right, ILL_WILL[what]))


def test_a_file_of_brackets_is_damage():
    with pytest.raises(ValueError):
        keys_file.decode(b"[" * 100_000)
