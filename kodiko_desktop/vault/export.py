"""A backup that can be opened on another computer: the copy, the wrapped keys and a note, together in one folder."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault.backups import Backup, back_up, explained, list_backups
from kodiko_desktop.vault.durable import write_durably
from kodiko_desktop.vault.failures import ExportUnusable, KeysAlreadyThere, KeysDamaged
from kodiko_desktop.vault.keys_file import Keys, copies, encode, read_first, read_keys, write_keys
from kodiko_desktop.vault.profiles import Profile
from kodiko_desktop.vault.restore import Restored, restore
from kodiko_desktop.vault.store_key import StoreKey
from kodiko_desktop.vault.unfinished import is_unfinished, put_keys_aside

KEYS_NAME = "keys.json"
NOTE_NAME = "LISEZ-MOI.txt"


@dataclass(frozen=True)
class Export:
    """An exported folder that can be used: its keys, to open with `keybox.passphrase_opens` or `code_opens`."""

    backup: Backup
    keys: Keys


def export_backup(
    profile: Profile, key: StoreKey, destination: Path, now: datetime, *, progress: Progress = silent
) -> Path:
    """A new folder in `destination` (a USB stick, a share), with a fresh verified backup. The folder made.

    Raises KeysDamaged and what `back_up` raises; nothing is then left in `destination`.
    """
    content = encode(read_keys(profile))
    name, count = f"kodiko-sauvegarde-{now:%Y-%m-%d-%H%M}", 1
    while (destination / name).exists():
        count += 1
        name = f"kodiko-sauvegarde-{now:%Y-%m-%d-%H%M}-{count}"
    folder = destination / name
    with explained(profile.backups_folder):
        folder.mkdir(parents=True)
        try:
            back_up(profile.store_path, key, folder, now, progress=progress)
            write_durably(folder / KEYS_NAME, content)
            write_durably(folder / NOTE_NAME, "\r\n".join(_note()).encode())
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return folder


def read_export(folder: Path) -> Export:
    """The newest backup of an exported folder (or of a profile's `backups`), and its keys. Raises ExportUnusable."""
    backups = list_backups(folder)
    if not backups:
        raise ExportUnusable()
    try:
        return Export(backups[0], read_first([folder / KEYS_NAME]))
    except KeysDamaged as error:
        raise ExportUnusable() from error


def restore_export(
    export: Export, profile: Profile, key: StoreKey, now: datetime, *, progress: Progress = silent
) -> Restored:
    """Make a new profile of an export. The keyring of this computer has not the key: pass-phrase or code for now.

    Raises KeysAlreadyThere when `profile` is not empty, and what `restore` raises. Interrupted, it can be done again.
    """
    another = any(_is_another(path, export.keys) for path in copies(profile))
    if profile.has_store or (another and not is_unfinished(profile)):
        raise KeysAlreadyThere()
    if another:
        put_keys_aside(profile)
    write_keys(profile, _without_keyring(export.keys))
    return restore(export.backup.path, profile, key, now, progress=progress)


def _is_another(path: Path, keys: Keys) -> bool:
    """Whether `path` holds keys of another store; an earlier attempt of ours left the same ones."""
    if not path.exists():
        return False
    try:
        return read_first([path]).store_id != keys.store_id
    except KeysDamaged:
        return True


def _without_keyring(keys: Keys) -> Keys:
    return Keys(keys.store_id, keys.fingerprint, False, keys.passphrase, keys.recovery)


def _note() -> tuple[str, ...]:
    """For whoever finds the folder: what it is, and that it cannot be read without a secret. Names nobody."""
    return (
        _("Sauvegarde de Kodiko Desktop, chiffrée."),
        _("Pour l’ouvrir : installez Kodiko Desktop, choisissez « Restaurer une sauvegarde », puis ce dossier."),
        _("Kodiko demandera la phrase secrète, ou le code de secours imprimé au premier démarrage."),
        _("Gardez les fichiers de ce dossier ensemble."),
    )
