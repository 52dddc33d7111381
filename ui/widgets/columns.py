"""Two columns that become one when the window is narrow or the screen scaled: nothing is ever scrolled sideways."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import tokens as scale


class Columns(QWidget):
    """`main` takes the room, `side` keeps `side_width` logical pixels; under `stack_below` they are one column.

    Tab follows the eye: down the main column, then down the side one, although cards and lines come and go (Qt itself
    would take what was added last at the end). Add cards with `main.addWidget(...)` and `side.addWidget(...)`; each
    column ends with a stretch of its own.
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

    def focusNextPrevChild(self, forwards: bool) -> bool:
        stops = [*_stops(self._left), *_stops(self._right)]
        here = QApplication.focusWidget()
        if here not in stops:
            return super().focusNextPrevChild(forwards)
        place = stops.index(here) + (1 if forwards else -1)
        found = stops[place] if 0 <= place < len(stops) else _beyond(self, forwards)
        if found is None:
            return super().focusNextPrevChild(forwards)
        found.setFocus(Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason)
        show_in_scroll_areas(found)
        return True


def begin_where_columns_begin(before: QWidget | None, forwards: bool) -> None:
    """Tab has just come from `before` into columns: it begins with their first stop (backwards, the last), as Qt knows
    only the order in which their cards were made."""
    here = QApplication.focusWidget()
    around = here
    while around is not None and not (
        isinstance(around, Columns) and (before is None or not around.isAncestorOf(before))
    ):
        around = around.parentWidget()
    if around is not None:
        stops = [*_stops(around._left), *_stops(around._right)]
        first = stops[0 if forwards else -1] if stops else here
        if first is not here:
            first.setFocus(Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason)
            show_in_scroll_areas(first)


def _takes_tab(widget: QWidget) -> bool:
    """Does Tab stop there? Not what only hands the keyboard on to a part of itself."""
    reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return reached and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """What Tab visits in a widget: card by card, from top to bottom, then from left to right."""
    inside = [child for child in widget.children() if isinstance(child, QWidget)]
    shown = [child for child in inside if child.isVisible() and not child.isWindow()]
    for child in sorted(shown, key=lambda child: (child.y(), child.x())):
        if _takes_tab(child):
            yield child
        yield from _stops(child)


def _beyond(columns: QWidget, forwards: bool) -> QWidget | None:
    """The next stop of the window outside both columns, None when there is no other."""
    first = columns
    while True:
        first = first.nextInFocusChain() if forwards else first.previousInFocusChain()
        if first is columns:
            return None
        if not columns.isAncestorOf(first) and _takes_tab(first) and first.window() is columns.window():
            return first


def show_in_scroll_areas(widget: QWidget) -> None:
    """Bring `widget` into view in every scroll area around it."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
