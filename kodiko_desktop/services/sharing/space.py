"""How much room the team takes in a shared folder, antenna by antenna. Measured when asked: a share may be slow."""

from dataclasses import asdict, dataclass

from db import settings
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import folders, teams
from kodiko_desktop.sync import blobs, segment
from kodiko_desktop.sync.failures import FolderAway
from kodiko_desktop.sync.folder import Folder

_MEASURED = "sharing.space"


@dataclass(frozen=True)
class StreamSpace:
    """The files of one antenna (or of what the association shares): `name` as people call it; bytes of what was typed
    and of scans and photos; how many files."""

    name: str
    typed: int
    scans: int
    files: int


def measure_space(store: Store, key: str, progress: Progress = silent) -> tuple[StreamSpace, ...]:
    """Measure a folder now, and remember it. Raises FolderNotChosen, FolderAway, FolderRefuses, and what `progress`
    raises."""
    path = folders.find_again(store, folders.folder_of(store.read(), key))
    if path is None:
        raise FolderAway()
    folder = Folder(path, key=key)
    streams = folder.names(segment.PLACE)
    names = teams.antenna_names(store.read())
    found = []
    for done, stream in enumerate(streams):
        progress(done, len(streams), _("Mesure de la place prise"))
        typed, scans = folder.sizes(segment.place_of(stream)), folder.sizes(blobs.place_of(stream))
        found.append(StreamSpace(stream_name(stream, names), sum(typed), sum(scans), len(typed) + len(scans)))
    found.sort(key=lambda each: each.name.casefold())
    with store.note() as connection:
        known = settings.read(connection, _MEASURED, {})
        kept = {each.key: known[each.key] for each in folders.shared_folders(store.read()) if each.key in known}
        settings.write(connection, _MEASURED, {**kept, key: [asdict(each) for each in found]})
    return tuple(found)


def last_measured(connection: Connection, key: str) -> tuple[StreamSpace, ...] | None:
    """What the last measure of a folder found; None before the first."""
    known = settings.read(connection, _MEASURED, {}).get(key)
    return None if known is None else tuple(StreamSpace(**each) for each in known)


def stream_name(stream: str, antennas: dict[str, str]) -> str:
    """How people call a part of the shared folder."""
    if stream == ORGANISATION_STREAM:
        return _("Commun à l’association")
    return antennas.get(stream) or _("Une antenne que cet ordinateur ne lit pas")
