"""The code a hand copies: what it tolerates, what it finds, and where."""

import random

import pytest

from kodiko_desktop.vault import recovery_code
from kodiko_desktop.vault.failures import RecoveryCodeMistyped
from kodiko_desktop.vault.recovery_code import ALPHABET, GroupState, check_groups, new_secret, read_code, write_code


def test_code_has_eight_groups_of_five_and_160_bits():
    code = write_code(new_secret())
    assert [len(group) for group in code.split("-")] == [5] * 8
    assert recovery_code.SECRET_BYTES * 8 == 160


@pytest.mark.parametrize("secret", [bytes(20), b"\xff" * 20, bytes(range(20))])
def test_code_read_back_is_the_secret(secret):
    assert read_code(write_code(secret)) == secret


def test_random_codes_read_back():
    for _ in range(200):
        secret = new_secret()
        assert read_code(write_code(secret)) == secret


def test_case_spaces_and_lookalikes_are_understood():
    secret = bytes.fromhex("00443214c74254b635cf84653a56d7c675be77df")
    typed = write_code(secret).lower().replace("0", "o").replace("1", "l")
    assert read_code(typed.replace("-", "  ")) == secret
    assert read_code(typed.replace("-", "")) == secret
    assert read_code("\n".join(typed.upper().split("-"))) == secret


def test_every_wrong_letter_is_found_in_its_group():
    code = write_code(bytes(range(20)))
    for place, right in enumerate(code):
        if right == "-":
            continue
        for wrong in ALPHABET.replace(right, ""):
            with pytest.raises(RecoveryCodeMistyped) as failure:
                read_code(code[:place] + wrong + code[place + 1 :])
            assert failure.value.groups == (place // 6 + 1,)


def test_every_two_letters_exchanged_inside_a_group_are_found():
    dice = random.Random(7)
    for _ in range(50):
        groups = write_code(dice.randbytes(20)).split("-")
        for number, group in enumerate(groups):
            for left in range(5):
                for right in range(left + 1, 5):
                    letters = list(group)
                    letters[left], letters[right] = letters[right], letters[left]
                    if "".join(letters) == group:
                        continue
                    typed = "-".join([*groups[:number], "".join(letters), *groups[number + 1 :]])
                    with pytest.raises(RecoveryCodeMistyped) as failure:
                        read_code(typed)
                    assert failure.value.groups == (number + 1,)


def test_two_groups_exchanged_are_both_named():
    groups = write_code(bytes(range(20))).split("-")
    groups[1], groups[4] = groups[4], groups[1]
    with pytest.raises(RecoveryCodeMistyped) as failure:
        read_code("-".join(groups))
    assert failure.value.groups == (2, 5)
    assert "2, 5" in failure.value.sentence


def test_a_letter_forgotten_is_said_of_its_group():
    groups = write_code(bytes(range(20))).split("-")
    groups[2] = groups[2][:4]
    with pytest.raises(RecoveryCodeMistyped) as failure:
        read_code("-".join(groups))
    assert failure.value.groups == (3,)


@pytest.mark.parametrize("typed", ["", "7KQ2M", "-".join(["00000"] * 9)])
def test_wrong_length_says_how_long_a_code_is(typed):
    with pytest.raises(RecoveryCodeMistyped) as failure:
        read_code(typed)
    assert failure.value.groups == ()
    assert "8 groupes de 5" in failure.value.sentence


def test_groups_are_judged_one_by_one_while_typing():
    code = write_code(bytes(range(20)))
    wrong = "7" if code[6] != "7" else "8"
    assert check_groups(code[:5] + "-" + wrong + code[7:11] + "-" + code[12:14]) == (
        GroupState.RIGHT,
        GroupState.WRONG,
        GroupState.UNFINISHED,
        *[GroupState.EMPTY] * 5,
    )
