"""What can be typed: commands in French, their English names accepted, help in the language of the coordinator."""

from pathlib import Path
from typing import Any

from kodiko_desktop.cli import sharing_arguments
from kodiko_desktop.cli.french_parser import FrenchParser
from kodiko_desktop.domain.wording import _


def parser() -> FrenchParser:
    """The whole command line."""
    root = FrenchParser(prog="kodiko")
    root.description = _("Kodiko, sans fenêtre. Sans commande, la fenêtre s’ouvre.")
    root.epilog = _(
        "Codes de sortie\u00a0: 0 fait\u00a0; 1 échec expliqué\u00a0; 2 commande mal écrite\u00a0; 3 phrase secrète "
        "manquante ou fausse\u00a0; 4 données ouvertes ailleurs\u00a0; 5 données abîmées ou trop récentes\u00a0; "
        "6 fait, sauf une partie\u00a0; 7 aucun dossier partagé joignable\u00a0; 8 demande sans réponse encore."
    )
    commands = root.add_subparsers(dest="command", required=True, metavar=_("commande"), parser_class=FrenchParser)
    for add in (_add_opening, _add_people, _add_papers, _add_taken_out, _add_backups):
        add(commands)
    sharing_arguments.add(commands, _command)
    return root


def _add_opening(commands: Any) -> None:
    create = _command(commands, "creer", "create", _("créer un profil\u00a0: clés, données vides, code de secours"))
    create.add_argument("--association", required=True, help=_("nom de l’association"))
    create.add_argument("--antenne", required=True, help=_("nom de l’antenne"))
    create.add_argument("--personne", required=True, help=_("votre nom\u00a0: qui travaille sur cet ordinateur"))
    create.add_argument("--code-postal", default="", help=_("code postal de l’antenne"))
    create.add_argument("--trousseau", action="store_true", help=_("garder la clé dans le trousseau du système"))
    create.add_argument("--code-pdf", type=Path, help=_("écrire la feuille du code de secours dans ce fichier PDF"))

    _command(commands, "ouvrir", "unlock", _("vérifier que la phrase secrète ou le trousseau ouvre les données"))


def _add_people(commands: Any) -> None:
    bring = _command(commands, "importer", "import", _("importer des personnes depuis un tableur (XLSX, CSV)"))
    bring.add_argument("fichier", type=Path)
    bring.add_argument("--feuille", help=_("nom de la feuille du classeur"))
    bring.add_argument(
        "--colonne", action="append", default=[], metavar=_("COLONNE=CHAMP"), help=_("ex. C=family_name")
    )
    bring.add_argument("--apercu", action="store_true", help=_("montrer sans rien enregistrer"))

    listed = _command(commands, "lister", "list", _("lister\u00a0: personnes, seances, embauches, a-faire, modeles"))
    listed.add_argument("quoi", choices=("personnes", "seances", "embauches", "a-faire", "modeles"))
    listed.add_argument("--texte", default="", help=_("nom, téléphone ou numéro cherché"))

    shown = _command(commands, "montrer", "show", _("montrer une personne (numéro, ou nom s’il est seul)"))
    shown.add_argument("personne")


def _add_papers(commands: Any) -> None:
    printed = _command(commands, "imprimer", "print", _("écrire un papier en PDF"))
    printed.add_argument(
        "quoi",
        choices=("contrat", "emargement", "suivi", "formulaire", "modele", "secours"),
        help=_("contrat, emargement, suivi, formulaire ou modele (vierges), secours (un nouveau code de secours)"),
    )
    printed.add_argument(
        "cle",
        nargs="?",
        default="",
        help=_("numéro du contrat ou de la séance\u00a0; personne\u00a0; clé du formulaire ou du modèle"),
    )
    printed.add_argument(
        "--point", default="", help=_("point de suivi, par exemple J3 (le prochain, si rien n’est dit)")
    )
    printed.add_argument("--remplie", action="store_true", help=_("fiche de suivi avec les réponses notées"))
    printed.add_argument(
        "--seul",
        choices=("personne", "employeur"),
        default="",
        help=_("ce que cette personne dit seule, sur sa propre feuille"),
    )
    printed.add_argument("--langue", default="fr", help=_("langue placée en regard du français"))
    printed.add_argument("--vers", type=Path, required=True, help=_("fichier PDF à écrire, ou dossier"))


def _add_taken_out(commands: Any) -> None:
    exported = _command(commands, "exporter", "export", _("écrire une liste dans un tableur (XLSX ou CSV)"))
    exported.add_argument("quoi", choices=("personnes", "seances", "presences", "embauches"))
    exported.add_argument("--du", default="", help=_("premier jour, ex. 2026-01-01 (il y a un an, si rien n’est dit)"))
    exported.add_argument("--au", default="", help=_("dernier jour (dans un an, si rien n’est dit)"))
    exported.add_argument("--vers", type=Path, required=True, help=_("fichier à écrire, en .xlsx ou en .csv"))

    agenda = _command(commands, "agenda", "calendar", _("écrire un agenda (.ics)\u00a0: rendez-vous, séances, suivis"))
    agenda.add_argument("personne", nargs="?", default="", help=_("une personne (sinon, tout ce qui vous attend)"))
    agenda.add_argument("--noms", action="store_true", help=_("écrire les noms, les motifs et les lieux"))
    agenda.add_argument("--vers", type=Path, required=True, help=_("fichier .ics à écrire, ou dossier"))


def _add_backups(commands: Any) -> None:
    _command(commands, "sauvegarder", "backup", _("faire une sauvegarde vérifiée")).add_argument(
        "--vers", type=Path, help=_("copier aussi la sauvegarde et ses clés dans ce dossier")
    )
    restored = _command(
        commands, "restaurer", "restore", _("restaurer une sauvegarde (les données actuelles sont gardées à côté)")
    )
    restored.add_argument("sauvegarde", nargs="?", help=_("nom de la sauvegarde\u00a0; sans nom, la liste s’affiche"))
    checked = _command(commands, "verifier", "check", _("vérifier les données, les clés et les sauvegardes"))
    checked.add_argument("--recherche", action="store_true", help=_("refaire aussi l’index de la recherche"))


def _command(commands: Any, name: str, english: str, text: str) -> FrenchParser:
    made: FrenchParser = commands.add_parser(name, aliases=[english], help=text, description=text)
    made.set_defaults(name=name)
    made.add_argument("--profil", default="principal", help=_("nom du profil (principal)"))
    made.add_argument("--dossier", type=Path, help=_("dossier des données (sinon KODIKO_HOME, sinon celui du système)"))
    made.add_argument("--phrase-fichier", type=Path, help=_("lire la phrase secrète dans ce fichier"))
    made.add_argument("--phrase-fd", type=int, help=_("lire la phrase secrète sur ce descripteur"))
    made.add_argument("--code-secours", action="store_true", help=_("ouvrir avec le code de secours (demandé)"))
    made.add_argument("--json", action="store_true", help=_("répondre en JSON"))
    return made
