"""What one may write in a draft: only the blanks its template prints, with what the store already says of them."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from db.store import Store
from db.tables import Contract
from kodiko_desktop.domain.contracts.conditions import holds
from kodiko_desktop.domain.contracts.filled import ContractValues
from kodiko_desktop.domain.contracts.placeholders import KNOWN_PLACEHOLDERS, placeholders_in
from kodiko_desktop.domain.contracts.template import Block, ContractTemplate, Fields, Paragraph, Signatures
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.wording import _, language
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.contracts import contracts, signed_objectives
from kodiko_desktop.services.contracts.contract_signing import ABOUT, Printing, boxes, printings
from kodiko_desktop.services.contracts.contract_values import in_the_way, values_for
from kodiko_desktop.services.contracts.told_to_others import TOLD_IF_TICKED

AUTOMATIC = frozenset(
    {
        "contract_number",
        "contract_date",
        "amendment_number",
        "association_name",
        "association_siret",
        "controller_name",
        "antenna_name",
        "programme_name",
        "person_name",
        "file_number",
        "diagnostic_date",
        "interpreter_language",
        "interpreter_name",
        "interpreter_reference",
        "witness_name",
        "signature_place",
        "signature_date",
    }
)
"""Blanks that are never typed here: numbers, names of the house, what is said of the reading or filled by hand."""
WORD_CHOICES = {
    "meeting_rhythm": ("weekly", "fortnightly", "monthly"),
    "change_author": ("idea_person", "idea_adviser"),
    "legal_basis": ("public_interest", "legitimate_interest"),
}
"""The words a blank may take, when it is not a free text (placeholders of the guide of contracts)."""
LONG = frozenset(
    {
        "person_words",
        "strengths",
        "obstacles",
        "target_jobs",
        "tasks",
        "instructions",
        "integration_path",
        "contributors",
    }
)
"""Blanks that take several lines."""
CHOSEN = "obstacles"
"""The blank that says only what is chosen among what the diagnostics know."""


@dataclass(frozen=True)
class DraftField:
    """A blank to fill: its words, what is printed now, the (code, words) it may take ("": free text). `offered`: words
    the diagnostics know, each printed only if it is chosen."""

    name: str
    title: str
    text: str
    typed: bool
    choices: tuple[tuple[str, str], ...]
    long: bool
    offered: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperView:
    """A paper as its page displays it."""

    row: Contract
    seen: Seen
    kind: str
    title: str
    languages: tuple[str, ...]
    fields: tuple[DraftField, ...]
    facts: frozenset[str]
    printings: tuple[Printing, ...]
    signing: tuple[tuple[str, str, str], ...]
    """(key, role, name) of the boxes to sign of the latest printing."""
    amends_number: str
    scan: tuple[str, str, str] | None = None
    """(document id, media type, title) of the last image kept of the signed paper."""
    objective_changes: tuple[tuple[str, str], ...] = ()
    """(what it becomes, title) of the objectives an amendment says are new, changed (now), reached or stopped."""


def read_view(store: Store, contract_id: str, *, today: datetime.date) -> PaperView:
    """A paper, its blanks, its printings. Raises ContractRefused, DefinitionMissing."""
    from kodiko_desktop.domain.contracts.frozen import thaw

    record = contracts.find_contract(store, contract_id)
    row = record.row
    template = definitions.latest(store.read(), definitions.CONTRACT, row.template)
    values = values_for(store, row, today=today)
    found = printings(row)
    signing = boxes(thaw(found[0].text)) if found else ()
    amended = contracts.find_contract(store, row.amends_id).row.number if row.amends_id else ""
    return PaperView(
        row=row,
        seen=record.seen,
        kind=template.kind,
        title=definitions.title_of(template).split("{")[0].strip(" n°\u00a0"),
        languages=("fr", *(language for language in template.languages if language != "fr")),
        fields=tuple(
            DraftField(
                name=name,
                title=_(KNOWN_PLACEHOLDERS.get(name, name)).split(" (")[0].capitalize(),
                text=str(values.texts.get(name) or ""),
                typed=bool(row.values.get(name)),
                choices=tuple(
                    (code, template.words[code].get(language()) or template.words[code]["fr"])
                    for code in WORD_CHOICES.get(name, ())
                    if code in template.words
                ),
                long=name in LONG,
                offered=in_the_way(store.read(), row.person_id) if name == CHOSEN else (),
            )
            for name in _blanks(template, values.facts)
            if _may_be_typed(name, values)
        ),
        facts=values.facts,
        printings=found,
        signing=tuple((box.key, box.role.french, _known(box.name)) for box in signing),
        amends_number=amended,
        scan=_last_scan(store, contract_id),
        objective_changes=tuple(
            (str(each["objective_change"]), str(each["objective"]))
            for each in values.rows["objective_changes"]
            if each["objective_change"] != signed_objectives.BEFORE
        ),
    )


def _may_be_typed(name: str, values: ContractValues) -> bool:
    """Is this blank on the paper? Not the representative of an adult, nor a telephone the company is not told."""
    if name == "legal_representative_name":
        return "minor" in values.facts
    return "phone_shared" in values.facts or TOLD_IF_TICKED.get(name) in (None, *values.ticked)


def _last_scan(store: Store, contract_id: str) -> tuple[str, str, str] | None:
    return (
        store.read()
        .execute(
            "SELECT id, media_type, title FROM document WHERE about = ? AND about_id = ? AND archived_at IS NULL "
            "ORDER BY created_at DESC, rowid DESC LIMIT 1",
            (ABOUT, contract_id),
        )
        .fetchone()
    )


def _blanks(template: ContractTemplate, facts: Collection[str]) -> tuple[str, ...]:
    """The names a template prints now outside its tables, in order, that somebody may type."""
    texts = [
        text
        for section in template.sections
        if holds(section.condition, facts)
        for block in section.blocks
        if holds(block.condition, facts)
        for text in _texts(block, facts)
    ]
    names = [name for text in texts for sort, name in placeholders_in(text) if sort != "tick"]
    hand = set(template.handwritten)
    return tuple(name for name in dict.fromkeys(names) if name not in AUTOMATIC and name not in hand)


def _texts(block: Block, facts: Collection[str]) -> tuple[str, ...]:
    if isinstance(block, Paragraph):
        return (block.text["fr"],)
    if isinstance(block, Fields):
        return tuple(field.value for field in block.fields if holds(field.condition, facts))
    if isinstance(block, Signatures):
        return tuple(box.name for box in block.boxes if holds(box.condition, facts))
    items = getattr(block, "items", ())
    return tuple(item["fr"] for item in items)


def _known(name: str) -> str:
    """The printed name of a box, "" when it was left dotted."""
    return "" if set(name) <= set(".… ") else name
