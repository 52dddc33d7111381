"""The plan of a person: objectives and actions typed one after the other, suggestions, what is half typed."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.tables import Action, Objective
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.diagnostics import person_diagnostics as person_forms
from kodiko_desktop.services.plan import plans
from tests.gui.plan.plan_steps import TODAY, add_objective, opened, printed, rows
from ui.widgets.row import Row

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
    qtbot.waitQuiet(desk.jobs)
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
        qtbot.waitQuiet(desk.jobs)
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
    qtbot.waitQuiet(desk.jobs)
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
    qtbot.waitQuiet(desk.jobs)
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
    qtbot.waitQuiet(desk.jobs)
    (row,) = rows(desk, Action)
    assert (row.by_whom, row.partner, row.due_on) == (
        "conseiller",
        "Auto-école sociale",
        datetime.date(2026, 6, 12),
    )
    editor._fields["status"].edited.emit("faite")
    qtbot.waitQuiet(desk.jobs)
    (row,) = rows(desk, Action)
    assert (row.status, row.done_on) == ("faite", TODAY)


def test_whose_idea_is_chosen_by_a_digit(qtbot, desk, tab, person_id):
    block = add_objective(qtbot, desk, tab, "Parler au téléphone")
    block._rows[block.view.row.id].click()
    editor = block._editors[block.view.row.id][0]
    editor._fields["idea_of"].focus_first()
    qtbot.keyClicks(editor._fields["idea_of"]._buttons[0], "2")
    qtbot.waitQuiet(desk.jobs)
    assert rows(desk, Objective)[0].idea_of == "conseiller"


def test_what_is_typed_and_not_entered_is_kept_when_the_tab_is_left(qtbot, desk, tab):
    tab.add_line.field.setText("Un objectif dicté")
    tab.flush()
    qtbot.waitQuiet(desk.jobs)
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
    qtbot.waitQuiet(desk.jobs)

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


@pytest.mark.parametrize("size", [(1302, 670), (620, 384)])
def test_every_control_has_a_name_and_nothing_is_cut(qtbot, desk, tab, person_id, nameless, overflowing, size):
    tab.resize(*size)
    block = add_objective(qtbot, desk, tab, "Travailler près du tram, dans un garage ou une serre")
    block._rows[block.view.row.id].click()
    qtbot.waitQuiet(desk.jobs)
    assert nameless(tab) == [] and overflowing(tab) == []
    opened(qtbot, desk, tab, printed(desk, person_id))
    qtbot.waitQuiet(desk.jobs)
    assert nameless(tab) == [] and overflowing(tab) == []
