"""What can be typed about the shared folder: exchange, team, laptops, invitations, joining, disagreements."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from kodiko_desktop.cli.french_parser import FrenchParser
from kodiko_desktop.domain.wording import _

Command = Callable[[Any, str, str, str], FrenchParser]
"""Adds a command with the options of all: (where, name, English name, what it does)."""
LEAST_INTERVAL = 5
"""Seconds between two exchanges of `--watch`, at least."""


def add(commands: Any, command: Command) -> None:
    """Add every command of this area to the command line."""
    _sync(commands, command)
    _team(commands, command)
    _devices(commands, command)
    _invite(commands, command)
    _join(commands, command)
    _conflicts(commands, command)
    _folders(commands, command)


def _sync(commands: Any, command: Command) -> None:
    made = command(commands, "synchroniser", "sync", _("échanger avec l’équipe par les dossiers partagés"))
    made.add_argument(
        "--watch",
        "--toutes-les",
        type=_interval,
        metavar=_("SECONDES"),
        help=_("recommencer sans fin, jusqu’à Ctrl+C, en attendant ce nombre de secondes entre deux échanges"),
    )
    made.add_argument(
        "--tout-remettre",
        action="append",
        default=[],
        metavar=_("DOSSIER"),
        help=_("ce dossier partagé (nom ou clé) a été vidé exprès\u00a0: y remettre tout ce que cet ordinateur a"),
    )


def _team(commands: Any, command: Command) -> None:
    actions = _group(commands, "equipe", "team", _("l’équipe\u00a0: la créer, voir où en est l’échange"))
    made = _action(actions, command, ("equipe", "creer", "create"), _("créer l’équipe depuis cet ordinateur"))
    made.add_argument("--nom", default="", help=_("nom de cet ordinateur pour ses collègues"))
    made.add_argument("--feuille-pdf", type=Path, help=_("écrire la feuille du code racine dans ce fichier PDF"))
    _action(actions, command, ("equipe", "etat", "state"), _("où en est l’échange, ce qui demande attention"))


def _devices(commands: Any, command: Command) -> None:
    actions = _group(commands, "ordinateur", "device", _("les ordinateurs de l’équipe"))
    _action(actions, command, ("ordinateur", "lister", "list"), _("les ordinateurs, leurs antennes, leurs nouvelles"))
    made = _action(actions, command, ("ordinateur", "renommer", "rename"), _("donner un autre nom à un ordinateur"))
    made.add_argument("nom", help=_("son nouveau nom, que l’équipe verra"))
    made.add_argument("--ordinateur", default="", help=_("lequel, par son nom ou sa clé (celui-ci, sinon)"))
    made = _action(actions, command, ("ordinateur", "confier", "grant"), _("confier une antenne à un ordinateur"))
    made.add_argument("ordinateur", help=_("son nom, ou sa clé"))
    made.add_argument("antenne", help=_("son nom, ou sa clé"))
    _action(
        actions,
        command,
        ("ordinateur", "mis-de-cote", "aside"),
        _("les ordinateurs mis de côté, et ce que dit l’autre version"),
    )
    made = _action(actions, command, ("ordinateur", "reprendre", "take-back"), _("reprendre un ordinateur mis de côté"))
    made.add_argument("ordinateur", help=_("son nom, ou sa clé"))
    _removal(actions, command)


def _removal(actions: Any, command: Command) -> None:
    made = _action(
        actions,
        command,
        ("ordinateur", "retirer", "remove"),
        _("retirer un ordinateur de l’équipe (perdu, volé, parti)\u00a0: de nouvelles clés pour les autres"),
    )
    made.add_argument("ordinateur", help=_("son nom, ou sa clé"))
    made.add_argument(
        "--perdu-le",
        type=date.fromisoformat,
        metavar=_("JOUR"),
        help=_("jour de la perte (AAAA-MM-JJ)\u00a0: ce qui est venu de lui depuis attendra une décision"),
    )
    _action(actions, command, ("ordinateur", "retires", "removed"), _("les ordinateurs retirés, et ce qui attend"))
    made = _action(
        actions, command, ("ordinateur", "decider", "decide"), _("décider de ce qu’un ordinateur retiré a écrit depuis")
    )
    made.add_argument("ordinateur", help=_("son nom, ou sa clé"))
    chosen = made.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--garder", action="store_true", help=_("ces saisies comptent"))
    chosen.add_argument("--laisser", action="store_true", help=_("ces saisies restent de côté"))
    made = _action(
        actions,
        command,
        ("ordinateur", "rester", "stay"),
        _("garder cet ordinateur dans l’équipe par le code racine, quand deux se sont retirés l’un l’autre"),
    )
    made.add_argument("--code-racine-fichier", type=Path, help=_("lire le code racine dans ce fichier"))


def _invite(commands: Any, command: Command) -> None:
    made = command(
        commands, "inviter", "invite", _("donner un code à usage unique à un ordinateur qui rejoint l’équipe")
    )
    made.add_argument(
        "--antenne", action="append", default=[], help=_("antenne qu’il lira (celle de cet ordinateur, sinon)")
    )
    made.add_argument("--administre", action="store_true", help=_("il administrera l’équipe, lui aussi"))
    made.add_argument("--qr", action="store_true", help=_("dessiner aussi le code à lire avec un appareil photo"))
    made.add_argument("--liste", action="store_true", help=_("les invitations qui attendent, sans en faire une"))
    made.add_argument("--annuler", default="", metavar=_("CLÉ"), help=_("annuler une invitation"))


def _join(commands: Any, command: Command) -> None:
    made = command(commands, "rejoindre", "join", _("rejoindre une équipe avec le code d’une invitation"))
    made.add_argument("partage", type=Path, nargs="?", help=_("dossier où l’équipe se retrouve (la première fois)"))
    made.add_argument("--nom", default="", help=_("nom de cet ordinateur pour ses collègues"))
    made.add_argument("--invitation-fichier", type=Path, help=_("lire le code de l’invitation dans ce fichier"))
    made.add_argument("--attendre", type=int, default=0, metavar=_("SECONDES"), help=_("attendre d’être accepté"))
    made.add_argument(
        "--renoncer",
        action="store_true",
        help=_("retirer la demande\u00a0: rien de ce qui est venu de l’équipe ne reste"),
    )
    made.add_argument("--personne", default="", help=_("qui travaille sur cet ordinateur, une fois l’équipe rejointe"))
    made.add_argument("--antenne", default="", help=_("son antenne, si cet ordinateur en lit plusieurs"))
    made.add_argument("--trousseau", action="store_true", help=_("garder la clé dans le trousseau du système"))
    made.add_argument("--code-pdf", type=Path, help=_("écrire la feuille du code de secours dans ce fichier PDF"))


def _conflicts(commands: Any, command: Command) -> None:
    actions = _group(commands, "desaccords", "conflicts", _("ce que deux ordinateurs ont écrit différemment"))
    _action(actions, command, ("desaccords", "lister", "list"), _("chaque désaccord, ses valeurs, leurs auteurs"))
    made = _action(actions, command, ("desaccords", "regler", "settle"), _("régler un désaccord"))
    made.add_argument("cle", help=_("clé du désaccord, telle que la liste la donne"))
    chosen = made.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--garder", default="", metavar=_("VALEUR"), help=_("clé de la valeur à garder (ex. 3F-12)"))
    chosen.add_argument("--les-deux", action="store_true", help=_("garder les textes l’un sous l’autre"))


def _folders(commands: Any, command: Command) -> None:
    actions = _group(commands, "partage", "folder", _("les dossiers partagés de cet ordinateur"))
    made = _action(actions, command, ("partage", "ajouter", "add"), _("échanger aussi par ce dossier"))
    made.add_argument("chemin", type=Path)
    made.add_argument("--nom", default="", help=_("comment l’appeler, par exemple Bureau ou Clé de Sam"))
    _action(actions, command, ("partage", "lister", "list"), _("les dossiers, et leur dernier échange"))
    made = _action(actions, command, ("partage", "deplacer", "point"), _("dire où se trouve maintenant un dossier"))
    made.add_argument("partage", help=_("son nom, ou sa clé"))
    made.add_argument("chemin", type=Path)
    made = _action(actions, command, ("partage", "oublier", "forget"), _("ne plus échanger par un dossier"))
    made.add_argument("partage", help=_("son nom, ou sa clé"))


def _group(commands: Any, name: str, english: str, text: str) -> Any:
    made: FrenchParser = commands.add_parser(name, aliases=[english], help=text, description=text)
    return made.add_subparsers(dest="action", required=True, metavar=_("action"), parser_class=FrenchParser)


def _action(actions: Any, command: Command, names: tuple[str, str, str], text: str) -> FrenchParser:
    """One action of a group; `names`: the group's, the action's, its English."""
    made = command(actions, names[1], names[2], text)
    made.set_defaults(name=names[0], action=names[1])
    return made


def _interval(typed: str) -> int:
    seconds = int(typed)
    if seconds < LEAST_INTERVAL:
        raise ValueError
    return seconds
