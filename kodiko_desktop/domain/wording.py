"""The one door of every visible string: French is the source, catalogues installed at start translate it."""

import gettext as _gettext

_current: _gettext.NullTranslations = _gettext.NullTranslations()


def install(translations: _gettext.NullTranslations) -> None:
    """Make `translations` answer from now on. Called once by the composition root, and by tests."""
    global _current
    _current = translations


def _(text: str) -> str:
    """The sentence `text` (French) in the language of the interface."""
    return _current.gettext(text) if text else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The sentence for `count` things. French: 0 and 1 are singular."""
    if type(_current) is _gettext.NullTranslations:
        return plural if count > 1 else singular
    return _current.ngettext(singular, plural, count)


def N_(text: str) -> str:
    """Mark a French string for extraction where it is defined; translate it with `_` where it is shown."""
    return text
