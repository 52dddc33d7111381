"""What is wrong in a data file: the file, the line, a sentence and what to write instead."""

from collections.abc import Iterable
from typing import NamedTuple

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _, ngettext


class Problem(NamedTuple):
    """One mistake. `line` counts from 1; `sentence` and `remedy` are French sentences for the association's staff."""

    file: str
    line: int
    sentence: str
    remedy: str

    def __str__(self) -> str:
        return _("{file}, ligne {line}\u00a0: {sentence} Remède\u00a0: {remedy}").format(
            file=self.file, line=self.line, sentence=self.sentence, remedy=self.remedy
        )


class DataFileErrors(KodikoError):
    """A data file cannot be used. `problems` holds every mistake found, in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        head = ngettext(
            "Ce fichier contient {count} erreur\u00a0; il n’est pas utilisé, rien n’est perdu.",
            "Ce fichier contient {count} erreurs\u00a0; il n’est pas utilisé, rien n’est perdu.",
            count,
        ).format(count=count)
        super().__init__(
            "\n".join([head, *map(str, self.problems)]),
            for_log=f"{type(self).__name__}: "
            + ", ".join(f"{problem.file}:{problem.line}" for problem in self.problems),
        )
