"""Applies what other laptops put in a stream: any file that is right, whatever its name; each in one transaction."""

import re
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from db import operations
from db.merging import remote
from db.operations import TravellingOperation
from db.store import Store
from kodiko_desktop.domain.progress import Progress
from kodiko_desktop.domain.wording import _
from kodiko_desktop.sync import (
    container,
    heard,
    identity,
    kept,
    left_words,
    memory,
    quarantine,
    segment,
    set_aside,
    slices,
)
from kodiko_desktop.sync.container import Header
from kodiko_desktop.sync.directory import Directory, lineage
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.membership import Keyring, Membership
from kodiko_desktop.sync.memory import Memory
from kodiko_desktop.sync.report import ExchangeReport, Unreadable
from kodiko_desktop.sync.segment import Segment

_HINT = re.compile(r"([0-9a-f]{16})-([0-9]{1,9})-([0-9]{1,16})-([0-9]{1,16})-")


class Equivocation(Exception):
    """Two signatures of one device for one counter: one of them lies, or the laptop was copied."""


@dataclass
class Receiver:
    """One stream of one folder, during one exchange."""

    store: Store
    member: Membership
    keys: Keyring
    directory: Directory
    folder: Folder
    stream: str
    report: ExchangeReport
    progress: Progress
    news: bool

    def __post_init__(self) -> None:
        self.place = segment.place_of(self.stream)
        knowing = memory.what_is_known(self.directory.devices, (key.key_id for key in self.keys.of(self.stream)))
        self.memory = Memory(self.store, self.folder, self.place, knowing)
        self.own: list[tuple[str, Segment]] = []
        self._names: list[str] = []
        self._todo: list[str] = []
        self.former: dict[str, int] = {}
        self._read_what_is_known()

    def _read_what_is_known(self) -> None:
        self._frontier = self._read_frontier()
        self._quarantined = set(quarantine.devices(self.store, self.stream))
        left = (each for each in self.directory.left if each.stream == self.stream)
        self._left = left_words.said_again(self.store, left)
        former = lineage(self.directory.devices, self.member.device) - {self.member.device}
        self._mine = {device: identity.last_own(self.store, self.stream, device) for device in former}

    def look_for_own(self) -> None:
        """Read first what bears this laptop's id and it does not remember having written: it is left in `own`. Before
        anything else is applied, one must know whether it is a copy's. Raises FolderAway, FolderRefuses."""
        self._names = self.folder.names(self.place)
        unsettled = self.memory.unsettled(self._names)
        ours = {name for name in unsettled if (hint := _HINT.match(name)) and hint[1] == self.member.device}
        self._todo = [name for name in unsettled if name not in ours]
        for name in sorted(ours):
            self._take(name)
        self.memory.flush()

    def run(self) -> list[str]:
        """Apply what is new; returns the names listed. Ids that this laptop had and under which a twin says something
        else are left in `former`, with the last number in common. Raises FolderAway, FolderRefuses, and what
        `progress` raises: what was applied until then stays, the rest comes next time."""
        try:
            with nullcontext() if self.news else self.store.writing_much():
                self._take_all(sorted((name for name in self._todo if not self._is_held(name)), key=self._in_order))
        finally:
            self.memory.flush()
        if left_words.settle(self.store, self.directory, self.stream):
            self._quarantined = set(quarantine.devices(self.store, self.stream))
        self._report(self._names)
        return self._names

    def _take_all(self, todo: list[str]) -> None:
        for done, name in enumerate(todo):
            self.progress(done, len(todo), _("Lecture de ce qui est arrivé"))
            self._take(name)
        taken: set[str] = set()
        while follows := [name for name in self._names if name not in taken and self._follows(name)]:
            for name in follows:  # what waited for something that has come meanwhile
                taken.add(name)
                self._take(name)

    def _in_order(self, name: str) -> tuple[str, bool, int, int, str]:
        """By device, those met before first, then by counters as the name says (a hint: nothing is trusted to it), the
        longest first."""
        hint = _HINT.match(name)
        if hint is None:
            return "~", False, 0, 0, name
        return hint[1], name not in self.memory.files, int(hint[3]), -int(hint[4]), name

    def _is_waiting(self, name: str) -> bool:
        return name in self.memory.files and self.memory.files[name].verdict == memory.WAITING

    def _is_held(self, name: str) -> bool:
        """True while what precedes a file that waits is still missing: there is no use in reading it again."""
        return self._is_waiting(name) and not self._follows(name)

    def _follows(self, name: str) -> bool:
        if not self._is_waiting(name):
            return False
        file = self.memory.files[name]
        reached, _chain = self._frontier.get(file.device, (0, ""))
        return file.first <= reached + 1

    def _read_frontier(self) -> dict[str, tuple[int, str]]:
        rows = self.store.read().execute(
            "SELECT device, counter, chain FROM sync_frontier WHERE stream = ?", (self.stream,)
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    # -- one file -----------------------------------------------------------------------------------------------

    def _take(self, name: str) -> None:
        content = self.folder.read(self.place, name)
        if content is None:
            return self.memory.note(name, memory.LATE)
        self.report.files_read += 1
        self.report.bytes_read += len(content)
        try:
            header = container.read_header(content)
            device = self.directory.devices.get(header.device)
            if header.kind != container.SEGMENT or header.stream != self.stream or device is None:
                return self.memory.note(name, memory.STRANGE)
            container.check_whole(content, header, device.public)
            self._use(name, content, header)
        except container.Incomplete:
            self.memory.note(name, memory.LATE)
        except container.Newer:
            self.memory.note(name, memory.NEWER)
        except (container.NotOurs, operations.OperationUnreadable):
            self.memory.note(name, memory.STRANGE)
        except identity.Contradicted:
            self.memory.note(name, memory.WAITING, **_facts(header))
        except Equivocation:
            self._quarantine(name, header, content)
        return None

    def _use(self, name: str, content: bytes, header: Header) -> None:
        known = _facts(header)
        key = self.keys.find(self.stream, header.key_id)
        if key is None:
            return self.memory.note(name, memory.STRANGE)
        if header.device == self.member.device:
            self.own.append((name, segment.read(content, header, key.key)))
            return None
        left = left_words.covering((each for each in self._left if each.device == header.device), header)
        if left is not None and header.first > left.after:
            return self.memory.note(name, memory.REFUSED, **known)
        if header.device in self._mine and self._is_of_a_twin(segment.read(content, header, key.key)):
            return self.memory.note(name, memory.WAITING, **known)
        if header.device in self._quarantined:
            return self.memory.note(name, memory.REFUSED, **known)
        reached, chain = self._frontier.get(header.device, (0, self._start(header.device)))
        counts = set_aside.limit(self.store, self.directory, self.stream, header.device, reached)
        verdict = memory.WHOLE
        if counts is not None and header.last > counts:
            set_aside.keep(self.store, self.stream, header, content)
            verdict = memory.SET_ASIDE
        upto = header.last if left is None else left.after
        upto = upto if counts is None else min(upto, counts)
        if upto <= reached:
            if upto == header.last and self._differs(header, reached, chain):
                raise Equivocation
            return self.memory.note(name, verdict, **known)
        if header.first > reached + 1:
            return self.memory.note(name, memory.WAITING if header.first <= upto else verdict, **known)
        self._apply(_until(segment.read(content, header, key.key), upto), reached, chain)
        kept.keep(self.store, self.stream, header, content)
        return self.memory.note(name, verdict, **known)

    def _is_of_a_twin(self, found: Segment) -> bool:
        """True for words, under an id that this laptop had, that a copy of its disk said under numbers of ours."""
        device, last = found.header.device, self._mine[found.header.device]
        fork = identity.fork(self.store, self.member, self.stream, found)
        if fork is not None and fork < last:
            self.former[device] = min(fork, self.former.get(device, fork))
        return fork is None or fork < last

    def _differs(self, header: Header, reached: int, chain: str) -> bool:
        """True when a segment of numbers already heard does not say what was heard, as far as that can be known."""
        if header.last < reached:
            remembered = self.memory.chain_at(header.device, header.last)
            chain = remembered or kept.chain_at(self.store, self.keys, self.stream, header.device, header.last)
        return chain != "" and header.chain_after.hex() != chain

    def _apply(self, found: Segment, reached: int, chain: str) -> None:
        header = found.header
        already = reached - header.first + 1
        if segment.extend_chain(header.chain_before, found.lines[:already]).hex() != chain:
            raise Equivocation
        fresh = operations.read_lines(islice(found.lines, already, None))
        if [operation.counter for operation in fresh] != list(range(reached + 1, header.last + 1)):
            raise container.NotOurs
        if self.member.device in found.frontier:
            identity.check_claim(self.store, self.member, self.stream, found.frontier[self.member.device])
        fresh = heard.only_of_what_was_heard(fresh, header.device, found.frontier)
        running, done = bytes.fromhex(chain), 0
        for upto in slices.ends(fresh, slices.SHORT if self.news else slices.LONG):
            piece = fresh[done:upto]
            running = segment.extend_chain(running, found.lines[already + done : already + upto])
            last = upto == len(fresh)
            self._merge(header.device, piece, running.hex(), found.frontier if last else {})
            done = upto
            if not last:
                self.progress(done, len(fresh), _("Lecture de ce qui est arrivé"))

    def _merge(
        self, device: str, piece: list[TravellingOperation], chain: str, claims: dict[str, tuple[int, str]]
    ) -> None:
        """One transaction: operations of a device that follow what is known of it, and its `chain` after them."""
        before = self._conflicts()
        with self.store.incoming() as incoming:
            remote.apply(incoming, stream=self.stream, device=device, operations=piece, chain=chain, news=self.news)
            for other, (counter, said) in claims.items():
                if any(left.device == other and left.holds(counter, said) for left in self._left):
                    continue  # its author has not heard yet that this was said again
                _claim(incoming, self.stream, other, counter, device)
            self.report.clock_lead_ms = max(self.report.clock_lead_ms, incoming.clock_lead_ms)
        self._frontier[device] = (piece[-1].counter, chain)
        self.report.received[device] += len(piece)
        self.report.people.update(person for operation in piece for person in operation.subjects)
        self.report.conflicts += max(0, self._conflicts() - before)

    def _conflicts(self) -> int:
        return self.store.read().execute("SELECT count(*) FROM conflict").fetchone()[0]

    def _start(self, device: str) -> str:
        return segment.start_of_chain(self.member.team, self.stream, device).hex()

    def _quarantine(self, name: str, header: Header, content: bytes) -> None:
        if quarantine.put_aside(self.store, self.stream, name, header, content, self.report.at):
            self._quarantined.add(header.device)
        self.memory.note(name, memory.REFUSED, **_facts(header))

    def remember_own(self, name: str, header: Header) -> None:
        """A segment under this laptop's id turned out to be its own."""
        self.memory.note(name, memory.OWN, **_facts(header))

    # -- what is not right --------------------------------------------------------------------------------------

    def _report(self, names: list[str]) -> None:
        listed = set(names)
        for file in self.memory.files.values():
            if file.name in listed and file.verdict not in memory.SETTLED:
                self.report.unreadable.append(Unreadable(self.place, file.name, file.verdict, file.noted_at))
        self.report.quarantined += sorted(self._quarantined)


def _until(found: Segment, upto: int) -> Segment:
    """A segment without what follows a number of it."""
    if upto == found.header.last:
        return found
    lines = found.lines[: upto - found.header.first + 1]
    after = segment.extend_chain(found.header.chain_before, lines)
    return Segment(replace(found.header, last=upto, chain_after=after), found.frontier, lines)


def _claim(incoming: remote.Incoming, stream: str, device: str, counter: int, said_by: str) -> None:
    incoming.connection.execute(
        "INSERT INTO sync_claim (stream, device, counter, said_by, noted_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (stream, device) DO UPDATE SET counter = excluded.counter, said_by = excluded.said_by, "
        "noted_at = excluded.noted_at WHERE excluded.counter > sync_claim.counter",
        (stream, device, counter, said_by, incoming.at),
    )


def _facts(header: Header) -> dict[str, Any]:
    return {
        "device": header.device,
        "first": header.first,
        "last": header.last,
        "chain": header.chain_after.hex(),
    }
