"""Two columns that become one when the window is narrow or the screen scaled: nothing is ever scrolled sideways."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.theme import tokens as scale


class Columns(QWidget):
    """`main` takes the room, `side` keeps `side_width` logical pixels; under `stack_below` they are one column.

    Add cards with `main.addWidget(...)` and `side.addWidget(...)`; each column ends with a stretch of its own.
    """

    def __init__(self, *, side_width: int = 372, stack_below: int = 820, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_width, self._stack_below = side_width, stack_below
        self._left, self._right = QWidget(), QWidget()
        self.main, self.side = QVBoxLayout(), QVBoxLayout()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(scale.SPACE_4)
        for holder, column in ((self._left, self.main), (self._right, self.side)):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(scale.SPACE_4)
            whole = QVBoxLayout(holder)
            whole.setContentsMargins(0, 0, 0, 0)
            whole.addLayout(column)
            whole.addStretch(1)
        self._line.addWidget(self._left, 1)
        self._line.addWidget(self._right, 0)
        self._right.setFixedWidth(side_width)

    def is_stacked(self) -> bool:
        """True while the side column stands under the main one."""
        return self._line.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to be stacked, whatever the present arrangement."""
        return QSize(320, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = event.size().width() < self._stack_below
        if stacked == self.is_stacked():
            return
        self._line.setDirection(
            QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight,
        )
        self._right.setMinimumWidth(0 if stacked else self._side_width)
        self._right.setMaximumWidth(16777215 if stacked else self._side_width)
