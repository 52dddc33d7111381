"""`kodiko verifier`: read every page of the data, and open every backup; make the search again when asked."""

from argparse import Namespace

from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import settings
from kodiko_desktop.services.association.access import present
from kodiko_desktop.services.laptop import backup
from kodiko_desktop.services.laptop.opening import OpenProfile
from kodiko_desktop.services.laptop.search_again import index_again


def run(parsed: Namespace) -> ExitCode:
    """Check the store and its backups; DAMAGED when one is not whole."""
    with profile.opened(parsed) as held:
        health = settings.check_data(held)
        copies = backup.listed(held.profile)
        torn = [each.path.name for each in copies if not _opens(held, each)]
        sound = not health.problems
        found = _index_again(held) if parsed.recherche and sound else None
    whole = _("Les données sont entières.")
    broken = _("Les données sont abîmées\u00a0: restaurez une sauvegarde (kodiko restaurer).")
    sentences = [whole if sound else broken]
    sentences.append(_("Sauvegardes vérifiées\u00a0: {count}").format(count=len(copies) - len(torn)))
    if torn:
        sentences.append(_("Sauvegardes abîmées\u00a0: {names}").format(names=", ".join(torn)))
    if found is not None:
        sentences.append(_("Recherche refaite\u00a0: {count} fiches").format(count=found))
    answers.say(parsed, sentences, sound=sound, rows=health.rows, backups=len(copies), torn=torn, indexed=found)
    return ExitCode.DONE if sound and not torn else ExitCode.DAMAGED


def _index_again(held: OpenProfile) -> int:
    return index_again(held.store, author=present(held.store.read()).staff_id)


def _opens(held: OpenProfile, copy: backup.Backup) -> bool:
    try:
        backup.check(held, copy.path)
    except KodikoError:
        return False
    return True
