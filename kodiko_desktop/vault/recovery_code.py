"""The recovery code: 160 random bits a hand can copy from paper, with typing errors found group by group."""

import secrets
from enum import Enum

from kodiko_desktop.vault.failures import RecoveryCodeMistyped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O nor U; what a hand writes in their stead is understood."""
GROUPS = 8
LETTERS = 4
"""Letters of the secret in a group; a check letter follows: 8 × 4 × 5 bits = 160."""
SECRET_BYTES = 20

_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_WEIGHTS = (1, 2, 4, 8)
"""Distinct non-zero factors in the field of 32 elements, none equal to the check letter's own (16)."""


class GroupState(Enum):
    """What the screen says of a group while it is typed."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    WRONG = "wrong"
    RIGHT = "right"


def new_secret() -> bytes:
    """160 bits from the system's generator."""
    return secrets.token_bytes(SECRET_BYTES)


def write_code(secret: bytes) -> str:
    """The code of `secret` (20 bytes): « 7KQ2M-… », eight groups of five."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a recovery secret has 20 bytes")
    bits = int.from_bytes(secret, "big")
    digits = [(bits >> (5 * place)) & 31 for place in reversed(range(GROUPS * LETTERS))]
    groups = [tuple(digits[start : start + LETTERS]) for start in range(0, len(digits), LETTERS)]
    return "-".join(
        "".join(ALPHABET[digit] for digit in (*group, _check(group, number))) for number, group in enumerate(groups)
    )


def read_code(typed: str) -> bytes:
    """The 20 bytes of a code as `typed`: any case, with or without separators, O for 0, I or L for 1.

    Raises RecoveryCodeMistyped, which names the groups to compare with the paper.
    """
    groups = split_groups(typed)
    states = check_groups(typed)
    if len(groups) != GROUPS or any(len(group) > LETTERS + 1 for group in groups):
        wrong = tuple(number for number, group in enumerate(groups, 1) if len(group) != LETTERS + 1)
        raise RecoveryCodeMistyped(wrong if len(groups) == GROUPS else ())
    wrong = tuple(number for number, state in enumerate(states, 1) if state is not GroupState.RIGHT)
    if wrong:
        raise RecoveryCodeMistyped(wrong)
    bits = 0
    for group in groups:
        for letter in group[:LETTERS]:
            bits = bits << 5 | ALPHABET.index(letter)
    return bits.to_bytes(SECRET_BYTES, "big")


def split_groups(typed: str) -> list[str]:
    """The groups of what was `typed`, in capitals, lookalikes settled: as separated by the writer when there are
    separators between eight groups, else every five signs."""
    text = typed.upper().translate(_LOOKALIKES)
    parts = "".join(letter if letter.isalnum() else " " for letter in text).split()
    if len(parts) == GROUPS:
        return parts
    joined = "".join(parts)
    return [joined[start : start + LETTERS + 1] for start in range(0, len(joined), LETTERS + 1)]


def check_groups(typed: str) -> tuple[GroupState, ...]:
    """The state of each of the eight groups, for help while typing."""
    groups = split_groups(typed)[:GROUPS]
    states = [_state(group, number) for number, group in enumerate(groups)]
    return tuple(states + [GroupState.EMPTY] * (GROUPS - len(states)))


def _state(group: str, number: int) -> GroupState:
    if any(letter not in ALPHABET for letter in group) or len(group) > LETTERS + 1:
        return GroupState.WRONG
    if len(group) < LETTERS + 1:
        return GroupState.UNFINISHED
    digits = tuple(ALPHABET.index(letter) for letter in group)
    return GroupState.RIGHT if _check(digits[:LETTERS], number) == digits[LETTERS] else GroupState.WRONG


def _check(digits: tuple[int, ...], number: int) -> int:
    """The check digit of a group: a weighted sum in GF(32), shifted by the group's number.

    Distinct weights find any one wrong letter and any two letters exchanged (the check letter too, its weight being
    16); the shift finds two groups exchanged.
    """
    total = number
    for digit, weight in zip(digits, _WEIGHTS, strict=True):
        total ^= _product(digit, weight)
    return _product(total, _INVERSE_OF_16)


def _product(left: int, right: int) -> int:
    """`left` × `right` in GF(32), modulo x⁵ + x² + 1."""
    result = 0
    while right:
        if right & 1:
            result ^= left
        left <<= 1
        if left & 32:
            left ^= 0b100101
        right >>= 1
    return result


_INVERSE_OF_16 = next(factor for factor in range(1, 32) if _product(16, factor) == 1)
