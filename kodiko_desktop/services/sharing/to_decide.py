"""How much waits for somebody to decide: counted here for the rail, the tab and the command line alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.connection import Connection
from db.queries.alike_kept import count_alike
from db.queries.numbers_twice import count_twice
from db.store import Store
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.services.sharing import conflicts
from kodiko_desktop.services.sharing.device_names import device_names
from kodiko_desktop.services.sharing.folders import SharedFolder, shared_folders
from kodiko_desktop.services.sharing.warnings import Warned, read_warnings


@dataclass(frozen=True)
class ToDecide:
    """`conflicts`: fields of which several values stand; `pairs`: people who may be registered twice; `numbers`:
    numbers that several people bear."""

    conflicts: int
    pairs: int
    numbers: int

    @property
    def count(self) -> int:
        """All together."""
        return self.conflicts + self.pairs + self.numbers


def to_decide(connection: Connection, progress: Progress = silent) -> ToDecide:
    """Count what waits, without reading what it says. Among thousands of people this takes a moment, when names
    changed: what `progress` raises stops it."""
    pairs = count_alike(connection, lambda: progress(0, 1))
    return ToDecide(conflicts.count(connection), pairs, count_twice(connection))


def asking(store: Store, progress: Progress = silent) -> int:
    """How many things ask for a person, alarms included: the number of the rail, and those of the tabs together."""
    warned = read_warnings(store, device_names(store.read()))
    return to_decide(store.read(), progress).count + alarms(warned, shared_folders(store.read()))


def alarms(warned: Iterable[Warned], folders: Iterable[SharedFolder]) -> int:
    """How many warnings, and folders that refuse, ask for a person."""
    return sum(each.alarm for each in warned) + sum(bool(folder.trouble) for folder in folders)
