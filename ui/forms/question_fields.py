"""The control that answers each kind of question, all with the same few words: value, show, flush, focus."""

import datetime
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kodiko_desktop.domain.data_files.texts import FRENCH
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.forms import Choice, Kind, Question, Value, check_answer, choice_for_digit
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.date_field import DateField
from ui.widgets.keyboard import give_keyboard
from ui.widgets.text import label
from ui.widgets.text_area import TextArea

DO_NOT_KNOW_KEY = "?"
"""Gives the one choice that has neither figure nor value (« Je ne sais pas »)."""


class QuestionField(QWidget):
    """`answered` carries the value to keep (None: taken back); `next_asked`: go on; `problem`: a sentence, or ""."""

    answered = Signal(object)
    next_asked = Signal()
    problem = Signal(str)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_value(self, value: Value) -> None:
        """Show an answer kept before; nothing is emitted."""

    def flush(self) -> None:
        """Hand over what is still being typed."""

    def focus(self) -> None:
        """Take the keyboard."""

    def has_keyboard(self) -> bool:
        """Whether somebody is typing here."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def hand_over(self, given: object) -> None:
        """Check what was given and emit it, or say what is expected."""
        try:
            value = check_answer(self.question, given)
        except KodikoError as failure:
            self.problem.emit(failure.sentence)
            return
        self.problem.emit("")
        self.answered.emit(value)


class ChoiceQuestion(QuestionField):
    """Choices as large buttons, in the order of the paper."""

    def __init__(self, question: Question, language: str) -> None:
        super().__init__(question)
        self._multiple = question.kind is Kind.MULTIPLE
        self._kept: tuple[str, ...] = ()
        self._buttons = AnswerButtons(question.text.shown, _answers(question, language), multiple=self._multiple)
        self._buttons.answered.connect(self._press)
        self._buttons.next_asked.connect(self.next_asked.emit)
        self._column.addWidget(self._buttons)

    def show_value(self, value: Value) -> None:
        self._kept = tuple(value) if isinstance(value, list) else (() if value is None else (str(value),))
        self._buttons.set_value(self._kept)

    def focus(self) -> None:
        self._buttons.focus_first()

    def _press(self, chosen: tuple[str, ...]) -> None:
        if self._multiple:
            chosen = self._without_contradiction(chosen)
        self._kept = chosen
        self.hand_over(list(chosen) if self._multiple else (chosen[0] if chosen else None))

    def _without_contradiction(self, chosen: tuple[str, ...]) -> tuple[str, ...]:
        """« Aucun » and another choice never stand together: the one just pressed is meant."""
        alone = {choice.code for choice in self.question.choices if choice.alone}
        fresh = [code for code in chosen if code not in self._kept]
        if len(chosen) > 1 and alone & set(chosen):
            chosen = tuple(fresh) if set(fresh) & alone else tuple(code for code in chosen if code not in alone)
            self._buttons.set_value(chosen)
        return chosen


class _Line(QLineEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NumberQuestion(QuestionField):
    """A number, with its unit."""

    def __init__(self, question: Question, language: str) -> None:
        super().__init__(question)
        self._line = _Line()
        self._line.setAccessibleName(question.text.shown)
        self._line.setMaximumWidth(140)
        self._shown = ""
        self._line.left.connect(self.flush)
        self._line.returnPressed.connect(self.next_asked.emit)
        row = QHBoxLayout()
        row.addWidget(self._line)
        if question.unit:
            row.addWidget(label(question.unit.read(language), tone="muted", wrap=False))
        row.addStretch(1)
        self._column.addLayout(row)

    def show_value(self, value: Value) -> None:
        self._shown = "" if value is None else f"{value:g}".replace(".", ",")
        self._line.setText(self._shown)

    def flush(self) -> None:
        if self._line.text() != self._shown:
            self._shown = self._line.text()
            self.hand_over(self._line.text())

    def focus(self) -> None:
        give_keyboard(self._line, Qt.FocusReason.TabFocusReason)


class DateQuestion(QuestionField):
    """A day, typed as people write it."""

    def __init__(self, question: Question, today: Callable[[], datetime.date]) -> None:
        super().__init__(question)
        self._day = DateField(question.text.shown, today=today)
        self._day.setMaximumWidth(180)
        self._day.edited.connect(self.hand_over)
        self._day.problem.connect(self.problem.emit)
        self._day.returnPressed.connect(self.next_asked.emit)
        self._column.addWidget(self._day)

    def show_value(self, value: Value) -> None:
        try:
            self._day.set_value(datetime.date.fromisoformat(str(value)) if value else None)
        except ValueError:
            self._day.set_value(None)

    def flush(self) -> None:
        self._day.settle()

    def focus(self) -> None:
        give_keyboard(self._day, Qt.FocusReason.TabFocusReason)


class TextQuestion(QuestionField):
    """A text, or the person's own words; Ctrl+Enter goes on."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._area = TextArea(question.text.shown, lines=max(question.lines, 1))
        self._area.edited.connect(self.hand_over)
        self._area.installEventFilter(self)
        self._column.addWidget(self._area)

    def show_value(self, value: Value) -> None:
        self._area.set_text(str(value or ""))

    def flush(self) -> None:
        self._area.flush()

    def focus(self) -> None:
        give_keyboard(self._area, Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.next_asked.emit()
                return True
        return super().eventFilter(watched, event)


def field_for(question: Question, language: str, today: Callable[[], datetime.date]) -> QuestionField:
    """The control of a question, by its kind alone."""
    if question.kind is Kind.NUMBER:
        return NumberQuestion(question, language)
    if question.kind is Kind.DATE:
        return DateQuestion(question, today)
    if question.choices:
        return ChoiceQuestion(question, language)
    return TextQuestion(question)


def _answers(question: Question, language: str) -> list[Answer]:
    keys = {}
    for digit in range(10):
        choice = choice_for_digit(question, digit)
        if choice is not None:
            keys.setdefault(choice.code, str(digit))
    keyless = [choice for choice in question.choices if choice.code not in keys]
    if len(keyless) == 1 and keyless[0].value is None:
        keys[keyless[0].code] = DO_NOT_KNOW_KEY
    return [
        Answer(choice.code, _words(choice, language), keys.get(choice.code, ""), choice.pictogram or "")
        for choice in question.choices
    ]


def _words(choice: Choice, language: str) -> str:
    other = choice.text.translation(language) if language != FRENCH else None
    if not other or other == choice.text.shown:
        return choice.text.shown
    return f"{choice.text.shown}\n\u2068{other}\u2069"
