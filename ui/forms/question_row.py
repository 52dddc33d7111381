"""One question: its words, the same in the person's language, help, the control that answers, and a note beside."""

import datetime
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.contracts.template import RIGHT_TO_LEFT
from kodiko_desktop.domain.data_files.texts import FRENCH
from kodiko_desktop.domain.forms import Question, Value
from kodiko_desktop.domain.wording import _
from ui.forms.question_fields import field_for
from ui.theme import tokens as scale
from ui.theme.current import tokens
from ui.theme.icons import set_icon
from ui.widgets.pictogram import Pictogram, is_drawn
from ui.widgets.text import label
from ui.widgets.text_area import TextArea


class QuestionRow(QFrame):
    """`answered(key, value)`, `commented(key, text)`, `next_asked(key)`."""

    answered = Signal(str, object)
    commented = Signal(str, str)
    next_asked = Signal(str)

    def __init__(
        self,
        question: Question,
        language: str,
        value: Value,
        comment: str,
        today: Callable[[], datetime.date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.question = question
        self.field = field_for(question, language, today)
        self.field.show_value(value)
        self.field.answered.connect(lambda given: self.answered.emit(question.key, given))
        self.field.next_asked.connect(self._go_on)
        self.field.problem.connect(self.say)
        self._error = None
        self._note: TextArea | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, scale.SPACE_2, 0, scale.SPACE_2)
        self._column.setSpacing(scale.SPACE_1)
        self._column.addLayout(self._head(question, language))
        if question.help:
            self._column.addWidget(label(question.help.shown, scale="small", tone="muted"))
        self._column.addWidget(self.field)
        if comment:
            self._open_note(comment)

    def say(self, sentence: str) -> None:
        """Say under the answer what is wrong with it; "" takes the remark away."""
        if self._error is None:
            if not sentence:
                return
            self._error = label("", scale="small", tone="danger")
            self._column.addWidget(self._error)
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self.field.flush()
        if self._note is not None:
            self._note.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self._write_note()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, QColor(tokens().row_line))

    def _head(self, question: Question, language: str) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(question.text.shown))
        other = question.text.translation(language) if language != FRENCH else None
        if other and other != question.text.shown:
            said = label(other, tone="muted")
            if language in RIGHT_TO_LEFT:
                said.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            words.addWidget(said)
        self._note_button = QToolButton()
        self._note_button.setProperty("kind", "quiet")
        self._note_button.setAccessibleName(
            _("Noter une précision\u00a0: {question}").format(question=question.text.shown)
        )
        self._note_button.setToolTip(_("Noter une précision (F2)"))
        self._note_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        set_icon(self._note_button, "message-square", "muted", 16)
        self._note_button.clicked.connect(lambda _checked=False: self._write_note())
        line = QHBoxLayout()
        if is_drawn(question.pictogram):
            line.addWidget(Pictogram(question.pictogram or ""), 0, Qt.AlignmentFlag.AlignVCenter)
            line.setSpacing(scale.SPACE_2)
        line.addLayout(words, 1)
        if question.restricted:
            line.addWidget(label(_("jamais imprimé pour un tiers"), scale="small", tone="muted", wrap=False))
        line.addWidget(self._note_button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _write_note(self) -> None:
        note = self._note or self._open_note("")
        note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_note(self, text: str) -> TextArea:
        note = TextArea(_("Précision\u00a0: {question}").format(question=self.question.text.shown), lines=1)
        note.setPlaceholderText(_("Précision"))
        note.set_text(text)
        note.edited.connect(lambda written: self.commented.emit(self.question.key, written))
        self._note = note
        self._column.addWidget(note)
        note.show()  # else it could not take the keyboard at once
        return note

    def _go_on(self) -> None:
        self.flush()
        self.next_asked.emit(self.question.key)
