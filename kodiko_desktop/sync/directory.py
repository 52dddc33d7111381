"""Who is in the team, as this laptop knows it from the log (`control.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


@dataclass(frozen=True)
class Device:
    """A laptop of the team. `code`: what its human numbers carry (`codes.py`); `former`: the id it had before it was
    restored or cloned; `copied_at`: when its disk was found to be the copy of one that goes on too (UTC, ISO 8601);
    `founder`: it made the team; `renamed`: how often its name was changed."""

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

    @property
    def public(self) -> Ed25519PublicKey:
        """What its signatures are checked with."""
        return Ed25519PublicKey.from_public_bytes(self.signing)


@dataclass(frozen=True)
class Directory:
    """The devices of the team, and the records this laptop could not use yet."""

    devices: Mapping[str, Device]
    unused: tuple[str, ...] = ()

    def replaced(self) -> frozenset[str]:
        """The ids that a laptop had before, and which nobody has any more: a copied disk goes on beside its copy."""
        return frozenset(device.former for device in self.devices.values() if device.former and not device.copied_at)

    def admins(self) -> list[Device]:
        """The laptops that administer the team."""
        return [device for device in self.devices.values() if device.admin]
