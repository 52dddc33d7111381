"""Labelled fields. The label is the field's name for a screen reader, and a wrong entry is said under it, in words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import tokens as scale
from ui.widgets.text import label, set_property


class FieldRow(QWidget):
    """A label above its field, help below, and the sentence of an error when there is one.

    A field that has a `problem` signal (a sentence, "" when all is well) is listened to.
    """

    def __init__(self, title: str, field: QWidget, *, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_1)
        self.label = QLabel(title)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(title.rstrip(" \u00a0\u202f:*"))
        column.addWidget(self.label)
        column.addWidget(field)
        if help_text:
            column.addWidget(label(help_text, scale="small", tone="muted"))
            field.setAccessibleDescription(help_text)
        self._error = label("", scale="small", tone="danger")
        self._error.hide()
        column.addWidget(self._error)
        problem = getattr(field, "problem", None)
        if problem is not None:
            problem.connect(self.set_error)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong and what to type instead; "" takes the remark away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        set_property(self.field, "invalid", "true" if sentence else "")

    def error(self) -> str:
        """The sentence shown now, "" when all is well."""
        return self._error.text()


class Form(QWidget):
    """Labelled fields in one or more columns, top to bottom; Enter in a one-line field goes to the next one."""

    finished = Signal()

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: list[FieldRow] = []
        self._next_cell = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scale.SPACE_4)
        self._grid.setVerticalSpacing(scale.SPACE_3)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(self, title: str, field: QWidget, *, help_text: str = "", wide: bool = False) -> FieldRow:
        """Add a field after the others; `wide` gives it the whole width."""
        row = FieldRow(title, field, help_text=help_text)
        column = self._next_cell % self._columns
        if wide and column:
            self._next_cell += self._columns - column
            column = 0
        span = self._columns if wide else 1
        self._grid.addWidget(row, self._next_cell // self._columns, column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._next_cell += span
        pressed = getattr(field, "returnPressed", None)
        if pressed is not None:
            pressed.connect(lambda row=row: self._go_on(row))
        self._rows.append(row)
        return row

    def rows(self) -> tuple[FieldRow, ...]:
        """The labelled fields, in order."""
        return tuple(self._rows)

    def first_error(self) -> FieldRow | None:
        """The first field that shows an error; it receives the keyboard."""
        for row in self._rows:
            if row.error():
                row.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return row
        return None

    def _go_on(self, row: FieldRow) -> None:
        following = self._rows[self._rows.index(row) + 1 :]
        if following:
            following[0].field.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()
