"""The shared folders this laptop knows: an office share, a stick… A fact of this laptop, never shared."""

import contextlib
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from db import settings
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import whereabouts
from kodiko_desktop.sync import membership, team
from kodiko_desktop.sync.failures import OtherTeam, SyncFailure, TeamThere
from kodiko_desktop.sync.folder import Folder, refusal
from kodiko_desktop.sync.patience import forget_waits

OWN_FOLDER = "Kodiko"
"""Made inside a folder that holds other things, so that Kodiko's files stay together."""
_SETTING = "shared_folders"
_TRIAL = ".kodiko-essai"


class FolderNotChosen(KodikoError):
    """A folder that cannot be shared, or is not known."""


@dataclass(frozen=True)
class LastExchange:
    """The last exchange that reached a folder. `at`: UTC, ISO 8601; `sent`, `received`: how many things typed."""

    at: str
    sent: int
    received: int


@dataclass(frozen=True)
class SharedFolder:
    """A folder the team meets in. `there`: as last seen (None: not looked at yet, or it does not answer); `last`: None
    before the first exchange; `emptied`: it was found without anything of ours; `trouble`: why the last try failed."""

    key: str
    name: str
    path: Path
    there: bool | None
    last: LastExchange | None
    emptied: bool = False
    trouble: str = ""


@dataclass(frozen=True)
class _Kept:
    """What this laptop remembers. `volume`: what the system calls the stick the folder is on."""

    key: str
    name: str
    path: str
    volume: str = ""
    emptied: bool = False
    trouble: str = ""


def shared_folders(connection: Connection) -> tuple[SharedFolder, ...]:
    """The folders, in the order they were added. Touches no disk: `there` is what was last seen."""
    reports = dict(connection.execute("SELECT folder, report FROM sync_folder").fetchall())
    found = []
    for kept in _kept(connection):
        path, said = Path(kept.path), reports.get(kept.key)
        report = json.loads(said) if said else None
        last = LastExchange(report["at"], report["sent"], sum(report["received"].values())) if report else None
        there = whereabouts.last_answer(path)
        found.append(SharedFolder(kept.key, kept.name, path, there, last, kept.emptied, kept.trouble))
    return tuple(found)


def folder_of(connection: Connection, key: str) -> SharedFolder:
    """One folder. Raises FolderNotChosen when it is not known (any more)."""
    for folder in shared_folders(connection):
        if folder.key == key:
            return folder
    raise FolderNotChosen(
        _("Ce dossier partagé n’est pas connu de cet ordinateur. Voyez la liste des dossiers."),
        for_log="no such folder",
    )


def add_folder(store: Store, path: Path, name: str = "") -> SharedFolder:
    """Remember a folder to exchange through; `name`: how people call it (its own name otherwise). One that holds other
    things gets a folder of ours inside. Known already: the same one, renamed if asked.

    Raises FolderNotChosen (not a folder, or the store's own place), FolderAway, FolderRefuses, OtherTeam.
    """
    place = _checked(store, path)
    known = _kept(store.read())
    same = next((kept for kept in known if Path(kept.path) == place), None)
    called = name.strip() or (same.name if same else place.name or str(place))
    if same is not None:
        _keep(store, [replace(kept, name=called) if kept is same else kept for kept in known])
        return folder_of(store.read(), same.key)
    new = _Kept(secrets.token_hex(8), called, str(place), whereabouts.volume_of(place))
    _keep(store, [*known, new])
    return folder_of(store.read(), new.key)


def require_no_team(store: Store, path: Path | None = None) -> None:
    """Make sure that no team meets yet in `path`, nor in the folders of this laptop that are there.
    Raises TeamThere, OtherTeam (something else bears its name), FolderAway, FolderRefuses."""
    places = [folder.path for folder in look(store) if folder.there]
    if path is not None and whereabouts.is_there(path, patience=5.0):
        places += [place for place in (path, path / OWN_FOLDER) if place.is_dir()]
    for place in places:
        mark = Folder(place).read("", team.MARK)
        if mark and mark.strip(b"\0"):
            team.read_mark(mark)
            raise TeamThere()


def point_folder(store: Store, key: str, path: Path) -> SharedFolder:
    """Say where a folder is now (another letter, another mount): what this laptop remembers of it stays.
    Raises as `add_folder`, and FolderNotChosen when another folder of the list is there."""
    folder_of(store.read(), key)
    place = _checked(store, path)
    known = _kept(store.read())
    if any(Path(kept.path) == place and kept.key != key for kept in known):
        raise FolderNotChosen(_("Ce dossier est déjà dans la liste. Rien n’a changé."), for_log="folder known already")
    move(store, key, place)
    return folder_of(store.read(), key)


def move(store: Store, key: str, place: Path) -> None:
    """Remember where a folder was found."""
    volume = whereabouts.volume_of(place)
    _change(store, key, path=str(place), volume=volume, emptied=False, trouble="")


def forget_folder(store: Store, key: str) -> None:
    """Stop exchanging through a folder. Its files stay where they are, and what was received stays here.
    Raises FolderNotChosen."""
    folder_of(store.read(), key)
    _keep(store, [kept for kept in _kept(store.read()) if kept.key != key])
    with store.note() as connection:
        for table in ("sync_folder", "sync_file", "sync_spool"):
            connection.execute(f"DELETE FROM {table} WHERE folder = ?", (key,))
        forget_waits(connection, key)


def expect_nothing_in(store: Store, key: str) -> None:
    """Somebody said that a folder was emptied for good: what it had, even a moment ago, is to be written again."""
    with store.note() as connection:
        connection.execute("UPDATE sync_file SET noted_at = '' WHERE folder = ?", (key,))


def note_try(store: Store, key: str, *, emptied: bool = False, trouble: str = "") -> None:
    """Remember how the last try with a folder ended. Nothing is written when it ended like the one before."""
    kept = next((kept for kept in _kept(store.read()) if kept.key == key), None)
    if kept is not None and (kept.emptied, kept.trouble) != (emptied, trouble):
        _change(store, key, emptied=emptied, trouble=trouble)


def look(store: Store) -> tuple[SharedFolder, ...]:
    """The folders after having looked whether each is there (half a second each at most)."""
    for folder in shared_folders(store.read()):
        find_again(store, folder)
    return shared_folders(store.read())


def find_again(
    store: Store, folder: SharedFolder, mounts: Iterable[Path] | None = None, *, patience: float = whereabouts.PATIENCE
) -> Path | None:
    """Where a folder is now: at its place, or, for a stick that came under another letter or name, where the same
    stick is. None when it is nowhere, or does not answer within `patience` seconds."""
    if whereabouts.is_there(folder.path, patience=patience):
        return folder.path
    member = membership.find(store.read())
    kept = next((kept for kept in _kept(store.read()) if kept.key == folder.key), None)
    if member is None or kept is None or not kept.volume:
        return None
    taken = {Path(each.path) for each in _kept(store.read())}
    for place in whereabouts.other_places(folder.path, kept.volume, mounts):
        with contextlib.suppress(SyncFailure):
            if place not in taken and team.check_mark(Folder(place), member, make=False):
                move(store, folder.key, place)
                return place
    return None


# -- inside -------------------------------------------------------------------------------------------------------


def _checked(store: Store, path: Path) -> Path:
    """The folder to use in `path`, once it was found fit."""
    place = Path(os.path.abspath(Path(path).expanduser()))
    if not whereabouts.is_there(place, patience=5.0):
        raise FolderNotChosen(
            _("Ce dossier n’est pas joignable. Vérifiez la clé ou le partage, puis choisissez-le à nouveau."),
            for_log="chosen folder not there",
        )
    own = store.path.parent.resolve()
    real = place.resolve()
    if real == own or own in real.parents or real in own.parents:
        raise FolderNotChosen(
            _(
                "Les données de cet ordinateur sont dans ce dossier\u00a0: elles ne doivent pas en sortir. "
                "Choisissez un dossier qui ne sert qu’au partage."
            ),
            for_log="folder around the store",
        )
    place = _room_in(place)
    _check_team(store, place)
    trial = Folder(place)
    trial.write("", _TRIAL, secrets.token_bytes(16))
    trial.remove("", _TRIAL)
    return place


def _room_in(place: Path) -> Path:
    """The folder itself when it is ours or empty, else ours inside it."""
    folder = Folder(place)
    names = folder.names("")
    if team.MARK in names or not names:
        return place
    inside = place / OWN_FOLDER
    try:
        inside.mkdir(exist_ok=True)
    except OSError as error:
        raise refusal(error) from error
    return inside


def _check_team(store: Store, place: Path) -> None:
    member = membership.find(store.read())
    mark = Folder(place).read("", team.MARK)
    if mark is None:
        return
    found = team.read_mark(mark)
    if member is not None and found != (member.team, team.fingerprint(member.root)):
        raise OtherTeam()


def _kept(connection: Connection) -> list[_Kept]:
    return [_Kept(**each) for each in settings.read(connection, _SETTING, [])]


def _keep(store: Store, folders: Iterable[_Kept]) -> None:
    with store.note() as connection:
        settings.write(connection, _SETTING, [asdict(each) for each in folders])


def _change(store: Store, key: str, **values: object) -> None:
    known = _kept(store.read())
    _keep(store, [replace(kept, **values) if kept.key == key else kept for kept in known])  # type: ignore[arg-type]
