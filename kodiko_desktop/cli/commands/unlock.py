"""`kodiko ouvrir`: do the keyring, the pass-phrase or the code open these data?"""

from argparse import Namespace

from db.queries.people import count as people_count
from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.wording import _, ngettext


def run(parsed: Namespace) -> ExitCode:
    """Open and close the store."""
    with profile.opened(parsed) as held:
        count = people_count(held.store.read())
    people = ngettext("{count} personne accompagnée", "{count} personnes accompagnées", count).format(count=count)
    answers.say(parsed, (_("Les données s’ouvrent\u00a0: {people}.").format(people=people),), opens=True, people=count)
    return ExitCode.DONE
