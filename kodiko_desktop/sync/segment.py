"""A segment: operations that follow each other, of one device in one stream, with what their author had heard.

Body: one line of JSON (`{"frontier": {device: [counter, chain]}}`), then one line per operation. The hash chain runs
over the lines, not over files: regrouping segments leaves it what it was.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kodiko_desktop.sync import container
from kodiko_desktop.sync.container import Header, NotOurs

PLACE = "streams"
ENDING = ".kd"
_SHORT_CHAIN = re.compile("[0-9a-f]{1,64}")


MOST_LINES = 1_000_000
MOST_HEARD = 4096
"""Operations of a segment, and devices of a frontier, that a reader accepts."""

Frontier = Mapping[str, tuple[int, str]]
"""How far each other device had been heard: its counter, and the beginning of its hash chain there."""


@dataclass(frozen=True)
class Segment:
    """A segment read: `lines[i]` is the operation of counter `header.first + i`."""

    header: Header
    frontier: Frontier
    lines: Sequence[str]


def place_of(stream: str) -> str:
    """The folder of a stream's segments."""
    return f"{PLACE}/{stream}"


def start_of_chain(team: str, stream: str, device: str) -> bytes:
    """The chain before a device's first operation."""
    return hashlib.sha256("\0".join(("kodiko chain v1", team, stream, device)).encode()).digest()


def short_chain(chain: str) -> str:
    """What a frontier says of a chain (hexadecimal): enough to tell two histories apart."""
    return chain[:16]


def extend_chain(chain: bytes, lines: Iterable[str]) -> bytes:
    """The chain after more operations: SHA-256 of the chain and the line, again for each."""
    for line in lines:
        chain = hashlib.sha256(chain + line.encode()).digest()
    return chain


def write(
    *,
    stream: str,
    device: str,
    epoch: int,
    key: bytes,
    first: int,
    lines: Sequence[str],
    chain_before: bytes,
    frontier: Frontier,
    signing: Ed25519PrivateKey,
    salt: bytes | None = None,
) -> tuple[str, bytes, bytes]:
    """(file name, content, chain after) of a segment of `lines`."""
    last = first + len(lines) - 1
    after = extend_chain(chain_before, lines)
    header = Header(
        *(container.SEGMENT, stream, device, epoch, container.key_id(key), first, last, chain_before, after)
    )
    head = json.dumps({"frontier": dict(sorted(frontier.items()))}, separators=(",", ":"))
    content = container.seal(header, key, "\n".join((head, *lines)).encode(), signing, salt=salt)
    return name_of(header, content), content, after


def name_of(header: Header, content: bytes) -> str:
    """`<device>-<generation>-<from>-<to>-<hash16>.kd`."""
    digest = hashlib.sha256(content).hexdigest()[:16]
    return f"{header.device}-{header.generation}-{header.first}-{header.last}-{digest}{ENDING}"


def read(content: bytes, header: Header, key: bytes) -> Segment:
    """The segment of a whole file whose signature was checked. Raises NotOurs when its chain does not hold."""
    body, count = container.open_body(content, header, key), header.last - header.first + 1
    if count > MOST_LINES or body.count(b"\n") != count:  # before any line is made: they could be too many
        raise NotOurs
    try:
        head, *lines = body.decode("utf-8").split("\n")
        claims = _claims(json.loads(head)["frontier"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotOurs from error
    if extend_chain(header.chain_before, lines) != header.chain_after:
        raise NotOurs
    return Segment(header, claims, lines)


def _claims(frontier: Any) -> Frontier:
    """What a frontier says. Raises ValueError, TypeError, AttributeError when it is none."""
    claims = {device: (counter, chain) for device, (counter, chain) in frontier.items()}
    if len(claims) > MOST_HEARD:
        raise ValueError("too many devices")
    for device, (counter, chain) in claims.items():
        if not container.is_device(device) or type(counter) is not int or not 0 <= counter < container.MOST_COUNTER:
            raise ValueError("no frontier")
        if _SHORT_CHAIN.fullmatch(chain) is None:
            raise ValueError("no chain")
    return claims
