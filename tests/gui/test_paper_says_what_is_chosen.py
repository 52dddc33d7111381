"""A contract says of what is in the way only what is chosen; what data protection says is set once, for every paper."""

import datetime

import pytest

from db import records
from db.tables import Contract, Organisation
from kodiko_desktop.domain.contracts.frozen import thaw
from kodiko_desktop.services.association.settings import read_settings
from kodiko_desktop.services.contracts import contract_paper, contracts
from kodiko_desktop.services.contracts import contract_signing as signing
from kodiko_desktop.services.contracts import contract_templates as templates
from kodiko_desktop.services.diagnostics import diagnostics, person_diagnostics
from kodiko_desktop.services.people import people
from ui.desk import Desk
from ui.pages.plan.chosen_text import ChosenText
from ui.pages.plan.paper_page import PaperPage
from ui.pages.settings.organisation_cards import OrganisationCard

TODAY = datetime.date(2026, 5, 11)
PATIENCE = 30_000


@pytest.fixture
def person_id(desk: Desk) -> str:
    here = desk.here()
    return people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Nouri", given_names="Farida"
    )


def paper_of(qtbot, desk: Desk, contract_id: str) -> PaperPage:
    page = PaperPage(desk, contract_id)
    page.resize(1302, 670)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.view is not None, timeout=PATIENCE)
    return page


def test_each_obstacle_is_written_only_once_chosen(qtbot, theme, desk, person_id, nameless) -> None:
    here = desk.here()
    response = person_diagnostics.begin(
        here.store, author=here.staff_id, person_id=person_id, form="diagnostic-360", moment="", on_date=TODAY
    )
    for question in ("logement-niveau", "sante-niveau"):
        diagnostics.answer(here.store, author=here.staff_id, diagnostic_id=response, question=question, value="5")
    contract = contracts.draft_contract(
        here.store, author=here.staff_id, person_id=person_id, template="engagement", language="fr"
    )
    page = paper_of(qtbot, desk, contract)
    chosen = page.fields.findChild(ChosenText)
    assert chosen is not None and nameless(page) == []
    offered = {button.answer.value: button for button in chosen.words._buttons}
    assert set(offered) == {"logement", "santé"}

    def printed() -> str:
        return contract_paper.prepare(here.store, contract, today=TODAY).text

    assert chosen.text() == "" and '"santé"' not in printed() and '"logement"' not in printed()
    offered["logement"].click()
    qtbot.waitUntil(lambda: _typed(desk, contract) == "logement", timeout=PATIENCE)
    assert '"logement"' in printed() and '"santé"' not in printed()
    chosen.text_area.setPlainText("logement, le froid")
    chosen.flush()
    qtbot.waitUntil(lambda: _typed(desk, contract) == "logement, le froid", timeout=PATIENCE)
    offered["logement"].click()
    qtbot.waitUntil(lambda: _typed(desk, contract) == "le froid", timeout=PATIENCE)
    assert chosen.words.value() == ()


def _typed(desk: Desk, contract_id: str) -> str | None:
    return records.find(desk.here().store.read(), Contract, contract_id).row.values.get("obstacles")


def test_a_signed_notice_offers_no_amendment(qtbot, theme, desk, person_id) -> None:
    here = desk.here()
    shown = {}
    for kind in (templates.NOTICE, templates.ENGAGEMENT):
        key = templates.templates(here.store.read(), kind)[0].key
        contract = contracts.draft_contract(
            here.store, author=here.staff_id, person_id=person_id, template=key, language="fr"
        )
        paper = contract_paper.print_contract(here.store, author=here.staff_id, contract_id=contract, today=TODAY)
        boxes = signing.boxes(thaw(paper.text))
        signing.sign_contract(
            here.store,
            author=here.staff_id,
            contract_id=contract,
            signed_on=TODAY,
            place="",
            signatories=[signing.Signatory(box.key, "Quelqu’un") for box in boxes],
        )
        page = paper_of(qtbot, desk, contract)
        shown[kind] = not page._buttons["amend"].isHidden()
    assert shown == {templates.NOTICE: False, templates.ENGAGEMENT: True}


def test_settings_keep_who_to_write_to_and_the_legal_basis(qtbot, theme, desk, nameless) -> None:
    store = desk.here().store
    card = OrganisationCard(desk)
    qtbot.addWidget(card)
    card.show_settings(read_settings(store.read()))
    card.show()
    assert nameless(card) == [] and card.basis.value() is None
    card.fields["data_protection_contact"].setText("dpo@exemple.example")
    card.flush()
    card.basis.set_value("public_interest")
    card.basis.edited.emit("public_interest")

    def kept() -> tuple[str, str]:
        row = records.rows_where(store.read(), Organisation, "1")[0]
        return row.data_protection_contact, row.legal_basis

    qtbot.waitUntil(lambda: kept() == ("dpo@exemple.example", "public_interest"), timeout=PATIENCE)
    card.show_settings(read_settings(store.read()))
    assert card.basis.value() == "public_interest"
