"""The tokens in force, for the widgets that paint themselves; only the theme changes them."""

from ui.theme.tokens import LIGHT, Tokens

_current: Tokens = LIGHT


def tokens() -> Tokens:
    """The tokens of the theme now on screen. Read at each paint, never kept."""
    return _current


def make_current(chosen: Tokens) -> None:
    """Paint with `chosen` from the next paint on. Called by the theme alone."""
    global _current
    _current = chosen
