"""A contract on paper: filled from the store until it is signed, then always what was signed, word for word.

Each printing is a version: its text is kept, so that the paper which comes back signed is the text that is kept.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from db.store import Store
from db.tables import Contract
from kodiko_desktop.domain.contracts.fill import fill
from kodiko_desktop.domain.contracts.filled import FilledContract
from kodiko_desktop.domain.contracts.frozen import fingerprint, freeze, thaw
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import definitions, letterhead
from kodiko_desktop.services.contracts import contract_rows, contracts
from kodiko_desktop.services.contracts.contract_values import values_for
from kodiko_desktop.services.contracts.person_funders import funders_of_person

LARGE_TEXT = 12.0
"""Points of the type for somebody who reads a little."""


@dataclass(frozen=True)
class PreparedContract:
    """A paper ready to be printed. `text` is its frozen text; `is_copy`: it is signed, this is the same again."""

    contract_id: str
    number: str
    version: int
    title: str
    pdf: bytes
    pages: int
    template_version: str
    text: str
    printed_on: datetime.date
    is_copy: bool
    objectives: contract_rows.Rows = ()
    """The objectives of the plan when it was drawn: an amendment is compared with them."""

    @property
    def file_name(self) -> str:
        """A name that says nothing of anybody: « CTR-2026-01-0004-v1.pdf »."""
        return f"{self.number}-v{self.version}.pdf"


def prepare(store: Store, contract_id: str, *, today: datetime.date) -> PreparedContract:
    """Draw the next version of a paper, or again the signed one, without keeping anything.

    Raises ContractRefused (cancelled), ContractLanguageUnavailable, TooManyContractRows, DefinitionMissing.
    """
    row = contracts.find_contract(store, contract_id).row
    if row.status == contracts.SIGNED:
        return _rendered(store, row, thaw(row.frozen), row.frozen, row.version, row.printed_on or today, is_copy=True)
    contracts.refuse_settled(row)
    filled = filled_contract(store, row, today=today)
    drawn = _rendered(store, row, filled, freeze(filled), row.version + 1, today, is_copy=False)
    return replace(drawn, objectives=contract_rows.objectives(store, row.person_id))


def filled_contract(store: Store, row: Contract, *, today: datetime.date) -> FilledContract:
    """The text of a paper as it would be printed now. Raises what `prepare` raises."""
    template = definitions.latest(store.read(), definitions.CONTRACT, row.template)
    return fill(template, values_for(store, row, today=today), row.language)


def record(store: Store, *, author: str, paper: PreparedContract) -> None:
    """Keep that a prepared paper was printed: its version and its text. A copy of a signed one changes nothing."""
    if not paper.is_copy:
        row = contracts.find_contract(store, paper.contract_id).row
        printing = _printing(paper.version, paper.printed_on, paper.text, paper.objectives)
        _keep_printing(store, author, row, printing, paper.template_version, paper.printed_on)


def record_undrawn(store: Store, *, author: str, contract_id: str, today: datetime.date) -> None:
    """Keep that the next version of a paper was printed, as its text stands, without drawing it here: the text is what
    is kept and signed, and gives the same paper whenever it is asked for. Raises what `prepare` raises."""
    row = contracts.find_contract(store, contract_id).row
    filled = filled_contract(store, row, today=today)
    objectives = contract_rows.objectives(store, row.person_id)
    printing = _printing(row.version + 1, today, freeze(filled), objectives)
    _keep_printing(store, author, row, printing, str(filled.version), today)


def _printing(version: int, on: datetime.date, text: str, objectives: contract_rows.Rows) -> dict[str, Any]:
    """What is kept of a version that was printed."""
    return {
        "version": version,
        "on": on.isoformat(),
        "sha256": fingerprint(text),
        "text": text,
        "objectives": [dict(objective) for objective in objectives],
    }


def _keep_printing(
    store: Store, author: str, row: Contract, printing: dict[str, Any], template_version: str, on: datetime.date
) -> None:
    contracts.refuse_settled(row)
    definitions.keep(store, author=author, kind=definitions.CONTRACT, key=row.template)
    values: dict[str, Any] = {
        "status": contracts.PRINTED,
        "version": printing["version"],
        "printed_on": on,
        "template_version": template_version,
        "frozen": printing["text"],
        "frozen_sha256": printing["sha256"],
        "options": {**row.options, "printings": [*row.options.get("printings", ()), printing]},
    }
    with store.act("contract.print", author=author) as act:
        act.change(Contract, row.id, values=values, seen=act.seen(Contract, row.id))


def print_contract(store: Store, *, author: str, contract_id: str, today: datetime.date) -> PreparedContract:
    """Draw the next version of a paper and keep that it was printed. Raises what `prepare` raises."""
    paper = prepare(store, contract_id, today=today)
    record(store, author=author, paper=paper)
    return paper


def _rendered(
    store: Store,
    row: Contract,
    filled: FilledContract,
    text: str,
    version: int,
    printed_on: datetime.date,
    *,
    is_copy: bool,
) -> PreparedContract:
    # The library that draws is loaded when something is printed, not before.
    from kodiko_desktop.documents.blocks import BODY
    from kodiko_desktop.documents.contract import ContractSheet, render

    connection = store.read()
    reads = connection.execute("SELECT reads FROM person WHERE id = ?", (row.person_id,)).fetchone()
    rendered = render(
        ContractSheet(
            contract=filled,
            number=row.number,
            version=version,
            printed_on=printed_on,
            organisation=letterhead.organisation(connection, row.stream),
            funders=funders_of_person(connection, row.person_id),
            text_size=LARGE_TEXT if reads and reads[0] == "lit_peu" and row.language == "fr" else BODY.size,
        )
    )
    return PreparedContract(
        contract_id=row.id,
        number=row.number,
        version=version,
        title=_titled(filled.title.french, row.number),
        pdf=rendered.pdf,
        pages=rendered.pages,
        template_version=str(filled.version),
        text=text,
        printed_on=printed_on,
        is_copy=is_copy,
    )


def _titled(title: str, number: str) -> str:
    """« Contrat d’accompagnement – CTR-2026-01-0035 »; a title that says its number already (an amendment) as it is."""
    return title if number in title else _("{title} – {number}").format(title=title, number=number)
