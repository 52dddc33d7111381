"""`kodiko rejoindre`: from an empty computer to the whole history of a team, with a code somebody reads aloud."""

import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from db.store import Store
from kodiko_desktop.cli import answers, naming, profile, secrets
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.laptop.opening import OpenProfile, create_profile
from kodiko_desktop.services.sharing import joining, seats, teams
from kodiko_desktop.vault.keyring_slot import KeyringSlot
from kodiko_desktop.vault.recovery_sheet import recovery_sheet_lines

_BETWEEN = 2.0
"""Seconds between two looks for the answer."""


class NothingAsked(KodikoError):
    """There is no request to go on with, and nothing says where the team meets."""


def run(parsed: Namespace) -> ExitCode:
    """Ask to join (first time), then take the answer and bring the history; WAITING while nobody has answered.
    Harmless to run again after an interruption. Raises NothingAsked, what joining raises, and SeatNotTaken."""
    if parsed.renoncer:
        return _give_up(parsed)
    with _opened_or_new(parsed) as (held, recovery_code):
        if recovery_code:
            _tell_code(parsed, held, recovery_code)
        try:
            here = _join(held.store, parsed)
        except KodikoError:
            if parsed.json and recovery_code:  # said once: a script must have it whatever follows
                _say(parsed, held.store, False, recovery_code)
            raise
        _say(parsed, held.store, here, recovery_code)
    return ExitCode.DONE if here else ExitCode.WAITING


def _give_up(parsed: Namespace) -> ExitCode:
    with profile.opened(parsed) as held:
        joining.start_alone(held.store)
        sentence = _("La demande est retirée\u00a0: cet ordinateur travaille seul.")
        answers.say(parsed, (sentence,), standing=teams.team_state(held.store).standing, device=held.store.device)
    return ExitCode.DONE


def _join(store: Store, parsed: Namespace) -> bool:
    if teams.team_state(store).standing != teams.MEMBER:
        _ask(store, parsed)
    here = _wait(store, parsed)
    if here and parsed.personne:
        names = teams.antenna_names(store.read())
        antenna = naming.named(parsed.antenne, names) if parsed.antenne else ""
        seats.take_seat(store, name=parsed.personne, antenna_id=antenna)
    return here


def _say(parsed: Namespace, store: Store, here: bool, recovery_code: str) -> None:
    sentence = (
        _("Cet ordinateur est dans l’équipe, avec tout l’historique de ses antennes.")
        if here
        else _("La demande est faite. Relancez kodiko rejoindre quand l’autre ordinateur aura fait un échange.")
    )
    standing = teams.team_state(store).standing
    facts = {"joined": here, "standing": standing, "device": store.device, "recovery_code": recovery_code}
    answers.say(parsed, (sentence,), **facts)


def _ask(store: Store, parsed: Namespace) -> None:
    """Ask, unless a request is under way and nothing new was typed."""
    if parsed.partage is None:
        if teams.team_state(store).standing == teams.JOINING:
            return
        raise NothingAsked(
            _("Dites dans quel dossier l’équipe se retrouve\u00a0: kodiko rejoindre DOSSIER --nom NOM."),
            for_log="nothing to join",
        )
    code = secrets.invitation_code(parsed)
    joining.ask_to_join(store, path=parsed.partage, code=code, device_name=parsed.nom)


def _wait(store: Store, parsed: Namespace) -> bool:
    until = time.monotonic() + parsed.attendre
    while True:
        if joining.join_progress(store, _progress(parsed)):
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(_BETWEEN)


def _progress(parsed: Namespace) -> Progress:
    def tell(done: int, total: int, sentence: str = "") -> None:
        if not parsed.json and sys.stderr.isatty():
            end = "\n" if done + 1 >= total else ""
            print(f"\r{sentence} {done + 1}/{total}", end=end, file=sys.stderr, flush=True)

    return tell


@contextmanager
def _opened_or_new(parsed: Namespace) -> Iterator[tuple[OpenProfile, str]]:
    """The profile, made when there is none yet: (open, its recovery code when it is new)."""
    found = profile.find(parsed)
    if found.has_store:
        with profile.opened(parsed) as held:
            yield held, ""
        return
    wanted = not parsed.trousseau or secrets.has_passphrase(parsed)
    first = create_profile(
        found,
        passphrase=secrets.passphrase(parsed, twice=True) if wanted else None,
        keyring=KeyringSlot() if parsed.trousseau else None,
    )
    try:
        yield first.opened, first.recovery_code
    finally:
        first.opened.close()


def _tell_code(parsed: Namespace, held: OpenProfile, code: str) -> None:
    """Give the recovery code before anything can go wrong: the new data open with it only."""
    if parsed.code_pdf is not None:
        from kodiko_desktop.documents.recovery_sheet import render

        today = held.store.now().date()
        answers.write_file(parsed.code_pdf, render(recovery_sheet_lines(code, held.profile, today), today))
    if not parsed.json:
        said = _("Code de secours, à garder ailleurs que sur l’ordinateur\u00a0: {code}")
        print(said.format(code=code), flush=True)
