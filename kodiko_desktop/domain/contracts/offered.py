"""What a blank paper leaves to be decided by hand: each part that may not concern the person has a box to tick."""

from dataclasses import replace

from kodiko_desktop.domain.contracts.filled import (
    Bilingual,
    FilledBlock,
    FilledBullets,
    FilledFields,
    FilledParagraph,
    FilledSignatures,
)
from kodiko_desktop.domain.contracts.placeholders import BOX_EMPTY


def boxed(text: Bilingual) -> Bilingual:
    """« ☐ L’interprète », in both languages."""
    return Bilingual(_boxed(text.french), _boxed(text.translation))


def offered(block: FilledBlock) -> FilledBlock:
    """`block` under a box to tick, which stands before its first words. Tables have their rows left empty, and boxes to
    tick are their own answer: both stay as they are."""
    match block:
        case FilledParagraph(text=text):
            return replace(block, text=boxed(text))
        case FilledBullets(items=(first, *others)):
            return replace(block, items=(boxed(first), *others))
        case FilledFields(fields=(first, *others)):
            return replace(block, fields=(replace(first, label=boxed(first.label)), *others))
        case FilledSignatures(boxes=boxes):
            return replace(block, boxes=tuple(replace(box, role=boxed(box.role)) for box in boxes))
    return block


def _boxed(text: str) -> str:
    return f"{BOX_EMPTY}\u00a0{text}" if text else ""
