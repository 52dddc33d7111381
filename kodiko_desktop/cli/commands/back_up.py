"""`kodiko sauvegarder`: a verified backup, and on demand a copy that opens elsewhere."""

from argparse import Namespace

from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.laptop import backup


def run(parsed: Namespace) -> ExitCode:
    """Make a backup; with `--vers`, also a folder that carries the data and their keys away."""
    with profile.opened(parsed) as held:
        made = backup.make_now(held)
        folder = backup.carry_away(held, parsed.vers) if parsed.vers is not None else None
    sentences = [_("Sauvegarde faite et vérifiée\u00a0: {name}").format(name=made.path.name)]
    if folder is not None:
        sentences.append(_("Copie à emporter\u00a0: {folder}").format(folder=folder))
    answers.say(parsed, sentences, backup=made.path.name, size=made.size, exported=folder)
    return ExitCode.DONE
