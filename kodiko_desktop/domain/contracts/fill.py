"""Fills a template: every blank resolved, French and translation face to face, what is unknown left to the pen."""

import re
from dataclasses import dataclass

from kodiko_desktop.domain.contracts.conditions import holds, may_hold
from kodiko_desktop.domain.contracts.errors import ContractLanguageUnavailable, TooManyContractRows
from kodiko_desktop.domain.contracts.filled import (
    Bilingual,
    ContractValues,
    FilledBlock,
    FilledBullets,
    FilledCheckboxes,
    FilledContract,
    FilledField,
    FilledFields,
    FilledOption,
    FilledParagraph,
    FilledSection,
    FilledSignature,
    FilledSignatures,
    FilledTable,
)
from kodiko_desktop.domain.contracts.offered import boxed, offered
from kodiko_desktop.domain.contracts.placeholders import (
    BOX_EMPTY,
    BOX_TICKED,
    DOTTED,
    clean_value,
    isolated,
    placeholders_in,
    replace,
)
from kodiko_desktop.domain.contracts.template import (
    FRENCH,
    RIGHT_TO_LEFT,
    Block,
    Bullets,
    Checkboxes,
    ContractTemplate,
    Fields,
    Paragraph,
    Signatures,
    Table,
    Texts,
)

_NO_ROW: dict[str, str | None] = {}
_NEXT_TO_BOX = re.compile(f"([{BOX_EMPTY}{BOX_TICKED}]) ")
"""A box stays on the line of its word."""


def fill(template: ContractTemplate, values: ContractValues, language: str = FRENCH) -> FilledContract:
    """`template` with `values`, in French alone or beside the courtesy translation in `language`.

    A value that is missing, None or blank becomes a dotted line. The same template, values and language always give
    the same document. Raises ContractLanguageUnavailable when the template has no such translation, and
    TooManyContractRows when a table holds more rows than it allows.
    """
    if language != FRENCH and language not in template.languages:
        raise ContractLanguageUnavailable(template.key, language, template.languages)
    filling = _Filling(template, values, language)
    return FilledContract(
        key=template.key,
        version=template.version,
        kind=template.kind,
        orientation=template.orientation,
        language=language,
        title=filling.both(template.title),
        subtitle=filling.both(template.subtitle),
        footer=filling.both(template.footer),
        courtesy=filling.both(template.courtesy) if language != FRENCH else Bilingual(""),
        sections=tuple(
            FilledSection(section.number, filling.both(section.title), blocks, section.beside_next)
            for section in template.sections
            if filling.prints(section.condition) and (blocks := filling.blocks(section.blocks))
        ),
    )


@dataclass(frozen=True)
class _Filling:
    template: ContractTemplate
    values: ContractValues
    language: str

    def both(self, texts: Texts, row: dict[str, str | None] = _NO_ROW) -> Bilingual:
        """A sentence in French and, when one is asked for and exists, in the courtesy language."""
        french = self._resolved(texts[FRENCH], FRENCH, row)
        if self.language == FRENCH or self.language not in texts:
            return Bilingual(french)
        return Bilingual(french, self._resolved(texts[self.language], self.language, row))

    def prints(self, condition: str) -> bool:
        """Is what `condition` governs on this paper?"""
        return holds(condition, self.values.facts) or self.asks(condition)

    def asks(self, condition: str) -> bool:
        """Is it there to be ticked, on a blank paper?"""
        return self.values.blank and may_hold(condition)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[FilledBlock, ...]:
        """Those that are printed, filled; one without anything left in it is not. Those that follow each other under
        one condition have one box to tick."""
        filled = []
        before = ""
        for block in blocks:
            if self.prints(block.condition):
                asked = self.asks(block.condition) and block.condition != before
                filled.append(offered(self._block(block)) if asked else self._block(block))
            before = block.condition
        return tuple(block for block in filled if not isinstance(block, FilledFields) or block.fields)

    def _block(self, block: Block) -> FilledBlock:
        match block:
            case Paragraph():
                return FilledParagraph(self.both(block.text), block.style, block.framed)
            case Bullets():
                return FilledBullets(tuple(self.both(item) for item in block.items))
            case Fields():
                return self._fields(block)
            case Table():
                return self._table(block)
            case Checkboxes():
                return self._checkboxes(block)
            case Signatures():
                return self._signatures(block)

    def _fields(self, block: Fields) -> FilledFields:
        return FilledFields(
            tuple(
                FilledField(
                    boxed(self.both(field.label)) if self.asks(field.condition) else self.both(field.label),
                    self._value(field.value),
                    not self._any_known(field.value),
                    field.lines,
                )
                for field in block.fields
                if self.prints(field.condition)
            )
        )

    def _table(self, block: Table) -> FilledTable:
        given = self.values.rows.get(block.source, ())
        if block.max_rows and len(given) > block.max_rows:
            raise TooManyContractRows(block.source, len(given), block.max_rows)
        rows = [
            tuple(self._cell(text, {"row_number": str(number), **row}) for text in block.row)
            for number, row in enumerate(given, start=1)
        ]
        empty = tuple(Bilingual("") for __ in block.columns)
        least = max(block.blank_rows, block.max_rows) if self.values.blank else block.blank_rows
        rows += [empty] * max(0, least - len(rows))
        return FilledTable(block.type, tuple(self.both(column) for column in block.columns), block.widths, tuple(rows))

    def _checkboxes(self, block: Checkboxes) -> FilledCheckboxes:
        options = tuple(
            FilledOption(key, self.both(text), key in self.values.ticked)
            for key, text in zip(block.keys, block.options, strict=True)
        )
        return FilledCheckboxes(self.both(block.intro), options, block.exclusive, block.inline)

    def _signatures(self, block: Signatures) -> FilledSignatures:
        return FilledSignatures(
            tuple(
                FilledSignature(
                    box.key,
                    boxed(self.both(box.role)) if self.asks(box.condition) else self.both(box.role),
                    self._value(box.name).french,
                )
                for box in block.boxes
                if self.prints(box.condition)
            )
        )

    def _value(self, text: str) -> Bilingual:
        """A value outside sentences: the same in both columns unless it is a word or has a version of its own."""
        french = self._resolved(text, FRENCH, _NO_ROW)
        if self.language == FRENCH or not text:
            return Bilingual(french)
        translation = self._resolved(text, self.language, _NO_ROW, fenced=False)
        return Bilingual(french, translation if translation != french else "")

    def _cell(self, text: str, row: dict[str, str | None]) -> Bilingual:
        """A cell of a table: left empty rather than dotted, there is a frame to write in."""
        if not any(self._lookup(sort, name, FRENCH, row) for sort, name in placeholders_in(text)):
            return Bilingual("")
        french = self._resolved(text, FRENCH, row)
        if self.language == FRENCH:
            return Bilingual(french)
        translation = self._resolved(text, self.language, row, fenced=False)
        return Bilingual(french, translation if translation != french else "")

    def _any_known(self, text: str) -> bool:
        blanks = placeholders_in(text)
        return not blanks or any(self._lookup(sort, name, FRENCH, _NO_ROW) for sort, name in blanks)

    def _resolved(self, text: str, language: str, row: dict[str, str | None], *, fenced: bool = True) -> str:
        """`text` with its blanks replaced; inside right-to-left sentences each value is fenced."""

        def resolve(sort: str, name: str) -> str:
            found = self._lookup(sort, name, language, row)
            if not found:
                return DOTTED
            return isolated(found) if fenced and sort != "tick" and language in RIGHT_TO_LEFT else found

        return _NEXT_TO_BOX.sub("\\1\u00a0", replace(text, resolve))

    def _lookup(self, sort: str, name: str, language: str, row: dict[str, str | None]) -> str:
        """The value of one blank in `language`, or an empty string. A word nobody defined is printed as it is."""
        if sort == "tick":
            return BOX_TICKED if name in self.values.ticked else BOX_EMPTY
        source = row if name in row else {**self.values.texts, **self.values.translated.get(language, {})}
        value = clean_value(source.get(name))
        if sort == "word" and value in self.template.words:
            word = self.template.words[value]
            return word.get(language, word[FRENCH])
        return value
