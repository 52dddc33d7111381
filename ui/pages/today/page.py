"""Aujourd’hui: counted piles of what is due; each line says why it is there and opens the act itself."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.pages.today.count import day_of
from ui.pages.today.news_corner import NewsCorner
from ui.pages.today.piles import code_to_print, portfolio_words, show_pile, summary
from ui.shell.page import Page
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.keyboard import give_keyboard
from ui.widgets.scroll import Scroll
from ui.widgets.text import label

_AGAIN_MS = 60_000
"""An hour that passes, midnight: the page is read again at least every minute while it is shown."""
_SOON_MS = 150
"""Several acts in a row (an import, a series) are read once."""


class TodayPage(Page):
    """`ready` comes when the first pile is shown (the others follow, each in a turn of its own, so that keys and clicks
    never wait for all of them), `counted` with how many lines ask for something now."""

    ready = Signal()
    counted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._day: Any = None
        self._shown: Any = None
        self._mine = self._first = True
        self._unfolded: set[str] = set()
        self._title = label("", scale="page", wrap=False)
        self._sentence = label("", tone="muted")
        self.columns = Columns()
        self.corner = NewsCorner(desk)
        self.corner.changed.connect(self._show_again)
        self._coming: Iterator[None] = iter(())
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._read)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._read)

    # -- what a page does -----------------------------------------------------------------------------------------

    def title(self) -> str:
        return _("Aujourd’hui")

    def load(self, target: object = None) -> None:
        self._again.start()
        self._read()

    def refresh(self, changes: object) -> None:
        self._soon.start()

    def set_discreet(self, discreet: bool) -> None:
        # The frame and the desk are told by the same signal, in an order of its own.
        QTimer.singleShot(0, self, self._show_again)

    def focus_first(self) -> None:
        for card in self.cards():
            if card.focus_first():
                return
        self.mine_button.setFocus()

    def hideEvent(self, event: Any) -> None:
        self._again.stop()
        super().hideEvent(event)

    def cards(self) -> tuple[Card, ...]:
        """The piles shown, in reading order."""
        found = []
        for column in (self.columns.main, self.columns.side):
            found += [column.itemAt(index).widget() for index in range(column.count())]
        return tuple(card for card in found if isinstance(card, Card))

    # -- inside ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        words = QVBoxLayout()
        words.setSpacing(scale.SPACE_1)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        head.addLayout(words, 1)
        self.mine_button, self.all_button = QPushButton(_("Mes suivis")), QPushButton(_("Toute l’antenne"))
        self._whose = QButtonGroup(self)
        for button, mine in ((self.mine_button, True), (self.all_button, False)):
            button.setCheckable(True)
            button.setChecked(mine is self._mine)
            button.clicked.connect(lambda _checked=False, mine=mine: self._show_whose(mine))
            self._whose.addButton(button)
            head.addWidget(button)
            head.addSpacing(scale.SPACE_2)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_5)
        self._column.setSpacing(scale.SPACE_4)
        self._column.addLayout(head)
        self._column.addWidget(self.columns)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroll(inside))

    def _show_whose(self, mine: bool) -> None:
        self._mine = mine
        self._shown = None
        self._read()

    def _read(self) -> None:
        if not self._desk.is_open:
            return
        staff_id = self._desk.here().staff_id if self._mine else None
        self._desk.read(day_of, staff_id, receiver=self, then=self._show)

    def _show(self, day: Any) -> None:
        self._day = day
        if day != self._shown:
            self._shown = day
            kept = self._focused_line()
            first = self._first
            self._first = False
            self._fill(day, in_turns=first)
            if first and self.window().focusWidget() in (self.mine_button, None):
                self.focus_first()
            self._focus_line(kept)
        self.counted.emit(day.due)
        self.ready.emit()
        self.corner.read(self._desk.here().staff_id if self._mine and self._desk.is_open else None)

    def _show_again(self) -> None:
        if self._day is not None:
            kept = self._focused_line()
            self._fill(self._day)
            self._focus_line(kept)

    def _fill(self, day: Any, *, in_turns: bool = False) -> None:
        focused = self.window().focusWidget()
        if focused is not None and any(card.isAncestorOf(focused) for card in self.cards()):
            # Hidden with the keyboard inside, a card passes it on to the next one, and the page scrolls down to it.
            focused.clearFocus()
        for column in (self.columns.main, self.columns.side):
            while column.count():
                widget = column.takeAt(0).widget()
                widget.hide()
                widget.deleteLater()
        title, sentence = summary(day)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.mine_button.setChecked(self._mine)
        self.all_button.setChecked(not self._mine)
        self._coming = self._adding(day)
        if in_turns:
            self._add_next()
        else:
            for _added in self._coming:
                pass

    def _add_next(self) -> None:
        """Add a card, and let the window live before the next one."""
        for _added in self._coming:
            QTimer.singleShot(0, self, self._add_next)
            return

    def _adding(self, day: Any) -> Iterator[None]:
        """Adds the cards of a day, in reading order: one at each step."""
        main, side = self.columns.main, self.columns.side
        if day.nobody_yet:
            from ui.pages.today.first_steps import FirstSteps

            main.addWidget(FirstSteps(self._desk))
            yield
        else:
            for aside, card in show_pile(day, self._desk, self._unfolded):
                (side if aside else main).addWidget(card)
                yield
        news = self.corner.card()
        if news is not None:
            side.insertWidget(0, news)
        if not day.code_proved:
            side.addWidget(code_to_print(self._desk))
        portfolio = Card(_("Mon portefeuille") if self._mine else _("Suivis de l’antenne"))
        portfolio.add(label(portfolio_words(day)))
        side.addWidget(portfolio)
        yield

    def _focused_line(self) -> str:
        focused = self.window().focusWidget()
        return str(focused.property("line") or "") if focused is not None and self.isAncestorOf(focused) else ""

    def _focus_line(self, kept: str) -> None:
        """The keyboard stays on its line when the page is read again, or goes to the first one when it is gone."""
        if not kept:
            if self.isVisible() and self.window().focusWidget() is None:
                self.focus_first()
            return
        for card in self.cards():
            for child in card.findChildren(QWidget):
                if child.property("line") == kept:
                    give_keyboard(child)
                    return
        self.focus_first()
