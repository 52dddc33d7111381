"""A contract template on paper with nothing filled in: to be read at leisure, or written by hand."""

import datetime
from dataclasses import dataclass

from db.store import Store
from kodiko_desktop.domain.contracts.fill import fill
from kodiko_desktop.domain.contracts.filled import ContractValues
from kodiko_desktop.services.association import definitions, letterhead


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
    """A template, in French alone or beside its courtesy translation, every value left to the pen.

    Raises DefinitionMissing, ContractTemplateError, ContractLanguageUnavailable.
    """
    from kodiko_desktop.documents.contract import ContractSheet, render

    connection = store.read()
    found = definitions.latest(connection, definitions.CONTRACT, template)
    filled = fill(found, ContractValues(), language)
    sheet = ContractSheet(
        contract=filled,
        number=template,
        version=1,
        printed_on=today,
        organisation=letterhead.organisation(connection, antenna_id),
    )
    rendered = render(sheet)
    return BlankContract(rendered.pdf, filled.title.french, template, rendered.pages)
