"""A contract printed blank: the association is on it, the person's part is left to the pen, nothing is missing."""

import pytest

from db import records
from db.tables import Organisation
from kodiko_desktop.services.association import antennas, definitions
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.contracts import contract_templates as templates
from kodiko_desktop.services.contracts.blank_contracts import blank_contract
from tests.storage.contracts.drafting import TODAY, printed_text, values_of


@pytest.fixture
def blank(store, author):
    antenna = store.read().execute("SELECT id FROM antenna").fetchone()[0]

    def printed(template: str, language: str = "fr") -> str:
        paper = blank_contract(store, template=template, antenna_id=antenna, language=language, today=TODAY)
        return printed_text(paper.pdf).replace("\r\n", "\n").replace("\u00a0", " ")

    return printed


@pytest.fixture
def tell(store, author):
    def change(**values: str) -> None:
        record = records.find(store.read(), Organisation, antennas.ORGANISATION_ID)
        antennas.change_organisation(store, author=author, values=values, seen=record.seen)

    return change


def test_notice_names_the_officer_at_their_own_address_and_the_basis_that_was_chosen(store, blank, tell):
    before = blank("notice-donnees")
    assert "n’a pas de délégué" in before and "intérêt légitime" not in before and "intérêt public" not in before
    tell(
        data_protection_officer="Hélène Aubry",
        data_protection_contact="dpo@exemple.example",
        email="contact@exemple.example",
        address="12 rue des Exemples",
        legal_basis="public_interest",
    )
    told = blank("notice-donnees")
    assert "n’a pas de délégué" not in told
    for words in ("Hélène Aubry", "Pour lui écrire : dpo@exemple.example", "12 rue des Exemples", "intérêt public"):
        assert words in told, words


def test_no_address_is_guessed_for_the_officer(store, author, person, tell):
    from kodiko_desktop.services.contracts import contracts

    tell(data_protection_officer="Hélène Aubry", email="contact@exemple.example")
    notice = contracts.draft_contract(store, author=author, person_id=person, template="notice-donnees")
    values = values_of(store, notice)
    assert "has_dpo" in values.facts and not values.texts["dpo_contact"] and not values.texts["legal_basis"]


@pytest.mark.parametrize("language", ["fr", "ar", "fa-AF", "ro"])
def test_every_blank_paper_offers_what_may_concern_the_person(store, blank, language):
    association = records.rows_where(store.read(), Organisation, "1")[0].name
    for line in templates.templates(store.read()):
        offered = {"fr", *definitions.latest(store.read(), definitions.CONTRACT, line.key).languages}
        if language not in offered:
            continue
        text = blank(line.key, language)
        assert association in text, line.key
        if line.kind == templates.MENTOR:
            continue  # the person does not sign it
        for words in ("☐ L’interprète", "☐ Le témoin"):
            assert words in text, (line.key, words)
        assert "représentant légal" in text, line.key


def test_blank_contract_offers_renewal_trial_and_five_objectives(store, blank):
    assert "☐ Ce contrat peut être renouvelé" in blank("engagement")
    assert "☐ La période d’essai finit le" in blank("tripartite")
    from kodiko_desktop.domain.contracts.fill import fill
    from kodiko_desktop.domain.contracts.filled import ContractValues, FilledTable

    for key in ("engagement", "engagement-simple"):
        template = definitions.latest(store.read(), definitions.CONTRACT, key)
        for is_blank, expected in ((True, 5), (False, 3)):
            filled = fill(template, ContractValues(blank=is_blank))
            tables = [each for part in filled.sections for each in part.blocks if isinstance(each, FilledTable)]
            assert len(next(each for each in tables if each.type == "objectives").rows) == expected


def test_the_legal_bases_one_chooses_are_those_the_notice_can_say(store):
    words = definitions.latest(store.read(), definitions.CONTRACT, "notice-donnees").words
    assert {code for code, _label in vocabulary("legal_bases").choices()} == set(words)
