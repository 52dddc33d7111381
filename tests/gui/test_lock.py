"""Locked means connections closed, key wiped and no name on any widget; unlocking comes back to the same place."""

import contextlib
import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu

from db.connection import StoreLocked
from kodiko_desktop.services.diagnostics import person_diagnostics
from kodiko_desktop.vault.idle_lock import Reading
from tests.gui.open_window import PASSPHRASE, new_profile, one_of_each, reopened, shown
from ui.forms.question_fields import DateQuestion
from ui.shell.page import Page
from ui.start import gatekeeper
from ui.start.unlock_cover import LockCover

NAMES = ("Awa", "Diallo", "Munteanu", "Gebremedhin", "Kravets", "Popa")


@pytest.fixture
def window(qtbot, theme, tmp_path: Path):
    profile, first, ids = new_profile(tmp_path)
    one_of_each(first.opened.store, ids)
    first.opened.close()
    with shown(qtbot, profile, reopened(profile)) as made:
        qtbot.waitUntil(lambda: made.rest.is_loaded)
        yield made


def everything_said() -> str:
    """All that any widget of the application could show or say."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    said = []
    for widget in QApplication.allWidgets():
        said += [widget.accessibleName(), widget.windowTitle(), widget.toolTip(), str(widget.property("line"))]
        for reader in ("text", "toPlainText", "currentText"):
            with contextlib.suppress(TypeError):
                said.append(str(getattr(widget, reader, lambda: "")()))
    return " ".join(said)


def lock(qtbot: Any, window: Any) -> LockCover:
    with qtbot.waitSignal(window.gate.locked):
        qtbot.keyClick(window.frame, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    cover = next(found for found in window.frame.findChildren(LockCover) if found.isVisible())
    qtbot.waitUntil(cover.open_button.isEnabled)
    return cover


def test_lock_closes_every_connection_and_wipes_the_key(qtbot, window) -> None:
    held = window.gate.held
    store = held.store
    connections = [store._writer, *store._readers.values()]
    lock(qtbot, window)
    assert store.closed
    assert held.key.wiped
    assert window.gate.held is None
    assert not window.desk.is_open
    for connection in connections:
        with pytest.raises(Exception, match="closed"):
            connection.execute("SELECT 1")
    with pytest.raises(StoreLocked):
        store.read()


def test_locked_window_holds_no_name(qtbot, window) -> None:
    before = everything_said()
    assert all(name in before for name in NAMES)
    window.frame.open_palette("awa")
    window.desk.told.emit("Awa Diallo est enregistrée.", None)
    lock(qtbot, window)
    after = everything_said()
    assert [name for name in NAMES if name in after] == []


def test_wrong_passphrase_is_said_and_the_right_one_opens_again(qtbot, window) -> None:
    cover = lock(qtbot, window)
    cover.secret.phrase.setText("pas la bonne phrase")
    qtbot.keyClick(cover.secret.phrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(cover.secret.error()))
    assert "Rien n’est perdu" in cover.secret.error()
    cover.secret.phrase.setText(PASSPHRASE)
    qtbot.keyClick(cover.secret.phrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.is_open)
    qtbot.waitUntil(lambda: "Diallo" in everything_said())


def test_unlocking_returns_to_the_page_the_row_and_the_field(qtbot, window) -> None:
    page = go_to_settings(qtbot, window)
    page.cards["antenna"].fields["city"].setFocus()
    before = window.frame.place()
    unlock(qtbot, window, lock(qtbot, window))
    assert window.frame.place()[0] == before[0] == "settings"
    again = window.frame.page()
    assert again is not page
    qtbot.waitUntil(lambda: window.frame.focusWidget() is again.cards["antenna"].fields["city"])


def test_rail_counts_what_waits_today_whatever_page_one_returns_to(qtbot, window) -> None:
    rail = window.frame.rail.button("today")
    qtbot.waitUntil(lambda: rail.count() > 0)
    go_to_settings(qtbot, window)
    cover = lock(qtbot, window)
    assert rail.count() == 0
    unlock(qtbot, window, cover)
    qtbot.waitUntil(lambda: rail.count() > 0)
    assert window.frame.place()[0] == "settings"
    counted = rail.count()
    window.desk.go("today")
    with qtbot.waitSignal(window.frame.page().counted) as said:
        pass
    assert said.args == [counted]


def test_what_is_being_typed_is_saved_before_locking(qtbot, window) -> None:
    page = go_to_settings(qtbot, window)
    page.cards["antenna"].fields["city"].setFocus()
    page.cards["antenna"].fields["city"].setText("Tours")
    unlock(qtbot, window, lock(qtbot, window))
    again = window.frame.page()
    qtbot.waitUntil(lambda: again.cards["antenna"].fields["city"].text() == "Tours")


def test_window_left_alone_locks_by_itself(qtbot, window, monkeypatch) -> None:
    later = gatekeeper.read_clocks()
    passed = (datetime.timedelta(minutes=5, seconds=1)).total_seconds()
    monkeypatch.setattr(gatekeeper, "read_clocks", lambda: Reading(later.steady + passed, later.wall + passed))
    with qtbot.waitSignal(window.gate.locked):
        pass


@pytest.mark.parametrize("opened_above", [None, QDialog, QMenu])
def test_a_key_in_any_window_starts_the_wait_again(qtbot, window, monkeypatch, opened_above) -> None:
    where = window.frame
    if opened_above is not None:
        where = opened_above(window.frame)
        where.show()
        qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is where.windowHandle())
    start = gatekeeper.read_clocks()
    shift = [240.0]
    monkeypatch.setattr(gatekeeper, "read_clocks", lambda: Reading(start.steady + shift[0], start.wall + shift[0]))
    QTest.keyClick(where.windowHandle(), Qt.Key.Key_Tab)
    shift[0] = 480.0
    window.gate._look_at_the_clock()
    assert window.gate.held is not None and window.desk.is_open
    shift[0] = 541.0
    with qtbot.waitSignal(window.gate.locked):
        window.gate._look_at_the_clock()


def test_locked_window_answers_to_no_shortcut_and_every_control_has_a_name(qtbot, window, nameless) -> None:
    cover = lock(qtbot, window)
    qtbot.keyClick(window.frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.frame, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.frame.findChildren(Page) == []
    assert nameless(cover) == []
    assert isinstance(window.frame.focusWidget(), QLineEdit)


def test_backup_under_way_is_stopped_by_the_lock(qtbot, window) -> None:
    class Endless:
        begun = False

        def __call__(self, opened: Any, progress: Any) -> None:
            while True:
                self.begun = True
                opened.store.path.stat()
                progress(1, 100, "")

    work = Endless()
    ended = []
    job = window.gate.with_key(work, then=ended.append, failed=ended.append)
    qtbot.waitUntil(lambda: work.begun)
    lock(qtbot, window)
    assert job.is_cancelled()
    assert ended == []


def go_to_settings(qtbot: Any, window: Any) -> Any:
    window.desk.go("settings")
    page = window.frame.page()
    qtbot.waitUntil(lambda: page.cards["antenna"].fields["name"].text() == "Antenne de Tours")
    return page


def unlock(qtbot: Any, window: Any, cover: LockCover) -> None:
    cover.secret.phrase.setText(PASSPHRASE)
    qtbot.keyClick(cover.secret.phrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.is_open and window.frame.page() is not None)


def test_open_form_with_a_day_to_give_locks_and_comes_back(qtbot, window) -> None:
    here = window.desk.here()
    person_id = here.store.read().execute("SELECT id FROM person ORDER BY id LIMIT 1").fetchone()[0]
    diagnostic_id = person_diagnostics.begin(
        here.store,
        author=here.staff_id,
        person_id=person_id,
        form="diagnostic-360",
        moment="entree",
        on_date=here.store.now().date(),
    )
    window.desk.go("person", person_id, tab="diagnostics")
    tab = window.frame.page().tab("diagnostics")
    tab.go_to(diagnostic_id)
    qtbot.waitUntil(lambda: bool(tab.findChildren(DateQuestion)))
    unlock(qtbot, window, lock(qtbot, window))
    assert window.frame.place()[0] == "person"


def test_space_and_enter_typed_too_early_do_not_quit(qtbot, window) -> None:
    with qtbot.waitSignal(window.gate.locked):
        qtbot.keyClick(window.frame, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        cover = next(found for found in window.frame.findChildren(LockCover) if found.isVisible())
        assert not cover.open_button.isEnabled()
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            qtbot.keyClick(QApplication.focusWidget() or window.frame, key)
    qtbot.waitUntil(cover.open_button.isEnabled)
    assert window.frame.isVisible()
    unlock(qtbot, window, cover)
