"""Before it has read the store, a page says nothing of what is in it: no « Aucun… », nothing that may be wrong."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.gui.open_window import new_profile, one_of_each, shown
from ui.desk import Desk
from ui.jobs import Job
from ui.pages.people.person_header import TABS
from ui.pages.sharing.no_team import NoTeam
from ui.pages.today.page import TodayPage
from ui.widgets.empty_state import EmptyState

_SAID = ("Aucun", "Rien ", "Pas de ", "Pas encore", "Personne n", "Tout est à jour", "Il n’y a ", "Par où commencer")
_PLACES = [
    ("today", ""),
    ("people", ""),
    ("sessions", ""),
    ("session", ""),
    ("work", ""),
    ("placement", ""),
    ("sites", ""),
    ("sharing", ""),
    ("sharing", "settle"),
    ("sharing", "team"),
    ("settings", ""),
    *(("person", tab) for tab in TABS),
]


@pytest.fixture
def window(qtbot, theme, tmp_path: Path):
    profile, first, ids = new_profile(tmp_path)
    rows = one_of_each(first.opened.store, ids)
    with shown(qtbot, profile, first.opened) as made:
        made.rows = rows
        qtbot.waitUntil(lambda: made.frame.page() is not None)
        yield made


@pytest.mark.parametrize(("page", "tab"), _PLACES)
def test_nothing_is_said_to_be_missing_before_it_was_looked_for(qtbot, window, monkeypatch, page, tab) -> None:
    asked = []
    monkeypatch.setattr(Desk, "read", lambda self, function, *_a, **_k: asked.append(function) or Job(self))
    rows = {"person": window.rows["Awa Diallo"], "session": window.rows["session"]}
    if page == "today":
        shown_page = TodayPage(window.desk)
        qtbot.addWidget(shown_page)
        shown_page.show()
        shown_page.load()
    else:
        window.desk.go(page, {**rows, "placement": window.rows["placement"]}.get(page), tab=tab)
        shown_page = window.frame.page()
    for discreet in (True, False):
        window.desk.set_discreet(discreet)
        shown_page.set_discreet(discreet)
        qtbot.wait(1)
        assert _wrongly_said(shown_page) == []
    assert asked


def _wrongly_said(page) -> list[str]:
    offered = [each for kind in (EmptyState, NoTeam) for each in page.findChildren(kind)]
    said = [each.text() for kind in (QLabel, QPushButton) for each in page.findChildren(kind) if each.isVisible()]
    return [*(type(each).__name__ for each in offered if each.isVisible()), *(t for t in said if t.startswith(_SAID))]


def test_discreet_mode_is_at_hand_on_the_page_of_a_person(qtbot, window) -> None:
    window.desk.go("person", window.rows["Awa Diallo"])
    page = window.frame.page()
    qtbot.waitUntil(lambda: "Awa Diallo" in page.title())
    button = page.top.discreet_button
    assert button.isVisible() and not window.frame.header.isVisible()
    button.click()
    qtbot.waitUntil(lambda: page.title() == "A. D.")
    assert window.desk.discreet and window.frame.is_discreet() and button.isChecked()
    qtbot.keyClick(window.frame, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Awa Diallo" in page.title())
    assert not button.isChecked()
