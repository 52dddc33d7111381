"""`kodiko sauvegarder`: a verified backup, and on demand a copy that opens elsewhere."""

from argparse import Namespace

from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault.backups import back_up
from kodiko_desktop.vault.export import export_backup


def run(parsed: Namespace) -> ExitCode:
    """Make a backup; with `--vers`, a folder that carries a backup and its keys."""
    with profile.opened(parsed) as held:
        found, now = held.profile, held.store.now()
        made = back_up(held.profile.store_path, held.key, found.backups_folder, now)
        folder = export_backup(found, held.key, parsed.vers, now) if parsed.vers is not None else None
    sentences = [_("Sauvegarde faite et vérifiée : {name}").format(name=made.path.name)]
    if folder is not None:
        sentences.append(_("Copie à emporter : {folder}").format(folder=folder))
    answers.say(parsed, sentences, backup=made.path.name, size=made.size, exported=folder)
    return ExitCode.DONE
