"""What a company or a training body reads on the papers it signs: what was ticked, and nothing else of the person."""

import pytest

from db import records
from db.tables import Journey, Person
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.contracts import contract_fields, contract_paper, contracts
from kodiko_desktop.services.contracts import contract_signing as signing
from kodiko_desktop.services.contracts import contract_templates as templates
from kodiko_desktop.services.people import people
from kodiko_desktop.services.work import placements
from tests.storage.contracts.drafting import BOTH, TODAY, engagement, first, printed_text, row_of, values_of

PHONE = "06 39 98 12 34"


@pytest.fixture
def reached(store, author, person):
    """The person, whose telephone is known."""
    record = records.find(store.read(), Person, person)
    people.change_person(store, author=author, person_id=person, values={"phone": "+33639981234"}, seen=record.seen)
    return person


def hired(store, author, person, sharing=()):
    return placements.record_hire(
        store,
        author=author,
        person_id=person,
        starts_on=TODAY,
        new_company={"name": "Serres de Vouvray"},
        new_tutor={"name": "M. Petit", "phone": "+33612345678"},
        weekly_hours=35.0,
        weekly_pattern="1235",
        day_starts_at="08:30",
        sharing=list(sharing),
    )


def digits(text):
    return "".join(character for character in text if character.isdigit())


def drafted(store, author, person, template, **more):
    return contracts.draft_contract(store, author=author, person_id=person, template=template, language="fr", **more)


@pytest.mark.parametrize("template", ["tripartite", "tripartite-formation"])
def test_telephone_is_on_the_paper_of_three_only_when_ticked(store, author, reached, template):
    for ticked in ([], ["share_phone"]):
        hire = hired(store, author, reached, ticked)
        typed = {"person_phone": PHONE}
        for values in ({}, typed):
            contract = drafted(store, author, reached, template, placement_id=hire, values=values)
            text = printed_text(contract_paper.prepare(store, contract, today=TODAY).pdf)
            assert ("639981234" in digits(text)) is bool(ticked), (template, ticked, values)
            view = contract_fields.read_view(store, contract, today=TODAY)
            assert ("person_phone" in {field.name for field in view.fields}) is bool(ticked)


def test_engagement_still_has_the_telephone(store, author, reached):
    assert "phone_shared" in values_of(store, engagement(store, author, reached)).facts
    text = printed_text(contract_paper.prepare(store, engagement(store, author, reached), today=TODAY).pdf)
    assert "639981234" in digits(text)


LEAKING = """
key = "a-nous"
version = 1
kind = "tripartite"
title.fr = "À trois"
[[section]]
number = 1
title.fr = "Entre"
[[section.block]]
type = "fields"
labels.fr = ["Situation", "Ce qui bloque", "Mots", "Téléphone", "Atouts", "Pause"]
values = ["{situation}", "{obstacles}", "{person_words}", "{person_phone}", "{strengths}", "{suspension_date}"]
"""


def test_a_template_of_the_association_tells_no_more(store, author, reached):
    definitions.adopt(
        store, author=author, source=definitions.read_source(definitions.CONTRACT, LEAKING, "a-nous.toml")
    )
    contract = drafted(store, author, reached, "a-nous")
    texts = values_of(store, contract).texts
    assert not {"situation", "obstacles", "person_words", "person_phone", "strengths", "suspension_date"} & set(texts)
    written = drafted(store, author, reached, "a-nous", values={"situation": "Disponible de suite"})
    assert values_of(store, written).texts["situation"] == "Disponible de suite"


def test_training_body_does_not_read_the_plan(store, author, person, plan):
    contract = drafted(store, author, person, "tripartite-formation")
    assert values_of(store, contract).rows["objectives"] == ()
    assert "Travailler près du tram" not in contract_paper.prepare(store, contract, today=TODAY).text
    assert (
        "Travailler près du tram" in contract_paper.prepare(store, engagement(store, author, person), today=TODAY).text
    )


def test_days_first_hour_and_weekly_hours_are_on_the_paper(store, author, person):
    contract = drafted(store, author, person, "tripartite", placement_id=hired(store, author, person))
    said = values_of(store, contract).texts["work_hours"]
    assert said == (
        "lundi, mardi, mercredi, vendredi, 35\u00a0h par semaine, arrivée à 8\u00a0h\u00a030 le premier jour"
    )


def sign(store, author, contract, names):
    contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    signing.sign_contract(
        store,
        author=author,
        contract_id=contract,
        signed_on=TODAY,
        place="Tours",
        signatories=[signing.Signatory(key, name) for key, name in names.items()],
    )


@pytest.mark.parametrize(
    ("template", "other", "values"),
    [
        ("tripartite", "company", {"company_signatory": "Anne Lenoir"}),
        ("tripartite-formation", "training_body", {"training_body": "GRETA", "company_signatory": "Anne Lenoir"}),
    ],
)
def test_the_same_three_sign_the_amendment_which_names_what_it_changes(
    store, author, person, plan, template, other, values
):
    contract = drafted(store, author, person, template, placement_id=hired(store, author, person), values=values)
    sign(store, author, contract, {"person": "Farida Nouri", other: "Anne Lenoir", "association": "Léa Martin"})
    journey = records.rows_where(store.read(), Journey, "person_id = ?", (person,))[0]
    with store.act("journey.test", author=author) as act:
        act.change(
            Journey,
            journey.id,
            values={"status": "suspendu", "status_since": TODAY},
            seen=act.seen(Journey, journey.id),
        )
    amendment = contracts.amend_contract(
        store,
        author=author,
        contract_id=contract,
        changes=[contracts.ChangedPoint("Horaires", "8 h", "9 h")],
    )
    prepared = contract_paper.prepare(store, amendment, today=TODAY)
    boxes = {
        box.key: box.name
        for box in signing.boxes(contract_paper.filled_contract(store, row_of(store, amendment), today=TODAY))
    }
    assert boxes == {"person": "Farida Nouri", other: "Anne Lenoir", "referent": "Léa Martin"}
    text = printed_text(prepared.pdf)
    assert row_of(store, contract).number in text and "11/05/2026" in text
    assert "Travailler près du tram" not in prepared.text and "Pause à partir du" not in text
    assert ("GRETA" if other == "training_body" else "Serres de Vouvray") in text


def test_an_amendment_starts_from_a_signed_contract_and_never_from_a_notice(store, author, person):
    with pytest.raises(contracts.ContractRefused, match="ouvrez ce contrat"):
        drafted(store, author, person, first(store, templates.AMENDMENT))
    notice = drafted(store, author, person, first(store, templates.NOTICE))
    sign(store, author, notice, {"person": "Farida Nouri"})
    with pytest.raises(contracts.ContractRefused, match="préparez-en un nouveau"):
        contracts.amend_contract(store, author=author, contract_id=notice, changes=())
    contract = engagement(store, author, person, language="fr")
    sign(store, author, contract, {each.key: each.name for each in BOTH})
    assert row_of(store, contracts.amend_contract(store, author=author, contract_id=contract, changes=())).amends_id
