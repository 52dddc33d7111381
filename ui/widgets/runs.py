"""A sentence whose important words are bold, cut after translation so that no sentence is ever glued from pieces."""

from string import Formatter

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


class Bold(str):
    """A value to be shown in bold: the name a line is about."""

    __slots__ = ()


Runs = tuple[str, ...]
"""Pieces of one sentence, in reading order; those of type `Bold` are drawn bold."""


def runs(template: str, **values: object) -> Runs:
    """The translated `template` with its named placeholders filled: `runs(_("{name} — fin d’essai"), name=Bold(name))`.

    Values written right to left are isolated, so that an Arabic name never reorders the words around it.
    KeyError when the template names a value that is not given.
    """
    pieces: list[str] = []
    for literal, field, form, _conversion in Formatter().parse(template):
        if literal:
            pieces.append(literal)
        if field is not None:
            value = values[field]
            text = _isolated(format(value, form or ""))
            pieces.append(Bold(text) if isinstance(value, Bold) else text)
    return tuple(pieces)


def plain(pieces: Runs) -> str:
    """The same sentence without its emphasis, as a screen reader says it."""
    return "".join(pieces).replace(_ISOLATE, "").replace(_END_ISOLATE, "")


def _isolated(text: str) -> str:
    if any("\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc" for letter in text):
        return f"{_ISOLATE}{text}{_END_ISOLATE}"
    return text
