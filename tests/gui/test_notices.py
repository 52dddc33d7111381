"""What is said at the foot of the window: it never takes the keyboard, and offers nothing that is past."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout

from ui.shell.main_frame import MainFrame
from ui.shell.page import Page, PageEntry


class Lines(Page):
    """A page with two buttons, one above the other."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.first, self.last = QPushButton("Une ligne"), QPushButton("La dernière")
        for button in (self.first, self.last):
            column.addWidget(button)

    def focus_first(self) -> None:
        self.first.setFocus()


@pytest.fixture
def page(frame: MainFrame) -> Lines:
    for key in ("today", "people"):
        frame.register(PageEntry(key, key, "users", Lines))
    frame.go("today")
    return frame.page()


def offer(frame: MainFrame) -> None:
    frame.notify("Objectif ajouté.", kind="done", action="Annuler", on_action=frame.back)


@pytest.mark.parametrize("away", ["hide", "disable"])
def test_a_control_that_goes_away_never_leaves_the_keyboard_to_the_notice(qtbot, frame, page, away) -> None:
    offer(frame)
    page.last.setFocus()
    page.last.hide() if away == "hide" else page.last.setEnabled(False)
    assert not frame.notices.holds(QApplication.focusWidget())
    assert QApplication.focusWidget() is not None


def test_tab_reaches_the_notice_and_leaving_it_returns_to_where_one_was(qtbot, frame, page) -> None:
    offer(frame)
    page.last.setFocus()
    for _step in range(12):
        if frame.notice_bar().action_button.hasFocus():
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert frame.notice_bar().action_button.hasFocus()
    qtbot.keyClick(frame.notice_bar().action_button, Qt.Key.Key_Backtab)
    before = QApplication.focusWidget()
    frame.notice_bar().action_button.setFocus()
    frame.notice_bar().close_button.setFocus()
    qtbot.keyClick(frame.notice_bar().close_button, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is before
    assert frame.notice_bar().sentence() == ""


def test_a_later_act_takes_the_offer_to_undo_away_and_leaves_the_sentence(frame, page) -> None:
    offer(frame)
    assert frame.notice_bar().action_button.isVisible()
    frame.notices.act_followed()
    assert frame.notice_bar().sentence() == "Objectif ajouté."
    assert not frame.notice_bar().action_button.isVisible()


def test_leaving_the_page_takes_the_notice_away_unless_the_act_itself_led_there(qtbot, frame, page) -> None:
    offer(frame)
    frame.go("people")
    assert frame.notice_bar().sentence() == "Objectif ajouté."
    qtbot.wait(10)
    frame.go("today")
    assert frame.notice_bar().sentence() == ""


def test_a_failure_is_still_said_on_the_next_page(qtbot, frame, page) -> None:
    frame.notify("Le dossier est plein.", kind="danger")
    qtbot.wait(10)
    frame.go("people")
    assert frame.notice_bar().sentence() == "Le dossier est plein."
