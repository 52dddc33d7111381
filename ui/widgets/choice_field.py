"""One choice in a long list, found by typing any part of it without its accents: a language, a reason, a trade."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from ui.widgets.folding import folded

_FOLDED = Qt.ItemDataRole.UserRole + 1


class _AnyPartCompleter(QCompleter):
    """Matches any part of a choice, accents aside."""

    def splitPath(self, path: str) -> list[str]:
        return [folded(path)]

    def pathFromIndex(self, index: QModelIndex) -> str:
        return index.data(Qt.ItemDataRole.DisplayRole)


class ChoiceField(QComboBox):
    """`choices` are (value, label). `edited` carries the value chosen, None when the field is emptied.

    Text that is no choice is taken back on leaving: the last choice shows again.
    """

    edited = Signal(object)

    def __init__(
        self,
        name: str = "",
        choices: Sequence[tuple[object, str]] = (),
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._value: object = None
        self._choices: list[tuple[object, str]] = []
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.lineEdit().setPlaceholderText(placeholder)
        self.setFocusProxy(None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda _index: self._settle())
        self.lineEdit().editingFinished.connect(self._settle)
        self.set_choices(choices)

    def setAccessibleName(self, name: str) -> None:
        """Name the box and the field inside it alike: both can hold the keyboard."""
        super().setAccessibleName(name)
        if self.lineEdit() is not None:
            self.lineEdit().setAccessibleName(name)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Replace the choices; the value stays if it is still among them."""
        self._choices = list(choices)
        model = QStandardItemModel(self)
        for _value, shown in self._choices:
            item = QStandardItem(shown)
            item.setData(folded(shown), _FOLDED)
            model.appendRow(item)
        self.setModel(model)
        completer = _AnyPartCompleter(model, self)
        completer.setCompletionRole(_FOLDED)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.lineEdit().setAccessibleName(self.accessibleName())
        self.set_value(self._value)

    def value(self) -> object:
        """The value chosen, None for none."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show the choice of that value (nothing when there is none); no signal is emitted."""
        index = next((place for place, (known, _shown) in enumerate(self._choices) if known == value), -1)
        self._value = value if index >= 0 else None
        self.setCurrentIndex(index)
        if index < 0:
            self.setEditText("")
        if self.lineEdit().hasFocus():
            # What is typed next replaces the choice: added to it, it would match nothing and the choice would stay.
            self.lineEdit().selectAll()
        else:
            # Text longer than the field shows its beginning.
            self.lineEdit().setCursorPosition(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page it is on: a choice passed over would change unseen, and be kept."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()

    def _settle(self) -> None:
        typed = folded(self.currentText().strip())
        if not typed:
            found: object = None
        else:
            exact = [known for known, shown in self._choices if folded(shown) == typed]
            near = exact or [known for known, shown in self._choices if folded(shown).startswith(typed)]
            near = near or [known for known, shown in self._choices if typed in folded(shown)]
            found = near[0] if exact or len(near) == 1 else self._value
        changed = found != self._value
        self.set_value(found)
        if changed:
            self.edited.emit(self._value)
