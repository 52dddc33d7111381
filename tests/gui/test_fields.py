"""Fields by the keyboard alone: answers, dates, hours, texts, choices; nothing typed is lost, nothing jumps."""

from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.gui.widget_alone import press, shown
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form import Form
from ui.widgets.tabs import Tabs
from ui.widgets.text_area import TextArea
from ui.widgets.wrapping_box import WrappingBox

pytestmark = pytest.mark.usefixtures("theme")

SCALE = [Answer(str(place), word, str(place)) for place, word in enumerate(("Pas du tout", "Un peu", "Oui"), start=1)]


def test_digit_answers_the_question_and_enter_goes_on(qtbot) -> None:
    buttons = shown(qtbot, AnswerButtons("Je connais des gens de mon métier", SCALE))
    answers, went_on = [], []
    buttons.answered.connect(answers.append)
    buttons.next_asked.connect(lambda: went_on.append(True))
    buttons.focus_first()
    press(QApplication.focusWidget(), Qt.Key.Key_2, "2")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert answers == [("2",)]
    assert went_on == [True]


def test_french_keyboard_answers_without_shift(qtbot) -> None:
    buttons = shown(qtbot, AnswerButtons("Question", SCALE))
    buttons.focus_first()
    press(QApplication.focusWidget(), Qt.Key.Key_Eacute, "é")
    assert buttons.value() == ("2",)


def test_single_answer_replaces_and_same_digit_takes_back(qtbot) -> None:
    buttons = shown(qtbot, AnswerButtons("Question", SCALE))
    buttons.focus_first()
    for key in (Qt.Key.Key_1, Qt.Key.Key_3):
        press(QApplication.focusWidget(), key, chr(key))
    assert buttons.value() == ("3",)
    press(QApplication.focusWidget(), Qt.Key.Key_3, "3")
    assert buttons.value() == ()


def test_several_answers_add_up_and_backspace_empties(qtbot) -> None:
    buttons = shown(qtbot, AnswerButtons("Question", SCALE, multiple=True))
    answers = []
    buttons.answered.connect(answers.append)
    buttons.focus_first()
    for key in (Qt.Key.Key_3, Qt.Key.Key_1):
        press(QApplication.focusWidget(), key, chr(key))
    press(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert answers == [("3",), ("1", "3"), ()]


def test_question_is_one_tab_stop_and_arrows_move_inside(qtbot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    first, second = AnswerButtons("Une", SCALE), AnswerButtons("Deux", SCALE)
    column.addWidget(first)
    column.addWidget(second)
    shown(qtbot, page)
    first.focus_first()
    press(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert QApplication.focusWidget().answer.value == "2"
    assert first.value() == ()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert second.isAncestorOf(QApplication.focusWidget())


def test_answers_are_large_and_wrap_when_narrow(qtbot) -> None:
    buttons = shown(qtbot, AnswerButtons("Question", SCALE))
    buttons.resize(640, buttons.heightForWidth(640))
    assert all(child.height() >= 40 for child in buttons.findChildren(QWidget))
    assert buttons.heightForWidth(130) >= 3 * 40


def test_choosing_an_answer_moves_nothing(qtbot) -> None:
    buttons = shown(qtbot, AnswerButtons("Question", SCALE))
    before = [child.sizeHint() for child in buttons.findChildren(QWidget)]
    buttons.set_value(["2"])
    assert [child.sizeHint() for child in buttons.findChildren(QWidget)] == before


def test_date_field_reads_says_and_keeps(qtbot) -> None:
    form = Form()
    field = DateField(today=lambda: date(2026, 5, 11))
    row = form.add("Rendez-vous", field)
    shown(qtbot, form)
    given = []
    field.edited.connect(given.append)
    field.setText("12 mai")
    press(field, Qt.Key.Key_Return)
    assert given == [date(2026, 5, 12)]
    assert field.text() == "12/05/2026"
    field.setText("31/2")
    assert not field.settle()
    assert row.error()
    assert field.property("invalid") == "true"
    assert field.value() == date(2026, 5, 12)
    field.setText("")
    assert field.settle()
    assert given[-1] is None
    assert not row.error()


def test_calendar_gives_the_day_it_shows(qtbot, nameless) -> None:
    field = shown(qtbot, DateField("Jour", today=lambda: date(2026, 5, 11)))
    field.actions()[-1].trigger()
    calendar = field.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    popup = next(child for child in calendar if hasattr(child, "selectedDate"))
    assert popup.selectedDate().toPython() == date(2026, 5, 11)
    popup.clicked.emit(popup.selectedDate().addDays(2))
    assert field.value() == date(2026, 5, 13)
    assert not popup.isVisible()


def test_time_field_reads_french_hours(qtbot) -> None:
    field = shown(qtbot, TimeField("Heure"))
    field.setText("8h30")
    assert field.settle()
    assert field.value() == time(8, 30)
    assert field.text() == "08:30"


def test_text_is_handed_over_after_a_pause_and_on_leaving(qtbot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    area, other = TextArea("Paroles"), QLineEdit()
    column.addWidget(area)
    column.addWidget(other)
    shown(qtbot, page)
    given = []
    area.edited.connect(given.append)
    area.setFocus()
    area.insertPlainText("« Mon cousin »")
    assert given == []
    qtbot.waitUntil(lambda: given == ["« Mon cousin »"])
    area.insertPlainText(" travaille")
    other.setFocus()
    assert given[-1] == "« Mon cousin » travaille"
    area.set_text("repris")
    qtbot.wait(5)
    assert len(given) == 2


def test_text_area_grows_with_its_lines(qtbot) -> None:
    area = shown(qtbot, TextArea("Paroles", lines=2, most_lines=6))
    small = area.height()
    area.setPlainText("\n".join("ligne" for _ in range(5)))
    larger = area.height()
    area.setPlainText("\n".join("ligne" for _ in range(50)))
    assert small < larger < area.height() <= larger * 1.4


def test_choice_is_found_by_any_part_without_accents(qtbot, nameless) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    field = ChoiceField("Langue", [("uk", "Ukrainien"), ("pt", "Portugais"), ("et", "Érythréen (tigrinya)")])
    column.addWidget(field)
    shown(qtbot, page)
    given = []
    field.edited.connect(given.append)
    field.completer().setCompletionPrefix("erythr")
    assert field.completer().completionCount() == 1
    field.lineEdit().setText("portu")
    field.lineEdit().editingFinished.emit()
    assert given == ["pt"]
    assert field.currentText() == "Portugais"
    field.lineEdit().setText("xyz")
    field.lineEdit().editingFinished.emit()
    assert field.currentText() == "Portugais"
    field.lineEdit().setText("")
    field.lineEdit().editingFinished.emit()
    assert given == ["pt", None]
    assert nameless(page) == []


def test_form_goes_from_field_to_field_with_enter(qtbot, nameless) -> None:
    form = Form(columns=2)
    fields = [QLineEdit(), QLineEdit()]
    finished = []
    form.finished.connect(lambda: finished.append(True))
    for title, field in zip(("Prénom", "Nom"), fields, strict=True):
        form.add(title, field)
    shown(qtbot, form)
    fields[0].setFocus()
    press(fields[0], Qt.Key.Key_Return)
    assert fields[1].hasFocus()
    press(fields[1], Qt.Key.Key_Return)
    assert finished == [True]
    form.rows()[0].set_error("Le prénom manque.")
    assert form.first_error() is form.rows()[0]
    assert fields[0].hasFocus()
    assert nameless(form) == []


def test_typing_after_a_choice_replaces_it_and_never_adds_to_it(qtbot, theme):
    field = ChoiceField("Programme", [("d", "Démarre ta story"), ("m", "Médiation emploi en bidonville")])
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    field.activateWindow()
    qtbot.waitUntil(field.lineEdit().hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    field._settle()
    assert field.value() == "d"
    qtbot.keyClicks(field.lineEdit(), "emploi")
    field._settle()
    assert field.value() == "m"


def test_words_of_a_box_are_never_cut(qtbot) -> None:
    long = "Plan d’investissement dans les compétences & FSE+"
    box = shown(qtbot, WrappingBox(long))
    box.resize(220, 60)
    assert box.text().replace("\n", " ") == long.replace("&", "&&")
    assert box.text().count("\n") == 2
    widest = max(box.fontMetrics().horizontalAdvance(line.replace("&&", "&")) for line in box.text().split("\n"))
    assert widest < box.width() - 22
    one_line = WrappingBox("FSE+").sizeHint().height()
    assert box.sizeHint().height() >= one_line + 2 * box.fontMetrics().lineSpacing()
    assert box.accessibleName() == long


def test_the_wheel_over_a_choice_or_tabs_moves_the_page_and_changes_nothing(qtbot):
    field = ChoiceField("Langue", [("uk", "Ukrainien"), ("pt", "Portugais")])
    field.set_value("uk")
    tabs = Tabs("Fiche")
    tabs.add("journey", "Parcours")
    tabs.add("plan", "Plan")
    for widget, place in ((field, field.lineEdit()), (tabs, tabs)):
        shown(qtbot, widget)
        centre = QPointF(place.rect().center())
        turn = QWheelEvent(
            centre,
            place.mapToGlobal(centre),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(place, turn)
        assert not turn.isAccepted()
    assert (field.value(), field.currentText(), tabs.key()) == ("uk", "Ukrainien", "journey")
