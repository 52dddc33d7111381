"""Documents added on another laptop: their bytes come from a shared folder when somebody opens them, logos by
themselves."""

import contextlib

from db.store import Store
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.services.sharing import folders
from kodiko_desktop.sync import blobs
from kodiko_desktop.sync.failures import DocumentAway, FolderAway, SyncFailure
from kodiko_desktop.sync.folder import Folder

_LOGOS = (
    "SELECT logo_document_id FROM organisation WHERE logo_document_id IS NOT NULL "
    "UNION SELECT logo_document_id FROM funder WHERE logo_document_id IS NOT NULL"
)


def is_here(store: Store, document_id: str) -> bool:
    """Whether a document can be opened at once. Touches no folder."""
    return blobs.is_here(store, document_id)


def bring(store: Store, *, document_id: str, progress: Progress = silent) -> None:
    """Have the bytes of a document on this laptop: from the first shared folder that holds them, unless they are here.
    Touches folders: a share may hang. Raises DocumentAway when no folder is within reach, DocumentNotHere or another
    SyncFailure when one was and has not all of it, and what `progress` raises."""
    if blobs.is_here(store, document_id):
        return
    failure: SyncFailure = DocumentAway()
    for known in folders.shared_folders(store.read()):
        path = folders.find_again(store, known)
        if path is None:
            continue
        try:
            blobs.fetch(store, Folder(path, key=known.key), document_id, progress=progress)
        except FolderAway:
            continue
        except SyncFailure as met:
            failure = met
        else:
            return
    raise failure


def bring_logos(store: Store, folder: Folder) -> None:
    """Fetch from a folder the logos that papers carry, once: a sheet printed far from any network has them too. One
    that is not there yet is looked for again at the next exchange."""
    for (document_id,) in store.read().execute(_LOGOS).fetchall():
        with contextlib.suppress(SyncFailure):
            blobs.fetch(store, folder, document_id)
