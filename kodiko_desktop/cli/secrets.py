"""Where a secret comes from: a file, a descriptor, or the keyboard; never the command line, which others can read."""

import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _

PASSPHRASE_FILE = "KODIKO_PASSPHRASE_FILE"


class SecretNeeded(KodikoError):
    """No secret was given, and nobody is at the keyboard to type it."""


def passphrase(parsed: Namespace, *, twice: bool = False) -> str:
    """The pass-phrase, from `--phrase-fichier`, `--phrase-fd`, KODIKO_PASSPHRASE_FILE or the keyboard (`twice` when
    it is new). Raises SecretNeeded."""
    given = _given(parsed)
    if given is not None:
        return given
    typed = _ask(_("Phrase secrète\u00a0: "))
    if twice and _ask(_("Encore une fois\u00a0: ")) != typed:
        raise SecretNeeded(_("Les deux phrases ne sont pas les mêmes. Rien n’a été créé\u00a0: recommencez."))
    return typed


def has_passphrase(parsed: Namespace) -> bool:
    """Whether a pass-phrase was given without the keyboard."""
    return parsed.phrase_fichier is not None or parsed.phrase_fd is not None or PASSPHRASE_FILE in os.environ


def recovery_code() -> str:
    """The recovery code, typed. Raises SecretNeeded."""
    return _ask(_("Code de secours\u00a0: "))


def invitation_code(parsed: Namespace) -> str:
    """The code of an invitation, from `--invitation-fichier` or the keyboard. Raises SecretNeeded."""
    return _code(parsed.invitation_fichier, _("Code de l’invitation\u00a0: "))


def root_code(parsed: Namespace) -> str:
    """The root code of the team, from `--code-racine-fichier` or the keyboard. Raises SecretNeeded."""
    return _code(parsed.code_racine_fichier, _("Code racine\u00a0: "))


def _code(path: Path | None, question: str) -> str:
    if path is None:
        return _ask(question)
    try:
        return path.read_text(encoding="utf-8").split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SecretNeeded(
            _("Le code n’a pas pu être lu. Vérifiez le fichier donné."),
            for_log=f"code unreadable: {type(error).__name__}",
        ) from error


def _given(parsed: Namespace) -> str | None:
    path = parsed.phrase_fichier or (Path(os.environ[PASSPHRASE_FILE]) if PASSPHRASE_FILE in os.environ else None)
    try:
        if parsed.phrase_fd is not None:
            with os.fdopen(parsed.phrase_fd, encoding="utf-8", closefd=False) as stream:
                return stream.readline().rstrip("\r\n")
        return path.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r") if path is not None else None
    except (OSError, UnicodeDecodeError) as error:
        raise SecretNeeded(
            _("La phrase secrète n’a pas pu être lue. Vérifiez le fichier ou le descripteur donné."),
            for_log=f"passphrase source unreadable: {type(error).__name__}",
        ) from error


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise SecretNeeded(
            _("Une phrase secrète est nécessaire. Donnez-la avec --phrase-fichier, ou lancez la commande au clavier.")
        )
    return getpass.getpass(question)
