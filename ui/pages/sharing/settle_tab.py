"""What only people can decide: fields on which laptops disagree, and people who may be registered twice."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from db.queries.numbers_twice import Bearer
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sharing import conflicts, duplicates
from kodiko_desktop.services.sharing.conflicts import Conflict
from kodiko_desktop.services.sharing.duplicates import Pair, SideBySide
from kodiko_desktop.services.sharing.numbers import numbers_twice
from kodiko_desktop.services.sharing.state import SharingState
from ui.desk import Desk
from ui.pages.sharing.conflict_card import ConflictCard, by_record
from ui.pages.sharing.duplicates_card import DuplicatesCard
from ui.pages.sharing.numbers_card import NumbersCard
from ui.pages.sharing.side_by_side_view import SideBySideView
from ui.theme import tokens as scale
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import label

_SHOWN = 20
"""Records shown at once: the rest is counted, and one press away."""


class SettleTab(QWidget):
    """`show_state` is called when the page read again: what waits is then read too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.comparison: SideBySideView | None = None
        self._conflicts: tuple[Conflict, ...] | None = None
        self._limit = _SHOWN
        self._focus_wanted = False
        self._scrolled = 0
        self.cards: list[ConflictCard] = []
        self._words = label(
            _(
                "Deux ordinateurs ont écrit la même chose différemment avant de se rencontrer. Rien n’est perdu\u00a0: "
                "gardez une des valeurs\u00a0; Ctrl+Z ramène les deux."
            ),
            tone="muted",
        )
        self.pairs = DuplicatesCard(desk)
        self.pairs.opened.connect(self.compare)
        self.numbers = NumbersCard(desk)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_5)
        column.setSpacing(scale.SPACE_4)
        column.addWidget(self._words)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(scale.SPACE_4)
        column.addLayout(self._cards)
        column.addWidget(self.numbers)
        column.addWidget(self.pairs)
        self._empty = EmptyState(
            "circle-check",
            _("Rien à décider\u00a0: tous les ordinateurs de l’équipe disent la même chose."),
        )
        column.addWidget(self._empty)
        column.addStretch(1)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self._list)
        for part in (self._words, self._empty, self.pairs):
            part.hide()

    def show_state(self, state: SharingState) -> None:
        """Read what waits."""
        self._again()

    def show_again(self) -> None:
        """Names are hidden or shown again."""
        self.leave_comparison()
        self.pairs.show_pairs(self.pairs.pairs)
        self.numbers.show_numbers(self.numbers.shown)
        self._fill(said_anew=True)

    def focus_first(self) -> None:
        """The first thing to decide, once it is read."""
        self._focus_wanted = self._conflicts is None
        if self.comparison is not None:
            self.comparison.focus_first()
        elif self.cards:
            self.cards[0].focus_first()
        elif not self.numbers.isHidden():
            self.numbers.focus_first()
        elif not self.pairs.isHidden():
            self.pairs.focus_first()

    def compare(self, pair: Pair) -> None:
        """Lay two files side by side."""
        self._desk.read(
            lambda store: duplicates.compare(store.read(), pair.one.person_id, pair.other.person_id),
            receiver=self,
            then=self._show_comparison,
        )

    def leave_comparison(self) -> None:
        """Back to what waits."""
        if self.comparison is None:
            return
        self.comparison.hide()
        self.comparison.deleteLater()
        self.comparison = None
        self._list.show()
        self.focus_first()
        self._scroll_to(self._scrolled)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _again(self) -> None:
        if self._desk.is_open:
            self._desk.read(_read, receiver=self, then=self._show)

    def _show(self, found: tuple[tuple[Conflict, ...], tuple[Pair, ...], tuple[tuple[Bearer, ...], ...]]) -> None:
        if found != (self._conflicts, self.pairs.pairs, self.numbers.shown):
            self._conflicts, pairs, numbered = found
            self.pairs.show_pairs(pairs)
            self.numbers.show_numbers(numbered)
            self._fill()
        if self._focus_wanted:
            self.focus_first()

    def _show_comparison(self, found: SideBySide) -> None:
        self.leave_comparison()
        bar = self._scroll_bar()
        self._scrolled = bar.value() if bar is not None else 0
        self.comparison = SideBySideView(found, self._desk)
        self.comparison.left.connect(self.leave_comparison)
        self._list.hide()
        self._whole.addWidget(self.comparison)
        self.comparison.focus_first()
        self._scroll_to(0)  # read from the names down, wherever the line was pressed

    def _scroll_bar(self) -> QScrollBar | None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around.verticalScrollBar() if around is not None else None

    def _scroll_to(self, value: int) -> None:
        bar = self._scroll_bar()
        if bar is not None:
            QTimer.singleShot(0, bar, lambda: bar.setValue(value))  # once what is shown has its height

    def _fill(self, *, said_anew: bool = False) -> None:
        """Show what waits. Cards of which nothing changed stay, and the page does not move under the eyes."""
        place = self._focused()
        before = {} if said_anew else {card.conflicts[0].record: card for card in self.cards}
        old = [self._cards.takeAt(0).widget() for _each in range(self._cards.count())]
        records = by_record(self._conflicts or ())
        self.cards = []
        for record in records[: self._limit]:
            card = before.get(record[0].record)
            if card is None or card.conflicts != tuple(record):
                card = ConflictCard(record, self._desk)
                card.keep_asked.connect(self._keep)
            self.cards.append(card)
            self._cards.addWidget(card)
            card.show()
        if len(records) > self._limit:
            self._cards.addWidget(self._more(len(records) - self._limit))
        if place is not None:
            self._focus(*place)
        for widget in old:
            if widget not in self.cards:  # after the keyboard has left it: Qt would take it further down the page
                widget.hide()
                widget.deleteLater()
        self._words.setVisible(bool(records))
        self._empty.setVisible(not (records or self.pairs.pairs or self.numbers.shown))

    def _more(self, count: int) -> QPushButton:
        words = ngettext("Voir {count} autre fiche", "Voir {count} autres fiches", count).format(count=count)
        more = QPushButton(words)
        more.setProperty("kind", "quiet")

        def show() -> None:
            self._limit += _SHOWN
            self._fill()

        more.clicked.connect(lambda _checked=False: show())
        return more

    def _keep(self, conflict: Conflict, dot: Any) -> None:
        told = _("C’est décidé\u00a0: {field}.").format(field=conflict.label)
        self._desk.write(
            conflicts.settle,
            receiver=self,
            told=told,
            failed=self._refused,
            conflict=conflict,
            keep=dot,
            both=dot is None,
        )

    def _refused(self, failure: Any) -> None:
        self._desk.refused.emit(failure.sentence)
        self._again()

    def _focused(self) -> tuple[int, int] | None:
        """Which card, and which of its fields, has the keyboard: it stays there once that one is settled."""
        for index, card in enumerate(self.cards):
            field = card.focused_field()
            if field is not None:
                return index, field
        return None

    def _focus(self, place: int, field: int) -> None:
        if not self.cards:
            return
        card = self.cards[min(place, len(self.cards) - 1)]
        if card.focused_field() is None:
            card.focus_field(field if place < len(self.cards) else 10**6)


def _read(store: Any) -> tuple[tuple[Conflict, ...], tuple[Pair, ...], tuple[tuple[Bearer, ...], ...]]:
    connection = store.read()
    return conflicts.conflicts(connection), duplicates.candidates(connection), numbers_twice(store)
