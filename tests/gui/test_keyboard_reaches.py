"""Every page and every dialog they open is walked with Tab: all is reached and named, nothing holds the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from tests.gui.keyboard_walk import dialogs, openers, press, unreached
from tests.gui.open_window import new_profile, one_of_each, shown
from ui.acts import agenda_out, lists_out
from ui.main_window import MainWindow
from ui.start.help_dialog import shortcuts

PATIENCE = 60_000


@pytest.fixture
def whole(qtbot, theme, tmp_path, monkeypatch) -> Iterator[tuple[MainWindow, dict[str, str]]]:
    """The window on one of each, active, where nothing asks for a file."""
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_more, **_named: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_more, **_named: "")
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
    profile, first, ids = new_profile(tmp_path)
    made = one_of_each(first.opened.store, ids)
    with shown(qtbot, profile, first.opened) as window:
        qtbot.waitUntil(lambda: window.desk.is_open and not window.jobs.busy(), timeout=PATIENCE)
        window.frame.activateWindow()
        qtbot.waitUntil(window.frame.isActiveWindow, timeout=PATIENCE)
        yield window, made


def settle(qtbot, window: MainWindow) -> None:
    """Wait for what the page asked of the store, and for what it does in turns."""
    for _turn in range(3):
        qtbot.waitUntil(lambda: not window.jobs.busy(), timeout=PATIENCE)
        qtbot.wait(1)


PLACES = [
    ("today", "", ""),
    ("people", "", ""),
    *(
        ("person", "Awa Diallo", tab)
        for tab in ("journey", "diagnostics", "plan", "presence", "work", "journal", "papers")
    ),
    ("import", "", ""),
    ("sessions", "", ""),
    ("session", "session", ""),
    ("work", "", ""),
    ("placement", "placement", ""),
    ("sites", "", ""),
    ("sharing", "", ""),
    ("settings", "", ""),
]


def faults(qtbot, window: MainWindow, where: str, root: QWidget, nameless) -> list[str]:
    """What is wrong inside `root`, each line naming the place."""
    found = [f"not reached: {each}" for each in unreached(root)] + [f"nameless: {each}" for each in nameless(root)]
    return [f"{where}: {each}" for each in found]


@pytest.mark.parametrize(("page", "row", "tab"), PLACES, ids=lambda part: part or None)
def test_tab_reaches_everything_on_a_page_and_in_what_it_opens(
    qtbot, whole, nameless, page: str, row: str, tab: str
) -> None:
    window, made = whole
    window.desk.go(page, made.get(row, ""), tab=tab)
    settle(qtbot, window)
    found = faults(qtbot, window, page, window.frame.page(), nameless)
    for words in openers(window.frame.page()):
        place = window.frame.place()
        press(window.frame.page(), words)
        settle(qtbot, window)
        for dialog in dialogs():
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow, timeout=PATIENCE)
            found += faults(qtbot, window, f"{page} › {words}", dialog, nameless)
            dialog.reject()
        settle(qtbot, window)
        if window.frame.place() != place:
            window.frame.go(*place)
            settle(qtbot, window)
    assert found == []


def test_tab_reaches_everything_in_what_ctrl_k_opens(qtbot, whole, nameless) -> None:
    window, _made = whole
    found: list[str] = []
    for name, opened in (
        ("aide", window._help),
        ("agenda", lambda: agenda_out.ask_for_agenda(window.desk, window.frame)),
        ("séances", lambda: lists_out.export_sessions(window.desk, window.frame)),
        ("personne", lambda: window.desk.go("people", tab="new")),
        ("embauche", lambda: window.desk.go("work", tab="new")),
        ("séance", lambda: window.desk.go("sessions", tab="new")),
    ):
        opened()
        settle(qtbot, window)
        assert dialogs(), name
        for dialog in dialogs():
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow, timeout=PATIENCE)
            found += faults(qtbot, window, name, dialog, nameless)
            dialog.reject()
        settle(qtbot, window)
    assert found == []


def test_help_tells_every_key_of_the_window(qtbot, whole) -> None:
    window, _made = whole

    def keys() -> list[str]:
        return [action.shortcut().toString() for action in window.frame.actions()]

    qtbot.waitUntil(lambda: "F5" in keys(), timeout=PATIENCE)
    told = " · ".join(each for _where, lines in shortcuts() for each, _what in lines)
    arrows = {"Alt+Left": "Alt+←", "Alt+Right": "Alt+→"}
    pages = {f"Ctrl+{digit}" for digit in range(1, 10)}
    assert [each for each in keys() if each not in pages and arrows.get(each, each) not in told] == []
