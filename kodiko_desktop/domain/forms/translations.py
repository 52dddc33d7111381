"""The translations of a form file: one block a language, so that a translator works in one place.

A block follows the form by keys; a text with no translation stays in French, and a translation of something that does
not exist is refused, for it is a typing mistake in a key.
"""

import re
from types import MappingProxyType

from kodiko_desktop.domain.data_files.reader import Table
from kodiko_desktop.domain.data_files.texts import FRENCH, Text
from kodiko_desktop.domain.data_files.toml_lines import Path
from kodiko_desktop.domain.wording import _

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-zA-Z]{1,3})?\Z")
_GROUPS = ("sections", "questions", "helps", "units", "scores")


class Translations:
    """Every translation of a file by place ("questions.x") and language; remembers which ones found their text."""

    def __init__(self, root: Table) -> None:
        self._document = root.document
        self._texts: dict[str, dict[str, str]] = {}
        self._paths: dict[tuple[str, str], Path] = {}
        self._used: set[str] = set()
        self.languages: tuple[str, ...] = (FRENCH,)
        blocks = root.table("translation")
        if blocks is not None:
            self._read(blocks)

    def text(self, french: str, *places: str) -> Text:
        """`french` with the translations of the first of `places` that has one, language by language."""
        found: dict[str, str] = {}
        for place in places:
            self._used.add(place)
            for language, translated in self._texts.get(place, {}).items():
                found.setdefault(language, translated)
        return Text(french, MappingProxyType(found))

    def refuse_unused(self) -> None:
        """Note a problem for each translation that belongs to nothing in the form."""
        for (place, language), path in self._paths.items():
            if place not in self._used:
                self._document.refuse(
                    path,
                    _(
                        "la traduction «\u00a0{place}\u00a0» ({language}) ne correspond à rien dans le formulaire."
                    ).format(place=place, language=language),
                    _("reprenez exactement la clé de la question, de la section ou du choix à traduire."),
                )

    def _read(self, blocks: Table) -> None:
        for language in blocks.values:
            if not _LANGUAGE.match(language) or language == FRENCH:
                blocks.refuse(
                    language,
                    _("«\u00a0{language}\u00a0» n’est pas un code de langue à traduire.").format(language=language),
                    _("écrivez par exemple ar, fa-AF, ps, ti, uk, ro, bg ou en."),
                )
                continue
            block = blocks.table(language)
            if block is not None:
                self.languages = (*self.languages, language)
                self._read_block(language, block)

    def _read_block(self, language: str, block: Table) -> None:
        block.only(("title", "intro", "choices", *_GROUPS))
        for name in ("title", "intro"):
            self._keep(language, name, block, name)
        for name in _GROUPS:
            group = block.table(name)
            for key in group.values if group else ():
                self._keep(language, f"{name}.{key}", group, key)
        lists = block.table("choices")
        for name in lists.values if lists else ():
            choices = lists.table(name)
            for code in choices.values if choices else ():
                self._keep(language, f"choices.{name}.{code}", choices, code)

    def _keep(self, language: str, place: str, table: Table, name: str) -> None:
        translated = table.text(name, required=False)
        if translated:
            self._texts.setdefault(place, {})[language] = translated
            self._paths[place, language] = (*table.path, name)
