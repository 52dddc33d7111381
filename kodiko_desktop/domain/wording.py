"""The one door of every visible string: French is the source, catalogues installed at start translate it.

The screen speaks the language of the interface; paper that is signed or sent stays French whatever the screen speaks
(`in_french`).
"""

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

FRENCH = "fr"
_SOURCE = _gettext.NullTranslations()
_current: _gettext.NullTranslations = _SOURCE
_for_paper: ContextVar[bool] = ContextVar("for_paper", default=False)


def install(translations: _gettext.NullTranslations) -> None:
    """Make `translations` answer from now on. Called once by the composition root, and by tests."""
    global _current
    _current = translations


@contextmanager
def in_french() -> Iterator[None]:
    """What is said inside, in this thread, is French: papers are read by employers and funders, whoever prints them.

    Also a decorator (`@in_french()`), for functions that return their result and are not generators.
    """
    token = _for_paper.set(True)
    try:
        yield
    finally:
        _for_paper.reset(token)


def language() -> str:
    """The code of the language that `_` answers in now: "fr", or that of the installed catalogue ("en")."""
    return _answering().info().get("language", FRENCH)


def _answering() -> _gettext.NullTranslations:
    return _SOURCE if _for_paper.get() else _current


def _(text: str) -> str:
    """The sentence `text` (French) in the language of the interface."""
    return _answering().gettext(text) if text else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The sentence for `count` things. French: 0 and 1 are singular."""
    answering = _answering()
    if type(answering) is _gettext.NullTranslations:
        return plural if count > 1 else singular
    return answering.ngettext(singular, plural, count)


def N_(text: str) -> str:
    """Mark a French string for extraction where it is defined; translate it with `_` where it is shown."""
    return text


def uncapitalised(text: str) -> str:
    """`text` as it stands inside a sentence: without its capital, except when that begins an acronym (« CHRS »)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
