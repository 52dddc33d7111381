"""How a point was held: the day, on site or by telephone, who was there and heard, what was agreed, why late."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QWidget

from kodiko_desktop.domain.dates_in_words import long_date
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.work.hires import Sheet
from ui.pages.work.words import HOW_WORDS, VOICE_WORDS
from ui.theme import tokens as scale
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.card import Card
from ui.widgets.columns import show_in_scroll_areas
from ui.widgets.date_field import DateField
from ui.widgets.form import FieldRow, Form
from ui.widgets.line_field import LineField
from ui.widgets.text import label, set_property

_FROM_ANSWERS = ("decision", "decision_by", "decision_due_on", "next_on")


class HeldCard(Card):
    """`edited` carries {field of CheckIn: value}; `done_asked` that the point is to be noted done; `reopen_asked` that
    it is to be taken up again. `foot` holds these acts: it stands under the sheet, where it is always seen."""

    edited = Signal(dict)
    done_asked = Signal()
    reopen_asked = Signal()

    def __init__(
        self, *, voices: Sequence[str], today: Callable[[], datetime.date], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Comment ça s’est passé"), " ", parent)
        self._today = today
        self._sheet: Sheet | None = None
        self._form = Form()
        self._rows: dict[str, FieldRow] = {}
        self._date = DateField(today=today, past=True)
        self._how = AnswerButtons(
            _("Comment"),
            [Answer(code, _(word), str(rank)) for rank, (code, word) in enumerate(HOW_WORDS.items(), start=1)],
        )
        self._voices = AnswerButtons(
            _("Qui a été entendu"),
            [Answer(voice, _(VOICE_WORDS[voice]), str(rank)) for rank, voice in enumerate(voices, start=1)],
            multiple=True,
        )
        self._fields: dict[str, Any] = {}
        self._build()
        self._status = label("", tone="done")
        self._next = QCheckBox(_("Fixer un rendez-vous à la prochaine date"))
        self._next.setChecked(True)
        self.done_button = QPushButton(_("Noter comme fait"))
        self.done_button.setProperty("kind", "primary")
        self.done_button.clicked.connect(lambda _checked=False: self.done_asked.emit())
        self.reopen_button = QPushButton(_("Reprendre ce point"))
        self.reopen_button.clicked.connect(lambda _checked=False: self.reopen_asked.emit())
        self.saved = label("", scale="small", tone="muted")
        for part in (self._form, self._next, self._status):
            self.add(part)

        self.foot = self._foot()

    def _foot(self) -> QWidget:
        made = QFrame()
        made.setObjectName("foot")
        line = QHBoxLayout(made)
        line.setContentsMargins(scale.SPACE_5, scale.SPACE_2, scale.SPACE_5, scale.SPACE_2)
        line.setSpacing(scale.SPACE_3)
        line.addWidget(self.saved, 1)
        line.addWidget(self.reopen_button)
        line.addWidget(self.done_button)
        return made

    def _build(self) -> None:
        self._row("done_on", _("Fait le"), self._date)
        self._row("how", _("Comment"), self._how)
        self._row("voices", _("Qui a été entendu"), self._voices)
        self._row("present", _("Personnes présentes"), LineField())
        self._row("place", _("Lieu"), LineField())
        self._row("decision", _("Ce qui est décidé"), LineField())
        self._row("decision_by", _("Qui le fait"), LineField())
        self._row("decision_due_on", _("Pour quand"), DateField(today=self._today))
        self._row("next_on", _("Prochain point le"), DateField(today=self._today))
        self._row("late_reason", _("Pourquoi ce retard"), LineField())
        self._how.answered.connect(lambda chosen: self._keep("how", chosen[0] if chosen else ""))
        self._voices.answered.connect(lambda chosen: self._keep("voices", list(chosen)))

    def _row(self, name: str, title: str, field: QWidget) -> None:
        self._rows[name] = self._form.add(title, field)
        if not isinstance(field, AnswerButtons):
            self._fields[name] = field
            field.edited.connect(lambda value, name=name: self._keep(name, value))

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what is written of a point; a field being typed in keeps what is typed."""
        same = self._sheet is not None and self._sheet.check_in_id == sheet.check_in_id
        self._sheet = sheet
        values = sheet.values
        for name, field in self._fields.items():
            if not (same and field.hasFocus()):
                field.set_value(values[name])
        is_done = values["done_on"] is not None
        if not is_done and not same:
            self._date.set_value(self._today())
        self._how.set_value((values["how"],) if values["how"] else ())
        planned = sheet.point.planned.voices
        self._voices.set_value(values["voices"] or (planned if len(planned) == 1 else ()))
        for name in _FROM_ANSWERS:
            self._rows[name].setVisible(name not in sheet.asked)
        self._next.setVisible(not is_done)
        self.done_button.setVisible(not is_done and not values["given_up"])
        self.reopen_button.setVisible(is_done or values["given_up"])
        self._status.setText(self._story(sheet))
        set_property(self._status, "tone", "done" if is_done else "muted")
        self._status.setVisible(bool(self._status.text()))
        self._fit()

    def _story(self, sheet: Sheet) -> str:
        values = sheet.values
        if values["given_up"]:
            return _("Ce point n’aura pas lieu\u00a0: {reason}").format(reason=values["given_up_reason"])
        if values["done_on"] is None:
            return ""
        said = _("Fait {day}, {how}.").format(
            day=long_date(values["done_on"]), how=_(HOW_WORDS.get(values["how"], values["how"]))
        )
        if sheet.point.days_late:
            said = _("{said} Fait en retard\u00a0: prévu {day}.").format(said=said, day=long_date(sheet.point.due))
        return _("{said} Noté par {name}.").format(said=said, name=sheet.typed_by) if sheet.typed_by else said

    def _fit(self) -> None:
        day = self._date.value()
        late = self._sheet is not None and day is not None and day > self._sheet.point.due
        self._rows["late_reason"].setVisible(bool(late))

    # -- what is typed --------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Hand over what is still being typed."""
        for field in self._fields.values():
            field.settle()

    def given(self) -> dict[str, Any]:
        """What « fait » takes: day, how, voices, and whether to fix the next date."""
        texts = {name: field.value() for name, field in self._fields.items() if name != "done_on"}
        return {
            "done_on": self._date.value() or self._today(),
            "how": next(iter(self._how.value()), ""),
            "voices": self._voices.value(),
            "fix_next": self._next.isChecked(),
            **texts,
        }

    def say_missing(self, sentence: str) -> bool:
        """Say under the first field without which a point cannot be noted as done what it lacks, until it is answered,
        and put the keyboard and the view there. False when nothing is missing."""
        name = next((name for name, held in self._required() if not held), None)
        if name is None:
            return False
        self._rows[name].set_error(sentence)
        field = self._rows[name].field
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(field, sentence))
        if isinstance(field, AnswerButtons):
            field.focus_first()
        else:
            field.setFocus()
        show_in_scroll_areas(self._rows[name])
        return True

    def _required(self) -> tuple[tuple[str, bool], ...]:
        day = self._date.value()
        return (
            ("how", bool(self._how.value())),
            ("voices", bool(self._voices.value())),
            ("done_on", day is None or day <= self._today()),
        )

    def say_saved(self, sentence: str) -> None:
        """« Enregistré à 10:42 »."""
        self.saved.setText(sentence)

    def _keep(self, name: str, value: object) -> None:
        self._rows[name].set_error("")
        self._fit()
        if name == "done_on" and (self._sheet is None or self._sheet.values["done_on"] is None or value is None):
            return
        self.edited.emit({name: value})
