"""`kodiko restaurer`: put a backup back; the present data are kept aside, nothing is overwritten."""

from argparse import Namespace

from db.store import wall_clock
from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault import single_instance
from kodiko_desktop.vault.backups import Backup, list_backups
from kodiko_desktop.vault.restore import restore


class BackupUnknown(KodikoError):
    """No backup has that name."""


def run(parsed: Namespace) -> ExitCode:
    """Restore the backup named; without a name, list them."""
    found = profile.find(parsed)
    backups = list_backups(found.backups_folder)
    if parsed.sauvegarde is None:
        columns = {"name": _("Sauvegarde"), "taken_at": _("Faite le"), "size": _("Octets")}
        answers.table(parsed, columns, [_facts(backup) for backup in backups], empty=_("Aucune sauvegarde."))
        return ExitCode.DONE
    chosen = next((backup for backup in backups if backup.path.name == parsed.sauvegarde), None)
    if chosen is None:
        raise BackupUnknown(_("Aucune sauvegarde ne porte ce nom. Sans nom, la commande en montre la liste."))
    now = wall_clock()
    with single_instance.hold(found.lock_path, now):
        key = profile.key_of(parsed, found)
        try:
            restored = restore(chosen.path, found, key, now)
        finally:
            key.wipe()
    sentences = [_("La sauvegarde est restaurée.")]
    if restored.aside is not None:
        sentences.append(_("Les données d’avant sont gardées dans : {folder}").format(folder=restored.aside))
    answers.say(parsed, sentences, restored=restored.backup, aside=restored.aside)
    return ExitCode.DONE


def _facts(backup: Backup) -> dict[str, object]:
    taken_at = backup.taken_at.strftime("%d/%m/%Y %H:%M")
    return {"name": backup.path.name, "taken_at": taken_at, "size": backup.size}
