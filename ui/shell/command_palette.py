"""The box of Ctrl+K, over the page: one field, what was found, and the keyboard for everything."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from kodiko_desktop.domain.wording import _
from ui.shell.commands import Commands, PaletteEntry
from ui.theme import tokens as scale
from ui.theme.current import tokens
from ui.widgets.text import label

_LINE = 44
_MOST_LINES = 9
_ENTRY = Qt.ItemDataRole.UserRole + 1


class _EntryDelegate(QStyledItemDelegate):
    """Title, a quiet detail after it, and the group at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _LINE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: PaletteEntry = index.data(_ENTRY)
        now = tokens()
        place = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(now.soft))
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), QColor(now.accent))
        small = QFont(option.font)
        small.setPixelSize(scale.SMALL)
        painter.setFont(small)
        painter.setPen(QColor(now.muted))
        inside = place.adjusted(scale.SPACE_4, 0, -scale.SPACE_4, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, entry.group)
        room = inside.width() - painter.fontMetrics().horizontalAdvance(entry.group) - scale.SPACE_4
        half = place.height() // 2
        if entry.detail:
            below = QRect(inside.left(), place.top() + half - 1, room, half - 3)
            shown = painter.fontMetrics().elidedText(entry.detail, Qt.TextElideMode.ElideRight, room)
            painter.drawText(below, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(now.text))
        above = QRect(inside.left(), place.top() + 3, room, half - 3) if entry.detail else inside
        shown = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(above, middle | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class CommandPalette(QFrame):
    """Opens over the page with the keyboard in its field; Escape gives the keyboard back to where it was."""

    def __init__(self, parent: QWidget, commands: Commands) -> None:
        super().__init__(parent)
        self._commands = commands
        self.setObjectName("commandPalette")
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Rechercher une personne, une entreprise, une action"))
        self.field.setPlaceholderText(_("Rechercher une personne, une entreprise, une action…"))
        self.list = QListView()
        self.list.setAccessibleName(_("Résultats"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self._nothing = label(_("Rien de tel ici. Essayez trois lettres d’un nom, ou un numéro."), tone="muted")
        self._nothing.setContentsMargins(scale.SPACE_4, scale.SPACE_2, scale.SPACE_4, scale.SPACE_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_2, scale.SPACE_2, scale.SPACE_2, scale.SPACE_2)
        column.setSpacing(scale.SPACE_2)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._nothing)
        self._asked = 0
        self._came_from: QWidget | None = None
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._run(index.data(_ENTRY)))
        self.hide()

    def open(self, text: str = "") -> None:
        """Show the palette with `text` typed in it."""
        self._came_from = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.field.setText(text)
        self._search(text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_and_return(self) -> None:
        """Hide, and give the keyboard back to the control that had it."""
        self.hide()
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None

    def entries(self) -> list[PaletteEntry]:
        """The entries shown, in order."""
        return [self._model.item(row).data(_ENTRY) for row in range(self._model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            # Not at once: a click on a result takes the focus for a moment.
            QTimer.singleShot(0, self, self._hide_if_left)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _MOST_LINES,
            Qt.Key.Key_PageUp: -_MOST_LINES,
        }
        if event.key() in steps:
            self._move(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.list.currentIndex()
            if index.isValid():
                self._run(index.data(_ENTRY))
        elif event.key() == Qt.Key.Key_Escape:
            self.close_and_return()
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        count = self._model.rowCount()
        if not count:
            return
        here = self.list.currentIndex().row()
        there = (here + step) % count if abs(step) == 1 else max(0, min(count - 1, here + step))
        self.list.setCurrentIndex(self._model.index(there, 0))
        said = self._model.index(there, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))

    def _hide_if_left(self) -> None:
        focused = self.window().focusWidget()
        if self.window().isActiveWindow() and focused is not None and not self.isAncestorOf(focused):
            self.hide()

    def _search(self, text: str) -> None:
        self._asked += 1
        asked = self._asked
        self._show(self._commands.found(text))
        self._commands.ask_late(text, lambda entries: self._add(entries, asked))

    def _add(self, entries: list[PaletteEntry], asked: int) -> None:
        """An answer that comes after the text moved on, or after the palette closed, is dropped."""
        if asked == self._asked and isValid(self) and self.isVisible() and entries:
            self._show(self._commands.with_late(self.field.text(), self.entries(), entries))

    def _show(self, entries: list[PaletteEntry]) -> None:
        self._model.clear()
        for entry in entries:
            item = QStandardItem(entry.title)
            item.setData(entry, _ENTRY)
            said = ", ".join(part for part in (entry.title, entry.detail, entry.group) if part)
            item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        count = self._model.rowCount()
        self.list.setVisible(count > 0)
        self._nothing.setVisible(count == 0)
        if count:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._place()

    def _place(self) -> None:
        room = self.parentWidget().rect()
        width = min(640, room.width() - 2 * scale.SPACE_4)
        most = max(1, min(_MOST_LINES, (room.height() - 96) // _LINE))
        self.list.setFixedHeight(max(1, min(self._model.rowCount(), most)) * _LINE + 2)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((room.width() - width) // 2, scale.SPACE_2)

    def _run(self, entry: PaletteEntry) -> None:
        self._commands.note(entry)
        self.close_and_return()
        entry.run()
