"""Puts what this laptop wrote in the folder: one segment per sync and stream, its own small ones regrouped later."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from db import operations
from db.merging import remote
from db.store import Store
from kodiko_desktop.domain.progress import Progress
from kodiko_desktop.domain.wording import _
from kodiko_desktop.sync import blobs, container, heard, memory, segment
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.identity import chain_at, last_own
from kodiko_desktop.sync.membership import EpochKey, Membership
from kodiko_desktop.sync.memory import Memory, SeenFile
from kodiko_desktop.sync.report import ExchangeReport

MOST_OPERATIONS = 50_000
"""Operations of one segment at most."""
MOST_FILES = 12
"""Own segments of a stream from which some are regrouped; with those being written, never more than 20."""
PATIENCE = timedelta(minutes=10)
"""How long a folder may take to list a file that was written and read back there, before it is written again."""


@dataclass
class Publisher:
    """One stream of one folder, during one exchange."""

    store: Store
    member: Membership
    key: EpochKey
    folder: Folder
    memory: Memory
    report: ExchangeReport
    progress: Progress

    @property
    def _stream(self) -> str:
        return self.key.stream

    @property
    def _place(self) -> str:
        return segment.place_of(self._stream)

    def run(self, names: Sequence[str]) -> None:
        """Write what the folder does not have yet, given its listing, then regroup. What the folder lost is written
        again. Raises FolderAway, FolderRefuses, and what `progress` raises."""
        self.folder.sweep(self._place, self.member.device)
        own = self.memory.own_present(names, self.member.device, PATIENCE)
        reached, last = memory.covered(own), last_own(self.store, self._stream, self.member.device)
        while reached < last:
            upto = min(last, reached + MOST_OPERATIONS)
            self.progress(reached, last, _("Envoi de vos saisies"))
            blobs.publish(self.store, self.folder, self._stream, self.member.device, reached + 1, upto, self.report)
            self._write(reached + 1, upto)
            self._note_sent(upto)
            self.report.sent += upto - reached
            reached = upto
        self._regroup(self.memory.own_present(names, self.member.device, PATIENCE))

    def rewrite(self, names: Sequence[str], keys: Collection[str]) -> None:
        """Write again, under the key of today, what this laptop wrote under some (their ids): not everybody has them.
        Raises FolderAway, FolderRefuses."""
        for file in self.memory.own_present(names, self.member.device, PATIENCE):
            content = self.folder.read(self._place, file.name)
            if content is not None and container.read_header(content).key_id in keys:
                self._write(file.first, file.last)
                if self.folder.remove(self._place, file.name):
                    self.memory.forget([file.name])

    def _write(self, first: int, last: int) -> str:
        lines = operations.write_lines(self.store.read(), self._stream, self.member.device, first, last)
        name, content, after = segment.write(
            stream=self._stream,
            device=self.member.device,
            epoch=self.key.epoch,
            key=self.key.key,
            first=first,
            lines=lines,
            chain_before=bytes.fromhex(chain_at(self.store, self.member, self._stream, first - 1)),
            frontier=heard.of_others(self.store, self._stream, self.member.device),
            signing=self.member.signing,
        )
        self.folder.write(self._place, name, content)
        self._remember_chain(last, after)
        self.memory.note(name, memory.OWN, device=self.member.device, first=first, last=last, chain=after.hex())
        self.memory.flush()
        self.report.files_written += 1
        self.report.bytes_written += len(content)
        return name

    def _remember_chain(self, counter: int, chain: bytes) -> None:
        with self.store.incoming() as incoming:
            row = incoming.connection.execute(
                "SELECT counter FROM sync_frontier WHERE stream = ? AND device = ?", (self._stream, self.member.device)
            ).fetchone()
            if row is None or row[0] < counter:
                remote.set_frontier(incoming, self._stream, self.member.device, counter, chain.hex())

    def _note_sent(self, last: int) -> None:
        with self.store.incoming() as incoming:
            incoming.connection.execute(
                "UPDATE operation SET sent = 1 WHERE sent = 0 AND stream = ? AND device = ? AND counter <= ?",
                (self._stream, self.member.device, last),
            )

    # -- regrouping ---------------------------------------------------------------------------------------------

    def _regroup(self, own: list[SeenFile]) -> None:
        if len(own) <= MOST_FILES:
            return
        merged = _to_merge(own)
        first, last = merged[0].first, max(file.last for file in merged)
        self._write(first, last)  # written, read back, and only then the small ones go
        gone = [file.name for file in merged if self.folder.remove(self._place, file.name)]
        self.memory.forget(gone)


def _to_merge(own: list[SeenFile]) -> list[SeenFile]:
    """The latest segments, as many as weigh less than what stays (each operation is then rewritten a few times only,
    whatever the history); full ones are left alone."""
    start = len(own) - 1
    weight = own[start].last - own[start].first + 1
    while start > 0:
        before = own[start - 1].last - own[start - 1].first + 1
        small_enough = before < 2 * weight or start > MOST_FILES // 2
        if not small_enough or before + weight > MOST_OPERATIONS:
            break
        start -= 1
        weight += before
    return own[start:]
