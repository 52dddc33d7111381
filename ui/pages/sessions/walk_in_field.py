"""Where somebody is put on a sheet without leaving it: found by their name, or registered with that name alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidgetItem, QWidget

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.pages.sessions.person_finder import PersonFinder

KEYS = ("+", "Ins")
"""What leads here from the grid."""


class WalkInField(PersonFinder):
    """`named` carries the name of somebody who is not known yet. « + » in `grid` comes here; Escape, or the end of the
    act, goes back to it."""

    named = Signal(str)

    def __init__(self, desk: Desk, grid: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Ajouter une personne"), parent)
        self._grid = grid
        self._new_name = _("Nouvelle personne\u00a0: «\u00a0{name}\u00a0»")
        self.setPlaceholderText(_("Ajouter une personne (+)…"))
        for key in KEYS:
            shortcut = QShortcut(QKeySequence(key), grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._come)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape with no list open goes back to the grid."""
        listed = self._list is not None and self._list.isVisible()
        if event.key() == Qt.Key.Key_Escape and not listed:
            self.set_value(None)
            self.go_back()
        else:
            super().keyPressEvent(event)

    def go_back(self) -> None:
        """Give the keyboard back to the grid."""
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _come(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take(self, item: QListWidgetItem | None) -> None:
        name = self.new_name()
        if item is None or item.data(Qt.ItemDataRole.UserRole) is not None or not name:
            super()._take(item)
            return
        self.set_value(None)
        self.named.emit(name)
