"""`kodiko verifier`: read every page of the data, and open every backup."""

from argparse import Namespace

from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault.backups import list_backups, verify


def run(parsed: Namespace) -> ExitCode:
    """Check the store and its backups; DAMAGED when one is not whole."""
    with profile.opened(parsed) as held:
        connection = held.store.read()
        sealed = not connection.execute("PRAGMA cipher_integrity_check").fetchall()
        sound = sealed and connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        torn = []
        backups = list_backups(held.profile.backups_folder)
        for backup in backups:
            try:
                verify(backup.path, held.key)
            except KodikoError:
                torn.append(backup.path.name)
    whole = _("Les données sont entières.")
    broken = _("Les données sont abîmées : restaurez une sauvegarde (kodiko restaurer).")
    sentences = [whole if sound else broken]
    sentences.append(_("Sauvegardes vérifiées : {count}").format(count=len(backups) - len(torn)))
    if torn:
        sentences.append(_("Sauvegardes abîmées : {names}").format(names=", ".join(torn)))
    answers.say(parsed, sentences, sound=sound, backups=len(backups), torn=torn)
    return ExitCode.DONE if sound and not torn else ExitCode.DAMAGED
