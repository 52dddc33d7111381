"""The days that the facts being typed give to the first points: one sees the 1-3-5 while filling the form."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.dates_in_words import long_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.follow_up import FollowUpPoint, PlannedPoint, schedule
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.work.follow_up import facts_of
from ui.pages.work.words import joined
from ui.widgets.card import Card
from ui.widgets.row import Row
from ui.widgets.text import label

_SHOWN = 7


class SchedulePreview(Card):
    """Lines of coming points, or the sentence that says what is missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Les points de suivi"), _("calculés"), parent)
        self._cadence: Sequence[FollowUpPoint] = ()
        self._values: Mapping[str, Any] | None = None

    def set_cadence(self, cadence: Sequence[FollowUpPoint]) -> None:
        """The points that the programme asks for."""
        self._cadence = cadence
        if self._values is not None:
            self.show_values(self._values)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Reckon the schedule of these facts (fields of Placement) and show its beginning."""
        self._values = values
        self.clear()
        points, said = self._points(values)
        if said:
            self.add(label(said, tone="muted"))
        for point in points[:_SHOWN]:
            title = joined((point.title, *point.merged_titles))
            self.add_row(Row(title, subtitle=f"{long_date(point.due)} — {point.reason}", opens=False))
        if len(points) > _SHOWN:
            more = _("puis {count} autres points, jusqu’au {day}.")
            self.add(label(more.format(count=len(points) - _SHOWN, day=long_date(points[-1].due)), tone="muted"))

    def _points(self, values: Mapping[str, Any]) -> tuple[tuple[PlannedPoint, ...], str]:
        try:
            facts = facts_of(values)
            found = schedule(facts, self._cadence) if facts is not None else ()
        except KodikoError as failure:
            return (), failure.sentence
        if facts is None:
            return (), _("Écrivez le premier jour de travail\u00a0: les dates de J1, J3 et J5 apparaissent ici.")
        return found, ""
