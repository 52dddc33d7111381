"""A long form that scrolls, and beside it what must stay in sight; one column when the window is narrow."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import tokens as scale
from ui.widgets.scroll import Scroll

_SIDE_WIDTH = 372
_STACK_BELOW = 820


class SideBySide(QWidget):
    """`main` scrolls by itself; `side` (a column of cards) stays, and scrolls only when it is too long."""

    def __init__(self, main: QWidget, side: QVBoxLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body, self._beside = QWidget(), QWidget()
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(scale.SPACE_5, scale.SPACE_2, scale.SPACE_3, scale.SPACE_4)
        self._body.setSpacing(scale.SPACE_4)
        self._body.addWidget(main)
        self._body.addStretch(1)
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(0, scale.SPACE_2, scale.SPACE_5, scale.SPACE_4)
        column.addLayout(side)
        column.addStretch(1)
        self._side = Scroll(self._beside)
        self._side.setFixedWidth(_SIDE_WIDTH + scale.SPACE_5)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(scale.SPACE_1)
        line.addWidget(Scroll(body), 1)
        line.addWidget(self._side)

    def is_stacked(self) -> bool:
        """True while the side stands under the main part."""
        return self._side.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = event.size().width() < _STACK_BELOW
        if stacked == self.is_stacked():
            return
        if stacked:
            self._side.takeWidget()
            self._body.insertWidget(1, self._beside)
            self._beside.show()
        else:
            self._body.removeWidget(self._beside)
            self._side.setWidget(self._beside)
        self._side.setVisible(not stacked)
