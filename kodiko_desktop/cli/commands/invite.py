"""`kodiko inviter`: a one-time code for a laptop that joins the team."""

import io
import sys
from argparse import Namespace
from dataclasses import asdict

from db.store import Store
from kodiko_desktop.cli import answers, naming, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import access
from kodiko_desktop.services.sharing import teams
from kodiko_desktop.services.sharing.teams import Invited


def run(parsed: Namespace) -> ExitCode:
    """Invite, list what waits, or cancel. Raises NoTeam, NotAdministrator, NothingOfThatName, StreamUnknown."""
    with profile.opened(parsed) as held:
        store = held.store
        teams.require_team(store.read())
        if parsed.liste:
            return _list(store, parsed)
        if parsed.annuler:
            return _cancel(store, parsed)
        return _invite(store, parsed)


def _invite(store: Store, parsed: Namespace) -> ExitCode:
    names = teams.antenna_names(store.read())
    home = access.present(store.read()).antenna_id
    antennas = [naming.named(typed, names) for typed in parsed.antenne] or ([home] if home else sorted(names))
    made = teams.invite(store, antennas=antennas, admin=parsed.administre)
    sentences = [
        _("Code à lire à voix haute, pour un seul ordinateur\u00a0: {code}").format(code=made.code),
        _("Antennes\u00a0: {names}. Il expire {when}.").format(names=", ".join(made.antennas), when=made.expires),
        _("Cet ordinateur acceptera la demande à son prochain échange (kodiko synchroniser)."),
    ]
    if parsed.qr:
        sentences.append(_drawn(made.qr_text))
    answers.say(parsed, sentences, **asdict(made))
    return ExitCode.DONE


def _list(store: Store, parsed: Namespace) -> ExitCode:
    rows = [asdict(each) | {"reads": ", ".join(each.antennas)} for each in teams.invitations(store)]
    columns = {"id": _("Clé"), "code": _("Code"), "reads": _("Antennes"), "expires": _("Expire")}
    answers.table(parsed, columns, rows, empty=_("Aucune invitation n’attend."))
    return ExitCode.DONE


def _cancel(store: Store, parsed: Namespace) -> ExitCode:
    waiting: dict[str, Invited] = {each.id: each for each in teams.invitations(store)}
    key = naming.named(parsed.annuler, {each: each for each in waiting})
    teams.cancel_invitation(store, key)
    answers.say(parsed, (_("L’invitation est annulée\u00a0: son code ne sert plus à rien."),), cancelled=key)
    return ExitCode.DONE


def _drawn(text: str) -> str:
    """The square code in half-blocks: full ones are its light squares, in white on black where a terminal shows it."""
    import segno

    drawing = io.StringIO()
    segno.make_qr(text, error="m").terminal(out=drawing, compact=True)
    lines = drawing.getvalue().splitlines()
    if sys.stdout.isatty():
        lines = [f"\033[97;40m{line}\033[0m" for line in lines]
    return "\n".join(lines)
