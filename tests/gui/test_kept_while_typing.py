"""What is typed in a dialog is on disk while the dialog is still open: a battery that dies takes nothing with it."""

import pytest
from PySide6.QtWidgets import QWidget

from kodiko_desktop.services.laptop import drafts
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.pages.work.hire_dialog import HireDialog
from ui.pages.work.hire_draft import PLACE
from ui.widgets.date_field import DateField
from ui.widgets.text_area import TextArea


@pytest.fixture
def over(qtbot, theme) -> QWidget:
    page = QWidget()
    page.resize(1302, 670)
    qtbot.addWidget(page)
    page.show()
    return page


def kept(desk: Desk, place: str) -> dict | None:
    found = drafts.drafts_at(desk.here().store.read(), place)
    return dict(found[0].content) if found else None


def test_an_act_being_typed_is_kept_without_being_left(qtbot, desk: Desk, over) -> None:
    dialog = ActDialog(desk, "Un contact", "Noter", lambda values: None, place="essai", parent=over)
    words, day = TextArea("Ce qui s’est dit"), DateField(today=desk.today)
    dialog.add("summary", "Ce qui s’est dit", words)
    dialog.add("on_date", "Jour", day)
    dialog.begin()
    words.set_text("Il a promis de rappeler")
    day.setText("12/")
    qtbot.waitUntil(lambda: (kept(desk, "essai") or {}).get("summary") == "Il a promis de rappeler")
    assert dialog.isVisible() and day.text() == "12/", "what is half typed stays as it is"
    words.set_text("")
    day.setText("")
    qtbot.waitUntil(lambda: kept(desk, "essai") is None)


def test_a_hire_being_typed_is_kept_without_being_left(qtbot, desk: Desk, over) -> None:
    dialog = HireDialog(desk, parent=over)
    dialog.open()
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    dialog.company.setText("Serre de Vouvray")
    qtbot.waitUntil(lambda: (kept(desk, PLACE) or {}).get("company_text") == "Serre de Vouvray")
    assert dialog.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: kept(desk, PLACE) is None)
