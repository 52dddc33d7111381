"""The frame: going, coming back, asking by keyboard, locking, and standing on a small screen."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from ui.shell.commands import PaletteEntry
from ui.shell.main_frame import MainFrame
from ui.shell.page import Page, PageEntry


class Note(Page):
    """A page with a field and a button, that remembers what the frame told it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.told: list[object] = []
        self._name = name
        column = QVBoxLayout(self)
        self.field = QLineEdit()
        self.field.setAccessibleName("Note")
        self.button = QPushButton("Faire")
        column.addWidget(self.field)
        column.addWidget(self.button)

    def title(self) -> str:
        return self._name

    def load(self, target: object = None) -> None:
        self.told.append(("load", target))

    def refresh(self, changes: object) -> None:
        self.told.append(("refresh", changes))

    def focus_first(self) -> None:
        self.field.setFocus()

    def flush(self) -> None:
        self.told.append("flush")

    def set_discreet(self, discreet: bool) -> None:
        self.told.append(("discreet", discreet))


@pytest.fixture
def built(frame: MainFrame) -> list[str]:
    """Registers three pages in the rail and one under « Personnes »; lists those that were built."""
    made: list[str] = []

    def factory(key: str):
        def make() -> Note:
            made.append(key)
            return Note(key)

        return make

    for key, icon in (("today", "calendar-check"), ("people", "users"), ("sessions", "calendar-days")):
        frame.register(PageEntry(key, key.capitalize(), icon, factory(key)))
    frame.register(
        PageEntry("person", "Personne", "users", factory("person"), in_rail=False, under="people", own_header=True)
    )
    return made


def test_pages_are_built_when_first_shown(frame: MainFrame, built: list[str]) -> None:
    frame.go("today")
    frame.go("people")
    frame.go("today")
    assert built == ["today", "people"]
    assert frame.windowTitle() == "today — Kodiko"
    assert frame.rail.button("today").isChecked()


def test_enter_presses_the_button_under_the_keyboard_and_opens_its_menu(
    qtbot, frame: MainFrame, built: list[str]
) -> None:
    frame.go("today")
    button, pressed = frame.page().button, []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pressed == [True])
    menu = QMenu(button)
    menu.addAction("Imprimer")
    button.setMenu(menu)
    QTimer.singleShot(50, menu.close)
    with qtbot.waitSignal(menu.aboutToShow):
        qtbot.keyClick(button, Qt.Key.Key_Enter)
    frame.page().field.setFocus()
    qtbot.keyClick(frame.page().field, Qt.Key.Key_Return)
    qtbot.wait(10)
    assert pressed == [True]


def test_ctrl_digits_and_alt_arrows_travel(qtbot, frame: MainFrame, built: list[str]) -> None:
    frame.go("today")
    qtbot.keyClick(frame, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert frame.page().title() == "sessions"
    qtbot.keyClick(frame, Qt.Key.Key_Eacute, Qt.KeyboardModifier.ControlModifier)
    assert frame.page().title() == "people"
    for _step in range(2):
        qtbot.keyClick(frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert frame.page().title() == "today"
    qtbot.keyClick(frame, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert frame.page().title() == "sessions"


def test_coming_back_shows_the_same_target(frame: MainFrame, built: list[str]) -> None:
    frame.go("person", 17)
    frame.page().go_asked.emit("today", None)
    frame.back()
    assert frame.page().told[-1] == ("load", 17)


def test_person_page_takes_the_header_and_folds_the_rail(frame: MainFrame, built: list[str]) -> None:
    frame.go("person", 1)
    assert frame.header.isHidden()
    assert frame.rail.is_folded()
    assert frame.rail.button("people").isChecked()
    frame.go("today")
    assert not frame.header.isHidden()
    assert not frame.rail.is_folded()


def test_changes_reach_the_page_on_top_now_and_the_others_later(frame: MainFrame, built: list[str]) -> None:
    frame.go("people")
    people = frame.page()
    frame.go("today")
    frame.refresh("person 3")
    assert frame.page().told[-1] == ("refresh", "person 3")
    assert ("refresh", "person 3") not in people.told
    frame.go("people")
    assert people.told[-2:] == [("load", None), ("refresh", "person 3")]


def test_leaving_a_page_hands_over_what_is_typed(frame: MainFrame, built: list[str]) -> None:
    frame.go("people")
    people = frame.page()
    people.told.clear()
    frame.go("today")
    assert people.told == ["flush"]


def test_keyboard_asks_for_undo_lock_help_and_new_person(qtbot, frame: MainFrame, built: list[str]) -> None:
    frame.go("today")
    frame.page().button.setFocus()
    heard = []
    frame.undo_asked.connect(lambda: heard.append("undo"))
    frame.lock_asked.connect(lambda: heard.append("lock"))
    frame.help_asked.connect(lambda: heard.append("help"))
    frame.new_person_asked.connect(lambda: heard.append("new"))
    for key in (Qt.Key.Key_Z, Qt.Key.Key_L, Qt.Key.Key_N):
        qtbot.keyClick(frame, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(frame, Qt.Key.Key_F1)
    frame.header.new_person_button.click()
    assert heard == ["undo", "lock", "new", "help", "new"]


def test_undo_in_a_field_takes_back_letters_first(qtbot, frame: MainFrame, built: list[str]) -> None:
    frame.go("today")
    heard = []
    frame.undo_asked.connect(lambda: heard.append("undo"))
    field = frame.page().field
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert heard == []


def test_cover_hides_everything_and_gives_the_keyboard_back(qtbot, frame: MainFrame, built: list[str]) -> None:
    frame.go("today")
    frame.page().button.setFocus()
    lock = QWidget()
    lock.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    frame.cover(lock)
    assert lock.isVisible()
    assert not frame.page().isVisible()
    qtbot.keyClick(frame, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert built == ["today"]
    frame.uncover()
    assert frame.page().button.hasFocus()


def test_locked_pages_are_gone_and_the_place_returns(qtbot, frame: MainFrame, built: list[str]) -> None:
    frame.go("people")
    frame.go("person", 17)
    frame.forget_pages()
    qtbot.wait(1)
    assert not frame.findChildren(Note)
    frame.go(*frame.place())
    assert frame.page().title() == "person"
    assert frame.page().told[-1] == ("load", 17)
    frame.back()
    assert frame.page().title() == "people"


def test_discreet_mode_reaches_pages_old_and_new(qtbot, frame: MainFrame, built: list[str]) -> None:
    frame.go("today")
    heard = []
    frame.discreet_changed.connect(heard.append)
    qtbot.keyClick(frame, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert heard == [True]
    assert frame.page().told[-1] == ("discreet", True)
    frame.go("people")
    assert frame.page().told[0] == ("discreet", True)


def test_palette_puts_recents_first_and_returns_the_keyboard(qtbot, frame: MainFrame, built: list[str]) -> None:
    frame.go("today")
    frame.page().button.setFocus()
    qtbot.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = frame.palette_box()
    assert palette.field.hasFocus()
    assert palette.entries()[0].title == "Today"
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert frame.page().button.hasFocus()
    palette.open("ses")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert frame.page().title() == "sessions"
    palette.open()
    assert palette.entries()[0].title == "Sessions"


def test_palette_offers_only_what_can_run(frame: MainFrame, built: list[str]) -> None:
    allowed = []
    frame.commands.add_action("print", "Imprimer la fiche", lambda: None, can_run=lambda: bool(allowed))
    frame.open_palette("impr")
    assert frame.palette_box().entries() == []
    allowed.append(True)
    frame.open_palette("fiche impr")
    assert [entry.key for entry in frame.palette_box().entries()] == ["print"]


def test_palette_shows_late_answers_unless_the_text_moved_on(qtbot, frame: MainFrame, built: list[str]) -> None:
    waiting, opened = {}, []
    frame.commands.add_provider(lambda text, deliver: waiting.__setitem__(text, deliver))

    def entry(name: str) -> PaletteEntry:
        return PaletteEntry(f"person:{name}", name, lambda: opened.append(name), "Terrain du Canal", "personne")

    frame.open_palette("a")
    frame.palette_box().field.setText("aw")
    waiting["a"]([entry("Anna")])
    assert "Anna" not in [shown.title for shown in frame.palette_box().entries()]
    waiting["aw"]([entry("Awa Diallo")])
    qtbot.keyClick(frame.palette_box().field, Qt.Key.Key_Return)
    assert opened == ["Awa Diallo"]
    waiting["aw"]([entry("Trop tard")])
    assert not frame.palette_box().isVisible()


def test_a_letter_on_the_search_button_begins_the_search(qtbot, frame: MainFrame, built: list[str]) -> None:
    frame.go("today")
    frame.header.search_button.setFocus()
    qtbot.keyClick(frame.header.search_button, Qt.Key.Key_A)
    assert frame.palette_box().isVisible()
    assert frame.palette_box().field.text() == "a"


def test_failure_is_a_sentence_that_stays(frame: MainFrame, built: list[str]) -> None:
    frame.go("today")
    frame.notify_failure(KodikoError("Le dossier est plein. Rien n’est perdu."))
    assert frame.notice_bar().sentence() == "Le dossier est plein. Rien n’est perdu."
    frame.page().notice_asked.emit("Enregistré.", "done", "", None)
    assert frame.notice_bar().sentence() == "Enregistré."


def test_every_control_of_the_frame_has_a_name(frame: MainFrame, built: list[str], nameless) -> None:
    frame.go("today")
    frame.go("people")
    frame.rail.set_count("today", 9)
    frame.notify("Enregistré.", action="Annuler", on_action=frame.back)
    assert nameless(frame) == []
    frame.open_palette()
    assert nameless(frame) == []
    assert frame.rail.button("today").accessibleName() == "Today, 9 à voir"


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1093, 614), (683, 384)])
def test_frame_fits_the_smallest_laptop_at_every_scale(
    qtbot, frame: MainFrame, built: list[str], overflowing, width: int, height: int
) -> None:
    for key in ("work", "mentors", "sites", "partners", "figures", "exchange", "settings"):
        frame.register(PageEntry(key, key.capitalize(), "settings", lambda: Note("page")))
    frame.rail.set_place("Antenne de Tours")
    frame.rail.set_network_words("Hors ligne", "14 modifications gardées ici")
    frame.go("today")
    frame.go("people")
    frame.resize(width, height)
    QApplication.processEvents()
    assert (frame.width(), frame.height()) == (width, height)
    assert overflowing(frame) == []
    lowest = frame.rail.button("settings")
    assert lowest.geometry().bottom() < frame.rail.height()
    assert lowest.height() >= 24


def test_theme_switches_while_running(qtbot, frame: MainFrame, built: list[str], theme) -> None:
    frame.go("today")
    QApplication.processEvents()
    light = frame.grab().toImage().pixelColor(frame.width() - 5, frame.height() - 5)
    theme.choose("dark")
    QApplication.processEvents()
    dark = frame.grab().toImage().pixelColor(frame.width() - 5, frame.height() - 5)
    assert light.lightness() > 200
    assert dark.lightness() < 60
    with pytest.raises(ValueError):
        theme.choose("pink")
