"""`kodiko restaurer`: put a backup back; the present data are kept aside, nothing is overwritten."""

from argparse import Namespace

from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.laptop import backup
from kodiko_desktop.vault.backups import Backup


class BackupUnknown(KodikoError):
    """No backup has that name."""


def run(parsed: Namespace) -> ExitCode:
    """Restore the backup named; without a name, list them. Raises BackupUnknown, and what `put_back` raises."""
    found = profile.find(parsed)
    backups = backup.listed(found)
    if parsed.sauvegarde is None:
        columns = {"name": _("Sauvegarde"), "taken_at": _("Faite le"), "size": _("Octets")}
        answers.table(parsed, columns, [_facts(each) for each in backups], empty=_("Aucune sauvegarde."))
        return ExitCode.DONE
    chosen = next((each for each in backups if each.path.name == parsed.sauvegarde), None)
    if chosen is None:
        raise BackupUnknown(
            _("Aucune sauvegarde ne porte ce nom. Sans nom, la commande en montre la liste."), for_log="no such backup"
        )
    backup.put_back(found, lambda: profile.key_of(parsed, found), chosen.path).close()
    sentences = [
        _("La sauvegarde est restaurée."),
        _("Les données d’avant sont gardées dans\u00a0: {folder}").format(folder=found.aside_folder),
    ]
    answers.say(parsed, sentences, restored=chosen.path.name, aside=found.aside_folder)
    return ExitCode.DONE


def _facts(each: Backup) -> dict[str, object]:
    return {"name": each.path.name, "taken_at": each.taken_at.strftime("%d/%m/%Y %H:%M"), "size": each.size}
