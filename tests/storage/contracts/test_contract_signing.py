"""Papers signed once and for all, then only amended; cancelled ones say why."""

import datetime

import pytest

from db import records
from db.queries import plans as queries
from db.tables import Person
from kodiko_desktop.domain.contracts.frozen import fingerprint, thaw
from kodiko_desktop.services.contracts import contract_paper, contracts
from kodiko_desktop.services.contracts import contract_signing as signing
from kodiko_desktop.services.people import people
from kodiko_desktop.services.plan import plans
from tests.storage.contracts.drafting import BOTH, TODAY, engagement, printed_text, row_of, values_of


def test_signed_text_never_changes_and_is_printed_again_as_it_was(store, author, person, plan, clock):
    contract = engagement(store, author, person)
    first_print = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    signing.sign_contract(store, author=author, contract_id=contract, signed_on=TODAY, place="Tours", signatories=BOTH)
    row = row_of(store, contract)
    assert (row.status, row.signed_on, row.signed_place) == ("signe", TODAY, "Tours")
    assert row.frozen_sha256 == fingerprint(row.frozen) == fingerprint(first_print.text)
    assert [each.name for each in signing.signatures_of(store, contract)] == ["Farida Nouri", "Léa Martin"]
    clock.turn(days=200)
    plans.add_objective(store, author=author, person_id=person, title="Autre chose")
    record = records.find(store.read(), Person, person)
    people.change_person(store, author=author, person_id=person, values={"family_name": "Noori"}, seen=record.seen)
    again = contract_paper.print_contract(
        store, author=author, contract_id=contract, today=TODAY + datetime.timedelta(days=200)
    )
    assert again.is_copy and again.version == 1
    assert again.pdf == first_print.pdf
    assert thaw(row_of(store, contract).frozen) == thaw(first_print.text)


def test_earlier_version_is_the_one_kept_when_it_is_the_one_signed(store, author, person, plan):
    contract = engagement(store, author, person)
    one = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    plans.add_objective(store, author=author, person_id=person, title="Passer le permis")
    contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    signing.sign_contract(
        store, author=author, contract_id=contract, signed_on=TODAY, place="", signatories=BOTH, version=1
    )
    row = row_of(store, contract)
    assert (row.version, row.frozen) == (1, one.text)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"signatories": BOTH[:1]}, "Il manque une signature"),
        ({"signed_on": TODAY + datetime.timedelta(days=1)}, "dans le futur"),
        ({"signed_on": TODAY - datetime.timedelta(days=1)}, "imprimée le 11/05/2026"),
        ({"version": 7}, "version 7"),
    ],
)
def test_signature_that_cannot_be_is_refused_in_words(store, author, person, given, sentence):
    contract = engagement(store, author, person)
    contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    usual = {"signed_on": TODAY, "place": "Tours", "signatories": BOTH}
    with pytest.raises(contracts.ContractRefused, match=sentence):
        signing.sign_contract(store, author=author, contract_id=contract, **{**usual, **given})
    assert row_of(store, contract).status == "imprime"


def test_paper_that_was_never_printed_cannot_be_signed(store, author, person):
    contract = engagement(store, author, person)
    with pytest.raises(contracts.ContractRefused, match="Imprimez d’abord"):
        signing.sign_contract(store, author=author, contract_id=contract, signed_on=TODAY, place="", signatories=BOTH)


def test_witness_of_somebody_who_does_not_read_must_sign_but_not_an_interpreter_on_the_telephone(store, author, person):
    told = {"name": "Karim", "language": "dari", "kind": "phone"}
    contract = engagement(
        store,
        author,
        person,
        options={"interpreter": told, "non_reader": True},
        values={"witness_name": "Samira"},
    )
    contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    usual = {"contract_id": contract, "signed_on": TODAY, "place": "Tours"}
    with pytest.raises(contracts.ContractRefused, match="témoin"):
        signing.sign_contract(store, author=author, signatories=BOTH, **usual)
    witness = signing.Signatory("witness", "Samira", mention="lu à voix haute")
    signing.sign_contract(store, author=author, signatories=(*BOTH, witness), **usual)
    assert row_of(store, contract).status == "signe"


def test_signed_contract_is_amended_under_its_own_number(store, author, person, plan):
    contract = engagement(store, author, person)
    with pytest.raises(contracts.ContractRefused, match="n’est pas signé"):
        contracts.amend_contract(store, author=author, contract_id=contract, changes=[])
    contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    signing.sign_contract(store, author=author, contract_id=contract, signed_on=TODAY, place="Tours", signatories=BOTH)
    record = contracts.find_contract(store, contract)
    with pytest.raises(contracts.ContractRefused, match="avenant"):
        contracts.change_contract(
            store, author=author, contract_id=contract, values={"language": "fr"}, seen=record.seen
        )
    amendment = contracts.amend_contract(
        store,
        author=author,
        contract_id=contract,
        changes=[contracts.ChangedPoint("Rythme", "tous les 15 jours", "chaque semaine")],
        reason="Plus de rendez-vous",
        effective_on=datetime.date(2026, 6, 1),
    )
    values = values_of(store, amendment)
    assert row_of(store, amendment).number == "AVE-2026-01-0001"
    assert (values.texts["amendment_number"], values.texts["contract_number"]) == (
        "AVE-2026-01-0001",
        "CTR-2026-01-0001",
    )
    assert (values.texts["contract_date"], values.texts["effective_date"]) == ("11/05/2026", "01/06/2026")
    assert values.rows["changes"][0]["change_after"] == "chaque semaine"
    paper = contract_paper.prepare(store, amendment, today=TODAY)
    assert "chaque semaine" in printed_text(paper.pdf)
    assert row_of(store, contract).status == "signe"


def test_cancelled_paper_refuses_to_print_and_says_why(store, author, person):
    contract = engagement(store, author, person)
    contracts.cancel_contract(store, author=author, contract_id=contract, reason="Départ dans une autre ville")
    with pytest.raises(contracts.ContractRefused, match="Départ dans une autre ville"):
        contract_paper.prepare(store, contract, today=TODAY)
    with pytest.raises(contracts.ContractRefused, match="annulé"):
        contracts.cancel_contract(store, author=author, contract_id=contract, reason="encore")


def test_scan_is_kept_with_its_signatures_and_a_second_one_replaces_nothing(store, author, person, tmp_path):
    contract = engagement(store, author, person)
    paper = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(paper.pdf)
    with pytest.raises(contracts.ContractRefused, match="signé"):
        signing.attach_scan(store, author=author, contract_id=contract, path=scan)
    signing.sign_contract(store, author=author, contract_id=contract, signed_on=TODAY, place="Tours", signatories=BOTH)
    kept = signing.attach_scan(store, author=author, contract_id=contract, path=scan)
    assert {each.document_id for each in signing.signatures_of(store, contract)} == {kept.document_id}
    assert queries.contracts_of(store.read(), person)[0].has_scan
    scan.write_bytes(paper.pdf + b"\n% again")
    signing.attach_scan(store, author=author, contract_id=contract, path=scan)
    count = store.read().execute("SELECT count(*) FROM document WHERE archived_at IS NULL").fetchone()[0]
    assert count == 2
