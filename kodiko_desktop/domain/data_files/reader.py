"""Asking a TOML table for what it must hold. A wrong answer is noted with its line and its remedy, and reading goes on:
a person who edits a file sees all their mistakes at once."""

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

from kodiko_desktop.domain.data_files.problems import Problem
from kodiko_desktop.domain.data_files.toml_lines import Path, line_index
from kodiko_desktop.domain.wording import _

KEY_PATTERN = re.compile(r"[a-z0-9]+([-_.]+[a-z0-9]+)*\Z")


class Document:
    """One data file being read: its name for messages, its text, the problems met so far."""

    def __init__(self, source_name: str, text: str) -> None:
        self.source_name = source_name
        self._text = text
        self.problems: list[Problem] = []

    @cached_property
    def lines(self) -> dict[Path, int]:
        """The line of each value. Looked for only once there is a problem to place: it takes half of the reading."""
        return line_index(self._text)

    def line_of(self, path: Path) -> int:
        """The line of `path`, or of the nearest table that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def refuse(self, path: Path, sentence: str, remedy: str) -> None:
        """Note a problem at `path`."""
        self.problems.append(Problem(self.source_name, self.line_of(path), sentence, remedy))


class Table:
    """A TOML table with its place in the file."""

    def __init__(self, document: Document, path: Path, values: dict[str, Any]) -> None:
        self.document = document
        self.path = path
        self.values = values

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def refuse(self, name: str | None, sentence: str, remedy: str) -> None:
        """Note a problem at the field `name` of this table, or at the table itself."""
        self.document.refuse(self.path if name is None else (*self.path, name), sentence, remedy)

    def only(self, allowed: Collection[str]) -> None:
        """Refuse every field that is not in `allowed`, proposing the nearest one."""
        for name in self.values:
            if name not in allowed:
                near = _nearest(name, allowed)
                remedy = (
                    _("écrivez «\u00a0{near}\u00a0».").format(near=near[0])
                    if near
                    else _("supprimez cette ligne ou choisissez parmi\u00a0: {allowed}.").format(
                        allowed=", ".join(sorted(allowed))
                    )
                )
                self.refuse(name, _("le champ «\u00a0{name}\u00a0» n’existe pas ici.").format(name=name), remedy)

    def text(self, name: str, *, required: bool = True) -> str:
        """A non-empty text; "" when it is absent or wrong."""
        value = self._typed(name, str, required, _("un texte entre guillemets"), f'{name} = "…"')
        if value is not None and not value.strip():
            self.refuse(
                name, _("«\u00a0{name}\u00a0» est vide.").format(name=name), _("écrivez un texte entre les guillemets.")
            )
        return (value or "").strip()

    def key(self, name: str = "key") -> str:
        """A stable key: small letters, digits, and - _ . between them."""
        value = self.text(name)
        if value and not KEY_PATTERN.match(value):
            self.refuse(
                name,
                _("«\u00a0{value}\u00a0» ne peut pas servir de clé.").format(value=value),
                _("n’employez que des lettres minuscules sans accent, des chiffres et des tirets, sans espace."),
            )
        return value

    def option(self, name: str, allowed: Collection[str], *, default: str | None = None) -> str:
        """One word among `allowed`; required when there is no default. "" when it is absent or wrong."""
        value = self.text(name, required=default is None)
        if not value:
            return default or ""
        if value not in allowed:
            self._refuse_word(name, value, allowed)
            return default or ""
        return value

    def options(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Words among `allowed`, in the order given; wrong ones are refused and left out."""
        kept = []
        for position, value in enumerate(self.texts(name)):
            if value in allowed:
                kept.append(value)
            else:
                self._refuse_word((name, position), value, allowed)
        return tuple(kept)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty when absent or wrong."""
        value = self._typed(name, list, False, _("une liste entre crochets"), f'{name} = ["…", "…"]')
        if value is None:
            return ()
        if not all(isinstance(item, str) and item.strip() for item in value):
            self.refuse(
                name,
                _("chaque élément de «\u00a0{name}\u00a0» doit être un texte.").format(name=name),
                _("mettez chaque élément entre guillemets."),
            )
            return ()
        return tuple(value)

    def whole(self, name: str, *, required: bool = False, minimum: int = 0) -> int | None:
        """A whole number not below `minimum`; None when absent or wrong."""
        value = self._typed(name, int, required, _("un nombre entier, sans guillemets"), f"{name} = 1")
        if value is not None and value < minimum:
            self.refuse(
                name,
                _("«\u00a0{name}\u00a0» vaut {value}.").format(name=name, value=value),
                _("écrivez un nombre d’au moins {minimum}.").format(minimum=minimum),
            )
            return None
        return value

    def number(self, name: str) -> float | None:
        """A number, whole or not; None when absent or wrong."""
        value = self._typed(name, (int, float), False, _("un nombre, sans guillemets"), f"{name} = 3.5")
        return None if value is None else float(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """true or false."""
        value = self._typed(name, bool, False, _("true (oui) ou false (non)"), f"{name} = true")
        return default if value is None else value

    def table(self, name: str) -> "Table | None":
        """The table `name`; None when absent or wrong."""
        value = self._typed(name, dict, False, _("un bloc de champs"), f"[{name}]")
        return None if value is None else Table(self.document, (*self.path, name), value)

    def tables(self, name: str) -> "Iterator[Table]":
        """The tables of the list `name` ([[name]] blocks, or a list of { … })."""
        value = self._typed(name, list, False, _("une liste de blocs"), f"[[{name}]]")
        for position, item in enumerate(value or ()):
            path = (*self.path, name, position)
            if isinstance(item, dict):
                yield Table(self.document, path, item)
            else:
                self.document.refuse(
                    path,
                    _("un élément de «\u00a0{name}\u00a0» n’est pas un bloc de champs.").format(name=name),
                    _("écrivez chaque élément entre accolades\u00a0: {example}.").format(
                        example="{ code = …, label = … }"
                    ),
                )

    def _typed(self, name: str, kind: Any, required: bool, expected: str, example: str) -> Any:
        if name not in self.values:
            if required:
                self.refuse(
                    None,
                    _("il manque le champ «\u00a0{name}\u00a0».").format(name=name),
                    _("ajoutez la ligne {example}").format(example=example),
                )
            return None
        value = self.values[name]
        is_flag = isinstance(value, bool)
        if not isinstance(value, kind) or (is_flag and kind is not bool):
            self.refuse(
                name,
                _("«\u00a0{name}\u00a0» doit être {expected}.").format(name=name, expected=expected),
                _("écrivez {example}").format(example=example),
            )
            return None
        return value

    def _refuse_word(self, name: str | tuple[str, int], value: str, allowed: Collection[str]) -> None:
        near = _nearest(value, allowed)
        remedy = (
            _("écrivez «\u00a0{near}\u00a0».").format(near=near[0])
            if near
            else _("choisissez parmi\u00a0: {allowed}.").format(allowed=", ".join(allowed))
        )
        path = (*self.path, *(name if isinstance(name, tuple) else (name,)))
        self.document.refuse(path, _("«\u00a0{value}\u00a0» n’est pas connu ici.").format(value=value), remedy)


def open_document(text: str, source_name: str) -> tuple[Document, Table | None]:
    """Read `text`. The root table is None when the text is not TOML at all: the problem is then already noted."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        document = Document(source_name, "")
        document.problems.append(_syntax_problem(str(error), text, source_name))
        return document, None
    document = Document(source_name, text)
    return document, Table(document, (), values)


def _syntax_problem(message: str, text: str, source_name: str) -> Problem:
    lines = text.replace("\r\n", "\n").split("\n")
    found = re.search(r"at line (\d+)", message)
    reported = int(found.group(1)) if found else len(lines)
    start = _statement_start(lines, reported)
    if "Cannot overwrite" in message or "Cannot declare" in message or "twice" in message:
        sentence = _("ce champ ou ce bloc est écrit deux fois.")
        remedy = _("gardez une seule des deux lignes, ou ouvrez un nouveau bloc.")
    elif not found or start < reported or "Unclosed" in message or "Illegal character" in message:
        sentence = _("ce qui commence ligne {start} n’est pas refermé, ou il y manque une virgule.").format(start=start)
        remedy = _("ajoutez le guillemet, le crochet, l’accolade, la virgule ou la valeur qui manque.")
    else:
        sentence = _("cette ligne ne se lit pas.")
        remedy = _('écrivez nom = "valeur", avec des guillemets droits autour des textes.')
    return Problem(source_name, reported if found else start, sentence, remedy)


def _statement_start(lines: list[str], reported: int) -> int:
    """The line where the statement that fails at line `reported` begins: what comes before it reads well alone."""
    for count in range(min(reported, len(lines)) - 1, 0, -1):
        try:
            tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        while count < len(lines) - 1 and not lines[count].strip():
            count += 1
        return count + 1
    return 1


def _nearest(word: str, allowed: Collection[str]) -> list[str]:
    from difflib import get_close_matches  # loaded for mistakes only: each start reads a file that has none

    return get_close_matches(word, allowed, n=1)
