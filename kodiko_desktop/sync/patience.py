"""Files that were not right are read again when they change, else less and less often: junk that stays for ever in a
folder must not be read again at each exchange."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from db import settings
from db.connection import Connection
from db.store import Store
from kodiko_desktop.sync.folder import Folder

AT_ONCE = 3
"""How many exchanges read it each time: what arrives by pieces is soon whole."""
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=1)
"""How long it is left alone afterwards: twice as long each time, a day at most."""
WATCHED = 50
"""Files of a place whose size and date are looked at while they are left alone (an operation each)."""

_OF_FOLDER = "sync_patience {folder} "


@dataclass(frozen=True)
class _Wait:
    """What was tried: how often, when last (UTC, seconds since 1970), what the file looked like, and with what keys
    and devices known."""

    tries: int
    at: float
    size: int
    changed: int
    knowing: str


class Patience:
    """The files of one place of one folder that were not right. `knowing`: names what this laptop can read now; once it
    can read more, all of them deserve another look."""

    def __init__(self, store: Store, folder: Folder, place: str, knowing: str) -> None:
        self._store, self._folder, self._place, self._knowing = store, folder, place, knowing
        self._key = f"{_OF_FOLDER.format(folder=folder.key)}{place}"
        kept = settings.read(store.read(), self._key, {})
        self._waits = {name: _Wait(**wait) for name, wait in kept.items()}
        self._written = dict(self._waits)

    def due(self, names: Iterable[str]) -> list[str]:
        """The names to read now. Raises FolderAway."""
        found, watched = [], 0
        for name in names:
            wait = self._waits.get(name)
            if wait is None or self._is_due(wait):
                found.append(name)
            elif watched < WATCHED:
                watched += 1
                if self._folder.look(self._place, name) not in (None, (wait.size, wait.changed)):
                    found.append(name)
        return found

    def _is_due(self, wait: _Wait) -> bool:
        if wait.tries < AT_ONCE or wait.knowing != self._knowing:
            return True
        since = timedelta(seconds=self._now() - wait.at)
        return not timedelta() <= since < min(LONGEST, SHORTEST * 2 ** min(20, wait.tries - AT_ONCE))

    def not_right(self, name: str) -> None:
        """A file was read and is not right. Raises FolderAway."""
        before = self._waits.get(name)
        size, changed = self._folder.look(self._place, name) or (-1, -1)
        now = _Wait(1, self._now(), size, changed, self._knowing)
        if before is not None and (before.size, before.changed, before.knowing) == (size, changed, self._knowing):
            now = replace(now, tries=before.tries + 1)
        self._waits[name] = now

    def right(self, name: str) -> None:
        """A file turned out to be right."""
        self._waits.pop(name, None)

    def flush(self, names: Iterable[str]) -> None:
        """Remember, for the files that are still in the folder: `names`, its listing."""
        listed = set(names)
        self._waits = {name: wait for name, wait in self._waits.items() if name in listed}
        if self._waits != self._written:
            self._written = dict(self._waits)
            with self._store.note() as connection:
                settings.write(connection, self._key, {name: asdict(wait) for name, wait in self._waits.items()})

    def _now(self) -> float:
        now: datetime = self._store.now().astimezone(UTC)
        return now.timestamp()


def forget_waits(connection: Connection, folder: str) -> None:
    """Forget what was tried in a folder, by its key (inside `store.note()`)."""
    begins = _OF_FOLDER.format(folder=folder)
    connection.execute("DELETE FROM local_setting WHERE substr(key, 1, ?) = ?", (len(begins), begins))
