"""The tab « Plan et contrat » of a person: objectives, actions, suggestions, papers from draft to signature."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db import records
from db.queries import plans as queries
from db.tables import Action, Contract, Objective
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.contracts import contract_paper, contracts
from kodiko_desktop.services.contracts import contract_signing as signing
from kodiko_desktop.services.contracts import contract_templates as templates
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.diagnostics import person_diagnostics as person_forms
from kodiko_desktop.services.people import journeys, people
from kodiko_desktop.services.plan import plans
from ui.desk import Desk
from ui.pages.plan import build_tab
from ui.pages.plan.paper_dialogs import CancelDialog, SignDialog
from ui.pages.plan.person_tab import PersonPlanTab
from ui.paper.preview import PaperPreview
from ui.widgets.row import Row

TODAY = datetime.date(2026, 5, 11)
FORM = """
key = "freins"
version = 1
title = "Freins"
subject = "person"
[[section]]
key = "bus"
title = "Mobilité"
[[section.question]]
key = "niveau"
type = "scale"
role = "level"
text = "Est-ce un frein ?"
choices = [ { code = "1", label = "Non", value = 1 }, { code = "2", label = "Modéré", value = 2 },
            { code = "3", label = "Bloquant", value = 3 } ]
[[section.question]]
key = "agir"
type = "yes_no_unknown"
role = "wish"
text = "Je veux agir"
[[section.question]]
key = "action"
type = "own_words"
role = "action"
text = "Ce que je veux faire"
"""


@pytest.fixture
def person_id(desk: Desk) -> str:
    here = desk.here()
    person = people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Munteanu", given_names="Ștefan"
    )
    journeys.open_journey(
        here.store,
        author=here.staff_id,
        person_id=person,
        programme=definitions.keys(here.store.read(), definitions.PROGRAMME)[0],
        started_on=TODAY,
    )
    return person


@pytest.fixture
def tab(qtbot, theme, desk: Desk, person_id: str) -> PersonPlanTab:
    made = build_tab(desk, person_id)
    desk.changed.connect(made.refresh)
    made.resize(1302, 670)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.load()
    qtbot.waitUntil(lambda: made.plan is not None)
    return made


def settled(qtbot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    qtbot.wait(20)
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)


def rows(desk: Desk, cls: type):
    return records.rows_where(desk.here().store.read(), cls, "1 ORDER BY created_at, rowid")


def add_objective(qtbot, desk: Desk, tab: PersonPlanTab, title: str):
    tab.add_line.field.setText(title)
    qtbot.keyClick(tab.add_line.field, "\r")
    qtbot.waitUntil(lambda: any(block.view.row.title == title for block in tab.blocks.values()))
    return next(block for block in tab.blocks.values() if block.view.row.title == title)


def draft(desk: Desk, person_id: str, kind: str = templates.ENGAGEMENT, **more) -> str:
    here = desk.here()
    template = templates.templates(here.store.read(), kind)[0].key
    return contracts.draft_contract(here.store, author=here.staff_id, person_id=person_id, template=template, **more)


def printed(desk: Desk, person_id: str, kind: str = templates.ENGAGEMENT) -> str:
    contract = draft(desk, person_id, kind)
    contract_paper.print_contract(desk.here().store, author=desk.here().staff_id, contract_id=contract, today=TODAY)
    return contract


def opened(qtbot, desk: Desk, tab: PersonPlanTab, contract_id: str):
    tab.load()
    tab.go_to(contract_id)
    qtbot.waitUntil(lambda: tab.paper is not None and tab.paper.view is not None)
    return tab.paper


def test_objective_in_the_words_of_the_person_then_its_action(qtbot, desk, tab, person_id):
    block = add_objective(qtbot, desk, tab, "Travailler près du tram")
    block.add_line.field.setText("Voir trois garages")
    qtbot.keyClick(block.add_line.field, "\r")
    qtbot.waitUntil(lambda: len(block.view.actions) == 1)
    (action,) = rows(desk, Action)
    assert (action.title, action.objective_id, action.by_whom) == ("Voir trois garages", block.view.row.id, "personne")
    assert [row.accessibleName().split(".")[0] for row in block.findChildren(Row)] == ["1", "Voir trois garages"]


def test_tab_goes_down_the_plan_then_to_the_papers(qtbot, desk, tab, person_id):
    block = add_objective(qtbot, desk, tab, "Travailler près du tram")
    block.add_line.field.setText("Voir trois garages")
    qtbot.keyClick(block.add_line.field, "\r")
    qtbot.waitUntil(lambda: len(block.view.actions) == 1)
    settled(qtbot, desk)
    tab.add_line.field.setFocus()
    seen = [tab.add_line.field]
    for _each in range(4):
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    rows_shown = block.findChildren(Row)
    assert seen[1:4] == [*rows_shown, block.add_line.field]
    assert tab.papers.isAncestorOf(seen[4])
    QTest.keyClick(seen[4], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is block.add_line.field


def test_actions_are_typed_one_after_the_other(qtbot, desk, tab, person_id):
    block = add_objective(qtbot, desk, tab, "Travailler près du tram")
    block.add_line.field.setFocus()
    for count, title in enumerate(("Voir trois garages", "Refaire le CV", "Appeler Mme Roth"), start=1):
        qtbot.keyClicks(block.add_line.field, title)
        qtbot.keyClick(block.add_line.field, "\r")
        qtbot.waitUntil(lambda count=count: len(block.view.actions) == count)
        settled(qtbot, desk)
        assert block.add_line.field.hasFocus()
    assert [each.row.title for each in block.view.actions] == [
        "Voir trois garages",
        "Refaire le CV",
        "Appeler Mme Roth",
    ]


def test_half_typed_action_is_not_added_when_the_one_before_arrives(qtbot, desk, tab, person_id):
    block = add_objective(qtbot, desk, tab, "Travailler près du tram")
    qtbot.keyClicks(block.add_line.field, "Voir trois garages")
    qtbot.keyClick(block.add_line.field, "\r")
    qtbot.keyClicks(block.add_line.field, "Refaire le")
    qtbot.waitUntil(lambda: len(block.view.actions) == 1)
    settled(qtbot, desk)
    assert block.add_line.field.text() == "Refaire le"
    assert [row.title for row in rows(desk, Action)] == ["Voir trois garages"]


def test_field_being_typed_keeps_the_keyboard_when_another_action_comes(qtbot, desk, tab, person_id):
    here = desk.here()
    block = add_objective(qtbot, desk, tab, "Travailler près du tram")
    row_id = block.view.row.id
    block._rows[row_id].click()
    field = block._editors[row_id][0]._fields["result"]
    field.setFocus()
    qtbot.keyClicks(field, "Un contr")
    plans.add_action(here.store, author=here.staff_id, person_id=person_id, title="Voir un garage", objective_id=row_id)
    qtbot.waitUntil(lambda: len(block.view.actions) == 1)
    assert block._editors[row_id][0]._fields["result"] is field
    assert field.hasFocus() and field.text() == "Un contr"
    tab.flush()
    settled(qtbot, desk)
    assert rows(desk, Objective)[0].result == "Un contr"


def test_action_is_changed_in_place_field_by_field(qtbot, desk, tab, person_id):
    here = desk.here()
    objective = plans.add_objective(here.store, author=here.staff_id, person_id=person_id, title="Conduire")
    action = plans.add_action(
        here.store, author=here.staff_id, person_id=person_id, objective_id=objective, title="Code de la route"
    )
    tab.load()
    qtbot.waitUntil(lambda: objective in tab.blocks)
    block = tab.blocks[objective]
    block._rows[action].click()
    editor = block._editors[action][0]
    editor._fields["by_whom"].setText("l’asso")
    editor._fields["partner"].setText("Auto-école sociale")
    editor._fields["due_on"].setText("12/06/2026")
    editor.flush()
    settled(qtbot, desk)
    (row,) = rows(desk, Action)
    assert (row.by_whom, row.partner, row.due_on) == (
        "conseiller",
        "Auto-école sociale",
        datetime.date(2026, 6, 12),
    )
    editor._fields["status"].edited.emit("faite")
    settled(qtbot, desk)
    (row,) = rows(desk, Action)
    assert (row.status, row.done_on) == ("faite", TODAY)


def test_whose_idea_is_chosen_by_a_digit(qtbot, desk, tab, person_id):
    block = add_objective(qtbot, desk, tab, "Parler au téléphone")
    block._rows[block.view.row.id].click()
    editor = block._editors[block.view.row.id][0]
    editor._fields["idea_of"].focus_first()
    qtbot.keyClicks(editor._fields["idea_of"]._buttons[0], "2")
    settled(qtbot, desk)
    assert rows(desk, Objective)[0].idea_of == "conseiller"


def test_what_is_typed_and_not_entered_is_kept_when_the_tab_is_left(qtbot, desk, tab):
    tab.add_line.field.setText("Un objectif dicté")
    tab.flush()
    settled(qtbot, desk)
    assert [row.title for row in rows(desk, Objective)] == ["Un objectif dicté"]


def test_obstacle_of_the_diagnostic_becomes_an_objective_in_one_press(qtbot, desk, tab, person_id):
    here = desk.here()
    definitions.adopt(
        here.store, author=here.staff_id, source=definitions.read_source(definitions.FORM, FORM, "freins.toml")
    )
    response = person_forms.begin(
        here.store, author=here.staff_id, person_id=person_id, form="freins", moment="", on_date=TODAY
    )
    for question, value in {"niveau": "3", "agir": "oui", "action": "Passer le code"}.items():
        diagnostics.answer(here.store, author=here.staff_id, diagnostic_id=response, question=question, value=value)
    settled(qtbot, desk)

    def offered() -> list[Row]:
        return [row for row in tab.suggestions.findChildren(Row) if row.isVisible()]

    qtbot.waitUntil(lambda: len(tab.plan.suggestions) == 1 and len(offered()) == 1)
    (line,) = offered()
    assert line.accessibleName() == "Mobilité. bloquant · Passer le code · Freins. la personne veut agir"
    line.setFocus()
    qtbot.keyClick(line, "\r")
    qtbot.waitUntil(lambda: len(tab.blocks) == 1 and tab.suggestions.isHidden())
    (block,) = tab.blocks.values()
    qtbot.waitUntil(block.add_line.field.hasFocus)
    (objective,), (action,) = rows(desk, Objective), rows(desk, Action)
    assert (objective.title, objective.from_diagnostic_id, objective.idea_of) == ("Mobilité", response, "personne")
    assert (action.title, action.objective_id) == ("Passer le code", objective.id)
    desk.undo(receiver=tab)
    qtbot.waitUntil(lambda: not tab.blocks and len(tab.plan.suggestions) == 1)


def test_contract_goes_from_the_menu_to_the_paper(qtbot, desk, tab, tmp_path):
    add_objective(qtbot, desk, tab, "Travailler près du tram")
    title = next(line.title for line in tab.plan.templates if line.kind == templates.ENGAGEMENT)
    next(action for action in tab.papers.menu.actions() if action.text().startswith(title)).trigger()
    qtbot.waitUntil(lambda: tab.paper is not None and tab.paper.view is not None)
    tab.paper._buttons["print"].click()
    qtbot.waitUntil(lambda: bool(tab.paper.findChildren(PaperPreview)))
    preview = tab.paper.findChildren(PaperPreview)[0]
    assert rows(desk, Contract)[0].status == "brouillon"
    preview.save_to(tmp_path / "contrat.pdf")
    qtbot.waitUntil(lambda: rows(desk, Contract)[0].status == "imprime")
    preview.close()
    qtbot.waitUntil(lambda: tab.paper._buttons["sign"].isVisible())
    assert (tmp_path / "contrat.pdf").read_bytes() == preview.paper.pdf


def test_menu_of_papers_is_in_the_order_of_a_journey_and_says_what_each_is(qtbot, desk, tab):
    said = [action.text() for action in tab.papers.menu.actions() if not action.isSeparator()]
    assert said[0] == "Contrat d’accompagnement — engagements réciproques"
    assert said[1] == "Mon contrat avec l’association — version simple"
    assert said[-2:] == [
        "Mes données personnelles — notice d’information",
        "Mon image, ma voix — autorisation facultative",
    ]


def test_blank_typed_on_the_paper_is_kept_for_this_paper_only(qtbot, desk, tab, person_id):
    paper = opened(qtbot, desk, tab, draft(desk, person_id))
    paper.fields._fields["target_jobs"].setPlainText("Mécanicien")
    paper.fields._fields["target_area"].setText("Tours")
    paper.fields._fields["meeting_rhythm"].edited.emit("monthly")
    paper.flush()
    settled(qtbot, desk)
    values = rows(desk, Contract)[0].values
    assert values == {"target_jobs": "Mécanicien", "target_area": "Tours", "meeting_rhythm": "monthly"}


def test_interpreter_on_the_telephone_and_witness_are_written_in_the_draft(qtbot, desk, tab, person_id):
    paper = opened(qtbot, desk, tab, draft(desk, person_id))
    paper.reading.interpreted.click()
    qtbot.waitUntil(lambda: paper.reading._interpreter.isVisible())
    paper.reading._texts["name"].setText("Karim")
    paper.reading._texts["language"].setText("dari")
    paper.reading._kind._buttons[2].click()
    paper.reading.aloud.click()
    paper.flush()
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: paper.reading.witness.isVisible())
    paper.reading.witness.setText("Samira")
    paper.flush()
    settled(qtbot, desk)
    row = rows(desk, Contract)[0]
    assert row.options["interpreter"] | {"present": True} == {
        "name": "Karim",
        "language": "dari",
        "reference": "",
        "kind": "phone",
        "present": True,
    }
    assert row.options["non_reader"] is True and row.values["witness_name"] == "Samira"


def test_signature_is_noted_with_who_signed_and_then_nothing_can_be_typed(qtbot, desk, tab, person_id):
    paper = opened(qtbot, desk, tab, printed(desk, person_id))
    paper._buttons["sign"].click()
    qtbot.waitUntil(lambda: bool(paper.findChildren(SignDialog)))
    (dialog,) = paper.findChildren(SignDialog)
    assert dialog._fields["box:person"].text() == "Ștefan Munteanu"
    dialog._fields["place"].setText("Tours")
    dialog._fields["box:referent"].setText("")
    dialog.go()
    qtbot.waitUntil(lambda: "Il manque une signature" in dialog.problem())
    dialog._fields["box:referent"].setText("Léa Martin")
    dialog.go()
    qtbot.waitUntil(lambda: rows(desk, Contract)[0].status == "signe")
    qtbot.waitUntil(lambda: paper._buttons["amend"].isVisible())
    qtbot.waitUntil(
        lambda: paper.window().focusWidget() is paper._buttons["scan"]
    )  # what comes next, without looking for it
    assert not paper.fields._fields["target_area"].isEnabled()
    names = [each.name for each in signing.signatures_of(desk.here().store, paper.contract_id)]
    assert names == ["Ștefan Munteanu", "Léa Martin"]


def test_signature_being_typed_when_the_window_locks_comes_back(qtbot, desk, tab, person_id):
    paper = opened(qtbot, desk, tab, printed(desk, person_id))
    paper._buttons["sign"].click()
    qtbot.waitUntil(lambda: bool(paper.findChildren(SignDialog)))
    (dialog,) = paper.findChildren(SignDialog)
    dialog._fields["place"].setText("Joué-lès-Tours")
    tab.flush()
    settled(qtbot, desk)
    dialog.close()
    qtbot.waitUntil(lambda: not paper.findChildren(SignDialog))
    paper._buttons["sign"].click()
    qtbot.waitUntil(lambda: bool(paper.findChildren(SignDialog)))
    assert paper.findChildren(SignDialog)[0]._fields["place"].text() == "Joué-lès-Tours"
    paper.findChildren(SignDialog)[0].close()


def test_signed_paper_takes_its_scan_and_its_amendment(qtbot, desk, tab, person_id, tmp_path):
    contract = printed(desk, person_id)
    here = desk.here()
    signing.sign_contract(
        here.store,
        author=here.staff_id,
        contract_id=contract,
        signed_on=TODAY,
        place="Tours",
        signatories=[signing.Signatory("person", "Ștefan"), signing.Signatory("referent", "Léa")],
    )
    paper = opened(qtbot, desk, tab, contract)
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    paper.attach(scan)
    qtbot.waitUntil(lambda: queries.contracts_of(here.store.read(), person_id)[0].has_scan)
    qtbot.waitUntil(lambda: paper._buttons["look"].isVisibleTo(paper))
    assert paper.view.scan[1:] == ("image/png", f"Signé {paper.view.row.number}")
    paper._buttons["amend"].click()
    qtbot.waitUntil(lambda: tab.paper is not None and tab.paper.contract_id != contract)
    qtbot.waitUntil(lambda: tab.paper.view is not None)
    assert tab.paper.changes.isVisible()
    qtbot.waitUntil(lambda: tab.paper.changes.rows[0][0].hasFocus())
    for field, text in zip(tab.paper.changes.rows[0], ("Rythme", "15 jours", "chaque semaine"), strict=True):
        field.setText(text)
    tab.paper.flush()
    settled(qtbot, desk)
    amendment = next(row for row in rows(desk, Contract) if row.amends_id == contract)
    assert amendment.options["changes"] == [{"point": "Rythme", "before": "15 jours", "after": "chaque semaine"}]


def test_paper_given_up_says_why(qtbot, desk, tab, person_id):
    paper = opened(qtbot, desk, tab, printed(desk, person_id))
    paper._buttons["cancel"].click()
    (dialog,) = paper.findChildren(CancelDialog)
    dialog._fields["reason"].setText("Déménagement")
    dialog.go()
    qtbot.waitUntil(lambda: "Déménagement" in paper._story.text())
    assert rows(desk, Contract)[0].status == "annule"


@pytest.mark.parametrize("size", [(1302, 670), (620, 384)])
def test_every_control_has_a_name_and_nothing_is_cut(qtbot, desk, tab, person_id, nameless, overflowing, size):
    tab.resize(*size)
    block = add_objective(qtbot, desk, tab, "Travailler près du tram, dans un garage ou une serre")
    block._rows[block.view.row.id].click()
    settled(qtbot, desk)
    assert nameless(tab) == [] and overflowing(tab) == []
    opened(qtbot, desk, tab, printed(desk, person_id))
    settled(qtbot, desk)
    assert nameless(tab) == [] and overflowing(tab) == []
