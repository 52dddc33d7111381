"""Which folder, laptop or antenna is meant by what was typed: its key, or its name when only one has it."""

from collections.abc import Mapping

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.names import fold
from kodiko_desktop.domain.wording import _


class NothingOfThatName(KodikoError):
    """Nothing, or several things, answer to what was typed."""


def named(typed: str, known: Mapping[str, str]) -> str:
    """The key of the one thing meant. `known`: names by key. Raises NothingOfThatName, with the names there are."""
    if typed in known:
        return typed
    found = [key for key, name in known.items() if fold(name) == fold(typed)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(sorted(f"{name} ({key})" if found else name for key, name in known.items())) or "—"
    sentence = (
        _("Plusieurs portent le nom «\u00a0{typed}\u00a0»\u00a0: donnez la clé. {names}")
        if found
        else _("Rien ne s’appelle «\u00a0{typed}\u00a0». Vous avez le choix\u00a0: {names}")
    )
    raise NothingOfThatName(sentence.format(typed=typed, names=names), for_log="name not found")
