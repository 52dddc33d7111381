"""Opens a journey in a programme, which proposes its end."""

import datetime
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.months import last_day_of_months
from kodiko_desktop.domain.programmes.model import Duration, Programme
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people import journeys
from kodiko_desktop.services.people.person_files import draft_place
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.text import label


class OpenJourneyDialog(ActDialog):
    """Opens a journey in a programme; its end and its rhythm are proposed by the programme."""

    def __init__(
        self,
        desk: Desk,
        person_id: str,
        programmes: tuple[Programme, ...],
        staff: tuple[tuple[str, str], ...],
        cohorts: tuple[tuple[str, str], ...],
        parent: QWidget | None = None,
    ) -> None:
        place = f"{draft_place(person_id)}journey"
        super().__init__(
            desk, _("Ouvrir un parcours"), _("&Ouvrir le parcours"), self.submit, place=place, parent=parent
        )
        self._person_id = person_id
        self._programmes = {programme.key: programme for programme in programmes}
        self.programme = ChoiceField(_("Programme"), [(each.key, each.short_title) for each in programmes])
        self.started_on = DateField(_("Commence le"), today=desk.today)
        self.planned_end_on = DateField(_("Fin prévue"), today=desk.today)
        self._summary = label("", scale="small", tone="muted")
        self.add("programme", _("Programme"), self.programme)
        self.body.insertWidget(2, self._summary)
        self.add(
            "status",
            _("La personne est"),
            AnswerButtons(
                _("La personne est"),
                [Answer("actif", _("Accompagnée dès maintenant"), "1"), Answer("candidat", _("Candidate"), "2")],
            ),
        )
        self.add("started_on", _("Commence le"), self.started_on)
        self.add(
            "planned_end_on", _("Fin prévue"), self.planned_end_on, help_text=_("Vide\u00a0: sans limite de durée.")
        )
        self.add("referent_id", _("Référent·e"), ChoiceField(_("Référent·e"), staff))
        if cohorts:
            self.add("cohort_id", _("Promotion"), ChoiceField(_("Promotion"), cohorts))
        self.preset(status=("actif",), started_on=desk.today(), referent_id=desk.here().staff_id)
        self.programme.edited.connect(lambda _key: self._propose())
        self.started_on.edited.connect(lambda _day: self._propose())

    def _propose(self) -> None:
        programme = self._programmes.get(str(self.programme.value()))
        self._summary.setText(programme.summary if programme else "")
        if programme is not None and self.started_on.value() is not None:
            self.planned_end_on.set_value(end_of(programme.duration, self.started_on.value()))

    def submit(self, values: Mapping[str, Any]) -> None:
        """Open the journey."""
        if not values["programme"]:
            self.say(_("Choisissez le programme."), self.programme)
            return
        if values["started_on"] is None:
            self.say(_("Écrivez le jour où le parcours commence."), self.started_on)
            return
        self.send(
            journeys.open_journey,
            told=_("Le parcours est ouvert."),
            person_id=self._person_id,
            programme=values["programme"],
            started_on=values["started_on"],
            planned_end_on=values["planned_end_on"],
            referent_id=values["referent_id"],
            status=values["status"][0] if values["status"] else "actif",
            cohort_id=values.get("cohort_id"),
        )


def end_of(duration: Duration, start: datetime.date) -> datetime.date | None:
    """The last day of a journey of that length begun on `start`; None without a limit in time."""
    if duration.weeks is not None:
        return start + datetime.timedelta(weeks=duration.weeks) - datetime.timedelta(days=1)
    return last_day_of_months(start, duration.months) if duration.months is not None else None
