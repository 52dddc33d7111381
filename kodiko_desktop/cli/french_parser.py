"""argparse in French: its help, and what it says of a command badly written."""

import argparse
import re
import sys
from collections.abc import Callable
from typing import NoReturn

from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.wording import _

_SAID: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"the following arguments are required: (.+)", lambda names: _("il manque {names}").format(names=names)),
    (r"unrecognized arguments: (.+)", lambda names: _("de trop\u00a0: {names}").format(names=names)),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        lambda name, value, choices: _("{name}\u00a0: {value} n’existe pas\u00a0; au choix {choices}").format(
            name=name, value=value, choices=choices.replace("'", "")
        ),
    ),
    (r"argument (.+?): expected .*argument", lambda name: _("{name} demande une valeur").format(name=name)),
    (
        r"argument (.+?): invalid \w+ value: (.+)",
        lambda name, value: _("{name}\u00a0: {value} ne convient pas").format(name=name, value=value),
    ),
)
"""What argparse says (in English, its own source language), and the French of it."""


class FrenchParser(argparse.ArgumentParser):
    """A parser whose help and refusals are French sentences."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=_FrenchHelp, **options)  # type: ignore[arg-type]
        self.add_argument("-h", "--help", "--aide", action="help", help=_("afficher cette aide"))
        self._positionals.title = _("à donner")
        self._optionals.title = _("options")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong on stderr, how the command is written, and leave with the usage exit code."""
        said = _("Commande mal écrite\u00a0: {what}.").format(what=_in_french(message))
        print(said, self.format_usage().rstrip(), sep="\n", file=sys.stderr)
        self.exit(ExitCode.USAGE)


class _FrenchHelp(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, _("usage\u00a0: ") if prefix is None else prefix)


def _in_french(message: str) -> str:
    for pattern, said in _SAID:
        found = re.fullmatch(pattern, message)
        if found:
            return said(*found.groups())
    return message
