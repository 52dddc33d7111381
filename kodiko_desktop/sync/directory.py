"""Who is in the team, as this laptop knows it from the log (`control.py`)."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


@dataclass(frozen=True)
class Device:
    """A laptop of the team. `code`: what its human numbers carry (`codes.py`); `former`: the id it had before it was
    restored or cloned; `copied_at`: when its disk was found to be the copy of one that goes on too (UTC, ISO 8601);
    `founder`: it made the team; `renamed`: how often its name was changed; `retired`: it was taken out of the team."""

    id: str
    name: str
    code: str
    signing: bytes
    wrapping: bytes
    admin: bool
    streams: frozenset[str]
    former: str | None = None
    founder: bool = False
    copied_at: str = ""
    renamed: int = 0
    retired: bool = False

    @property
    def is_proved(self) -> bool:
        """True for a laptop that an administrator let in, or whose id comes from its key: only it could go on so."""
        return self.former is None or self.id == id_of_key(self.signing)

    @property
    def public(self) -> Ed25519PublicKey:
        """What its signatures are checked with."""
        return Ed25519PublicKey.from_public_bytes(self.signing)


@dataclass(frozen=True)
class Left:
    """What a copied disk had put in the folder under an id that its twin shares, and says again under another one: in
    `stream`, the numbers of `device` after `after` (hash chain there: `before`, in hexadecimal), as far as `chains`
    goes (the beginning of the chain after each of them). All of it is said again by `by`, whose number `again` is
    the last of it."""

    device: str
    stream: str
    after: int
    before: str
    chains: tuple[str, ...]
    by: str
    again: int

    def holds(self, counter: int, chain: str) -> bool:
        """True when the words of the device that end at this number, with this chain, are those left."""
        place = counter - self.after - 1
        return 0 <= place < len(self.chains) and chain.startswith(self.chains[place])


@dataclass(frozen=True)
class Retired:
    """A laptop that was taken out. `at`: when (UTC, ISO 8601); `removed_at`: its last number that counted then, by
    stream; `cut`: the same as people have decided since; `otherwise`: in streams not named (None: nobody has said it
    yet); `seen`: how far people have looked at the rest; `turn`: of what was last said of it; `named`: the laptop that
    people took out, of which this is an id; `by`: who took it out; `removals`: the records that say so; `disputed`: it
    had taken out who took it out."""

    device: str
    at: str
    removed_at: Mapping[str, int]
    cut: Mapping[str, int]
    otherwise: int | None = None
    seen: Mapping[str, int] = field(default_factory=dict)
    turn: int = 0
    named: str = ""
    by: str = ""
    removals: tuple[str, ...] = ()
    disputed: bool = False

    def upto(self, stream: str) -> int | None:
        """The last number of it that counts in a stream; None when nobody has said it."""
        return self.cut.get(stream, self.otherwise)


@dataclass(frozen=True)
class Handed:
    """A key of a stream that a record hands over: who has it, the one who signed that included. `key_id`: "" in records
    of versions that did not say it: any key of the epoch."""

    stream: str
    epoch: int
    key_id: str
    holder: str


@dataclass(frozen=True)
class Directory:
    """The devices of the team, what copied disks have left, and the records this laptop could not use yet. `retired`:
    those taken out, which are among the devices; `removals`: the names of the records that hold them out, among all
    those that take somebody out (`targets`: whom); `handed`: who was given which key; `made`: by its id, the removals
    that the one who made a key knew of; `later`: records of kinds that only a later version knows."""

    devices: Mapping[str, Device]
    left: tuple[Left, ...] = ()
    unused: tuple[str, ...] = ()
    retired: Mapping[str, Retired] = field(default_factory=dict)
    removals: frozenset[str] = frozenset()
    targets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    handed: frozenset[Handed] = frozenset()
    made: Mapping[str, frozenset[str]] = field(default_factory=dict)
    later: tuple[str, ...] = ()

    def left_of(self, device: str, stream: str) -> list[Left]:
        """What was left of a device in a stream."""
        return [left for left in self.left if (left.device, left.stream) == (device, stream)]

    def replaced(self) -> frozenset[str]:
        """The ids that a laptop had before, and which nobody has any more: a copied disk goes on beside its copy."""
        left = Counter(device for device, _by in {(left.device, left.by) for left in self.left})
        gone_on = {device.former for device in self.devices.values() if device.former and not device.copied_at}
        return frozenset(gone_on | {device for device, twins in left.items() if twins > 1})

    def admins(self) -> list[Device]:
        """The laptops that administer the team."""
        return [device for device in self.devices.values() if device.admin]

    def members(self) -> list[Device]:
        """The laptops that nobody has taken out."""
        return [device for device in self.devices.values() if not device.retired]


def lineage(devices: Mapping[str, Device], device: str) -> set[str]:
    """An id, and those it continues."""
    found: set[str] = set()
    known: Device | None = devices.get(device)
    while known is not None and known.id not in found:
        found.add(known.id)
        known = devices.get(known.former) if known.former else None
    return found


def id_of_key(signing: bytes) -> str:
    """The id of a laptop that goes on under a new one: it comes from its key, so that nobody else can say to have it
    (whoever would must find a key whose fingerprint begins with the same 64 bits)."""
    return hashlib.sha256(b"kodiko device v1\0" + signing).hexdigest()[:16]
