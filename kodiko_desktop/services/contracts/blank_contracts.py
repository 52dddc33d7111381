"""A contract template on paper without anybody's name: to be read at leisure, or written by hand. What the association
knows of itself is printed; what depends on the person has a box to tick."""

import datetime
from dataclasses import dataclass

from db.store import Store
from kodiko_desktop.domain.contracts.fill import fill
from kodiko_desktop.domain.contracts.filled import ContractValues
from kodiko_desktop.services.association import definitions, letterhead
from kodiko_desktop.services.contracts.contract_house import facts_of_house, values_of_house


@dataclass(frozen=True)
class BlankContract:
    """A blank contract ready to be printed; its number is the template's key: it is nobody's paper yet."""

    pdf: bytes
    title: str
    number: str
    pages: int

    @property
    def file_name(self) -> str:
        """« engagement.pdf »."""
        return f"{self.number}.pdf"


def blank_contract(
    store: Store, *, template: str, antenna_id: str, language: str = "fr", today: datetime.date
) -> BlankContract:
    """A template, in French alone or beside its courtesy translation, the person's part left to the pen.

    Raises DefinitionMissing, ContractTemplateError, ContractLanguageUnavailable.
    """
    from kodiko_desktop.documents.contract import ContractSheet, render

    connection = store.read()
    found = definitions.latest(connection, definitions.CONTRACT, template)
    house = values_of_house(connection, antenna_id)
    facts = facts_of_house(house) | {"with_person"}
    filled = fill(found, ContractValues(texts=house, facts=facts, blank=True), language)
    sheet = ContractSheet(
        contract=filled,
        number=template,
        version=1,
        printed_on=today,
        organisation=letterhead.organisation(connection, antenna_id),
    )
    rendered = render(sheet)
    return BlankContract(rendered.pdf, filled.title.french, template, rendered.pages)
