"""The tab « Diagnostics » of a person, on a real store: begin, fill in, compare, print, finish."""

import datetime
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.diagnostics import person_diagnostics as service
from kodiko_desktop.services.people import people
from ui.desk import Desk
from ui.pages.diagnostics import build_tab
from ui.pages.diagnostics.person_tab import PersonDiagnosticsTab
from ui.paper.preview import PaperPreview
from ui.widgets.row import Row

THEN, NOW = datetime.date(2026, 2, 3), datetime.date(2026, 5, 11)
FORM = """
key = "chemin"
version = 1
title = "Chemin"
subject = "person"
moments = ["entree", "sortie"]

[choices]
degre = [
  { code = "1", label = "Non", value = 1 },
  { code = "2", label = "Un peu", value = 2 },
  { code = "3", label = "Beaucoup", value = 3 },
]
[[section]]
key = "route"
title = "La route"
[[section.question]]
key = "a"
type = "scale"
choices = "degre"
role = "level"
text = "Est-ce que la route gêne ?"
[[section.question]]
key = "b"
type = "scale"
choices = "degre"
text = "Je sais prendre le bus."
[[score]]
key = "bus"
title = "Bus"
kind = "mean"
questions = ["b"]
at_least = 1
"""


@pytest.fixture
def person_id(desk: Desk) -> str:
    here = desk.here()
    source = definitions.read_source(definitions.FORM, FORM, "chemin.toml")
    definitions.adopt(here.store, author=here.staff_id, source=source)
    return people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Munteanu", given_names="Ștefan"
    )


@pytest.fixture(autouse=True)
def no_late_reading(jobs) -> Iterator[None]:
    """A tab that still waits to read again has nobody to ask once the test is over."""
    yield
    for window in QApplication.topLevelWidgets():
        if isinstance(window, PersonDiagnosticsTab):
            window._later.stop()


def begin(desk: Desk, person_id: str, on_date, moment="entree", **answers) -> str:
    here = desk.here()
    response = service.begin(
        here.store, author=here.staff_id, person_id=person_id, form="chemin", moment=moment, on_date=on_date
    )
    for question, value in answers.items():
        diagnostics.answer(here.store, author=here.staff_id, diagnostic_id=response, question=question, value=value)
    return response


def shown(qtbot, desk: Desk, person_id: str, size=(1302, 670)) -> PersonDiagnosticsTab:
    tab = build_tab(desk, person_id)
    desk.changed.connect(tab.refresh)
    tab.resize(*size)
    qtbot.addWidget(tab)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    tab.load()
    qtbot.waitUntil(lambda: tab.overview is not None)
    return tab


def settled(qtbot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)


def test_first_diagnostic_is_begun_from_the_menu_and_opens_on_its_first_question(qtbot, theme, desk, person_id):
    tab = shown(qtbot, desk, person_id)
    menu = next(action.menu() for action in tab.begin_menu.actions() if action.text() == "Chemin")
    assert [action.text() for action in menu.actions()] == ["Entrée", "Sortie"]
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: tab.response is not None and tab.response.form.filled is not None)
    qtbot.waitUntil(lambda: tab.response.form.isAncestorOf(QApplication.focusWidget() or tab))
    qtbot.keyClicks(QApplication.focusWidget(), "3")
    settled(qtbot, desk)
    assert service.read_overview(desk.here().store, person_id).responses[0].answered == 1
    qtbot.waitUntil(lambda: tab.obstacles.isVisible())
    assert tab.obstacles.findChildren(Row)[0].accessibleName() == "La route. beaucoup"


def test_place_that_names_a_response_opens_it(qtbot, theme, desk, person_id):
    response = begin(desk, person_id, NOW)
    tab = build_tab(desk, person_id)
    qtbot.addWidget(tab)
    tab.show()
    tab.load()
    tab.go_to(response)
    qtbot.waitUntil(lambda: tab.response is not None)
    assert tab.response.diagnostic_id == response


def test_radar_lays_the_two_dates_over_each_other(qtbot, theme, desk, person_id):
    begin(desk, person_id, THEN, b="1")
    begin(desk, person_id, NOW, "sortie", b="3")
    tab = shown(qtbot, desk, person_id)
    qtbot.waitUntil(lambda: bool(tab.evolution.radar._axes))
    (axis,) = tab.evolution.radar._axes
    assert (axis.label, axis.then, axis.now, axis.said) == ("Bus", 0.0, 1.0, "100")


def test_what_changed_is_told_question_by_question(qtbot, theme, desk, person_id):
    begin(desk, person_id, THEN, a="3", b="1")
    begin(desk, person_id, NOW, "sortie", a="3", b="3")
    tab = shown(qtbot, desk, person_id)
    settled(qtbot, desk)
    tab.evolution.more.click()
    qtbot.waitUntil(lambda: tab._main.count() == 2)
    said = [row.accessibleName() for row in tab._main.currentWidget().findChildren(Row)]
    assert said == [
        "Je sais prendre le bus.. Non → Beaucoup. a changé",
        "Est-ce que la route gêne ?. Beaucoup. pareil",
    ]


def test_finished_response_says_what_has_no_answer_and_can_be_taken_up(qtbot, theme, desk, person_id):
    response = begin(desk, person_id, NOW, a="2")
    tab = shown(qtbot, desk, person_id)
    tab.go_to(response)
    qtbot.waitUntil(lambda: tab.response.form.filled is not None)
    said = []
    desk.told.connect(lambda sentence, _act: said.append(sentence))
    tab.response.finish_button.click()
    qtbot.waitUntil(lambda: tab.response.finish_button.text() == "Reprendre")
    assert said == ["Diagnostic terminé, 1 question sans réponse."]
    tab.response.finish_button.click()
    qtbot.waitUntil(lambda: tab.response.finish_button.text() == "Terminer")


def test_date_and_interpreter_are_saved_when_left(qtbot, theme, desk, person_id):
    response = begin(desk, person_id, NOW)
    tab = shown(qtbot, desk, person_id)
    tab.go_to(response)
    qtbot.waitUntil(lambda: tab.response.form.filled is not None)
    about = tab.response.about
    about._texts["with_interpreter"].setText("Karim, dari")
    about._day.setText("10/05/2026")
    tab.flush()
    settled(qtbot, desk)
    row = diagnostics.find_diagnostic(desk.here().store, response).row
    assert (row.with_interpreter, row.on_date) == ("Karim, dari", datetime.date(2026, 5, 10))


def test_response_begun_by_mistake_is_put_away_and_can_come_back(qtbot, theme, desk, person_id):
    response = begin(desk, person_id, NOW)
    tab = shown(qtbot, desk, person_id)
    tab.go_to(response)
    qtbot.waitUntil(lambda: tab.response.form.filled is not None)
    tab.response._put_away()
    qtbot.waitUntil(lambda: tab.response is None and tab.overview.responses == ())
    desk.undo(receiver=tab)
    qtbot.waitUntil(lambda: len(tab.overview.responses) == 1)


def test_filled_form_is_shown_on_paper_before_it_is_printed(qtbot, theme, desk, person_id):
    response = begin(desk, person_id, NOW, a="2", b="3")
    tab = shown(qtbot, desk, person_id)
    tab.go_to(response)
    qtbot.waitUntil(lambda: tab.response.form.filled is not None)
    tab.response._print(True)
    qtbot.waitUntil(lambda: bool(tab.response.findChildren(PaperPreview)))
    preview = tab.response.findChildren(PaperPreview)[0]
    assert "Munteanu" not in preview.paper.file_name and preview.paper.file_name.endswith(".pdf")
    preview.close()


@pytest.mark.parametrize("size", [(1302, 670), (620, 384)])
def test_every_control_has_a_name_and_nothing_is_cut(qtbot, theme, desk, person_id, nameless, overflowing, size):
    begin(desk, person_id, THEN, a="3", b="1")
    response = begin(desk, person_id, NOW, "sortie", b="3")
    tab = shown(qtbot, desk, person_id, size)
    settled(qtbot, desk)
    assert nameless(tab) == [] and overflowing(tab) == []
    tab.go_to(response)
    qtbot.waitUntil(lambda: tab.response.form.filled is not None and not tab.response.form._todo)
    settled(qtbot, desk)
    assert nameless(tab) == [] and overflowing(tab) == []
