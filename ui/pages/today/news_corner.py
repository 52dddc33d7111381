"""A corner of the first screen: what other laptops wrote about the people one follows, until it was seen."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from kodiko_desktop.domain.wording import _, ngettext
from ui.desk import Desk
from ui.widgets.card import Card
from ui.widgets.row import Row
from ui.widgets.runs import Bold, runs

_SHOWN = 6


class NewsCorner(QObject):
    """Reads behind the page, and makes the card. `changed` when it has something else to say."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.lines: tuple[Any, ...] = ()

    def read(self, staff_id: str | None) -> None:
        """Read what came about the people of this member of the team, or about everybody (None)."""
        if self._desk.is_open:
            self._desk.read(read_news, staff_id, receiver=self, then=self._show)

    def card(self) -> Card | None:
        """The card; None when there is nothing new."""
        if not self.lines:
            return None
        made = Card(_("Venu des autres ordinateurs"))
        seen = QPushButton(_("&Vu"))
        seen.setProperty("kind", "quiet")
        seen.setAccessibleName(_("Vu\u00a0: ne plus montrer ces nouvelles"))
        seen.clicked.connect(lambda _checked=False: self._seen())
        made.add_to_head(seen)
        for line in self.lines[:_SHOWN]:
            made.add_row(self._row(line))
        if len(self.lines) > _SHOWN:
            made.add(self._more(made))
        return made

    # -- inside ---------------------------------------------------------------------------------------------------

    def _more(self, card: Card) -> QPushButton:
        count = len(self.lines) - _SHOWN
        words = ngettext("Voir {count} autre ligne", "Voir {count} autres lignes", count).format(count=count)
        more = QPushButton(words)
        more.setProperty("kind", "quiet")

        def show() -> None:
            more.hide()
            rows = [self._row(line) for line in self.lines[_SHOWN:]]
            for row in rows:
                card.add_row(row)
            rows[0].setFocus()

        more.clicked.connect(lambda _checked=False: show())
        return more

    def _row(self, line: Any) -> Row:
        who = " · ".join(part for part in (line.author or line.device, line.when) if part)
        row = Row(
            runs(_("{who} — {what}"), who=Bold(self._desk.name(line.person)), what=line.what),
            subtitle=who,
        )
        row.setProperty("line", f"news/{line.person_id}/{line.author}")
        row.clicked.connect(lambda _checked=False: self._desk.go("person", line.person_id))
        return row

    def _show(self, lines: tuple[Any, ...]) -> None:
        if lines != self.lines:
            self.lines = lines
            self.changed.emit()

    def _seen(self) -> None:
        self._desk.write(_mark_seen, receiver=self, then=lambda _nothing: self._show(()))


def read_news(store: Any, staff_id: str | None) -> tuple[Any, ...]:
    """The lines about people (`services.sharing.news.NewsLine`). Nothing is loaded for a laptop that works alone."""
    connection = store.read()
    if connection.execute("SELECT 1 FROM sync_news LIMIT 1").fetchone() is None:
        return ()
    from kodiko_desktop.services.sharing.news import news

    return tuple(line for line in news(connection, now=store.now(), referent=staff_id) if line.person_id)


def _mark_seen(store: Any, *, author: str) -> None:
    from kodiko_desktop.services.sharing.news import seen_news

    seen_news(store)
