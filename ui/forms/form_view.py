"""Any form, filled in on screen: drawn from its data alone, a few questions at once, each answer kept when given.

Reused wherever a form is filled in (diagnostics of a person or a site, sheets of a point of follow-up). The first
questions are there at once; the others are built while nobody waits.
"""

import time
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from kodiko_desktop.domain.contracts.template import RIGHT_TO_LEFT
from kodiko_desktop.domain.data_files.texts import FRENCH, Text
from kodiko_desktop.domain.forms import Form, Progress, Value, next_question, progress, visible
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.diagnostics.filled_forms import FilledForm, read_filled_form
from ui.desk import Desk
from ui.forms.answer_keeper import AnswerKeeper
from ui.forms.question_row import QuestionRow
from ui.theme import tokens as scale
from ui.widgets.pictogram import with_pictogram
from ui.widgets.text import label

_AT_ONCE = 6
"""Questions built before the first paint: about a screen of them."""
_PLACED_AFTER_MS = 15
_SLICE = 0.006
"""Seconds spent building before the window is given its turn."""


class FormView(QWidget):
    """Fills in the response `diagnostic_id`. `status_changed` carries « enregistré à 10:42 · 9 sur 20 »;
    `progressed` a `Progress`; `ready` comes when the form is shown; `end_reached` when Enter leaves the last question.
    """

    status_changed = Signal(str)
    progressed = Signal(object)
    ready = Signal()
    end_reached = Signal()

    def __init__(
        self, desk: Desk, diagnostic_id: str, *, shows_status: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._diagnostic_id = desk, diagnostic_id
        self.filled: FilledForm | None = None
        self._keeper: AnswerKeeper | None = None
        self._rows: dict[str, QuestionRow] = {}
        self._titles: dict[str, QWidget] = {}
        self._asked: set[str] = set()
        self._wanted_focus: str | None = None
        self._saved_at = ""
        self._status = label("", tone="muted")
        self._status.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._status)
        self._status.setVisible(shows_status)
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._build_slice)
        desk.changed.connect(self._look_again)
        desk.read(read_filled_form, diagnostic_id, receiver=self, then=self._show)

    # -- what others ask ------------------------------------------------------------------------------------------

    @property
    def form(self) -> Form | None:
        """The form, None until it is read."""
        return self.filled.form if self.filled else None

    def answers(self) -> dict[str, Value]:
        """The answers as the page holds them."""
        return dict(self._keeper.answers) if self._keeper else {}

    def progress(self) -> Progress:
        """How far the form is. Must be shown (`ready`)."""
        assert self.filled is not None
        return progress(self.filled.form, self.answers())

    def flush(self) -> None:
        """Hand over what is still being typed, and try again what could not be kept."""
        for row in self._rows.values():
            row.flush()
        if self._keeper is not None and self._desk.is_open:
            self._keeper.retry()

    def focus_first(self) -> None:
        """Give the keyboard to the first question without an answer, else to the first one."""
        self._focus_when_ready("")

    # -- building -------------------------------------------------------------------------------------------------

    def _show(self, filled: FilledForm) -> None:
        self.filled = filled
        self._keeper = AnswerKeeper(self._desk, filled, self)
        self._keeper.kept.connect(self._kept)
        self._keeper.failed.connect(self._not_kept)
        if filled.form.intro:
            self._column.addWidget(self._both(filled.form.intro, tone="muted"))
        self._todo = [(section, question) for section in filled.form.sections for question in section.questions]
        self._asked = {question.key for question in visible(filled.form, self._keeper.answers)}
        self._build(_AT_ONCE)
        self._tell_status()
        self._later.start()
        self.ready.emit()
        if self._wanted_focus is not None:
            self._focus_when_ready(self._wanted_focus)

    def _build_slice(self) -> None:
        until = time.perf_counter() + _SLICE
        while self._todo and time.perf_counter() < until:
            self._build(1)
        if not self._todo:
            self._later.stop()

    def _build(self, count: int) -> None:
        """Build `count` more questions; those that are not asked now are built hidden, at no cost to the eye."""
        assert self.filled is not None and self._keeper is not None
        for section, question in self._todo[:count]:
            if section.key not in self._titles:
                words = self._both(section.title, scale_name="section")
                self._titles[section.key] = title = with_pictogram(section.pictogram, words, tone="accent")
                title.setContentsMargins(0, scale.SPACE_3, 0, scale.SPACE_1)
                self._column.addWidget(title)
                title.setVisible(any(each.key in self._asked for each in section.questions))
                if section.help:
                    self._column.addWidget(label(section.help.shown, scale="small", tone="muted"))
            key = question.key
            row = QuestionRow(
                question,
                self.filled.language,
                self._keeper.answers.get(key),
                self._keeper.comments.get(key, ""),
                self._desk.today,
            )
            row.answered.connect(self._answer)
            row.commented.connect(self._keeper.comment)
            row.next_asked.connect(self._go_on)
            self._rows[key] = row
            self._column.addWidget(row)
            row.setVisible(key in self._asked)
        del self._todo[:count]

    def _both(self, text: Text, *, scale_name: str = "", tone: str = "") -> QWidget:
        """A title in French and, beside it, in the person's language."""
        assert self.filled is not None
        language = self.filled.language
        other = text.translation(language) if language != FRENCH else None
        if not other or other == text.shown:
            return label(text.shown, scale=scale_name, tone=tone)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(text.shown, scale=scale_name, tone=tone))
        said = label(other, tone="muted")
        if language in RIGHT_TO_LEFT:
            said.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        column.addWidget(said)
        return holder

    # -- answering ------------------------------------------------------------------------------------------------

    def _answer(self, key: str, value: Value) -> None:
        assert self._keeper is not None
        self._keeper.answer(key, value)
        self._rows[key].say("")
        self._settle_visible()
        self._tell_status()

    def _settle_visible(self) -> None:
        """Show the questions that the answers call for, hide those they rule out."""
        assert self.filled is not None and self._keeper is not None
        asked = {question.key for question in visible(self.filled.form, self._keeper.answers)}
        if asked == self._asked:
            return
        for key in asked ^ self._asked:
            if key in self._rows:
                self._rows[key].setVisible(key in asked)
        self._asked = asked
        for section in self.filled.form.sections:
            if section.key in self._titles:
                self._titles[section.key].setVisible(any(each.key in asked for each in section.questions))

    def _go_on(self, key: str) -> None:
        assert self.filled is not None and self._keeper is not None
        following = next_question(self.filled.form, self._keeper.answers, key)
        if following is None:
            self.end_reached.emit()
        else:
            self._focus(following.key)

    def _focus_when_ready(self, key: str) -> None:
        if self.filled is None or self._keeper is None:
            self._wanted_focus = key
            return
        self._wanted_focus = None
        form, answers = self.filled.form, self._keeper.answers
        first = next_question(form, answers, unanswered_only=True) or next_question(form, answers)
        wanted = key if key in self._asked else (first.key if first else "")
        if wanted:
            self._focus(wanted)

    def _focus(self, key: str) -> None:
        while key not in self._rows:
            self._build(1)
        row = self._rows[key]
        row.field.focus()
        # Rows just built have no place yet: the layout gives them one in its next turn.
        QTimer.singleShot(_PLACED_AFTER_MS, row, lambda: self._bring_into_sight(row))

    def _bring_into_sight(self, row: QuestionRow) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and row.field.has_keyboard():
            area.ensureWidgetVisible(row, 0, 48)

    # -- what is kept ---------------------------------------------------------------------------------------------

    def _kept(self, key: str, at: str) -> None:
        self._saved_at = at
        self._rows[key].say("")
        self._tell_status()

    def _not_kept(self, key: str, sentence: str) -> None:
        self._rows[key].say(_("Pas encore enregistré. {sentence}").format(sentence=sentence))
        self._desk.refused.emit(sentence)

    def _tell_status(self) -> None:
        now = self.progress()
        far = _("{answered} sur {asked}").format(answered=now.answered, asked=now.asked)
        said = _("enregistré à {time} · {far}").format(time=self._saved_at, far=far) if self._saved_at else far
        self._status.setText(said)
        self.status_changed.emit(said)
        self.progressed.emit(now)

    def _look_again(self, changes: Any) -> None:
        """Somebody else's answer, or an undo: read again. Our own answers are on screen already."""
        if self._keeper is None or changes.kind == "diagnostic.answer" or not changes.touches("answer"):
            return
        if self._desk.is_open:
            self._desk.read(read_filled_form, self._diagnostic_id, receiver=self, then=self._take)

    def _take(self, filled: FilledForm) -> None:
        assert self._keeper is not None
        typing = QApplication.focusWidget()
        for key in self._keeper.look_again(filled):
            row = self._rows.get(key)
            if row is not None and not (typing is not None and row.isAncestorOf(typing) and not row.question.choices):
                row.field.show_value(self._keeper.answers.get(key))
        self._settle_visible()
        self._tell_status()
