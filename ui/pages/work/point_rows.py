"""The points of a hire, one line each: the day, what it is, why that day or what was done, and its state in words."""

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.dates_in_words import short_date, weekday_name
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.work.follow_up import Point
from ui.pages.work.words import joined, point_story, point_title, state_badge
from ui.widgets.card import Card
from ui.widgets.keyboard import give_keyboard, has_keyboard
from ui.widgets.row import Row
from ui.widgets.text import label


class PointRows(Card):
    """`opened` carries the key of the point whose sheet is asked for."""

    opened = Signal(str)

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title or _("Points de suivi"), " ", parent)
        self._rows: dict[str, Row] = {}

    def show_points(self, points: Sequence[Point], today: datetime.date, *, above: Row | None = None) -> None:
        """Show these points in order, under the line `above` if any; the keyboard stays on the same one."""
        keyboard = next((key for key, row in self._rows.items() if has_keyboard(row)), "")
        self.clear()
        self._rows = {}
        done = sum(not point.is_open for point in points)
        self.set_meta(
            ngettext("{done} sur {count}", "{done} sur {count}", len(points)).format(done=done, count=len(points))
        )
        if above is not None:
            self.add_row(above)
        if not points:
            self.add(
                label(_("Aucun point\u00a0: le programme n’en prévoit pas, ou l’emploi a pris fin."), tone="muted")
            )
        for point in points:
            row = Row(
                point_title(point),
                lead=short_date(point.due),
                subtitle=joined((weekday_name(point.due) if point.is_open else "", point_story(point))),
                badge=state_badge(point, today),
            )
            row.clicked.connect(lambda _checked=False, key=point.planned.key: self.opened.emit(key))
            self.add_row(row)
            self._rows[point.planned.key] = row
        if keyboard in self._rows:
            give_keyboard(self._rows[keyboard])

    def row(self, key: str) -> Row | None:
        """The line of a point."""
        return self._rows.get(key)
