"""What ends a journey, makes it longer, or gives it to somebody else: nothing of its history is lost."""

import datetime
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from db.queries.person import JourneyLine
from kodiko_desktop.domain.programmes.model import Programme
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people import journeys, referents
from kodiko_desktop.services.people.person_files import draft_place
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.pages.people.open_journey_dialog import end_of
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.line_field import LineField
from ui.widgets.text_area import TextArea


class ExitDialog(ActDialog):
    """Says that a journey has ended, today or earlier, why, and towards what."""

    def __init__(self, desk: Desk, person_id: str, journey: JourneyLine, parent: QWidget | None = None) -> None:
        place = f"{draft_place(person_id)}exit"
        super().__init__(desk, _("Déclarer une sortie"), _("&Déclarer la sortie"), place=place, parent=parent)
        self._journey = journey
        self.ended_on = DateField(_("Sortie le"), today=desk.today, past=True)
        self.reason = ChoiceField(_("Motif"), vocabulary("exit_reasons").choices())
        self.add("ended_on", _("Sortie le"), self.ended_on, help_text=_("Le jour où elle a eu lieu, même passé."))
        self.add("reason", _("Motif"), self.reason)
        self.add("destination", _("Situation à la sortie"), ChoiceField("", vocabulary("exit_destinations").choices()))
        self.add("explanation", _("Ce qu’il faut en retenir"), TextArea(_("Ce qu’il faut en retenir")))
        self.preset(ended_on=desk.today())

    def submit(self, values: Mapping[str, Any]) -> None:
        """End the journey."""
        if values["ended_on"] is None:
            self.say(_("Écrivez le jour de la sortie."), self.ended_on)
            return
        if not values["reason"]:
            self.say(_("Choisissez un motif."), self.reason)
            return
        self.send(
            journeys.declare_exit,
            told=_("La sortie est déclarée\u00a0; elle peut être annulée si la personne revient."),
            journey_id=self._journey.id,
            **{**values, "destination": values["destination"] or ""},
        )


class TakeBackDialog(ActDialog):
    """Undoes an exit: the person comes back, and the exit stays in the history."""

    def __init__(self, desk: Desk, person_id: str, journey: JourneyLine, parent: QWidget | None = None) -> None:
        place = f"{draft_place(person_id)}take-back"
        super().__init__(desk, _("Annuler la sortie"), _("&Reprendre le parcours"), place=place, parent=parent)
        self._journey = journey
        self.on_date = DateField(_("De retour le"), today=desk.today, past=True)
        self.add("on_date", _("De retour le"), self.on_date)
        self.add("explanation", _("Pourquoi"), LineField(_("Pourquoi")))
        self.preset(on_date=desk.today())

    def submit(self, values: Mapping[str, Any]) -> None:
        """Take the person back."""
        if values["on_date"] is None:
            self.say(_("Écrivez le jour du retour."), self.on_date)
            return
        self.send(journeys.undo_exit, told=_("Le parcours a repris."), journey_id=self._journey.id, **values)


class RenewDialog(ActDialog):
    """Gives a journey a later end, as often as the programme allows."""

    def __init__(
        self,
        desk: Desk,
        person_id: str,
        journey: JourneyLine,
        programme: Programme | None,
        parent: QWidget | None = None,
    ) -> None:
        place = f"{draft_place(person_id)}renew"
        super().__init__(desk, _("Renouveler le parcours"), _("&Renouveler"), place=place, parent=parent)
        self._journey = journey
        self._most = programme.duration.renewals if programme and not programme.duration.unlimited else None
        self.planned_end_on = DateField(_("Nouvelle fin prévue"), today=desk.today)
        self.add("planned_end_on", _("Nouvelle fin prévue"), self.planned_end_on)
        if programme is not None and journey.planned_end_on is not None:
            proposed = end_of(programme.duration, journey.planned_end_on + datetime.timedelta(days=1))
            self.preset(planned_end_on=proposed)

    def submit(self, values: Mapping[str, Any]) -> None:
        """Renew the journey."""
        if values["planned_end_on"] is None:
            self.say(_("Écrivez la nouvelle date de fin."), self.planned_end_on)
            return
        self.send(
            journeys.renew, told=_("Le parcours est renouvelé."), journey_id=self._journey.id, most=self._most, **values
        )


class HandoverDialog(ActDialog):
    """Gives a journey to another referent, with what must not have to be asked again."""

    def __init__(
        self,
        desk: Desk,
        person_id: str,
        journey: JourneyLine,
        staff: tuple[tuple[str, str], ...],
        parent: QWidget | None = None,
    ) -> None:
        place = f"{draft_place(person_id)}handover"
        super().__init__(desk, _("Passer le relais"), _("&Passer le relais"), place=place, parent=parent)
        self._journey = journey
        others = [member for member in staff if member[0] != journey.referent_id]
        self.to_staff_id = ChoiceField(_("Nouveau ou nouvelle référent·e"), others)
        self.since = DateField(_("À partir du"), today=desk.today)
        self.add("to_staff_id", _("Nouveau ou nouvelle référent·e"), self.to_staff_id)
        self.add("since", _("À partir du"), self.since)
        self.add(
            "handover",
            _("À transmettre"),
            TextArea(_("À transmettre"), lines=5),
            help_text=_("Ce qui est en cours, ce qui est promis, ce qu’il ne faut pas redemander."),
        )
        self.preset(since=desk.today())

    def submit(self, values: Mapping[str, Any]) -> None:
        """Hand the journey over."""
        if not values["to_staff_id"]:
            self.say(_("Choisissez qui prend le relais."), self.to_staff_id)
            return
        if values["since"] is None:
            self.say(_("Écrivez à partir de quel jour."), self.since)
            return
        self.send(referents.hand_over, told=_("Le relais est passé."), journey_id=self._journey.id, **values)
