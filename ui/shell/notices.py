"""Where the notice bar stands in the window, and how long what it offers is worth: no longer than its act."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.theme import tokens as scale

if TYPE_CHECKING:
    from ui.widgets.notice import NoticeBar

_WIDEST = 720


class Notices(QObject):
    """Says things at the foot of `body`, to the right of `rail`. The bar is made for the first notice: the first paint
    does not wait for it."""

    def __init__(self, body: QWidget, rail: QWidget) -> None:
        super().__init__(body)
        self._body, self._rail = body, rail
        self._bar: NoticeBar | None = None
        self._same_breath = False

    def say(
        self,
        sentence: str,
        *,
        kind: str = "neutral",
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        """Say something without stopping anyone; see `NoticeBar.say`."""
        self.bar().say(sentence, kind=kind, action=action, on_action=on_action)
        self.place()
        # An act may lead to another page: what it says is read there. It is old by the next one.
        self._same_breath = True
        QTimer.singleShot(0, self, self._breathe)

    def bar(self) -> NoticeBar:
        """The bar itself."""
        if self._bar is None:
            from ui.widgets.notice import NoticeBar

            self._bar = NoticeBar(self._body)
        return self._bar

    def holds(self, widget: QWidget | None) -> bool:
        """True when `widget` is a control of the bar."""
        return self._bar is not None and widget is not None and self._bar.isAncestorOf(widget)

    def act_followed(self) -> None:
        """Something else was written since: undoing what the bar tells is no longer undoing the last act."""
        if self._bar is not None:
            self._bar.withdraw_action()

    def page_left(self) -> None:
        """Another page is shown: what was done on the one before is over, unless it is what led here."""
        if self._bar is not None and not self._same_breath and not self._bar.stays():
            self._bar.hide()

    def forget(self) -> None:
        """Drop the bar and what it says: it may name people."""
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None

    def place(self) -> None:
        """Put the bar back at the foot of the window, whose size may have changed."""
        bar = self._bar
        if bar is None or bar.isHidden():
            return
        left = self._rail.width()
        room = self._body.width() - left
        width = min(_WIDEST, room - 2 * scale.SPACE_4)
        bar.setFixedWidth(width)
        bar.adjustSize()
        top = self._body.height() - bar.height() - scale.SPACE_4
        bar.move(left + (room - width) // 2, top)

    def _breathe(self) -> None:
        self._same_breath = False
