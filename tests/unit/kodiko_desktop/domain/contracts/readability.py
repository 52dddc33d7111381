"""Measures how long the sentences of a template are: people read it standing, in a language they are learning.

Plain-language guides ask for 12 words (at most 15) a sentence: over 12 is worth a look, over 20 is refused by a test.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kodiko_desktop.domain.contracts.placeholders import BOX_EMPTY, BOX_TICKED, replace
from kodiko_desktop.domain.contracts.template import (
    FRENCH,
    Bullets,
    Checkboxes,
    ContractTemplate,
    Paragraph,
    Texts,
)

EASY_WORDS = 12
MOST_WORDS = 20

_SENTENCE_END = re.compile(r"(?<=[.!?:;…])\s+|\n+")
_ABBREVIATIONS = re.compile(r"\b(art|réf|tél|n|cf)\.", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")


@dataclass(frozen=True)
class LongSentence:
    """A sentence with more words than asked, in section `section` (0: footer and title)."""

    section: int
    sentence: str
    words: int


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a French text; blanks and boxes do not count, an abbreviation ends nothing."""
    bare = replace(text, lambda sort, name: "").replace(BOX_EMPTY, "").replace(BOX_TICKED, "")
    parts = _SENTENCE_END.split(_ABBREVIATIONS.sub(r"\1", bare))
    return tuple(part.strip() for part in parts if _WORD.search(part))


def word_count(sentence: str) -> int:
    """Words of a French sentence; an elided article counts with its word (« l’association » is one)."""
    return len(_WORD.findall(sentence))


def long_sentences(template: ContractTemplate, limit: int = EASY_WORDS) -> tuple[LongSentence, ...]:
    """The French sentences of `template` with more than `limit` words, in reading order."""
    return tuple(
        LongSentence(section, sentence, words)
        for section, texts in _read_texts(template)
        for sentence in sentences_of(texts[FRENCH])
        if (words := word_count(sentence)) > limit
    )


def _read_texts(template: ContractTemplate) -> Iterator[tuple[int, Texts]]:
    yield 0, template.footer
    for section in template.sections:
        for block in section.blocks:
            match block:
                case Paragraph():
                    yield section.number, block.text
                case Bullets():
                    yield from ((section.number, item) for item in block.items)
                case Checkboxes():
                    yield section.number, block.intro
                    yield from ((section.number, option) for option in block.options)
                case _:
                    continue
