"""`kodiko agenda`: what is to come as a calendar file, with initials unless names are asked for."""

from argparse import Namespace
from pathlib import Path

from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.cli.finding import person_of
from kodiko_desktop.domain.wording import ngettext
from kodiko_desktop.services import agenda
from kodiko_desktop.services.association import access


def run(parsed: Namespace) -> ExitCode:
    """Write the calendar of one person, or of who works at this laptop. Raises PersonNotFound, FileNotWritten."""
    with profile.opened(parsed) as held:
        store, today = held.store, held.store.now().date()
        if parsed.personne:
            found = agenda.person_agenda(store, person_of(store, parsed.personne), today=today, named=parsed.noms)
        else:
            present = access.present(store.read())
            found = agenda.my_agenda(
                store, staff_id=present.staff_id, antenna_id=present.antenna_id, today=today, named=parsed.noms
            )
    path: Path = parsed.vers / found.file_name if parsed.vers.is_dir() else parsed.vers
    answers.write_file(path, found.content)
    said = ngettext(
        "{count} moment à venir écrit dans {path}", "{count} moments à venir écrits dans {path}", found.events
    )
    answers.say(parsed, (said.format(count=found.events, path=path),), path=path, events=found.events)
    return ExitCode.DONE
