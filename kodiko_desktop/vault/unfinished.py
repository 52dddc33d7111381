"""Keys without a store: what an interrupted first start leaves. They open nothing, and must not bar a new start."""

from pathlib import Path

from kodiko_desktop.vault.durable import put_in_place
from kodiko_desktop.vault.failures import FolderUnwritable, KeysDamaged
from kodiko_desktop.vault.keys_file import copies, read_first
from kodiko_desktop.vault.profiles import Profile


def is_unfinished(profile: Profile) -> bool:
    """Whether keys are all there is: no store, no backup, no store set aside, no restore under way."""
    if not any(path.exists() for path in copies(profile)):
        return False
    if profile.has_store or profile.restored_path.exists() or any(profile.aside_folder.glob("*")):
        return False
    return all(path.name.startswith("keys") for path in profile.backups_folder.glob("*"))


def put_keys_aside(profile: Profile) -> None:
    """Give the keys of an unfinished start another name: a store that somebody took away by hand still opens with them
    (`keys-<store>.json`, to be called `keys.json` again). Raises FolderUnwritable."""
    try:
        for path in copies(profile):
            if path.exists():
                put_in_place(path, path.with_name(f"keys-{_store_id(path)}.json"))
    except OSError as error:
        raise FolderUnwritable(type(error).__name__) from error


def _store_id(path: Path) -> str:
    try:
        return read_first([path]).store_id
    except KeysDamaged:
        return "abimees"
