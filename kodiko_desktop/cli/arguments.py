"""What can be typed: commands in French, their English names accepted, help in the language of the coordinator."""

import argparse
from pathlib import Path

from kodiko_desktop.domain.wording import _


class _FrenchHelp(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, _("usage : ") if prefix is None else prefix)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    root = _made(argparse.ArgumentParser(prog="kodiko", add_help=False, formatter_class=_FrenchHelp))
    root.description = _("Kodiko, sans fenêtre. Sans commande, la fenêtre s’ouvre.")
    root.epilog = _(
        "Codes de sortie : 0 fait ; 1 échec expliqué ; 2 commande mal écrite ; 3 phrase secrète manquante ou fausse ; "
        "4 données ouvertes ailleurs ; 5 données abîmées ou trop récentes ; 6 fait, sauf des lignes à corriger."
    )
    commands = root.add_subparsers(dest="command", required=True, metavar=_("commande"))

    create = _command(commands, "creer", "create", _("créer un profil : clés, données vides, code de secours"))
    create.add_argument("--association", required=True, help=_("nom de l’association"))
    create.add_argument("--antenne", required=True, help=_("nom de l’antenne"))
    create.add_argument("--personne", required=True, help=_("votre nom : qui travaille sur cet ordinateur"))
    create.add_argument("--code-postal", default="", help=_("code postal de l’antenne"))
    create.add_argument("--trousseau", action="store_true", help=_("garder la clé dans le trousseau du système"))
    create.add_argument("--code-pdf", type=Path, help=_("écrire la feuille du code de secours dans ce fichier PDF"))

    _command(commands, "ouvrir", "unlock", _("vérifier que la phrase secrète ou le trousseau ouvre les données"))

    bring = _command(commands, "importer", "import", _("importer des personnes depuis un tableur (XLSX, CSV)"))
    bring.add_argument("fichier", type=Path)
    bring.add_argument("--feuille", help=_("nom de la feuille du classeur"))
    bring.add_argument(
        "--colonne", action="append", default=[], metavar=_("COLONNE=CHAMP"), help=_("ex. C=family_name")
    )
    bring.add_argument("--apercu", action="store_true", help=_("montrer sans rien enregistrer"))

    listed = _command(commands, "lister", "list", _("lister : personnes, seances, embauches, a-faire, modeles"))
    listed.add_argument("quoi", choices=("personnes", "seances", "embauches", "a-faire", "modeles"))
    listed.add_argument("--texte", default="", help=_("nom, téléphone ou numéro cherché"))

    shown = _command(commands, "montrer", "show", _("montrer une personne (numéro, ou nom s’il est seul)"))
    shown.add_argument("personne")

    printed = _command(commands, "imprimer", "print", _("écrire un PDF"))
    printed.add_argument("quoi", choices=("contrat", "emargement", "suivi", "formulaire", "modele"))
    printed.add_argument("cle", help=_("numéro du contrat ou de la séance ; personne ; clé du formulaire ou du modèle"))
    printed.add_argument("--point", default="", help=_("point de suivi (ex. J3)"))
    printed.add_argument("--langue", default="fr", help=_("langue placée en regard du français"))
    printed.add_argument("--vers", type=Path, required=True, help=_("fichier PDF à écrire"))

    _command(commands, "sauvegarder", "backup", _("faire une sauvegarde vérifiée")).add_argument(
        "--vers", type=Path, help=_("copier aussi la sauvegarde et ses clés dans ce dossier")
    )
    restored = _command(
        commands, "restaurer", "restore", _("restaurer une sauvegarde (les données actuelles sont gardées à côté)")
    )
    restored.add_argument("sauvegarde", nargs="?", help=_("nom de la sauvegarde ; sans nom, la liste s’affiche"))
    _command(commands, "verifier", "check", _("vérifier les données, les clés et les sauvegardes"))
    return root


def bare_parser(program: str, description: str) -> argparse.ArgumentParser:
    """A parser without commands, whose help is in French."""
    return _made(
        argparse.ArgumentParser(prog=program, description=description, add_help=False, formatter_class=_FrenchHelp)
    )


def _command(commands: argparse._SubParsersAction, name: str, english: str, text: str) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name, aliases=[english], help=text, description=text, add_help=False, formatter_class=_FrenchHelp
    )
    made.set_defaults(name=name)
    made.add_argument("--profil", default="principal", help=_("nom du profil (principal)"))
    made.add_argument("--dossier", type=Path, help=_("dossier des données (sinon KODIKO_HOME, sinon celui du système)"))
    made.add_argument("--phrase-fichier", type=Path, help=_("lire la phrase secrète dans ce fichier"))
    made.add_argument("--phrase-fd", type=int, help=_("lire la phrase secrète sur ce descripteur"))
    made.add_argument("--code-secours", action="store_true", help=_("ouvrir avec le code de secours (demandé)"))
    made.add_argument("--json", action="store_true", help=_("répondre en JSON"))
    return _made(made)


def _made(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("-h", "--help", "--aide", action="help", help=_("afficher cette aide"))
    made._positionals.title = _("à donner")
    made._optionals.title = _("options")
    return made
