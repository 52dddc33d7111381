"""Which removals of laptops hold, from all the records of the team's log, in whatever order they came.

A removal wins over whatever the removed laptop signed that the one who removes it had not heard: its removals of others
too. Laptops that remove each other are all out until the team's root key, which no laptop keeps, says which of these
removals are void: the alternative, a rank among administrators, would let a stolen laptop of high rank win.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kodiko_desktop.sync.directory import Directory, Retired

ROOT = "0" * 16
"""The signer of the first record: the team's root key, which no laptop keeps."""


class Record(Protocol):
    """A record of the log that was read (`control.py`)."""

    @property
    def name(self) -> str: ...
    @property
    def signer(self) -> str: ...
    @property
    def said(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Removals:
    """The removals that hold. `stands`: for each id removed, the names of the records it signed that still count;
    `disputed`: the ids that removed each other."""

    holding: tuple[Record, ...] = ()
    stands: Mapping[str, frozenset[str]] | None = None
    disputed: frozenset[str] = frozenset()

    def is_void(self, record: Record) -> bool:
        """True for what a removed laptop signed and the one who removed it had not heard."""
        standing = (self.stands or {}).get(record.signer)
        return standing is not None and record.name not in standing


def removals(accepted: Iterable[Record], made_by: Mapping[str, Record]) -> Removals:
    """Decide among the removals of the log. `made_by`: the record by which each laptop came in."""
    accepted = list(accepted)
    void = {name for each in accepted if each.said["kind"] == "restore" for name in each.said["voids"]}
    said = {each.name: each for each in accepted if each.said["kind"] == "revoke" and each.name not in void}
    if not said:
        return Removals()
    support = {name: _support(record, made_by) for name, record in said.items()}
    against = {
        name: {other for other in said if other != name and _undermines(said[other], support[name])} for name in said
    }
    sure, undecided = _decided(against)
    cycles = {name for name in undecided if name in _reaching(name, against, undecided)}
    holding = [said[name] for name in sorted(sure | cycles)]
    stands: dict[str, frozenset[str]] = {}
    for record in holding:
        for device, facts in record.said["ids"].items():
            stands[device] = frozenset(facts["stands"]) & stands.get(device, frozenset(facts["stands"]))
    disputed = frozenset(device for name in cycles for device in said[name].said["ids"])
    return Removals(tuple(holding), stands, disputed)


def _support(record: Record, made_by: Mapping[str, Record]) -> list[tuple[str, str]]:
    """(signer, name) of what a record rests upon: itself, and the records by which its signer came in."""
    found, seen = [(record.signer, record.name)], set()
    signer = record.signer
    while signer in made_by and signer not in seen:
        seen.add(signer)
        link = made_by[signer]
        found.append((link.signer, link.name))
        signer = link.signer
    return found


def _undermines(removal: Record, support: Iterable[tuple[str, str]]) -> bool:
    ids = removal.said["ids"]
    return any(signer in ids and name not in ids[signer]["stands"] for signer, name in support)


def _decided(against: Mapping[str, set[str]]) -> tuple[set[str], set[str]]:
    """The removals that hold for certain (whatever is against them is void), and those that nothing decides."""
    sure: set[str] = set()
    void: set[str] = set()
    while True:
        more = {name for name in against.keys() - sure - void if against[name] <= void}
        gone = {name for name in against.keys() - sure - void - more if against[name] & (sure | more)}
        if not more and not gone:
            return sure, set(against) - sure - void
        sure |= more
        void |= gone


def _reaching(name: str, against: Mapping[str, set[str]], among: set[str]) -> set[str]:
    """The undecided removals that lead to this one."""
    found: set[str] = set()
    due = [other for other in against[name] if other in among]
    while due:
        other = due.pop()
        if other not in found:
            found.add(other)
            due += [further for further in against[other] if further in among]
    return found


# -- what the records say ------------------------------------------------------------------------------------------


def retired(found: Removals, accepted: Iterable[Record], strangers: Iterable[str]) -> dict[str, Retired]:
    """What is known of the laptops that are out. `strangers`: ids that only void records let in: nothing of theirs was
    ever accepted by whoever removed the laptop that vouched for them."""
    out = {device: Retired(device, "", {}, {}, otherwise=0, named=device) for device in strangers}
    for record in found.holding:
        for device, each in record.said["ids"].items():
            known = out.get(device)
            out[device] = _joined(known if known and known.removals else None, device, each["cut"], record)
    out = {device: replace(each, disputed=device in found.disputed) for device, each in out.items()}
    reviews = [each for each in accepted if each.said["kind"] == "review" and each.said["device"] in out]
    for record in sorted(reviews, key=lambda each: (each.said["turn"], each.name)):
        said, known = record.said, out[record.said["device"]]
        cut, seen = {**known.cut, **said["cut"]}, {**known.seen, **said["seen"]}
        out[known.device] = replace(known, cut=cut, seen=seen, turn=said["turn"])
    return out


def _joined(known: Retired | None, device: str, cut: Mapping[str, int], record: Record) -> Retired:
    """What several removals of one laptop say together: the least that any of them lets count."""
    said = record.said
    if known is None:
        return Retired(
            *(device, said["at"], dict(cut), dict(cut)),
            named=said["device"],
            by=record.signer,
            removals=(record.name,),
        )
    least = {**known.cut, **{stream: min(each, known.cut.get(stream, each)) for stream, each in cut.items()}}
    both = replace(known, removed_at=least, cut=least, removals=(*known.removals, record.name))
    if (said["at"], said["device"], record.signer) < (known.at, known.named, known.by):
        return replace(both, at=said["at"], named=said["device"], by=record.signer)
    return both


def revoke_record(
    device: str, ids: Mapping[str, tuple[Mapping[str, int], Iterable[str]]], at: str, keys: Mapping[str, Any]
) -> dict[str, Any]:
    """What an administrator signs to take a laptop out. `ids`: of every id it has, its last number that counts in each
    stream, and the names of its records that still count; `at`: now; `keys`: new ones, for the others
    (`epochs.NewKeys.said`)."""
    said = {each: {"cut": dict(cut), "stands": sorted(stands)} for each, (cut, stands) in ids.items()}
    return {"kind": "revoke", "device": device, "at": at, "ids": said, **keys}


def review_record(device: str, turn: int, cut: Mapping[str, int], seen: Mapping[str, int]) -> dict[str, Any]:
    """What an administrator signs about the words of a removed laptop: those that count (`cut`), those that somebody
    has looked at (`seen`), in each stream. The greatest turn holds, stream by stream."""
    return {"kind": "review", "device": device, "turn": turn, "cut": dict(cut), "seen": dict(seen)}


def restore_record(voids: Iterable[str]) -> dict[str, Any]:
    """What the root key signs: these removals say nothing."""
    return {"kind": "restore", "voids": sorted(voids)}


def ids_of(directory: Directory, device: str) -> set[str]:
    """The ids that go with a laptop when it is taken out: those it had, those under which it went on, and a copy of its
    disk, which opens whatever is wrapped for it."""
    found: set[str] = set()
    more = {device}
    while more - found:
        found |= more
        kin = [directory.devices[each] for each in found if each in directory.devices]
        formers, wrappings = {each.former for each in kin}, {each.wrapping for each in kin}
        more = {
            each.id
            for each in directory.devices.values()
            if each.id in formers or each.former in found or each.wrapping in wrappings
        }
    return found
