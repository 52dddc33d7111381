"""The grid one types a signed sheet into: a letter marks somebody and goes down to the next person."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kodiko_desktop.domain.attendance import AbsenceReason, PresenceState
from kodiko_desktop.domain.dates_in_words import duration_in_words
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions.attendance_roll import Cell, Roll
from ui.desk import Desk
from ui.keys import digit_of
from ui.pages.sessions.presence_model import FIRST, NAME, NUMBER, PresenceModel, short_state
from ui.pages.sessions.typed_marks import Typed, Typing, read_minutes
from ui.theme import tokens as scale
from ui.theme.current import tokens
from ui.widgets.badge import badge_size, paint_badge

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLEAR = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_CELL, _NARROW, _LEAST_NAME = 136, 84, 160
_OPINIONS = "1234"
_Index = QModelIndex | QPersistentModelIndex


class PresenceGrid(QTableView):
    """`marked` carries {(half-day id, person id): Cell}; `rated` a person and their opinion; `waiting_changed` the
    reasons that the letter typed leaves open; `menu_asked` a place on screen, for the line under the keyboard."""

    marked = Signal(object)
    rated = Signal(str, object)
    waiting_changed = Signal(object)
    refused = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Feuille de présence"))
        self.setAccessibleDescription(
            _(
                "P\u00a0: présent\u00a0; S, G, T, E ou un chiffre\u00a0: absence\u00a0; "
                "Espace\u00a0: présent ou rien\u00a0; Entrée\u00a0: personne suivante."
            )
        )
        self._model = PresenceModel(desk)
        self._typing = Typing()
        self._went_on = False
        self._measured = False
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.doubleClicked.connect(lambda index: self._toggle(index))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scale.ROW_HEIGHT)

    def model(self) -> PresenceModel:
        """The sheet behind the grid."""
        return self._model

    def show_roll(self, roll: Roll) -> None:
        """Show a session; the keyboard stays on its cell."""
        here = self.currentIndex()
        row, column = here.row(), here.column()
        self._model.show_roll(roll)
        self._fit()
        if self._model.rowCount():
            self._go(max(row, 0), column if column >= FIRST else FIRST)

    def focus_cell(self, half_day_id: str) -> None:
        """Put the keyboard on the first person not marked of a half-day ("": of the first half-day)."""
        for place, half_day in enumerate(self._model.half_days):
            if half_day_id in ("", half_day.id):
                self._go(self._first_unmarked(FIRST + place), FIRST + place)
                break
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def person_here(self) -> str:
        """The id of the person on the line under the keyboard, "" when there is none."""
        row = self.currentIndex().row()
        return self._model.lines[row].person_id if 0 <= row < len(self._model.lines) else ""

    def mark_here(self, typed: Typed) -> None:
        """Mark the cell under the keyboard as if its key had been pressed (the buttons under the grid)."""
        index = self.currentIndex()
        if self._model.half_day_at(index.column()) is not None:
            self._take(typed, index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_here(self) -> None:
        """Take back the mark under the keyboard."""
        self._put(self.currentIndex(), Cell())
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark_everybody(self, half_day_id: str) -> int:
        """Mark present everybody not marked at a half-day. How many."""
        fresh = {
            (half_day_id, line.person_id): Cell(PresenceState.PRESENT.value)
            for line in self._model.lines
            if not self._model.cells.get((half_day_id, line.person_id), Cell()).state
        }
        if fresh:
            self._mark(fresh)
        return len(fresh)

    # -- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # The Enter that ends a length typed in a cell also comes here; the cell has its own way down.
            return
        index, key, text = self.currentIndex(), event.key(), event.text()
        went_on, self._went_on = self._went_on, False
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not index.isValid() or held:
            super().keyPressEvent(event)
        elif key in _ENTER:
            # A letter has already gone down: « P Enter P Enter » and « P P » type the same sheet.
            if not went_on:
                self._down(index)
        elif key == Qt.Key.Key_Escape and self._typing.waiting:
            self._forget()
        elif index.column() == self._model.useful_column:
            self._opinion(event, index)
        elif key == Qt.Key.Key_Space:
            self._toggle(index)
        elif key in _CLEAR:
            self._put(index, Cell())
        elif text.upper() == "P" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._forget()
            self.mark_everybody(self._model.half_day_at(index.column()).id)
        elif text.isprintable() and text.strip():
            self._press(text, index)
        else:
            self._forget()
            super().keyPressEvent(event)

    def _press(self, text: str, index: QModelIndex) -> None:
        typed = self._typing.press(text)
        self.waiting_changed.emit(self._typing.waiting)
        if typed is not None:
            self._take(typed, index)

    def _take(self, typed: Typed, index: QModelIndex) -> None:
        self._forget()
        if typed.partial:
            self.edit(index)
            return
        self._put(index, Cell(typed.state, typed.reason))
        self._down(index)
        self._went_on = True

    def _opinion(self, event: QKeyEvent, index: QModelIndex) -> None:
        digit = digit_of(event.text())
        if event.key() in _CLEAR or (digit and digit in _OPINIONS):
            person_id = self._model.lines[index.row()].person_id
            useful = int(digit) if digit else None
            self._model.set_useful(person_id, useful)
            self.rated.emit(person_id, useful)
            if useful is not None:
                self._down(index)
                self._went_on = True
        else:
            QTableView.keyPressEvent(self, event)

    def _toggle(self, index: QModelIndex) -> None:
        if self._model.half_day_at(index.column()) is not None:
            present = self._model.cell_at(index).state == PresenceState.PRESENT
            self._put(index, Cell() if present else Cell(PresenceState.PRESENT.value))

    def put_minutes(self, index: _Index, text: str) -> None:
        """A length typed in a cell: the whole half-day or more is a presence, nothing at all changes nothing."""
        half_day = self._model.half_day_at(index.column())
        minutes = read_minutes(text)
        if minutes is None:
            if text.strip():
                self.refused.emit(
                    _(
                        "Cette durée n’est pas comprise. "
                        "Écrivez-la par exemple «\u00a01h30\u00a0», «\u00a045 min\u00a0» ou «\u00a02\u00a0»."
                    )
                )
            return
        if minutes >= self._model.minutes_of(half_day):
            self._put(index, Cell(PresenceState.PRESENT.value))
        else:
            self._put(index, Cell(PresenceState.PARTIAL.value, minutes=minutes))
        self._measured = True

    def finish_typing(self) -> None:
        """Hand over a length that is being typed: the page is about to be left."""
        editor = self.viewport().findChild(QLineEdit)
        if editor is not None and editor.isVisible():
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go down once a length is typed, as any mark does."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        measured, self._measured = self._measured, False
        if measured:
            self._down(self.currentIndex())

    def _put(self, index: _Index, cell: Cell) -> None:
        half_day = self._model.half_day_at(index.column())
        before = self._model.cell_at(index)
        if half_day is not None and (before.state, before.reason, before.minutes) != (
            cell.state,
            cell.reason,
            cell.minutes,
        ):
            self._mark({(half_day.id, self._model.lines[index.row()].person_id): cell})

    def _mark(self, changed: dict[tuple[str, str], Cell]) -> None:
        self._model.set_cells(changed)
        self.marked.emit(changed)

    def _forget(self) -> None:
        self._typing.forget()
        self.waiting_changed.emit(())

    # -- moving ---------------------------------------------------------------------------------------------------

    def _down(self, index: QModelIndex) -> None:
        """To the next person; from the last one, to the top of the next half-day, as one turns to the next column."""
        row, column = index.row() + 1, index.column()
        if row >= self._model.rowCount():
            if self._model.half_day_at(column + 1) is None:
                return
            row, column = 0, column + 1
        self._go(row, column)

    def _go(self, row: int, column: int) -> None:
        row = min(row, self._model.rowCount() - 1)
        self.setCurrentIndex(self._model.index(row, min(column, self._model.useful_column)))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Arrows stay on what can be typed: never on a name, and over the hours to the opinions."""
        here = self.currentIndex()
        found = super().moveCursor(action, modifiers)
        model = self._model
        if not found.isValid() or not here.isValid():
            return found
        if found.column() < FIRST:
            return model.index(found.row(), FIRST)
        if found.column() == model.hours_column:
            back = here.column() > model.hours_column
            return model.index(found.row(), model.hours_column - 1 if back else model.useful_column)
        return found

    def _first_unmarked(self, column: int) -> int:
        for row in range(self._model.rowCount()):
            if not self._model.cell_at(self._model.index(row, column)).state:
                return row
        return 0

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._model.rowCount() and self.currentIndex().column() < FIRST:
            self._go(max(0, self.currentIndex().row()), FIRST)

    def _ask_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self._go(index.row(), max(index.column(), FIRST))
        else:
            place = self.visualRect(self.currentIndex()).center()
        self.menu_asked.emit(self.viewport().mapToGlobal(place))

    # -- room -----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """The name takes the room that is left; every column keeps what its words need."""
        header, model = self.horizontalHeader(), self._model
        if model.roll is None:
            return
        for column in range(model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(NUMBER, 48)
        for column in range(FIRST, model.hours_column):
            header.resizeSection(column, _CELL if len(model.half_days) <= 4 else 108)
        header.resizeSection(model.hours_column, _NARROW)
        header.resizeSection(model.useful_column, _NARROW)
        taken = sum(header.sectionSize(column) for column in range(model.columnCount()) if column != NAME)
        if self.viewport().width() - taken >= _LEAST_NAME:
            header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        else:
            header.resizeSection(NAME, _LEAST_NAME)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._fit()


class _CellDelegate(QStyledItemDelegate):
    """Draws the word of a mark on its ground, and a ring around the cell under the keyboard."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model: PresenceModel = index.model()
        now, place = tokens(), QRectF(option.rect)
        current = self.parent().currentIndex()
        painter.save()
        if index.row() == current.row():
            painter.fillRect(option.rect, QColor(now.soft))
        cell = model.cell_at(index)
        word = short_state(cell)
        if model.half_day_at(index.column()) is not None:
            if word:
                self._badge(painter, place, word, _kind(cell), option)
        else:
            self._words(painter, place, index)
        if index.row() == current.row() and index.column() == current.column() and self.parent().hasFocus():
            painter.setPen(QPen(QColor(now.accent), scale.RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(1, 1, -2, -2))
        painter.restore()

    def _badge(self, painter: QPainter, place: QRectF, word: str, kind: str, option: QStyleOptionViewItem) -> None:
        size = badge_size(word, option.font)
        width = min(size.width(), place.width() - 8)
        painter.setFont(option.font)
        left, top = place.center().x() - width / 2, place.center().y() - size.height() / 2
        paint_badge(painter, QRectF(left, top, width, size.height()), word, kind)

    def _words(self, painter: QPainter, place: QRectF, index: _Index) -> None:
        name = index.column() == NAME
        painter.setPen(QColor(tokens().text if name else tokens().muted))
        side = Qt.AlignmentFlag.AlignLeft if name else Qt.AlignmentFlag.AlignHCenter
        room = place.adjusted(8, 0, -8, 0)
        text = painter.fontMetrics().elidedText(index.data() or "", Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        field = QLineEdit(parent)
        field.setAccessibleName(_("Durée de présence"))
        field.setPlaceholderText(_("ex. 1h30"))
        return field

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if editor.isModified():
            # The sheet was read again meanwhile: what is being typed stays.
            return
        minutes = index.model().cell_at(index).minutes
        editor.setText(duration_in_words(minutes) if minutes else "")
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: _Index) -> None:
        self.parent().put_minutes(index, editor.text())


def _kind(cell: Cell) -> str:
    """Colours help to find; the word says it."""
    if cell.state == PresenceState.PRESENT:
        return "done"
    if cell.state == PresenceState.PARTIAL:
        return "accent"
    return "danger" if cell.reason in ("", AbsenceReason.UNJUSTIFIED.value) else "warning"
