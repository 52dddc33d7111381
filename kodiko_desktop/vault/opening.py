"""What must be right before a store is opened: no restore half done, no page missing, no empty file taken for one."""

from db.connection import StoreUnreadable
from kodiko_desktop.vault.backups import list_backups
from kodiko_desktop.vault.failures import NoStore, StoreIncomplete
from kodiko_desktop.vault.profiles import Profile
from kodiko_desktop.vault.restore import finish_restore
from kodiko_desktop.vault.store_check import FileNotWhole, check_length
from kodiko_desktop.vault.store_key import StoreKey


def prepare_to_open(profile: Profile, key: StoreKey) -> None:
    """To call with the instance lock held and the profile's key, before any other connection. A few milliseconds.

    Raises NoStore when the profile was never filled, FolderUnwritable, and StoreIncomplete when the file is missing
    although there are backups, empty, cut or altered: since the keys vouch for `key`, it is then the file's fault.
    """
    finish_restore(profile)
    backups = list_backups(profile.backups_folder)
    last_day = backups[0].taken_at.date() if backups else None
    if not profile.has_store and last_day is None:
        raise NoStore()
    # The keys exist: an empty file is data that a full disk or a broken copy took away, never a new profile.
    if not profile.has_store or profile.store_path.stat().st_size == 0:
        raise StoreIncomplete(last_day)
    try:
        check_length(profile.store_path, key)
    except (FileNotWhole, StoreUnreadable) as error:
        raise StoreIncomplete(last_day) from error
