"""The one shape of every file in the shared folder: a clear header, an encrypted padded body, a signature over both.

Header, big-endian (docs/format-synchronisation.md): magic, wire version, kind, suite, length, epoch, generation,
key id, device, first and last counter, chain before and after, salt, length of the ciphertext, stream.
"""

import hashlib
import os
import re
import struct
import zlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"KODIKO"
WIRE = 1
SUITE = 1
"""ChaCha20-Poly1305, HKDF-SHA256, Ed25519."""
SEGMENT, CONTROL, REQUEST, GRANT = 1, 2, 3, 4
SIGNATURE = 64
NO_CHAIN = bytes(32)
MOST_BODY = 512 << 20
"""Bytes of the largest body unfolded (a short file must not fill the memory)."""
MOST_COUNTER = 2**53
"""Counters stay below: whole numbers in every JSON reader."""

_FIXED = struct.Struct(">6sBBBBHII8s8sQQ32s32s16sQB")
_DEVICE = re.compile(r"[0-9a-f]{16}")
_STREAM = re.compile(r"[0-9A-Za-z_-]{1,64}")
_SMALLEST = 256
_NONCE = bytes(12)
_SIGNED = b"kodiko file v1\0"


class Incomplete(Exception):
    """The file is shorter than it says, or empty: it may still be arriving."""


class NotOurs(Exception):
    """The bytes are not a file of this format, or were altered."""


class Newer(Exception):
    """A later version of Kodiko wrote the file."""


@dataclass(frozen=True)
class Header:
    """What a file says of itself in clear. `device` and `key_id`: 16 hexadecimal digits; chains: 32 bytes."""

    kind: int
    stream: str
    device: str
    epoch: int
    key_id: str
    first: int
    last: int
    chain_before: bytes = NO_CHAIN
    chain_after: bytes = NO_CHAIN
    salt: bytes = b""
    ciphertext_length: int = 0
    generation: int = 1

    def pack(self) -> bytes:
        """The header's bytes."""
        stream = self.stream.encode("ascii")
        return (
            _FIXED.pack(
                *(MAGIC, WIRE, self.kind, SUITE, 0, _FIXED.size + len(stream), self.epoch, self.generation),
                *(bytes.fromhex(self.key_id), bytes.fromhex(self.device), self.first, self.last),
                *(self.chain_before, self.chain_after, self.salt, self.ciphertext_length, len(stream)),
            )
            + stream
        )

    @property
    def length(self) -> int:
        """Bytes of the header."""
        return _FIXED.size + len(self.stream)


def key_id(key: bytes) -> str:
    """The name of a key in headers: 16 hexadecimal digits that say nothing of it."""
    return hashlib.sha256(b"kodiko key id v1\0" + key).hexdigest()[:16]


def seal(header: Header, key: bytes, body: bytes, signing: Ed25519PrivateKey, *, salt: bytes | None = None) -> bytes:
    """The file of `body` (compressed, padded, encrypted under a key of its own, signed). `salt` is given by tests."""
    padded = pad(_framed(zlib.compress(body, 3)))
    full = Header(**{**header.__dict__, "salt": salt or os.urandom(16), "ciphertext_length": len(padded) + 16})
    clear = full.pack()
    file_key = _file_key(key, full.salt)
    ciphertext = ChaCha20Poly1305(file_key).encrypt(_NONCE, padded, clear)
    return clear + ciphertext + signing.sign(_SIGNED + clear + ciphertext)


def read_header(content: bytes) -> Header:
    """The header at the beginning of `content`. Raises Incomplete, NotOurs, Newer."""
    if len(content) < _FIXED.size:
        if not content or content[: len(MAGIC)] == MAGIC[: len(content)]:
            raise Incomplete
        raise NotOurs
    magic, wire, kind, suite, reserved, length, epoch, generation, key, device, *rest = _FIXED.unpack_from(content)
    first, last, before, after, salt, ciphertext_length, stream_length = rest
    if magic != MAGIC:
        raise NotOurs
    if wire > WIRE:
        raise Newer
    if wire != WIRE or suite != SUITE or reserved or length != _FIXED.size + stream_length:
        raise NotOurs
    stream = content[_FIXED.size : length]
    if len(stream) < stream_length:
        raise Incomplete
    name = stream.decode("ascii", "replace")
    if not _STREAM.fullmatch(name) or not 0 < first <= last < MOST_COUNTER:
        raise NotOurs
    return Header(
        *(kind, name, device.hex(), epoch, key.hex(), first, last, before, after, salt, ciphertext_length, generation)
    )


def check_whole(content: bytes, header: Header, public: Ed25519PublicKey) -> None:
    """Raise Incomplete when bytes are missing, NotOurs when there are too many or the signature is wrong."""
    whole = header.length + header.ciphertext_length + SIGNATURE
    if len(content) < whole:
        raise Incomplete
    if len(content) > whole:
        raise NotOurs
    try:
        public.verify(content[-SIGNATURE:], _SIGNED + content[:-SIGNATURE])
    except InvalidSignature as error:
        raise NotOurs from error


def open_body(content: bytes, header: Header, key: bytes) -> bytes:
    """The body of a whole file. Raises NotOurs."""
    ciphertext = content[header.length : header.length + header.ciphertext_length]
    try:
        padded = ChaCha20Poly1305(_file_key(key, header.salt)).decrypt(_NONCE, ciphertext, content[: header.length])
    except (InvalidTag, ValueError) as error:
        raise NotOurs from error
    return _unfolded(padded)


def pad(data: bytes) -> bytes:
    """`data` followed by zeros up to a Padmé size: its length tells little (12 % added at most)."""
    return data + bytes(padded_length(len(data)) - len(data))


def padded_length(length: int) -> int:
    """The Padmé size of a length (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019)."""
    length = max(length, _SMALLEST)
    exponent = length.bit_length() - 1
    kept = exponent.bit_length()
    mask = (1 << (exponent - kept)) - 1
    return (length + mask) & ~mask


def is_device(text: str) -> bool:
    """True for a device id."""
    return _DEVICE.fullmatch(text) is not None


def is_stream(text: str) -> bool:
    """True for a stream's name that a header and a folder can carry."""
    return _STREAM.fullmatch(text) is not None


def _framed(data: bytes) -> bytes:
    return struct.pack(">Q", len(data)) + data


def _unfolded(padded: bytes) -> bytes:
    if len(padded) < 8:
        raise NotOurs
    (length,) = struct.unpack_from(">Q", padded)
    if length > len(padded) - 8:
        raise NotOurs
    unfolding = zlib.decompressobj()
    try:
        body = unfolding.decompress(padded[8 : 8 + length], MOST_BODY)
    except zlib.error as error:
        raise NotOurs from error
    if not unfolding.eof or unfolding.unused_data:
        raise NotOurs
    return body


def _file_key(key: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"kodiko file key v1").derive(key)
