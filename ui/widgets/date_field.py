"""Fields for a day and for an hour: typed as people write them, read when leaving, never a wall of little arrows."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from kodiko_desktop.domain.wording import _
from ui.theme.icons import icon
from ui.widgets.text import set_property
from ui.widgets.typed_dates import NotRead, read_date, read_time, written_date, written_time


class _TypedField(QLineEdit):
    """What a day and an hour have in common: reading on Enter and on leaving, and saying what was not understood."""

    edited = Signal(object)
    problem = Signal(str)

    def __init__(
        self, name: str, read: Callable[[str], object], write: Callable[[object], str], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._read, self._write = read, write
        self._value: object = None
        self.returnPressed.connect(self.settle)
        self.textEdited.connect(lambda _text: self._say(""))

    def value(self) -> object:
        """The last value understood, None when the field is empty."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show `value`; no `edited` is emitted."""
        self._value = value
        self.setText(self._write(value))
        self._say("")

    def settle(self) -> bool:
        """Read what is typed, rewrite it plainly, and emit `edited` if it changed. False when it is not understood."""
        try:
            read = self._read(self.text())
        except NotRead as failure:
            self._say(failure.sentence)
            return False
        self._say("")
        self.setText(self._write(read))
        if read != self._value:
            self._value = read
            self.edited.emit(read)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()

    def _say(self, sentence: str) -> None:
        set_property(self, "invalid", "true" if sentence else "")
        self.setToolTip(sentence)
        self.problem.emit(sentence)


class DateField(_TypedField):
    """A day. `edited` carries a `date` or None; `problem` a sentence. Alt+Down or the small button opens a calendar.

    `today` is asked for at each reading, so that a window left open overnight stays right; `past` prefers days gone by.
    """

    def __init__(
        self,
        name: str = "",
        *,
        today: Callable[[], date],
        past: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, lambda typed: read_date(typed, today(), past=past), written_date, parent)
        self._today = today
        self._calendar: QCalendarWidget | None = None
        self.setPlaceholderText(_("jj/mm/aaaa"))
        self.setMinimumWidth(150)
        opener = QAction(icon("calendar", "muted", 16), _("Choisir dans un calendrier"), self)
        opener.setShortcut("Alt+Down")
        opener.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        opener.triggered.connect(self._open_calendar)
        self.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)

    def _open_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setAccessibleName(_("Calendrier"))
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.clicked.connect(self._take)
            self._calendar.activated.connect(self._take)
        shown = self._value or self._today()
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._calendar.show()
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, chosen: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.setText(written_date(date(chosen.year(), chosen.month(), chosen.day())))
        self.settle()


class TimeField(_TypedField):
    """An hour of the day. `edited` carries a `time` or None; `problem` a sentence."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, read_time, written_time, parent)
        self.setPlaceholderText(_("hh:mm"))
        self.setMaximumWidth(110)
