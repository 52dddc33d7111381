"""A field that finds somebody or a company as one types, without leaving the form; it can take a new name too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from kodiko_desktop.domain.wording import _

_MOST = 6
_ROW = 36


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: its id, its name, and a word that tells two of the same name apart."""

    id: str
    name: str
    detail: str = ""


Find = Callable[[str, Callable[[Sequence[Found]], None]], None]
"""Looks for a text and gives what it found, later: the window does not wait."""


class Finder(QLineEdit):
    """`chosen` carries a `Found`, or None when the choice is taken back. With `new_name` (« Nouvelle entreprise :
    {name} »), what is typed may also be a new name."""

    chosen = Signal(object)

    def __init__(self, name: str, find: Find, *, new_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._find, self._new_name = find, new_name
        self._value: Found | None = None
        self._asked = ""
        self._list: QListWidget | None = None
        self.textEdited.connect(self._search)

    def value(self) -> Found | None:
        """What was chosen, None for nothing or for a new name."""
        return self._value

    def new_name(self) -> str:
        """The new name typed, "" when something known was chosen or new names are not taken."""
        return "" if self._value is not None or not self._new_name else " ".join(self.text().split())

    def set_value(self, found: Found | None) -> None:
        """Show a choice; no signal is emitted."""
        self._value = found
        self.setText(found.name if found else "")
        self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._list is not None and self._list.isVisible()
        if shown and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
        elif shown and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._list.currentItem())
        elif shown and event.key() == Qt.Key.Key_Escape:
            self._close()
        elif not shown and event.key() == Qt.Key.Key_Down:
            self._search(self.text())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._close()

    def _search(self, text: str) -> None:
        if self._value is not None and text != self._value.name:
            self._value = None
            self.chosen.emit(None)
        self._asked = text
        if text.strip():
            self._find(text, lambda found: self._show(text, found))
        else:
            self._close()

    def _show(self, text: str, found: Sequence[Found]) -> None:
        if text != self._asked or not self.hasFocus():
            return
        if self._list is None:
            self._list = self._made_list()
        self._list.clear()
        for each in found[:_MOST]:
            item = QListWidgetItem(f"{each.name} — {each.detail}" if each.detail else each.name)
            item.setData(Qt.ItemDataRole.UserRole, each)
            self._list.addItem(item)
        typed = " ".join(text.split())
        if self._new_name:
            self._list.addItem(QListWidgetItem(self._new_name.format(name=typed)))
        elif not found:
            nobody = QListWidgetItem(_("Rien ne correspond à ce qui est écrit."))
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nobody)
        self._list.setCurrentRow(0)
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        self._list.setGeometry(corner.x(), corner.y(), max(self.width(), 320), _ROW * self._list.count() + 6)
        self._list.show()
        self._list.raise_()

    def _made_list(self) -> QListWidget:
        made = QListWidget(self.window())
        made.setAccessibleName(_("Ce qui a été trouvé"))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.itemClicked.connect(self._take)
        return made

    def _take(self, item: QListWidgetItem | None) -> None:
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        self._close()
        if found is not None:
            self.set_value(found)
            self.chosen.emit(found)
        if self._value is found:  # one who was told took it and emptied the field: the next name is typed here
            self.focusNextChild()

    def _close(self) -> None:
        self._asked = ""
        if self._list is not None:
            self._list.hide()
