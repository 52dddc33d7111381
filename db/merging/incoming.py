"""An open merge: the transaction in which what other laptops did comes in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from db.connection import Connection


@dataclass
class Incoming:
    """An open merge. Made by `Store.incoming`; everything in it is committed together, or nothing is.

    `rows`: what it changed. `clock_lead_ms`: how far ahead of ours the furthest clock heard is.
    """

    connection: Connection
    device: str
    now: datetime
    rows: set[tuple[str, str]] = field(default_factory=set)
    clock_lead_ms: int = 0

    @property
    def at(self) -> str:
        """The present moment: UTC, ISO 8601, to the second."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
