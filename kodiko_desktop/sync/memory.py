"""What this laptop remembers of the files of each folder, so that a sync without news reads names only."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import UTC, timedelta

from db.store import Store
from kodiko_desktop.sync import container
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.patience import Patience
from kodiko_desktop.sync.team import moment

WHOLE = "whole"
"""Applied, or covered by what was applied."""
OWN = "own"
LATE = "late"
"""Short: it may still be arriving. Tried again."""
STRANGE = "strange"
"""Altered, not ours, or signed by nobody we know yet. Tried again."""
NEWER = "newer"
"""Of a later version. Tried again."""
WAITING = "waiting"
"""Right, but what precedes it is missing. Read again when that has come."""
REFUSED = "refused"
"""Of a device in quarantine."""
SET_ASIDE = "set_aside"
"""Of a laptop taken out of the team, beyond what counts of it: kept until somebody decides."""
SETTLED = frozenset({WHOLE, OWN, REFUSED, SET_ASIDE})


@dataclass(frozen=True)
class SeenFile:
    """A file already looked at. `noted_at`: when it first got this verdict."""

    name: str
    verdict: str
    device: str
    first: int
    last: int
    chain: str
    noted_at: str


class Memory:
    """The files of one place of one folder. `knowing`: names what this laptop can read now (`what_is_known`)."""

    def __init__(self, store: Store, folder: Folder, place: str, knowing: str = "") -> None:
        self._store, self._folder, self._place = store, folder.key, place
        rows = store.read().execute(
            "SELECT name, verdict, device, first, last, chain, noted_at FROM sync_file WHERE folder = ? AND place = ?",
            (folder.key, place),
        )
        self.files: dict[str, SeenFile] = {row[0]: SeenFile(*row) for row in rows}
        self._unwritten: set[str] = set()
        self._patience = Patience(store, folder, place, knowing)
        self._listed: list[str] = []

    def unsettled(self, names: Iterable[str]) -> list[str]:
        """The names to read, among those the place has: new ones, and those that were not right last time as often as
        they deserve it. Raises FolderAway."""
        self._listed = list(names)
        open_ones = [name for name in self._listed if name not in self.files or self.files[name].verdict not in SETTLED]
        return self._patience.due(open_ones)

    def note(
        self, name: str, verdict: str, *, device: str = "", first: int = 0, last: int = 0, chain: str = ""
    ) -> None:
        """Remember what a file turned out to be (for good once `flush` is called). Raises FolderAway."""
        if verdict in (LATE, STRANGE, NEWER):
            self._patience.not_right(name)
        else:
            self._patience.right(name)
        before = self.files.get(name)
        if before is not None and (before.verdict, before.device, before.last) == (verdict, device, last):
            return
        self.files[name] = SeenFile(name, verdict, device, first, last, chain, moment(self._store))
        self._unwritten.add(name)

    def flush(self) -> None:
        """Write what was noted."""
        noted = [self.files[name] for name in self._unwritten if name in self.files]
        self._unwritten.clear()
        self._patience.flush(self._listed)
        if not noted:
            return
        with self._store.note() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO sync_file (folder, place, name, verdict, device, first, last, chain, noted_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(self._folder, self._place, *astuple(seen)) for seen in noted],
            )

    def chain_at(self, device: str, counter: int) -> str:
        """The hash chain of a device after a number at which a file of some folder ends; "" when there is none."""
        row = self._store.read().execute(
            "SELECT chain FROM sync_file WHERE place = ? AND device = ? AND last = ? AND verdict = ? LIMIT 1",
            (self._place, device, counter, WHOLE),
        )
        found = row.fetchone()
        return found[0] if found else ""

    def forget(self, names: Iterable[str]) -> None:
        """Files this laptop removed itself."""
        gone = [(self._folder, self._place, name) for name in names]
        for _folder, _place, name in gone:
            self.files.pop(name, None)
        with self._store.note() as connection:
            connection.executemany("DELETE FROM sync_file WHERE folder = ? AND place = ? AND name = ?", gone)

    def own_present(self, names: Iterable[str], device: str, patience: timedelta) -> list[SeenFile]:
        """This laptop's own segments that the folder has: those listed, and those put there so lately that a listing
        may not show them yet. In order of their first counter, the longest first."""
        listed = set(names)
        lately = (self._store.now() - patience).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        found = [
            file
            for file in self.files.values()
            if file.verdict == OWN and file.device == device and (file.name in listed or file.noted_at > lately)
        ]
        return sorted(found, key=lambda file: (file.first, -file.last))


def what_is_known(devices: Iterable[str], keys: Iterable[str]) -> str:
    """A name for what this laptop can read: the devices it knows, the keys it has, the format it understands."""
    known = "\n".join((*sorted(devices), *sorted(keys), str(container.WIRE)))
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def covered(files: Iterable[SeenFile]) -> int:
    """The last counter up to which files, in order, leave no hole."""
    reached = 0
    for file in files:
        if file.first > reached + 1:
            break
        reached = max(reached, file.last)
    return reached
