"""Secrets that people read aloud: groups of four letters and a check letter, of an alphabet without lookalikes."""

import hashlib

from kodiko_desktop.sync.failures import CodeMistyped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O nor U; what people say in their stead is understood."""
LETTERS = 4

_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def write_code(secret: bytes) -> str:
    """« 7KQ2M-… »: five bits a letter, one check letter a group."""
    count = -(-len(secret) * 8 // 5)
    count += -count % LETTERS
    bits = int.from_bytes(secret, "big") << (count * 5 - len(secret) * 8)
    letters = "".join(ALPHABET[(bits >> (5 * place)) & 31] for place in reversed(range(count)))
    groups = [letters[start : start + LETTERS] for start in range(0, count, LETTERS)]
    return "-".join(group + _check(group, number) for number, group in enumerate(groups))


def read_code(typed: str, length: int) -> bytes:
    """The secret of `length` bytes: any case, with or without separators, O for 0, I or L for 1. Raises CodeMistyped,
    which names the groups to read again."""
    text = "".join(letter for letter in typed.upper().translate(_LOOKALIKES) if letter.isalnum())
    count = -(-length * 8 // 5)
    count += -count % LETTERS
    if len(text) != count // LETTERS * (LETTERS + 1):
        raise CodeMistyped(())
    groups = [text[start : start + LETTERS + 1] for start in range(0, len(text), LETTERS + 1)]
    wrong = tuple(
        number + 1
        for number, group in enumerate(groups)
        if any(letter not in ALPHABET for letter in group) or _check(group[:LETTERS], number) != group[LETTERS]
    )
    if wrong:
        raise CodeMistyped(wrong)
    bits = 0
    for group in groups:
        for letter in group[:LETTERS]:
            bits = bits << 5 | ALPHABET.index(letter)
    return (bits >> (count * 5 - length * 8)).to_bytes(length, "big")


def _check(group: str, number: int) -> str:
    return ALPHABET[hashlib.sha256(f"{number}:{group}".encode()).digest()[0] & 31]
