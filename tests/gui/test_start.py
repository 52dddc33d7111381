"""Starting: first start to first page, a second window, stores that do not open, backups put back from the window."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from db.tables import Organisation
from kodiko_desktop.services.association.antennas import ORGANISATION_ID
from kodiko_desktop.services.laptop import backup, sitting
from kodiko_desktop.services.laptop.opening import open_profile
from kodiko_desktop.vault.keybox import unlock_with_passphrase, unlock_with_recovery_code
from kodiko_desktop.vault.profiles import Profile, find_profile
from tests.gui.open_window import PASSPHRASE, new_profile, one_of_each, reopened, shown
from ui.pages.settings.keys_card import PhraseDialog
from ui.start import first_start
from ui.start.failure_cover import FailureCover
from ui.start.first_start import FirstStart
from ui.start.recovery_steps import ASKED
from ui.start.restore_cover import RestoreCover
from ui.start.unlock_cover import UnlockCover
from ui.start.who_sits_here import WhoSitsHere
from ui.widgets.row import Row


def sheet(qtbot: Any, window: Any, kind: type) -> Any:
    """The sheet of that kind that stands before the window."""

    def found() -> list[Any]:
        return [each for each in window.frame.findChildren(kind) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def button(root: Any, words: str) -> QPushButton:
    return next(each for each in root.findChildren(QPushButton) if words in each.text().replace("&", ""))


def unlocked(qtbot: Any, window: Any) -> None:
    cover = sheet(qtbot, window, UnlockCover)
    cover.secret.phrase.setText(PASSPHRASE)
    qtbot.keyClick(cover.secret.phrase, Qt.Key.Key_Return)


def settled(qtbot: Any, window: Any) -> None:
    """The first page is there."""
    qtbot.waitUntil(lambda: window.desk.is_open and bool(window.frame.page().cards()))


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """A profile with something in it, closed, that a pass-phrase opens."""
    made, first, ids = new_profile(tmp_path)
    one_of_each(first.opened.store, ids)
    first.opened.close()
    return made


def test_first_start_goes_from_nothing_to_the_first_page(qtbot, theme, tmp_path, nameless, monkeypatch) -> None:
    profile = find_profile("essai", root=tmp_path)
    codes: list[str] = []
    begin = first_start.begin

    def noted(*arguments: Any) -> Any:
        made = begin(*arguments)
        codes.append(made.recovery_code)
        return made

    monkeypatch.setattr(first_start, "begin", noted)
    with shown(qtbot, profile) as window:
        cover = sheet(qtbot, window, FirstStart)
        assert nameless(cover) == []
        qtbot.keyClick(cover.next_button, Qt.Key.Key_Return)
        assert cover.who_form.organisation_row.error()
        cover.organisation.setText("Kodiko")
        cover.antenna.setText("Antenne de Strasbourg")
        cover.postcode.setText("67000")
        cover.staff.setText("Claire Martin")
        cover.begins.setFocus()
        qtbot.keyClick(cover.begins, Qt.Key.Key_Return)
        assert cover.how.isVisible() and not cover.who.isVisible()
        cover.show_step(0)
        cover.role.setFocus()
        qtbot.keyClick(cover.role, Qt.Key.Key_Return)  # goes on once: the next step is read, not answered
        assert cover.how.isVisible() and cover.make_button.isEnabled()
        cover.by_phrase.setChecked(True)
        assert nameless(cover) == []
        cover.phrase.setText("court")
        cover.again.setText("court")
        cover.by_phrase.setFocus()
        qtbot.keyClick(cover.by_phrase, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(cover._phrase_row.error()))
        cover.phrase.setText(PASSPHRASE)
        cover.again.setText(PASSPHRASE)
        cover.make_button.click()
        qtbot.waitUntil(lambda: hasattr(cover, "code"))
        assert nameless(cover) == []
        groups = codes[0].split("-")
        cover.code.fields[0].setText(groups[ASKED[0] - 1].lower())
        cover.code.fields[1].setText("AAAAA")
        cover.code.confirm_button.click()
        assert not window.desk.is_open
        cover.code.fields[1].setText(groups[ASKED[1] - 1])
        cover.code.confirm_button.click()
        settled(qtbot, window)
        assert window.frame.page().cards()[0].accessibleName() == "Par où commencer"
        assert window.desk.here().staff_name == "Claire Martin"
        assert sitting.code_is_proved(window.gate.held.store.read())
    opened = open_profile(profile, lambda: unlock_with_recovery_code(profile, codes[0]))
    opened.close()


def test_window_is_painted_before_anything_is_opened(qtbot, theme, profile) -> None:
    with shown(qtbot, profile) as window:
        order: list[str] = []
        qtbot.keyClick(window.frame, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        assert window.frame.page() is None, "nothing can be asked of a store that is not open"
        window.frame.painted.connect(lambda: order.append("painted"))
        window.gate.asked.connect(lambda _ways: order.append("asked"))
        sheet(qtbot, window, UnlockCover)
        assert order == ["painted", "asked"]
        unlocked(qtbot, window)
        qtbot.waitUntil(lambda: window.desk.is_open)


def press(window: Any, key: Qt.Key, text: str = "", modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as the system hands it to the window, whoever has the keyboard."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(window.frame.windowHandle(), QKeyEvent(kind, key, modifiers, text))


def test_phrase_typed_before_its_field_is_there_is_not_lost(qtbot, theme, profile) -> None:
    with shown(qtbot, profile) as window:

        def type_early() -> None:
            assert window.early._holding and window.frame.page() is None
            for letter in (" ", *PASSPHRASE):
                press(window, Qt.Key.Key_unknown, letter)
            press(window, Qt.Key.Key_Return, "\r")

        window.frame.painted.connect(type_early)
        cover = sheet(qtbot, window, UnlockCover)
        qtbot.waitUntil(lambda: cover.secret.phrase.text() == PASSPHRASE)
        assert not window.desk.is_open, "Enter waits for what was typed to be seen"
        qtbot.keyClick(cover.secret.phrase, Qt.Key.Key_Return)
        settled(qtbot, window)


def test_keys_pressed_before_the_first_page_has_its_lines_act_on_it(qtbot, theme, profile) -> None:
    with shown(qtbot, profile, reopened(profile)) as window:
        window.frame.painted.connect(lambda: press(window, Qt.Key.Key_Down))
        settled(qtbot, window)
        qtbot.waitUntil(lambda: not window.early._holding)
        _first, second, *_others = window.frame.page().cards()[0].findChildren(Row)
        qtbot.waitUntil(lambda: window.frame.focusWidget() is second)


def test_shortcut_pressed_before_the_store_is_open_is_obeyed_once_it_is(qtbot, theme, profile) -> None:
    with shown(qtbot, profile, reopened(profile)) as window:
        ctrl = Qt.KeyboardModifier.ControlModifier
        window.frame.painted.connect(lambda: press(window, Qt.Key.Key_2, "2", ctrl))
        qtbot.waitUntil(lambda: (window.frame.place() or ("",))[0] == "people")


def test_second_window_is_told_so_and_may_try_again(qtbot, theme, profile) -> None:
    first = reopened(profile)
    with shown(qtbot, profile) as window:
        cover = sheet(qtbot, window, FailureCover)
        assert "déjà ouvertes dans une autre fenêtre" in cover.sentence()
        assert not any("sauvegarde" in each.text() for each in cover.findChildren(QPushButton))
        first.close()
        button(cover, "Réessayer").click()
        unlocked(qtbot, window)
        qtbot.waitUntil(lambda: window.desk.is_open)


def test_store_of_a_newer_kodiko_is_refused_politely(qtbot, theme, profile) -> None:
    opened = reopened(profile)
    with opened.store._guard.open():
        opened.store._writer.execute("UPDATE alembic_version SET version_num = '9999'")
    opened.close()
    with shown(qtbot, profile) as window:
        cover = sheet(qtbot, window, UnlockCover)
        unlocked(qtbot, window)
        qtbot.waitUntil(lambda: bool(cover.secret.error()))
        assert "version plus récente de Kodiko" in cover.secret.error()
        assert cover.open_button.isEnabled()


def test_store_cut_in_half_offers_its_backup_and_opens_on_it(qtbot, theme, profile, nameless) -> None:
    opened = reopened(profile)
    backup.make_now(opened)
    opened.close()
    size = profile.store_path.stat().st_size
    with open(profile.store_path, "r+b") as file:
        file.truncate(size // 2)
    with shown(qtbot, profile) as window:
        unlocked(qtbot, window)
        cover = sheet(qtbot, window, FailureCover)
        assert "incomplet ou abîmé" in cover.sentence()
        button(cover, "Restaurer").click()
        restoring = sheet(qtbot, window, RestoreCover)
        assert nameless(restoring) == []
        restoring.secret.phrase.setText("pas la bonne phrase")
        restoring.restore_button.click()
        qtbot.waitUntil(lambda: bool(restoring.remark.sentence()))
        assert "Rien n’est perdu" in restoring.remark.sentence()
        restoring.secret.phrase.setText(PASSPHRASE)
        restoring.restore_button.click()
        settled(qtbot, window)
        assert "À faire" in [card.accessibleName() for card in window.frame.page().cards()]
    assert list(profile.aside_folder.rglob("store.kodiko")), "the damaged store is kept aside"


def test_folder_carried_from_another_laptop_opens_here(qtbot, theme, profile, tmp_path) -> None:
    opened = reopened(profile)
    carried = backup.carry_away(opened, tmp_path)
    opened.close()
    elsewhere = find_profile("ailleurs", root=tmp_path / "autre")
    with shown(qtbot, elsewhere) as window:
        sheet(qtbot, window, FirstStart).restore_button.click()
        restoring = sheet(qtbot, window, RestoreCover)
        restoring.choose(carried)
        restoring.secret.phrase.setText(PASSPHRASE)
        restoring.restore_button.click()
        qtbot.waitUntil(lambda: window.desk.is_open)
        assert window.desk.here().staff_name == "Claire Martin"


def test_damaged_keys_are_said_in_a_sentence(qtbot, theme, profile) -> None:
    for path in (profile.keys_path, profile.backups_folder / "keys.json"):
        path.write_text("{")
    with shown(qtbot, profile) as window:
        cover = sheet(qtbot, window, FailureCover)
        assert "keys.json" in cover.sentence()


def test_recovery_code_opens_when_the_phrase_is_lost(qtbot, theme, tmp_path) -> None:
    profile, first, _ids = new_profile(tmp_path)
    first.opened.close()
    with shown(qtbot, profile) as window:
        cover = sheet(qtbot, window, UnlockCover)
        button(cover, "J’ai perdu la phrase").click()
        wrong = "Z" + first.recovery_code[1:] if first.recovery_code[0] != "Z" else "Y" + first.recovery_code[1:]
        cover.secret.code.setText(wrong)
        assert "groupe 1" in cover.secret._code_help.text()
        cover.secret.code.setText(first.recovery_code.lower().replace("-", " "))
        qtbot.keyClick(cover.secret.code, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.desk.is_open)
        assert window.frame.notice_bar().sentence().startswith("Le code de secours a ouvert vos données")
        store = window.gate.held.store
        found: list[bool] = []
        window.jobs.run(lambda: sitting.code_is_proved(store.read()), on_success=found.append)
        qtbot.waitUntil(lambda: found == [True])
        window.frame.notice_bar().action_button.click()
        qtbot.waitUntil(lambda: bool(window.frame.findChildren(PhraseDialog)))
        dialog = window.frame.findChild(PhraseDialog)
        for field in (dialog.phrase, dialog.again):
            field.setText("girafe bouton chemin lampe")
        dialog._check()
        qtbot.waitUntil(lambda: "est changée" in window.frame.notice_bar().sentence())
    key = unlock_with_passphrase(profile, "girafe bouton chemin lampe")
    assert key.fingerprint() == unlock_with_recovery_code(profile, first.recovery_code).fingerprint()


def test_somebody_is_asked_who_they_are_when_the_laptop_does_not_know(qtbot, theme, profile) -> None:
    opened = reopened(profile)
    with opened.store.note() as connection:
        connection.execute("DELETE FROM local_setting WHERE key IN ('present_staff', 'home_antenna')")
    with shown(qtbot, profile, opened) as window:
        cover = sheet(qtbot, window, WhoSitsHere)
        assert [choice.text() for choice in cover.choices] == ["Claire Martin · Antenne de Tours"]
        cover.go_button.click()
        qtbot.waitUntil(lambda: window.desk.is_open)
        assert window.desk.here().antenna_name == "Antenne de Tours"


def test_backup_is_put_back_from_the_settings_and_the_present_is_kept_aside(qtbot, theme, profile) -> None:
    opened = reopened(profile)
    made = backup.make_now(opened)
    with opened.store.act("settings", author="x") as act:
        act.change(
            Organisation,
            ORGANISATION_ID,
            values={"name": "Autre nom"},
            seen=act.seen(Organisation, ORGANISATION_ID),
        )
    with shown(qtbot, profile, opened) as window:
        settled(qtbot, window)
        window.desk.go("settings")
        page = window.frame.page()
        field = page.cards["organisation"].fields["name"]
        qtbot.waitUntil(lambda: field.text() == "Autre nom")
        with qtbot.waitSignal(window.gate.restored) as told:
            page.cards["backups"].put_back(made.path)
        assert told.args == [None]
        qtbot.waitUntil(lambda: window.frame.page() not in (None, page))
        again = window.frame.page()
        qtbot.waitUntil(lambda: again.cards["organisation"].fields["name"].text() == "Kodiko")
        assert "Les données d’avant sont mises de côté" in window.frame.notice_bar().sentence()
        shown_backups = again.cards["backups"].list
        qtbot.waitUntil(lambda: shown_backups.count() == 2)
        assert "mises de côté" in shown_backups.item(1).text()
    assert list(profile.aside_folder.rglob("store.kodiko"))


def test_enter_on_the_question_before_a_restore_changes_nothing(qtbot, theme, profile) -> None:
    opened = reopened(profile)
    backup.make_now(opened)
    with shown(qtbot, profile, opened) as window:
        settled(qtbot, window)
        window.desk.go("settings")
        card = window.frame.page().cards["backups"]
        qtbot.waitUntil(lambda: card.list.count() == 1)
        card.restore_button.click()
        (question,) = window.frame.findChildren(QMessageBox)
        qtbot.keyClick(question, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.frame.findChildren(QMessageBox))
        assert not window.gate.is_restoring and window.desk.is_open


def test_torn_backup_is_refused_and_the_data_of_now_come_back(qtbot, theme, profile) -> None:
    opened = reopened(profile)
    made = backup.make_now(opened)
    with open(made.path, "r+b") as file:
        file.truncate(made.size // 2)
    with shown(qtbot, profile, opened) as window:
        qtbot.waitUntil(lambda: window.desk.is_open)
        with qtbot.waitSignal(window.gate.restored) as told:
            window.gate.put_back(made.path)
        assert "Choisissez une autre sauvegarde" in told.args[0].sentence
        settled(qtbot, window)


def test_settings_make_and_check_a_backup(qtbot, theme, profile, nameless) -> None:
    with shown(qtbot, profile, reopened(profile)) as window:
        settled(qtbot, window)
        window.desk.go("settings")
        card = window.frame.page().cards["backups"]
        card.now_button.click()
        qtbot.waitUntil(lambda: card.list.count() == 1)
        card.check_button.click()
        qtbot.waitUntil(lambda: "entière" in window.frame.notice_bar().sentence())
        card.data_button.click()
        qtbot.waitUntil(lambda: "Tout est lisible" in window.frame.notice_bar().sentence())
        assert nameless(window.frame.page()) == []
