"""One module per command; each has `run(parsed) -> ExitCode` and is imported only when it is asked for."""

import importlib
from argparse import Namespace

from kodiko_desktop.cli.exit_codes import ExitCode

_MODULES = {
    "creer": "create",
    "ouvrir": "unlock",
    "importer": "bring_in",
    "lister": "list_rows",
    "montrer": "show",
    "imprimer": "print_paper",
    "exporter": "export_list",
    "agenda": "agenda",
    "sauvegarder": "back_up",
    "restaurer": "restore",
    "verifier": "check",
    "synchroniser": "synchronise",
    "equipe": "team",
    "ordinateur": "devices",
    "inviter": "invite",
    "rejoindre": "join",
    "desaccords": "conflicts",
    "partage": "shared_folders",
}


def run(parsed: Namespace) -> ExitCode:
    """Run the command that was parsed."""
    return importlib.import_module(f"kodiko_desktop.cli.commands.{_MODULES[parsed.name]}").run(parsed)
