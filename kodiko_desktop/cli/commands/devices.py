"""`kodiko ordinateur`: the laptops of the team, and the antennas each reads."""

from argparse import Namespace
from dataclasses import asdict

from db.store import Store
from kodiko_desktop.cli import answers, naming, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import teams


def run(parsed: Namespace) -> ExitCode:
    """List the laptops, or hand an antenna over. Raises NoTeam, NotAdministrator, NothingOfThatName, StreamUnknown."""
    with profile.opened(parsed) as held:
        teams.require_team(held.store.read())
        return _ACTIONS[parsed.action](held.store, parsed)


def _list(store: Store, parsed: Namespace) -> ExitCode:
    rows = [
        asdict(each)
        | {
            "antennas": [{"id": key, "name": name} for key, name in each.antennas],
            "reads": ", ".join(name for _key, name in each.antennas),
            "said": _("cet ordinateur") if each.this_one else (each.heard or _("pas encore entendu")),
            "role": _("administre") if each.admin else "",
        }
        for each in teams.devices(store)
    ]
    columns = {"name": _("Ordinateur"), "reads": _("Antennes"), "said": _("Nouvelles"), "role": "", "id": _("Clé")}
    answers.table(parsed, columns, rows, empty=_("Aucun ordinateur."))
    return ExitCode.DONE


def _grant(store: Store, parsed: Namespace) -> ExitCode:
    laptops = {each.id: each.name for each in teams.devices(store)}
    antennas = teams.antenna_names(store.read())
    device, antenna = naming.named(parsed.ordinateur, laptops), naming.named(parsed.antenne, antennas)
    teams.give_antenna(store, device=device, antenna_id=antenna)
    said = _("«\u00a0{device}\u00a0» lira l’antenne {antenna}, avec tout son historique, après un échange.")
    sentence = said.format(device=laptops[device], antenna=antennas[antenna])
    answers.say(parsed, (sentence,), device=device, antenna=antenna)
    return ExitCode.DONE


_ACTIONS = {"lister": _list, "confier": _grant}
