"""Joining a team with the code somebody reads aloud: asked once, answered at an exchange, then the whole history comes.

Joining fills an empty store. One that holds people already is refused: two stories are never poured into one. What a
first start wrote (the association's name, an antenna, who sits here) gives way to the team's.
"""

import contextlib
import secrets
from pathlib import Path

from db import settings
from db.catalogue import tables
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.moments_in_words import moment_of
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sharing import folders, teams
from kodiko_desktop.services.sharing.folders import SharedFolder
from kodiko_desktop.sync import invite as letting_in
from kodiko_desktop.sync import membership
from kodiko_desktop.sync.exchange import exchange
from kodiko_desktop.sync.failures import AlreadyInTeam, FolderAway, InviteUnusable, SyncFailure
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.team import moment

SET_UP = frozenset({"organisation", "antenna", "staff", "definition"})
"""What a first start writes, and gives way to the team's."""
_LOCAL_TRACES = ("act", "operation", "sync_head", "sync_overwritten", "conflict", "numbering", "draft", "recent")
_ASKED_AT = "sharing.asked_at"
_ADDED_FOLDERS = "sharing.joining_folders"
"""The keys of the folders that requests brought in the list."""
_OWN_SET_UP = "sharing.own_set_up"
"""Set from the request on: what the first start wrote goes away before the team's history comes."""


ALONE = "01"
"""The code of a laptop that works alone, and of the one that makes a team."""
_OWN_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_text%' "
    "AND name NOT IN ('alembic_version', 'local_setting')"
)


class StoreHasItsOwn(KodikoError):
    """This laptop holds people of its own: joining would mix two stories."""


def own_data(connection: Connection) -> str:
    """Why this store cannot join a team, in a sentence; "" when it can (nobody was registered here yet)."""
    marks = ", ".join("?" * len(SET_UP))
    own = connection.execute(
        f"SELECT 1 FROM operation WHERE table_name NOT IN ({marks}) LIMIT 1", tuple(sorted(SET_UP))
    ).fetchone()
    if own is None:
        return ""
    people = connection.execute("SELECT count(*) FROM person").fetchone()[0]
    held = ngettext("{count} personne", "{count} personnes", people).format(count=people)
    return _(
        "Cet ordinateur a déjà ses propres données ({held})\u00a0: elles ne peuvent pas être mêlées à celles d’une "
        "équipe. Rien n’a changé. Rejoignez l’équipe depuis un autre profil, vide\u00a0: lancez «\u00a0kodiko --profil "
        "equipe\u00a0». Vos données restent dans celui-ci, et s’exportent en tableur pour y être importées."
    ).format(held=held)


def ask_to_join(store: Store, *, path: Path, code: str, device_name: str) -> SharedFolder:
    """Ask, with the code (typed, or the text of its QR code), to be let in the team that meets in a folder. Asking
    again after an interruption is the same request. Then `join_progress` until it says True.

    Raises CodeMistyped, StoreHasItsOwn, AlreadyInTeam, NameMissing, FolderNotChosen, FolderAway, FolderRefuses,
    OtherTeam (also for a folder where no team meets).
    """
    if membership.find(store.read()) is not None:
        raise AlreadyInTeam()
    name = teams.named(device_name)
    _require_nobody(store)
    letting_in.read_invitation(code)
    before = {folder.key for folder in folders.shared_folders(store.read())}
    folder = folders.add_folder(store, path)
    try:
        letting_in.request_to_join(store, Folder(folder.path, key=folder.key), code=code, device_name=name)
    except SyncFailure:
        if folder.key not in before:
            folders.forget_folder(store, folder.key)
            if folder.path.name == folders.OWN_FOLDER:
                with contextlib.suppress(OSError):
                    folder.path.rmdir()  # the one just made: anything in it keeps it
        raise
    if folder.key not in before:  # what giving up takes away again
        with store.note() as connection:
            added = settings.read(connection, _ADDED_FOLDERS, [])
            settings.write(connection, _ADDED_FOLDERS, [*added, folder.key])
    with store.note() as connection:
        settings.write(connection, _ASKED_AT, moment(store))
        settings.write(connection, _OWN_SET_UP, True)
        settings.write(connection, teams.HISTORY_COMING, True)
    return folder


def join_progress(store: Store, progress: Progress = silent) -> bool:
    """Go on joining: take the answer if an administrator's laptop gave one, then bring the whole history, with
    progress. False while there is no answer, or while no folder is there. True once everything is here.

    What `progress` raises stops it (`Cancelled`): what came stays, and the next call goes on, after a restart too.
    Raises StoreHasItsOwn, NoTeam (nothing was asked), InviteUnusable, FolderRefuses.
    """
    if membership.find(store.read()) is None:
        if not letting_in.is_joining(store):
            teams.require_team(store.read())
        _require_nobody(store)
        if not any(letting_in.finish_joining(store, folder) for folder in _there(store)):
            _require_fresh(store)
            return False
    make_room(store)
    reached = [exchange(store, folder, progress=progress).reached for folder in _there(store)]
    if not any(reached):
        return False
    with store.note() as connection:
        settings.write(connection, teams.HISTORY_COMING, False)
    return True


def answer_is_there(store: Store) -> bool:
    """Whether a folder within reach holds the answer to the request of this laptop: `join_progress` then takes it."""
    return any(letting_in.is_answered(store, folder) for folder in _there(store))


def give_up_joining(store: Store) -> None:
    """Withdraw the request (a wrong code, another team): this laptop is as it was before, and the folder too if it is
    within reach. Harmless twice; does nothing once let in."""
    if membership.find(store.read()) is not None:
        return
    for folder in _there(store):
        with contextlib.suppress(FolderAway):
            letting_in.withdraw(store, folder)
    added = settings.read(store.read(), _ADDED_FOLDERS, [])
    for folder in folders.shared_folders(store.read()):
        if folder.key in added:
            folders.forget_folder(store, folder.key)
    with store.note() as connection:
        connection.execute("DELETE FROM sync_secret WHERE name = ?", (letting_in.JOINING,))
        keys = (_OWN_SET_UP, teams.HISTORY_COMING, _ASKED_AT, _ADDED_FOLDERS)
        connection.execute(f"DELETE FROM local_setting WHERE key IN ({', '.join('?' * len(keys))})", keys)


def start_alone(store: Store) -> None:
    """Begin without a team after all, joining having been begun: the request is withdrawn; when the team had answered
    already, everything that came from it goes away and this laptop is another one, which nobody knows. Raises
    AlreadyInTeam once the whole history is here: that is a laptop of the team."""
    member = membership.find(store.read())
    if member is None:
        give_up_joining(store)
        return
    if not settings.read(store.read(), teams.HISTORY_COMING, False):
        raise AlreadyInTeam()
    for folder in folders.shared_folders(store.read()):
        folders.forget_folder(store, folder.key)
    device = secrets.token_hex(8)
    with store.incoming() as incoming:
        connection = incoming.connection
        for (name,) in connection.execute(_OWN_TABLES).fetchall():
            connection.execute(f'DELETE FROM "{name}"')
        connection.execute("DELETE FROM search_text")
        connection.execute("DELETE FROM local_setting WHERE key LIKE 'sharing.%' OR key LIKE 'sync\\_%' ESCAPE '\\'")
        settings.write(connection, settings.DEVICE_ID, device)
        settings.write(connection, settings.DEVICE_CODE, ALONE)
        for key in (settings.PRESENT_STAFF, settings.HOME_ANTENNA):
            settings.write(connection, key, "")
    store.device, store.device_code = device, ALONE


def make_room(store: Store) -> None:
    """Take away what the first start wrote, once let in and before anything of the team comes. Does nothing at any
    other moment."""
    read = store.read()
    if not settings.read(read, _OWN_SET_UP, False):
        return
    if own_data(read) or read.execute("SELECT 1 FROM sync_frontier LIMIT 1").fetchone():
        with store.note() as connection:
            settings.write(connection, _OWN_SET_UP, False)
        return
    with store.incoming() as incoming:
        for name in (*tables(), *_LOCAL_TRACES):
            incoming.connection.execute(f'DELETE FROM "{name}"')
        for key in (settings.PRESENT_STAFF, settings.HOME_ANTENNA):
            settings.write(incoming.connection, key, "")
        settings.write(incoming.connection, _OWN_SET_UP, False)


def _there(store: Store) -> list[Folder]:
    found = [(each.key, folders.find_again(store, each)) for each in folders.shared_folders(store.read())]
    return [Folder(path, key=key) for key, path in found if path is not None]


def _require_fresh(store: Store) -> None:
    """Raises InviteUnusable when the request is older than any invitation lasts: nobody will answer it any more."""
    asked = moment_of(settings.read(store.read(), _ASKED_AT, ""))
    if asked is not None and store.now() - asked > letting_in.LASTS:
        raise InviteUnusable()


def _require_nobody(store: Store) -> None:
    sentence = own_data(store.read())
    if sentence:
        raise StoreHasItsOwn(sentence, for_log="store with data of its own cannot join")
