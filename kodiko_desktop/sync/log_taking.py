"""Takes the records of the team's log that a folder has: those of laptops this one knows, and no others. Anybody can
put files in a folder; what nobody known has signed stays there, and is looked at again once somebody was let in."""

from dataclasses import dataclass

from db.store import Store
from kodiko_desktop.sync import container, control, memory, team
from kodiko_desktop.sync.directory import Directory
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.membership import Keyring, Membership
from kodiko_desktop.sync.memory import Memory

LARGEST = 8 << 20
"""Bytes of a record at most: a hundred antennas handed over to a hundred laptops weigh three."""


def take_control(store: Store, folder: Folder, member: Membership, keys: Keyring, directory: Directory) -> set[str]:
    """Take the records the folder has; returns the names it has. Raises FolderAway, FolderRefuses."""
    names = folder.names(control.PLACE)
    ours = {row[0] for row in store.read().execute("SELECT name FROM sync_control")}
    knowing = memory.what_is_known(directory.devices, (key.key_id for key in keys.by_id.values()))
    known = Memory(store, folder, control.PLACE, knowing)
    taking = _Taking(store, folder, known, (member, keys, directory))
    due = known.unsettled(name for name in names if name not in ours)
    strangers, before = taking.take(due), len(due) + 1
    while strangers and len(strangers) < before:
        before = len(strangers)
        strangers = taking.take(strangers)
    for name in strangers:
        known.note(name, memory.STRANGE)
    known.flush()
    return set(names)


@dataclass
class _Taking:
    """One passage over the log of a folder. `who`: as the records taken so far say, unless `outdated`."""

    store: Store
    folder: Folder
    known: Memory
    who: tuple[Membership, Keyring, Directory]
    outdated: bool = False

    def take(self, names: list[str]) -> list[str]:
        """Take what is right; returns the names of records of laptops that nobody let in so far."""
        strangers = []
        for name in names:
            content = self.folder.read(control.PLACE, name, most=LARGEST) or b""
            verdict = self._verdict(content)
            if verdict is None and self.outdated:
                self.who, self.outdated = team.read_directory(self.store), False
                verdict = self._verdict(content)
            if verdict is None:
                strangers.append(name)
            else:
                self.known.note(name, verdict)
        return strangers

    def _verdict(self, content: bytes) -> str | None:
        """What a record turned out to be; None when its signer is not known. A right one is kept."""
        try:
            name = control.check(content, *self.who)
        except container.Incomplete:
            return memory.LATE
        except (container.NotOurs, container.Newer):
            return memory.STRANGE
        except control.SignerUnknown:
            return None
        with self.store.note() as connection:
            control.keep(connection, name, content)
        self.outdated = True
        return memory.WHOLE
