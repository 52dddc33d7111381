"""The key of a store while it is in memory: one place that holds it, never prints it, and can wipe it."""

import hmac
import secrets
from hashlib import sha256
from typing import NoReturn

from kodiko_desktop.vault.failures import VaultLocked

KEY_BYTES = 32
"""A SQLCipher raw key: 256 bits."""


class StoreKey:
    """256 random bits in a `bytearray` of ours.

    Wiping clears the only copy Python lets us clear; the driver makes short-lived copies of its own while a connection
    opens, which is why locking also closes every connection.
    """

    __slots__ = ("_bits",)

    def __init__(self, bits: bytes | bytearray) -> None:
        if len(bits) != KEY_BYTES:
            raise ValueError("a store key has 32 bytes")
        self._bits = bytearray(bits)

    @classmethod
    def random(cls) -> "StoreKey":
        """A new key from the system's generator."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @property
    def wiped(self) -> bool:
        """Whether `wipe` has been called."""
        return not self._bits

    def reveal(self) -> bytearray:
        """The 32 bytes themselves, to hand to `db.connection.connect`: never copy nor keep them.

        Raises VaultLocked once wiped.
        """
        if not self._bits:
            raise VaultLocked()
        return self._bits

    def fingerprint(self) -> str:
        """16 hexadecimal digits that recognise the key and say nothing of it (the key has 256 bits of its own)."""
        return hmac.new(self.reveal(), b"kodiko store key fingerprint v1", sha256).hexdigest()[:16]

    def wipe(self) -> None:
        """Overwrite the key with zeros and forget it. Harmless twice."""
        for position in range(len(self._bits)):
            self._bits[position] = 0
        self._bits = bytearray()

    def __repr__(self) -> str:
        return "<StoreKey wiped>" if self.wiped else "<StoreKey>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StoreKey):
            return NotImplemented
        return hmac.compare_digest(self.reveal(), other.reveal())

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> NoReturn:
        raise TypeError("a store key is never pickled nor copied")
