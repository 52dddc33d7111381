"""One act and its fields, in a small window that blocks nothing: what is typed survives Escape, a lock, a refusal."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.dates_in_words import distance_in_words
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.laptop.drafts import Draft, forget_draft, keep_draft
from ui.desk import Desk
from ui.theme import tokens as scale
from ui.widgets.answers import AnswerButtons
from ui.widgets.form import FieldRow, Form
from ui.widgets.scroll import Scroll
from ui.widgets.text import label
from ui.widgets.text_area import TextArea

_WIDE, _WIDER, _NARROW_MARGIN = 600, 860, 48
_SCROLL_BAR, _AROUND = 16, 150
"""Logical pixels: the scroll bar; title, buttons and margins around the fields."""
_KEPT_EVERY_MS = 2000
"""What is typed is on disk after this, whatever happens to the laptop."""
OPEN = "open"
Submit = Callable[[Mapping[str, Any]], None]


class ActDialog(QDialog):
    """Fields, a sentence when something is wrong, and two buttons. `submit` is the act: it gets what each field holds,
    and calls `send`, or `say` when something is missing.

    `place` names the draft ("" keeps none). `done_with` comes after the act, with what the service returned.
    """

    done_with = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        act: str,
        submit: Submit,
        *,
        place: str = "",
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.place, self._submit = desk, place, submit
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._columns = columns
        self.form = Form(columns)
        self._fields: dict[str, QWidget] = {}
        self._empty: dict[str, Any] = {}
        self._kept: dict[str, Any] | None = None
        self._sending = False
        self._keeping = QTimer(self, interval=_KEPT_EVERY_MS)
        self._keeping.timeout.connect(self._keep_meanwhile)
        self._build(title, act)

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self, title: str, act: str) -> None:
        self.body = QVBoxLayout()
        self.body.setContentsMargins(scale.SPACE_5, 0, scale.SPACE_5, scale.SPACE_2)
        self.body.setSpacing(scale.SPACE_3)
        self.recovered = label("", scale="small", tone="accent")
        self.recovered.hide()
        self.body.addWidget(self.recovered)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self._inside = inside = QWidget()
        inside.setLayout(self.body)
        self._problem = label("", tone="danger")
        self._problem.hide()
        self.act_button = QPushButton(act)
        self.act_button.setProperty("kind", "primary")
        self.act_button.setAutoDefault(False)
        self.act_button.clicked.connect(lambda _checked=False: self.go())
        self.leave_button = QPushButton(_("Fermer"))
        self.leave_button.setAutoDefault(False)
        self.leave_button.clicked.connect(lambda _checked=False: self.put_aside())
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(scale.SPACE_5, 0, scale.SPACE_5, 0)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.leave_button)
        self.buttons.addWidget(self.act_button)
        heading = label(title, scale="page")
        heading.setContentsMargins(scale.SPACE_5, 0, scale.SPACE_5, 0)
        said = QVBoxLayout()
        said.setContentsMargins(scale.SPACE_5, 0, scale.SPACE_5, 0)
        said.addWidget(self._problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, scale.SPACE_4, 0, scale.SPACE_4)
        column.setSpacing(scale.SPACE_3)
        column.addWidget(heading)
        column.addWidget(Scroll(inside), 1)
        column.addLayout(said)
        column.addLayout(self.buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, activated=self.go)
        self.act_button.setToolTip(_("Ctrl+Entrée"))

    def add(self, name: str, title: str, field: QWidget, *, help_text: str = "", wide: bool = False) -> FieldRow:
        """Add a field that the act reads as `name`."""
        self._fields[name] = field
        row = self.form.add(title, field, help_text=help_text, wide=wide)
        self._empty[name] = value_of(field)
        return row

    def watch(self, name: str, field: QWidget) -> None:
        """Let the draft keep a field that stands elsewhere than in the form."""
        self._fields[name] = field
        self._empty[name] = value_of(field)

    def preset(self, **values: Any) -> None:
        """Show values one begins with: they are not something typed."""
        for name, value in values.items():
            show_value(self._fields[name], value)
            self._empty[name] = value_of(self._fields[name])

    def begin(self) -> None:
        """Show the window over its page; the first field takes the keyboard."""
        room = self.parentWidget().window().size() if self.parentWidget() else self.size()
        width = min(_WIDE if self._columns == 1 else _WIDER, room.width() - _NARROW_MARGIN)
        for layout in (self.form.layout(), self.body):
            layout.invalidate()
        self.body.activate()
        wanted = max(self.body.totalHeightForWidth(width - _SCROLL_BAR), self.body.totalSizeHint().height()) + _AROUND
        self.resize(width, min(max(wanted, 300), room.height() - _NARROW_MARGIN))
        self.open()
        self._keeping.start()
        self.first_field().setFocus(Qt.FocusReason.TabFocusReason)

    def first_field(self) -> QWidget:
        """What takes the keyboard first."""
        for field in self._fields.values():
            return field.tab_stop() if isinstance(field, AnswerButtons) else field
        return self.act_button

    # -- what is typed --------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What each field holds now, read again."""
        for field in self._fields.values():
            settle = getattr(field, "settle", None)
            if settle is not None:
                settle()
        return self._as_typed()

    def _as_typed(self) -> dict[str, Any]:
        return {name: value_of(field) for name, field in self._fields.items()}

    def take_up(self, draft: Draft) -> None:
        """Show what was being typed, and say when that was."""
        for name, value in draft.content.items():
            if name in self._fields:
                show_value(self._fields[name], _from_json(value))
        self._kept = dict(draft.content)
        saved = datetime.datetime.fromisoformat(draft.saved_at)
        self.recovered.setText(
            _("Repris là où vous en étiez {day} à {time}.").format(
                day=distance_in_words(saved.date(), self.desk.today()), time=f"{saved:%H:%M}"
            )
        )
        self.recovered.show()

    def flush(self) -> None:
        """Keep what is typed: the window is about to lock or close, and will come back as it is."""
        self._keep(is_open=True)

    def put_aside(self) -> None:
        """Close without doing the act; what is typed comes back the next time. Where it cannot be kept (a full disk),
        the window stays with what is typed in it, and says why."""
        if not self._keep(is_open=False, then=self._kept_aside, failed=self._not_kept):
            self.reject()

    def _kept_aside(self, _nothing: Any = None) -> None:
        self.desk.told.emit(_("Rien n’est enregistré\u00a0; ce que vous aviez écrit reviendra en rouvrant."), None)
        self.reject()

    def _keep_meanwhile(self) -> None:
        """Nothing is settled: somebody is in the middle of a word."""
        if self.isVisible():
            self._keep(is_open=True, settled=False, failed=self._not_kept)

    def _not_kept(self, failure: KodikoError) -> None:
        self._kept = None
        self.say(failure.sentence)

    def _keep(
        self,
        *,
        is_open: bool,
        settled: bool = True,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[KodikoError], None] | None = None,
    ) -> bool:
        """Keep the draft if something is typed, forget it if nothing is any more. True when something is kept: `then`
        is called once it is on disk, `failed` if it could not be."""
        if not self.place or self._sending or not self.desk.is_open:
            return False
        values = self.values() if settled else self._as_typed()
        typed = {name: _to_json(value) for name, value in values.items() if value != self._empty[name]}
        content = {**typed, OPEN: is_open} if typed else None
        if content != self._kept:
            self._kept = content
            store, place = self.desk.here().store, self.place
            if content is None:
                self.desk.jobs.run(lambda: forget_draft(store, place=place))
            else:
                self.desk.jobs.run(
                    lambda: keep_draft(store, place=place, content=content),
                    receiver=self if then else self.desk,
                    on_success=then,
                    on_failure=failed or (lambda failure, desk=self.desk: desk.refused.emit(failure.sentence)),
                )
        elif then is not None and content is not None:
            then(None)
        return content is not None

    # -- the act --------------------------------------------------------------------------------------------------

    def go(self) -> None:
        """Do the act with what is typed, unless a field is not understood."""
        values = self.values()
        if self._sending or self.form.first_error() is not None:
            return
        self.say("")
        self._submit(values)

    def send(self, service: Callable[..., Any], *, told: str, **keywords: Any) -> None:
        """Write, then close; a refusal is said here and nothing typed is lost."""
        self._sending = True
        self.act_button.setEnabled(False)
        self.desk.write(service, receiver=self, then=self._sent, failed=self._refused, told=told, **keywords)

    def say(self, sentence: str, field: QWidget | None = None) -> None:
        """Say what is missing, and put the keyboard there."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def problem(self) -> str:
        """The sentence shown now, "" for none."""
        return self._problem.text()

    def forget(self) -> None:
        """Forget what is typed: it has become an act, or is not needed any more."""
        self._sending = True
        if self.place and self._kept is not None:
            store, place = self.desk.here().store, self.place
            self.desk.jobs.run(lambda: forget_draft(store, place=place))

    def _sent(self, result: Any) -> None:
        self.forget()
        self.done_with.emit(result)
        self.accept()

    def _refused(self, failure: KodikoError) -> None:
        self._sending = False
        self.act_button.setEnabled(True)
        self.say(failure.sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_aside()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Enter goes on from field to field; it never does the act by accident, only from the button itself.
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            event.accept()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep(is_open=False)
        super().closeEvent(event)


def value_of(field: Any) -> Any:
    """What a field holds: its value, or its text."""
    if isinstance(field, (TextArea,)):
        return field.text()
    if isinstance(field, AnswerButtons):
        return field.value()
    return (
        field.value()
        if hasattr(field, "value")
        else field.text()
        if isinstance(field, QLineEdit)
        else field.isChecked()
    )


def show_value(field: Any, value: Any) -> None:
    """Show what a field held."""
    if isinstance(field, TextArea):
        field.set_text(value or "")
    elif hasattr(field, "set_value"):
        field.set_value(value)
    elif isinstance(field, QLineEdit):
        field.setText(value or "")
    else:
        field.setChecked(bool(value))


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"time": value.isoformat("minutes")}
    return list(value) if isinstance(value, tuple) else value


def _from_json(value: Any) -> Any:
    if isinstance(value, Mapping) and "day" in value:
        return datetime.date.fromisoformat(value["day"])
    if isinstance(value, Mapping) and "time" in value:
        return datetime.time.fromisoformat(value["time"])
    return tuple(value) if isinstance(value, list) else value
