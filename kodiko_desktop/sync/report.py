"""What an exchange did, in facts the window and the command line put into words."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Unreadable:
    """A file that could not be used yet. `why`: late, strange, newer, waiting; `since`: UTC, ISO 8601."""

    place: str
    name: str
    why: str
    since: str


@dataclass(frozen=True)
class Missing:
    """Operations of a device that another one has and this folder does not show: they are late, withheld or rolled
    back."""

    stream: str
    device: str
    known: int
    claimed: int
    said_by: str
    since: str


@dataclass
class ExchangeReport:
    """An exchange with one folder. `reached` false: the folder was away, nothing was done and nothing is wrong.

    `emptied`: it is there without anything of ours, as a share that is not mounted; nothing was done either.
    `met_at`: when this laptop first exchanged through it; `received`: operations per device; `people`: operations
    per person they speak of; `waiting_for_key`: operations of antennas this laptop has no key of; `new_identity`:
    this laptop found it was a copy and took a new id; `retired`: it was taken out of the team, and only the team's log
    was read; `clock_lead_ms`: how far ahead of ours the furthest clock
    heard is, 0 when within five minutes; `trouble`: why the folder could not be used, in a sentence (set by those
    who go through several folders).
    """

    folder: str
    at: str = ""
    met_at: str = ""
    reached: bool = False
    emptied: bool = False
    sent: int = 0
    files_written: int = 0
    bytes_written: int = 0
    received: Counter[str] = field(default_factory=Counter)
    files_read: int = 0
    bytes_read: int = 0
    people: Counter[str] = field(default_factory=Counter)
    unreadable: list[Unreadable] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    quarantined: list[str] = field(default_factory=list)
    conflicts: int = 0
    not_shown: int = 0
    waiting_for_key: int = 0
    guests: list[str] = field(default_factory=list)
    new_identity: bool = False
    retired: bool = False
    clock_lead_ms: int = 0
    trouble: str = ""

    @property
    def quiet(self) -> bool:
        """True when nothing went and nothing came."""
        return not (self.sent or self.received or self.guests)

    def as_json(self) -> dict[str, Any]:
        """The same for `--json` and for the memory of the store."""
        said = dict(vars(self))
        said.update(received=dict(self.received), people=dict(self.people))
        said["unreadable"] = [asdict(file) for file in self.unreadable]
        said["missing"] = [asdict(piece) for piece in self.missing]
        return said
