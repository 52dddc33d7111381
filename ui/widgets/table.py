"""A table of frozen lines: sorted by its headings, copied by Ctrl+C, never without a current cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from kodiko_desktop.exchange.tables import harmless
from ui.theme import tokens as scale

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how a line is shown in it, and what it is sorted by (its text when not given)."""

    title: str
    text: Callable[[Any], str]
    sort_key: Callable[[Any], Any] | None = None
    to_the_right: bool = False


class LinesModel(QAbstractTableModel):
    """Read-only lines of any frozen type, shown through `columns`."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.lines: list[Any] = []

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Replace every line."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(self.lines[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}, {column.text(self.lines[index.row()])}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column.to_the_right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if self.columns[section].to_the_right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by one column; lines that compare equal keep their order."""
        if not 0 <= column < len(self.columns):
            return
        chosen = self.columns[column]
        self.layoutAboutToBeChanged.emit()
        self.lines.sort(key=chosen.sort_key or chosen.text, reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()


class DataTable(QTableView):
    """`opened` carries the line pressed twice or entered with Enter; `current_changed` the line under the keyboard."""

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._lines = LinesModel(columns, self)
        self._fitted = False
        self.setModel(self._lines)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setResizeContentsPrecision(40)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scale.ROW_HEIGHT)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Show these lines, sorted as the headings say; the keyboard stays on the same place when it can."""
        row = max(0, self.currentIndex().row())
        first = bool(lines) and not self._fitted
        self._lines.show_lines(lines)
        header = self.horizontalHeader()
        if header.sortIndicatorSection() >= 0:
            self._lines.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        if lines:
            self.setCurrentIndex(self._lines.index(min(row, len(lines) - 1), 0))
        if first:
            self.fit_columns()

    def fit_columns(self) -> None:
        """Make each column as wide as its heading and first lines need, up to 320 pixels."""
        self._fitted = True
        self.resizeColumnsToContents()
        for place in range(len(self._lines.columns) - 1):
            self.setColumnWidth(place, min(self.columnWidth(place) + scale.SPACE_3, 320))

    def current_line(self) -> Any:
        """The line under the keyboard, None in an empty table."""
        index = self.currentIndex()
        return self._lines.lines[index.row()] if index.isValid() else None

    def selected_lines(self) -> list[Any]:
        """The selected lines, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._lines.lines[row] for row in rows]

    def as_text(self, *, selected: bool = True) -> str:
        """The lines as a spreadsheet pastes them: headings first, tabs between cells, no tab nor break inside one, and
        nothing that it would take for a formula."""
        lines = self.selected_lines() if selected else self._lines.lines
        shown = [[column.title for column in self._lines.columns]]
        shown += [[column.text(line) for column in self._lines.columns] for line in lines]
        return "\n".join("\t".join(harmless(" ".join(cell.split())) for cell in line) for line in shown) + "\n"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._lines.lines and not self.currentIndex().isValid():
            self.setCurrentIndex(self._lines.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._lines.lines[index.row()])

    def _tell_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.current_changed.emit(self._lines.lines[current.row()])
