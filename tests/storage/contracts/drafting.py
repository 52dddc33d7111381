"""What the tests of papers to sign share: drafts, their rows, their values, and what a PDF says."""

import datetime

import pypdfium2

from db.store import Store
from db.tables import Contract
from kodiko_desktop.services.contracts import contract_signing as signing
from kodiko_desktop.services.contracts import contract_templates as templates
from kodiko_desktop.services.contracts import contracts
from kodiko_desktop.services.contracts.contract_values import values_for

TODAY = datetime.date(2026, 5, 11)
BOTH = (signing.Signatory("person", "Farida Nouri"), signing.Signatory("referent", "Léa Martin"))


def first(store: Store, kind: str) -> str:
    return templates.templates(store.read(), kind)[0].key


def engagement(store: Store, author: str, person: str, **choices) -> str:
    return contracts.draft_contract(
        store, author=author, person_id=person, template=first(store, templates.ENGAGEMENT), **choices
    )


def row_of(store: Store, contract_id: str) -> Contract:
    return contracts.find_contract(store, contract_id).row


def values_of(store: Store, contract_id: str):
    return values_for(store, row_of(store, contract_id), today=TODAY)


def printed_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)
