"""The paper of a hire, signed by three: its visits, and what the person lets be told."""

import pytest

from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.contracts import contract_paper, contracts
from kodiko_desktop.services.contracts import contract_templates as templates
from kodiko_desktop.services.work import placements
from tests.storage.contracts.drafting import TODAY, printed_text, values_of


def test_tripartite_contract_starts_from_a_hire_and_lists_its_visits(store, author, person):
    template = next(
        line.key
        for line in templates.templates(store.read(), templates.TRIPARTITE)
        if "{job_title}" in repr(definitions.latest(store.read(), "contract", line.key).sections)
    )
    with pytest.raises(contracts.ContractRefused, match="embauche"):
        contracts.draft_contract(store, author=author, person_id=person, template=template)
    hire = placements.record_hire(
        store,
        author=author,
        person_id=person,
        starts_on=TODAY,
        new_company={"name": "Serres de Vouvray", "city": "Vouvray"},
        new_tutor={"name": "M. Petit", "phone": "+33612345678"},
        job_title="Ouvrière horticole",
        contract_kind="cdi",
        category="ouvrier",
        weekly_hours=35.0,
        trial_written=True,
    )
    contract = contracts.draft_contract(
        store, author=author, person_id=person, template=template, placement_id=hire, language="ro"
    )
    values = values_of(store, contract)
    assert values.texts["company_name"] == "Serres de Vouvray"
    assert values.texts["trial_end_date"] == "10/07/2026" and "trial_period" in values.facts
    visits = [(row["step_name"], row["step_date"]) for row in values.rows["visits"]]
    assert visits[:3] == [("day_1", "11/05/2026"), ("day_3", "13/05/2026"), ("end_week_1", "15/05/2026")]
    assert ("trial_review") in {name for name, _day in visits}
    paper = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    assert "Serres de Vouvray" in printed_text(paper.pdf)


def test_boxes_of_the_tripartite_paper_are_those_the_person_agreed_to_at_the_hire(store, author, person):
    def drafted(sharing: list[str], **options) -> str:
        hire = placements.record_hire(
            store,
            author=author,
            person_id=person,
            starts_on=TODAY,
            new_company={"name": "Serres"},
            tasks="Repiquer les plants",
            equipment="Gants",
            equipment_by="employeur",
            instructions="Ne pas courir",
            integration_path="Visite de la serre",
            sharing=sharing,
        )
        return contracts.draft_contract(
            store, author=author, person_id=person, template="tripartite", placement_id=hire, **options
        )

    agreed = values_of(store, drafted(["share_phone", "share_french"]))
    assert agreed.ticked == {"share_phone", "share_french"}
    said = [agreed.texts[name] for name in ("tasks", "protective_equipment", "instructions", "integration_path")]
    assert said == [
        "Repiquer les plants",
        "Gants (fourni par\u00a0: l’employeur)",
        "Ne pas courir",
        "Visite de la serre",
    ]
    assert values_of(store, drafted([])).ticked == frozenset()


def test_what_may_be_shared_has_the_codes_of_the_boxes_on_the_paper(store):
    offered = {code for code, _label in vocabulary("shared_with_employer").choices()}
    for line in templates.templates(store.read(), templates.TRIPARTITE):
        sections = definitions.latest(store.read(), definitions.CONTRACT, line.key).sections
        boxes = {key for each in sections for block in each.blocks for key in getattr(block, "keys", ())}
        assert {key for key in boxes if key.startswith("share_")} == offered
