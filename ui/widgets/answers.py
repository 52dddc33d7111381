"""The choices of one question, large: a digit answers, Enter goes on, and Tab leaves for the next question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.keys import digit_of
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.flow import FlowLayout
from ui.widgets.keyboard import give_keyboard
from ui.widgets.pictogram import is_drawn

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_ARROWS = _BACK + _ON
_PICTOGRAM, _AROUND_PICTOGRAM = 20, 10


@dataclass(frozen=True, slots=True)
class Answer:
    """One choice: the stored `value`, what is shown, the key that gives it ("1"…"9"; "" for none), and the drawing
    beside it ("" for none)."""

    value: str
    label: str
    key: str = ""
    pictogram: str = ""


class AnswerButton(QPushButton):
    """One choice. Wide enough for its bold state, so that nothing moves when it is chosen."""

    def __init__(self, answer: Answer, parent: QWidget) -> None:
        super().__init__(f"{answer.key} {answer.label}".strip().replace("&", "&&"), parent)
        self.answer = answer
        self._hint: QSize | None = None
        self._hinted_font = ""
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(answer.label.replace("\n", ", "))
        self._drawn = is_drawn(answer.pictogram)
        if self._drawn:
            set_icon(self, answer.pictogram, "text", _PICTOGRAM)

    def sizeHint(self) -> QSize:
        font = self.font()
        if self._hint is None or self._hinted_font != font.key():
            self._hinted_font = font.key()
            bold = QFont(font)
            bold.setWeight(QFont.Weight.DemiBold)
            metrics, lines = QFontMetrics(bold), self.text().replace("&&", "&").split("\n")
            width = max(metrics.horizontalAdvance(line) for line in lines) + 34
            width += _PICTOGRAM + _AROUND_PICTOGRAM if self._drawn else 0
            self._hint = QSize(max(width, 72), scale.ANSWER_HEIGHT + (len(lines) - 1) * metrics.lineSpacing())
        return self._hint

    def minimumSizeHint(self) -> QSize:
        return QSize(72, scale.ANSWER_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class AnswerButtons(QWidget):
    """The choices of the question called `name`: one Tab stop, where arrows move, a digit or Space answers,
    and Backspace takes the answer back.

    `answered` carries the tuple of chosen values (empty: not answered). `next_asked` says that Enter was pressed.
    """

    answered = Signal(object)
    next_asked = Signal()

    def __init__(
        self,
        name: str,
        answers: Sequence[Answer],
        *,
        multiple: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._multiple = multiple
        layout = FlowLayout(self, gap=scale.SPACE_2)
        self._buttons: list[AnswerButton] = []
        for answer in answers:
            button = AnswerButton(answer, self)
            button.setAccessibleDescription(name)
            button.clicked.connect(lambda _checked=False, pressed=button: self._press(pressed))
            layout.addWidget(button)
            self._buttons.append(button)
        self._settle_tab_stop()
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def value(self) -> tuple[str, ...]:
        """The chosen values, in the order of the choices."""
        return tuple(button.answer.value for button in self._buttons if button.isChecked())

    def set_value(self, values: Iterable[str]) -> None:
        """Show these values as chosen; no signal is emitted."""
        chosen = set(values)
        for button in self._buttons:
            button.setChecked(button.answer.value in chosen)
        self._settle_tab_stop()

    def focus_first(self) -> None:
        """Put the keyboard on the chosen answer, or on the first one."""
        give_keyboard(self.tab_stop(), Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys not used by the buttons themselves arrive here: digits, arrows, Enter, Backspace."""
        typed = digit_of(event.text()) or event.text()
        keyed = next((button for button in self._buttons if typed and button.answer.key == typed), None)
        if keyed is not None:
            keyed.setFocus(Qt.FocusReason.ShortcutFocusReason)
            keyed.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_asked.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._take_back()
        elif event.key() in _ARROWS:
            self._move(1 if event.key() in _ON else -1)
        else:
            super().keyPressEvent(event)

    def _press(self, pressed: AnswerButton) -> None:
        if not self._multiple:
            for button in self._buttons:
                if button is not pressed:
                    button.setChecked(False)
        self._settle_tab_stop(pressed)
        self.answered.emit(self.value())

    def _move(self, step: int) -> None:
        here = next((place for place, button in enumerate(self._buttons) if button.hasFocus()), 0)
        there = self._buttons[(here + step) % len(self._buttons)]
        self._settle_tab_stop(there)
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        if self.value():
            self.set_value(())
            self.answered.emit(())

    def tab_stop(self) -> AnswerButton:
        """The answer that takes the keyboard: the one given, else the first."""
        return next((button for button in self._buttons if button.isChecked()), self._buttons[0])

    def _settle_tab_stop(self, wanted: AnswerButton | None = None) -> None:
        stop = wanted or self.tab_stop()
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
