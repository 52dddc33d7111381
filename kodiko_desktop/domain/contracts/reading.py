"""Reads typed values out of a parsed TOML table, and refuses what does not fit with file, line and remedy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from kodiko_desktop.domain.contracts.conditions import KNOWN_CONDITIONS, terms_of
from kodiko_desktop.domain.contracts.placeholders import KNOWN_PLACEHOLDERS, closest_known, placeholders_in
from kodiko_desktop.domain.contracts.template import FRENCH, Texts
from kodiko_desktop.domain.data_files import DataFileErrors, Problem
from kodiko_desktop.domain.wording import _

Path = tuple[str | int, ...]


@dataclass
class Reading:
    """What every part of the parser needs to know about the file being read."""

    source_name: str
    lines: Mapping[tuple[str | int, ...], int]
    languages: tuple[str, ...] = ()
    handwritten: tuple[str, ...] = ()

    def line_of(self, path: Path, key: str) -> int:
        """The line (from 1) of `key` at `path`, or of the nearest thing around it."""
        wanted = (*path, *key.split("."))
        while wanted and wanted not in self.lines:
            wanted = wanted[:-1]
        return self.lines.get(wanted, 1)

    def refuse(self, path: Path, key: str, problem: str, remedy: str) -> NoReturn:
        """Give up this part: the line of `key` at `path`, what is wrong and what to write instead."""
        raise DataFileErrors([Problem(self.source_name, self.line_of(path, key), problem, remedy)])

    def tables(self, table: Mapping[str, Any], path: Path, key: str, remedy: str) -> list[dict[str, Any]]:
        """The blocks `[[key]]` of a table, at least one; `remedy` says how to open one."""
        found = table.get(key)
        if not isinstance(found, list) or not found or not all(isinstance(item, dict) for item in found):
            self.refuse(path, key, _("il n’y a aucun bloc ici, ou il est mal ouvert."), remedy)
        return found

    def only_keys(self, table: Mapping[str, Any], path: Path, allowed: Iterable[str]) -> None:
        """Refuse a key nobody reads: most often a slip of the keyboard that would silently lose a sentence."""
        allowed = tuple(allowed)
        for key in table:
            if key not in allowed:
                self.refuse(
                    path,
                    key,
                    _("le mot-clé « {key} » n’existe pas ici.").format(key=key),
                    _("Mots-clés possibles : {keys}.").format(keys=", ".join(allowed)),
                )

    def text(self, table: Mapping[str, Any], path: Path, key: str, default: str | None = None) -> str:
        """A plain text value; compulsory when no default is given."""
        return self._typed(table, path, key, str, default, _("un texte entre guillemets"))

    def integer(self, table: Mapping[str, Any], path: Path, key: str, default: int | None = None) -> int:
        """A whole number of 0 or more."""
        number = self._typed(table, path, key, int, default, _("un nombre entier"))
        if isinstance(number, bool) or number < 0:
            self.refuse(path, key, _("« {key} » n’est pas un nombre entier.").format(key=key), _("Écrivez 0, 1, 2…"))
        return number

    def flag(self, table: Mapping[str, Any], path: Path, key: str) -> bool:
        """A yes or no, no by default."""
        return self._typed(table, path, key, bool, False, "true / false")

    def one_of(
        self, table: Mapping[str, Any], path: Path, key: str, allowed: Iterable[str], default: str | None
    ) -> str:
        """A text among `allowed`."""
        value = self.text(table, path, key, default)
        allowed = tuple(allowed)
        if value not in allowed:
            self.refuse(
                path,
                key,
                _("« {value} » n’est pas connu pour « {key} ».").format(value=value, key=key),
                _("Valeurs possibles : {values}.").format(values=", ".join(allowed)),
            )
        return value

    def text_list(self, table: Mapping[str, Any], path: Path, key: str) -> tuple[str, ...]:
        """A list of plain texts; empty when absent."""
        values = self._typed(table, path, key, list, [], _("une liste de textes"))
        if not all(isinstance(value, str) for value in values):
            self.refuse(
                path,
                key,
                _("« {key} » contient autre chose que du texte.").format(key=key),
                _("Mettez chaque ligne entre guillemets."),
            )
        return tuple(values)

    def integer_list(self, table: Mapping[str, Any], path: Path, key: str) -> tuple[int, ...]:
        """A list of whole numbers of 1 or more; empty when absent."""
        values = self._typed(table, path, key, list, [], _("une liste de nombres"))
        if not all(isinstance(value, int) and not isinstance(value, bool) and value > 0 for value in values):
            self.refuse(
                path,
                key,
                _("« {key} » contient autre chose que des nombres.").format(key=key),
                _("Écrivez par exemple [1, 2, 1]."),
            )
        return tuple(values)

    def same_length(self, path: Path, key: str, found: int, expected: int) -> None:
        """Refuse two parallel lists that do not go together."""
        if found != expected:
            self.refuse(
                path,
                key,
                _("« {key} » a {found} lignes, il en faut {expected}.").format(key=key, found=found, expected=expected),
                _("Ajoutez ou retirez des lignes, dans le même ordre que le français."),
            )

    def condition(self, table: Mapping[str, Any], path: Path) -> str:
        """The condition of a part, in the grammar of `conditions`."""
        value = self.text(table, path, "condition", "")
        self.check_condition(value, path, "condition")
        return value

    def check_condition(self, value: str, path: Path, key: str) -> None:
        """Refuse a condition that is not written right or names something unknown."""
        known = ", ".join(KNOWN_CONDITIONS)
        try:
            terms = terms_of(value)
        except ValueError as fault:
            self.refuse(
                path,
                key,
                _("la condition « {part} » est mal écrite.").format(part=fault),
                _("Écrivez un nom, « not » et un nom, ou plusieurs séparés par « or ». Noms : {known}.").format(
                    known=known
                ),
            )
        for __, name in terms:
            if name not in KNOWN_CONDITIONS:
                self.refuse(
                    path,
                    key,
                    _("la condition « {name} » n’existe pas.").format(name=name),
                    _("Conditions possibles : {known}.").format(known=known),
                )

    def check_blanks(self, value: str, path: Path, key: str) -> frozenset[tuple[str, str]]:
        """The blanks of a text, refused when badly closed or when nothing of that name exists."""
        try:
            blanks = placeholders_in(value)
        except ValueError as fault:
            self.refuse(
                path,
                key,
                _("une accolade est mal fermée près de « {part} ».").format(part=fault),
                _("Écrivez par exemple {example}.").format(example="{person_name}"),
            )
        for sort, name in blanks:
            if sort != "tick" and name not in KNOWN_PLACEHOLDERS and name not in self.handwritten:
                near = closest_known(name, self.handwritten)
                remedy = (
                    _("Vouliez-vous écrire « {near} » ?").format(near=near)
                    if near
                    else _("Prenez un nom de la liste, ou ajoutez-le à « handwritten » pour le remplir à la main.")
                )
                self.refuse(path, key, _("le champ « {name} » n’existe pas.").format(name=name), remedy)
        return frozenset(blanks)

    def texts(
        self, table: Mapping[str, Any], path: Path, key: str, *, french_only: bool, optional: bool = False
    ) -> Texts:
        """A sentence by language: French and every courtesy language, with the same blanks in each."""
        if key not in table and optional:
            return {FRENCH: ""}
        by_language = self._by_language(table, path, key, french_only)
        for language, value in by_language.items():
            if not isinstance(value, str) or not value.strip():
                self.refuse(
                    path,
                    f"{key}.{language}",
                    _("« {key}.{language} » est vide.").format(key=key, language=language),
                    _("Écrivez le texte entre guillemets."),
                )
        self._same_blanks(by_language, path, key)
        return by_language

    def text_lists(self, table: Mapping[str, Any], path: Path, key: str, *, french_only: bool) -> tuple[Texts, ...]:
        """A list of sentences by language, turned into one sentence by language per line."""
        by_language = self._by_language(table, path, key, french_only)
        for language, values in by_language.items():
            if not isinstance(values, list) or not values or not all(isinstance(v, str) and v.strip() for v in values):
                self.refuse(
                    path,
                    f"{key}.{language}",
                    _("« {key}.{language} » n’est pas une liste de textes.").format(key=key, language=language),
                    _('Écrivez par exemple ["Première ligne.", "Deuxième ligne."].'),
                )
            self.same_length(path, f"{key}.{language}", len(values), len(by_language[FRENCH]))
        lines = tuple(
            {language: values[index] for language, values in by_language.items()}
            for index in range(len(by_language[FRENCH]))
        )
        for line in lines:
            self._same_blanks(line, path, key)
        return lines

    def _by_language(self, table: Mapping[str, Any], path: Path, key: str, french_only: bool) -> dict[str, Any]:
        value = self._typed(table, path, key, dict, None, _("un texte par langue ({key}.fr = …)").format(key=key))
        expected = (FRENCH,) if french_only else (FRENCH, *self.languages)
        for language in expected:
            if language not in value:
                written = f'"{language}"' if "-" in language else language
                self.refuse(
                    path,
                    key,
                    _("il manque « {key}.{language} ».").format(key=key, language=language),
                    _('Ajoutez {key}.{written} = "…", ou french_only = true pour ce bloc.').format(
                        key=key, written=written
                    ),
                )
        for language in value:
            if language not in expected:
                self.refuse(
                    path,
                    f"{key}.{language}",
                    _("la langue « {language} » n’est pas annoncée par le titre.").format(language=language),
                    _("Ajoutez title.{language} en tête du fichier, ou retirez cette ligne.").format(language=language),
                )
        return {language: value[language] for language in expected}

    def _same_blanks(self, by_language: Mapping[str, str], path: Path, key: str) -> None:
        french = self.check_blanks(by_language[FRENCH], path, f"{key}.{FRENCH}")
        for language, value in by_language.items():
            other = self.check_blanks(value, path, f"{key}.{language}")
            if other != french:
                names = ", ".join(sorted({name for __, name in other ^ french}))
                self.refuse(
                    path,
                    f"{key}.{language}",
                    _("« {key}.{language} » n’a pas les mêmes champs que le français : {names}.").format(
                        key=key, language=language, names=names
                    ),
                    _("Recopiez les champs entre accolades tels quels dans la traduction."),
                )

    def _typed(self, table: Mapping[str, Any], path: Path, key: str, kind: type, default: Any, said: str) -> Any:
        if key not in table and default is not None:
            return default
        value = table.get(key)
        if not isinstance(value, kind):
            problem = (
                _("« {key} » manque.").format(key=key)
                if key not in table
                else _("« {key} » n’a pas la bonne forme.").format(key=key)
            )
            self.refuse(path, key, problem, _("Il faut {said}.").format(said=said))
        return value
