"""An amendment says what became of the objectives since the text signed, and only that."""

import datetime

import pytest

from db import heads, records
from db.tables import Contract
from kodiko_desktop.domain.contracts.filled import FilledTable
from kodiko_desktop.domain.contracts.frozen import thaw
from kodiko_desktop.services.contracts import contract_paper, contracts
from kodiko_desktop.services.contracts import contract_signing as signing
from kodiko_desktop.services.contracts.contract_values import values_for
from kodiko_desktop.services.plan import plans
from tests.storage.contracts.drafting import BOTH, TODAY, engagement, printed_text, row_of, values_of


def sign(store, author, contract, on=TODAY, signatories=BOTH):
    contract_paper.print_contract(store, author=author, contract_id=contract, today=on)
    signing.sign_contract(
        store, author=author, contract_id=contract, signed_on=on, place="Tours", signatories=signatories
    )


def amended(store, author, contract):
    return contracts.amend_contract(store, author=author, contract_id=contract, changes=[])


def become(store, amendment):
    return [
        (row["objective_change"], row["objective"]) for row in values_of(store, amendment).rows["objective_changes"]
    ]


def change(store, author, objective, **values):
    seen = heads.seen(store.read(), "objective", objective)
    plans.change_objective(store, author=author, objective_id=objective, values=values, seen=seen)


@pytest.fixture
def signed(store, author, person, plan):
    """A contract of two objectives, signed."""
    second = plans.add_objective(store, author=author, person_id=person, title="Passer le code")
    contract = engagement(store, author, person)
    sign(store, author, contract)
    return contract, plan, second


def test_objectives_that_stay_are_named_unchanged_and_not_repeated(store, author, signed):
    contract, *_objectives = signed
    amendment = amended(store, author, contract)
    values = values_of(store, amendment)
    assert values.rows["objective_changes"] == ()
    assert values.texts["unchanged_objectives"] == "Travailler près du tram ; Passer le code"
    assert "objectives_kept" in values.facts and "objectives_changed" not in values.facts
    text = printed_text(contract_paper.prepare(store, amendment, today=TODAY).pdf)
    assert "Inchangé" in text and "Trois garages rencontrés" not in text


def test_new_changed_and_ended_objectives_are_told_apart(store, author, person, signed):
    contract, first, second = signed
    change(store, author, second, status="atteint")
    change(store, author, first, title="Travailler près de chez moi")
    plans.add_objective(store, author=author, person_id=person, title="Trouver une garde")
    amendment = amended(store, author, contract)
    assert become(store, amendment) == [
        ("before", "Travailler près du tram"),
        ("now", "Travailler près de chez moi"),
        ("new", "Trouver une garde"),
        ("reached", "Passer le code"),
    ]
    text = printed_text(contract_paper.prepare(store, amendment, today=TODAY).pdf)
    assert all(word in text for word in ("nouveau", "avant", "maintenant", "atteint")) and "Inchangé" not in text


def test_amendment_of_which_nothing_is_said_has_lines_to_write_on(store, author, signed):
    contract, *_objectives = signed
    assert not {"changes_said", "objectives_said"} & values_of(store, amended(store, author, contract)).facts
    points = [contracts.ChangedPoint("Rythme", "tous les 15 jours", "chaque semaine")]
    amendment = contracts.amend_contract(store, author=author, contract_id=contract, changes=points)
    filled = contract_paper.filled_contract(store, row_of(store, amendment), today=TODAY)
    (table,) = [each for each in filled.sections[2].blocks if isinstance(each, FilledTable)]
    assert [[cell.french for cell in row] for row in table.rows] == [["Rythme", "tous les 15 jours", "chaque semaine"]]


def test_objective_given_up_or_put_away_is_stopped(store, author, signed):
    contract, first, second = signed
    change(store, author, first, status="abandonne")
    plans.archive_objective(store, author=author, objective_id=second)
    assert become(store, amended(store, author, contract)) == [
        ("stopped", "Travailler près du tram"),
        ("stopped", "Passer le code"),
    ]


def test_later_date_of_an_action_is_a_change(store, author, person, signed):
    contract, first, _second = signed
    action = next(each for each in plans.actions_of(store, person) if each.objective_id == first)
    later = datetime.date(2026, 7, 1)
    seen = heads.seen(store.read(), "action", action.id)
    plans.change_action(store, author=author, action_id=action.id, values={"due_on": later}, seen=seen)
    rows = values_of(store, amended(store, author, contract)).rows["objective_changes"]
    assert [(row["objective_change"], row["due_date"]) for row in rows] == [
        ("before", "12/06/2026"),
        ("now", "01/07/2026"),
    ]


def test_next_amendment_starts_from_the_one_signed_before(store, author, person, signed):
    contract, _first, second = signed
    change(store, author, second, status="atteint")
    amendment = amended(store, author, contract)
    sign(store, author, amendment)
    plans.add_objective(store, author=author, person_id=person, title="Trouver une garde")
    following = amended(store, author, amendment)
    assert row_of(store, following).amends_id == contract
    assert become(store, following) == [("new", "Trouver une garde")]


def test_contract_signed_before_objectives_were_kept_is_read_back_from_its_text(store, author, signed):
    contract, _first, second = signed
    row = row_of(store, contract)
    bare = [{name: value for name, value in each.items() if name != "objectives"} for each in row.options["printings"]]
    with store.act("contract.as_before", author=author) as act:
        values = {"options": {**row.options, "printings": bare}}
        act.change(Contract, contract, values=values, seen=act.seen(Contract, contract))
    change(store, author, second, status="atteint")
    amendment = amended(store, author, contract)
    assert become(store, amendment) == [("reached", "Passer le code")]
    assert values_of(store, amendment).texts["unchanged_objectives"] == "Travailler près du tram"


def test_signed_amendment_keeps_its_words_whatever_the_plan_becomes(store, author, person, signed):
    contract, _first, second = signed
    change(store, author, second, status="atteint")
    amendment = amended(store, author, contract)
    sign(store, author, amendment)
    before = contract_paper.prepare(store, amendment, today=TODAY).text
    plans.add_objective(store, author=author, person_id=person, title="Trouver une garde")
    assert contract_paper.prepare(store, amendment, today=TODAY).text == before
    assert "Trouver une garde" not in repr(thaw(before))


def test_amendment_of_a_paper_without_objectives_asks_for_none_and_for_the_same_signatures(store, author, person, plan):
    contract = contracts.draft_contract(
        store,
        author=author,
        person_id=person,
        template="mentor",
        language="fr",
        values={"mentor_name": "Paul Roy", "company_signatory": "Anne Lenoir"},
    )
    box = signing.Signatory
    three = (box("mentor", "Paul Roy"), box("company", "Anne Lenoir"), box("association", "Léa Martin"))
    sign(store, author, contract, signatories=three)
    amendment = amended(store, author, contract)
    row = records.find(store.read(), Contract, amendment).row
    values = values_for(store, row, today=TODAY)
    assert {"objectives_said", "with_mentor", "with_company"} <= values.facts
    filled = contract_paper.filled_contract(store, row, today=TODAY)
    signed = {("mentor", "Paul Roy"), ("company", "Anne Lenoir"), ("referent", "Léa Martin")}
    assert signed == {(each.key, each.name) for each in signing.boxes(filled)}
    assert "Mes objectifs" not in printed_text(contract_paper.prepare(store, amendment, today=TODAY).pdf)
