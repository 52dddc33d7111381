"""`kodiko creer`: keys, an empty store, the association and its first antenna, and the recovery code to keep."""

from argparse import Namespace

from db.store import Store
from kodiko_desktop.cli import answers, profile, secrets
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.laptop.opening import create_profile
from kodiko_desktop.vault.keyring_slot import KeyringSlot
from kodiko_desktop.vault.recovery_sheet import recovery_sheet_lines


def run(parsed: Namespace) -> ExitCode:
    """Create a profile. The recovery code is printed once, on stdout, and as a PDF when asked for."""
    found = profile.find(parsed)
    keyring = KeyringSlot() if parsed.trousseau else None
    wanted = not parsed.trousseau or secrets.has_passphrase(parsed)

    def say_who_we_are(store: Store) -> None:
        antennas.set_up(
            store,
            organisation_name=parsed.association,
            antenna_name=parsed.antenne,
            staff_name=parsed.personne,
            postcode=parsed.code_postal,
        )

    first = create_profile(
        found,
        passphrase=secrets.passphrase(parsed, twice=True) if wanted else None,
        keyring=keyring,
        fill=say_who_we_are,
    )
    try:
        today = first.opened.store.now().date()
        if parsed.code_pdf is not None:
            from kodiko_desktop.documents.recovery_sheet import render

            lines = recovery_sheet_lines(first.recovery_code, found, today)
            answers.write_file(parsed.code_pdf, render(lines, today))
    finally:
        first.opened.close()
    answers.say(
        parsed,
        (
            _("Le profil «\u00a0{name}\u00a0» est prêt.").format(name=found.name),
            _("Code de secours, à garder ailleurs que sur l’ordinateur\u00a0: {code}").format(code=first.recovery_code),
        ),
        profile=found.name,
        recovery_code=first.recovery_code,
        in_keyring=first.in_keyring,
    )
    return ExitCode.DONE
