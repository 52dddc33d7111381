"""The half-days of a workshop to plan: a day, its morning, its afternoon, and more days if it lasts longer."""

import datetime
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.attendance import Part
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions.sessions import PlannedHalfDay
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.date_field import DateField, TimeField

USUAL_HOURS = {Part.MORNING: ("09:00", "12:00"), Part.AFTERNOON: ("14:00", "17:00")}


class HalfDaysField(QWidget):
    """`edited` comes at each change. `value()` holds (day ISO or "", ((part, start, end), …)) for each day."""

    edited = Signal()

    def __init__(self, today: Callable[[], datetime.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._days: list[_Day] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scale.SPACE_2)
        self.more_button = QPushButton(_("Ajouter un jour"))
        self.more_button.setAutoDefault(False)
        set_icon(self.more_button, "plus", size=16)
        self.more_button.clicked.connect(lambda _checked=False: self._add_following())
        foot = QHBoxLayout()
        foot.addWidget(self.more_button)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._add()
        self.setFocusProxy(self._days[0].day)

    def showEvent(self, event: QShowEvent) -> None:
        # Not before: Qt makes the order anew when the field is given its place in a form.
        super().showEvent(event)
        self._order_keyboard()

    def half_days(self) -> list[PlannedHalfDay]:
        """What is planned, days not written yet left out."""
        found = []
        for day_text, parts in self.value():
            if day_text:
                day = datetime.date.fromisoformat(day_text)
                found += [PlannedHalfDay(day, part, start, end) for part, start, end in parts]
        return found

    def settle(self) -> None:
        """Read what is being typed."""
        for day in self._days:
            day.settle()

    def error(self) -> str:
        """The sentence of the first thing not understood, "" when all is well."""
        return next((day.error for day in self._days if day.error), "")

    def value(self) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
        """What is written, as JSON could hold it."""
        return tuple(day.value() for day in self._days)

    def set_value(self, days: Sequence[Sequence[object]]) -> None:
        """Show these days; no signal is emitted."""
        while len(self._days) > max(1, len(days)):
            self._drop(self._days[-1])
        while len(self._days) < len(days):
            self._add()
        for field, (day, parts) in zip(self._days, days, strict=False):
            field.set_value(str(day), [tuple(part) for part in parts])

    def first_day(self) -> datetime.date | None:
        """The day written first, None when there is none."""
        return self._days[0].day.value()

    def _add(self) -> "_Day":
        added = _Day(self._today, removable=bool(self._days))
        added.edited.connect(self.edited)
        added.remove_asked.connect(lambda: self._remove(added))
        self._days.append(added)
        self._column.insertWidget(len(self._days) - 1, added)
        self._order_keyboard()
        return added

    def _order_keyboard(self) -> None:
        """Tab goes from day to day, then to what adds one; Qt would go by the moment each was made."""
        stops = [stop for day in self._days for stop in day.stops()]
        for before, after in pairwise((*stops, self.more_button)):
            QWidget.setTabOrder(before, after)

    def _add_following(self) -> None:
        last = self._days[-1]
        day_text, parts = last.value()
        added = self._add()
        following = ""
        if day_text:
            following = (datetime.date.fromisoformat(day_text) + datetime.timedelta(days=1)).isoformat()
        added.set_value(following, list(parts))
        added.day.setFocus()
        self.edited.emit()

    def _remove(self, day: "_Day") -> None:
        self._drop(day)
        self.more_button.setFocus()
        self.edited.emit()

    def _drop(self, day: "_Day") -> None:
        self._days.remove(day)
        day.hide()
        day.deleteLater()


class _Day(QWidget):
    """One day: its date, and a box with two hours for each half."""

    edited = Signal()
    remove_asked = Signal()

    def __init__(self, today: Callable[[], datetime.date], *, removable: bool) -> None:
        super().__init__()
        self.error = ""
        self.day = DateField(_("Jour"), today=today)
        self.day.edited.connect(lambda _day: self.edited.emit())
        self.day.problem.connect(self._say)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(scale.SPACE_2)
        line.addWidget(self.day, 1)
        self._parts = {part: self._part(line, part) for part in Part}
        self._remove = QPushButton(_("Retirer")) if removable else None
        if self._remove is not None:
            self._remove.setAccessibleName(_("Retirer ce jour"))
            self._remove.setAutoDefault(False)
            self._remove.clicked.connect(lambda _checked=False: self.remove_asked.emit())
            line.addWidget(self._remove)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        found: list[QWidget] = [self.day, *(field for part in self._parts.values() for field in part)]
        return found if self._remove is None else [*found, self._remove]

    def value(self) -> tuple[str, tuple[tuple[str, str, str], ...]]:
        day = self.day.value()
        parts = tuple(
            (part.value, _written(start), _written(end))
            for part, (box, start, end) in self._parts.items()
            if box.isChecked()
        )
        return day.isoformat() if day else "", parts

    def set_value(self, day: str, parts: Sequence[tuple[str, str, str]]) -> None:
        self.day.set_value(datetime.date.fromisoformat(day) if day else None)
        known = {part: (start, end) for part, start, end in parts}
        for part, (box, start, end) in self._parts.items():
            box.setChecked(part.value in known)
            hours = known.get(part.value, USUAL_HOURS[part])
            for field, hour in zip((start, end), hours, strict=True):
                field.set_value(datetime.time.fromisoformat(hour) if hour else None)
            self._allow(part)

    def settle(self) -> None:
        for field in (self.day, *(field for _box, *fields in self._parts.values() for field in fields)):
            field.settle()

    def _part(self, line: QHBoxLayout, part: Part) -> tuple[QCheckBox, TimeField, TimeField]:
        name = _("Matin") if part is Part.MORNING else _("Après-midi")
        box = QCheckBox(name)
        box.setChecked(True)
        box.clicked.connect(lambda _checked=False: (self._allow(part), self.edited.emit()))
        start = TimeField(_("{half_day}, début").format(half_day=name))
        end = TimeField(_("{half_day}, fin").format(half_day=name))
        for field, hour in zip((start, end), USUAL_HOURS[part], strict=True):
            field.set_value(datetime.time.fromisoformat(hour))
            field.setMaximumWidth(72)
            field.edited.connect(lambda _hour: self.edited.emit())
            field.problem.connect(self._say)
        for widget in (box, start, QLabel("–"), end):
            line.addWidget(widget)
        return box, start, end

    def _allow(self, part: Part) -> None:
        box, start, end = self._parts[part]
        start.setEnabled(box.isChecked())
        end.setEnabled(box.isChecked())

    def _say(self, sentence: str) -> None:
        self.error = sentence


def _written(field: TimeField) -> str:
    hour = field.value()
    return hour.strftime("%H:%M") if hour else ""
