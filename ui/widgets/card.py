"""A titled surface that groups what belongs together: a pile of lines, a question, a figure."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import tokens as scale
from ui.widgets.keyboard import show_what_waits
from ui.widgets.text import label


class Card(QFrame):
    """Title on the left, a quiet word or count on the right, then what is added, from top to bottom."""

    def __init__(self, title: str = "", meta: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(title)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(1, scale.SPACE_2, 1, scale.SPACE_2)
        self._body.setSpacing(0)
        self._title = label(title, scale="section", wrap=False)
        self._meta = label(meta, tone="muted", wrap=False)
        head = QHBoxLayout()
        head.setContentsMargins(scale.SPACE_4, scale.SPACE_1, scale.SPACE_4, scale.SPACE_2)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._meta)
        self._head = head
        if title or meta:
            self._body.addLayout(head)

    def set_title(self, title: str) -> None:
        """Change the title of a card that was given one."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_meta(self, meta: str) -> None:
        """Change the quiet words on the right."""
        self._meta.setText(meta)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a small control at the right end of the title line."""
        self._head.addWidget(widget)

    def add_row(self, row: QWidget) -> None:
        """Add a line that runs from edge to edge."""
        self._body.addWidget(row)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add anything else, inside the card's margins."""
        inset = QHBoxLayout()
        inset.setContentsMargins(scale.SPACE_4, scale.SPACE_1, scale.SPACE_4, scale.SPACE_1)
        inset.addWidget(widget)
        self._body.addLayout(inset, stretch)

    def put_rows(self, holder: QWidget, rows: Sequence[QWidget]) -> None:
        """Put lines where `holder` (given to `add`) stands, in reading and keyboard order; it leaves."""
        stands = next(
            index
            for index in range(self._body.count())
            if (inner := self._body.itemAt(index).layout()) is not None and inner.indexOf(holder) >= 0
        )
        before = holder
        for index, row in enumerate(rows, start=stands + 1):
            self._body.insertWidget(index, row)
            QWidget.setTabOrder(before, row)
            before = row
        _discard(self._body.takeAt(stands))

    def clear(self) -> None:
        """Take away everything but the title line."""
        first = 1 if self._body.count() and self._body.itemAt(0).layout() is self._head else 0
        while self._body.count() > first:
            _discard(self._body.takeAt(first))

    def focus_first(self) -> bool:
        """Give focus to the first control inside; False when there is none."""
        for child in self.findChildren(QWidget):
            if not child.focusPolicy() & Qt.FocusPolicy.TabFocus or not child.isEnabled():
                continue
            show_what_waits(child)
            if child.isVisibleTo(self):
                child.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False


def _discard(item: object) -> None:
    widget = item.widget()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
        return
    inner = item.layout()
    while inner is not None and inner.count():
        _discard(inner.takeAt(0))
