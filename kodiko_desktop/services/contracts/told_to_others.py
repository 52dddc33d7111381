"""What a paper that others sign (a company, a training body, a mentor's employer) does not tell them of the person.

« Sans case cochée, rien n’est dit »: the boxes of the three-part contract say what the person lets us tell; the rest of
the file never reaches such a paper, nor the amendments to it, unless somebody wrote it for that very paper.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from db import records
from db.connection import Connection
from db.tables import Contract
from kodiko_desktop.domain.contracts.frozen import thaw
from kodiko_desktop.services.contracts import contract_templates as kinds
from kodiko_desktop.services.contracts.contract_signing import boxes

TOLD_IF_TICKED = {"person_phone": "share_phone", "availability": "share_schedule", "strengths": "share_training"}
"""Placeholder -> the box without which it is not printed, typed or not."""
_OURS_ALONE = frozenset(
    {
        "situation",
        "obstacles",
        "person_words",
        "diagnostic_date",
        "suspension_date",
        "resumption_date",
        "suspension_reason",
    }
)
"""Printed on such a paper only when it was written for it."""


@dataclass(frozen=True)
class Readers:
    """Who reads a paper besides the person and the association. `others`: somebody does; `signed_by`: the boxes signed
    on the paper that an amendment changes (empty for any other paper)."""

    others: bool
    signed_by: frozenset[str] = frozenset()


def readers_of(connection: Connection, contract: Contract) -> Readers:
    """Who reads a paper: those its kind tells; of an amendment, those who signed what it amends. Raises
    DefinitionMissing."""
    amended = records.find(connection, Contract, contract.amends_id) if contract.amends_id else None
    if amended is None or not amended.row.frozen:
        return Readers(kinds.kind_of(connection, contract.template) in kinds.READ_BY_OTHERS)
    signed = thaw(amended.row.frozen)
    return Readers(signed.kind in kinds.READ_BY_OTHERS, frozenset(box.key for box in boxes(signed)))


def withheld(
    texts: Mapping[str, str | None], typed: Collection[str], ticked: Collection[str], readers: Readers
) -> dict[str, str | None]:
    """`texts` (by placeholder) without what the readers are not told; `typed`: those written for this paper."""
    if not readers.others:
        return dict(texts)
    unsaid = {name for name, box in TOLD_IF_TICKED.items() if box not in ticked} | (_OURS_ALONE - set(typed))
    return {name: text for name, text in texts.items() if name not in unsaid}


def facts(ticked: Collection[str], readers: Readers) -> frozenset[str]:
    """The conditions of a template that depend on who reads it and who signs it again."""
    holds = {
        "phone_shared": not readers.others or TOLD_IF_TICKED["person_phone"] in ticked,
        **{f"with_{key}": key in readers.signed_by for key in ("person", "company", "training_body", "mentor")},
    }
    return frozenset(name for name, true in holds.items() if true)
