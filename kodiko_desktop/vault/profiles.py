"""Where a profile's files live: one store per profile, in the system's data folder or where `KODIKO_HOME` says."""

import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

from kodiko_desktop.vault.failures import FolderUnwritable, NotDisposable, ProfileNameRefused

HOME_VARIABLE = "KODIKO_HOME"
DEFAULT_NAME = "principal"
DEMO_NAME = "demonstration"

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names Windows keeps for its devices."""
_DISPOSABLE_MARK = "jetable"


class Profile(NamedTuple):
    """A profile's name and folder; nothing is created by naming it."""

    name: str
    folder: Path

    @property
    def store_path(self) -> Path:
        """The encrypted store."""
        return self.folder / "store.kodiko"

    @property
    def keys_path(self) -> Path:
        """The wrapped keys (nothing here opens the store without a secret)."""
        return self.folder / "keys.json"

    @property
    def backups_folder(self) -> Path:
        """The rotating copies, with their own copy of `keys.json`."""
        return self.folder / "backups"

    @property
    def lock_path(self) -> Path:
        """Held by the window that has the store open."""
        return self.folder / "lock"

    @property
    def aside_folder(self) -> Path:
        """Stores that a restore has replaced."""
        return self.folder / "de-cote"

    @property
    def restored_path(self) -> Path:
        """Says that the store comes from a backup, so that a new device id must be taken."""
        return self.folder / "restored.json"

    @property
    def has_store(self) -> bool:
        """Whether a store is there."""
        return self.store_path.is_file()

    @property
    def disposable(self) -> bool:
        """Whether the profile was made to be thrown away (`demo_profile`)."""
        return (self.folder / _DISPOSABLE_MARK).is_file()


def data_folder() -> Path:
    """`KODIKO_HOME` when it is set, else the user's data folder for applications of this system."""
    override = os.environ.get(HOME_VARIABLE)
    if override:
        return Path(override)
    import platformdirs  # only when needed: the tests and the demonstration name their folder

    return Path(platformdirs.user_data_dir("Kodiko", appauthor=False))


def find_profile(name: str = DEFAULT_NAME, *, root: Path | None = None) -> Profile:
    """The profile called `name` under `root` (default `data_folder()`), whether it exists yet or not.

    Raises ProfileNameRefused when the name could not be a folder on every system.
    """
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise ProfileNameRefused()
    return Profile(name, (root or data_folder()) / name)


def prepare_folders(profile: Profile) -> None:
    """Make the profile's folders, open to their owner only. Raises FolderUnwritable."""
    try:
        profile.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        profile.backups_folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise FolderUnwritable(type(error).__name__) from error


def demo_profile(*, root: Path | None = None) -> Profile:
    """The demonstration's profile, created empty and marked as disposable: its store can be thrown away.

    Raises FolderUnwritable, and NotDisposable when a real profile has taken that name.
    """
    profile = find_profile(DEMO_NAME, root=root)
    if profile.has_store and not profile.disposable:
        raise NotDisposable()
    prepare_folders(profile)
    try:
        (profile.folder / _DISPOSABLE_MARK).touch()
    except OSError as error:
        raise FolderUnwritable(type(error).__name__) from error
    return profile


def throw_away(profile: Profile) -> None:
    """Erase a demonstration and all its files. Raises NotDisposable for any other profile, FolderUnwritable."""
    if not profile.disposable:
        raise NotDisposable()
    try:
        shutil.rmtree(profile.folder)
    except OSError as error:
        raise FolderUnwritable(type(error).__name__) from error
