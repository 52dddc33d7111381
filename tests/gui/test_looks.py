"""The look of the window, chosen from Ctrl+K or from the settings, and what opens the data there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kodiko_desktop.services.association.settings import Openings
from kodiko_desktop.services.laptop.preferences import read_preferences
from tests.gui.open_window import new_profile, shown
from ui.pages.settings.keys_card import PhraseDialog
from ui.theme.theme import Theme
from ui.widgets.card import Card


def test_dark_typed_in_the_palette_dresses_the_window_and_is_kept(qtbot, theme: Theme, tmp_path) -> None:
    profile, first, _ids = new_profile(tmp_path)
    with shown(qtbot, profile, first.opened) as window:
        qtbot.waitUntil(lambda: bool(window.frame.commands.found("sombre")))
        window.frame.open_palette()
        box = window.frame.palette_box()
        QTest.keyClicks(box.field, "sombre")
        assert [each.title for each in box.entries()] == ["Couleurs sombres"]
        QTest.keyClick(box.field, Qt.Key.Key_Return)
        assert theme.choice == "dark"
        qtbot.waitUntil(lambda: read_preferences().theme == "dark")
        assert window.frame.commands.found("sombre") == [], "what is so already is not offered"
        window.desk.go("settings", tab="laptop")
        card = window.frame.page().cards["laptop"]
        assert card.theme.value() == "dark"
        card.language.edited.emit("en")
        qtbot.waitUntil(lambda: read_preferences().language == "en")
        assert read_preferences().theme == "dark", "another preference does not bring the former look back"
        card.theme.edited.emit("light")
        qtbot.waitUntil(lambda: read_preferences().theme == "light")
        assert theme.choice == "light"


def test_the_keyring_is_offered_only_where_it_keeps_the_key(qtbot, theme: Theme) -> None:
    card = Card("Ouverture")
    qtbot.addWidget(card)

    def asked(**openings: bool) -> PhraseDialog:
        return PhraseDialog(Openings(**openings), card)

    nowhere = asked(keyring=False, passphrase=True, keyring_here=False)
    assert nowhere.each_time.isHidden() and not nowhere.each_time.isChecked()
    kept = asked(keyring=True, passphrase=False, keyring_here=True)
    assert not kept.each_time.isHidden() and not kept.each_time.isChecked()
    gone = asked(keyring=True, passphrase=True, keyring_here=False)
    assert gone.each_time.isHidden() and gone.each_time.isChecked(), "a keyring that answers no more is left"
