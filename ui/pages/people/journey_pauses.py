"""What holds a journey up, and its resumption: suspended, lost sight of, taken up again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from db.queries.person import JourneyLine
from kodiko_desktop.domain.programmes.model import Programme
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people import journeys
from kodiko_desktop.services.people.person_files import draft_place
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.text_area import TextArea

_DAYS_IN_A_MONTH = 31


class SuspendDialog(ActDialog):
    """Suspends a journey until a date; the programme bounds how long."""

    def __init__(
        self,
        desk: Desk,
        person_id: str,
        journey: JourneyLine,
        programme: Programme | None,
        parent: QWidget | None = None,
    ) -> None:
        place = f"{draft_place(person_id)}suspend"
        super().__init__(desk, _("Suspendre le parcours"), _("&Suspendre"), place=place, parent=parent)
        self._journey = journey
        most = programme.suspension.maximum_months if programme else None
        self._most_days = most * _DAYS_IN_A_MONTH if most else None
        said = (
            ngettext("Ce programme permet {count} mois au plus.", "Ce programme permet {count} mois au plus.", most)
            if most
            else _("La personne reprendra là où elle s’est arrêtée.")
        )
        self.since = DateField(_("Depuis le"), today=desk.today, past=True)
        self.until = DateField(_("Reprise prévue le"), today=desk.today)
        self.reason = ChoiceField(_("Motif"), vocabulary("suspension_reasons").choices())
        self.add("since", _("Depuis le"), self.since)
        self.add("until", _("Reprise prévue le"), self.until, help_text=said.format(count=most or 0))
        self.add("reason", _("Motif"), self.reason, help_text=_("Ni santé ni justice\u00a0: la cause n’est pas notée."))
        self.add("explanation", _("Ce qui est convenu"), TextArea(_("Ce qui est convenu")))
        self.preset(since=desk.today())

    def submit(self, values: Mapping[str, Any]) -> None:
        """Suspend the journey."""
        if values["since"] is None or values["until"] is None:
            self.say(_("Écrivez depuis quand, et quand la reprise est prévue."), self.until)
            return
        if not values["reason"]:
            self.say(_("Choisissez un motif."), self.reason)
            return
        self.send(
            journeys.suspend,
            told=_("Le parcours est suspendu."),
            journey_id=self._journey.id,
            longest_days=self._most_days,
            **values,
        )


class ResumeDialog(ActDialog):
    """Takes up a journey that was suspended, lost sight of, or that was only a candidature."""

    def __init__(self, desk: Desk, person_id: str, journey: JourneyLine, parent: QWidget | None = None) -> None:
        place = f"{draft_place(person_id)}resume"
        starting = journey.status == "candidat"
        title = _("Commencer l’accompagnement") if starting else _("Reprendre le parcours")
        super().__init__(desk, title, _("&Commencer") if starting else _("&Reprendre"), place=place, parent=parent)
        self._journey = journey
        self.since = DateField(_("Depuis le"), today=desk.today, past=True)
        self.add("since", _("Depuis le"), self.since)
        self.add("explanation", _("Ce qui est convenu"), TextArea(_("Ce qui est convenu")))
        self.preset(since=desk.today())

    def submit(self, values: Mapping[str, Any]) -> None:
        """Take the journey up."""
        if values["since"] is None:
            self.say(_("Écrivez depuis quel jour."), self.since)
            return
        self.send(journeys.resume, told=_("Le parcours est actif."), journey_id=self._journey.id, **values)


class LostDialog(ActDialog):
    """Says that a person has been lost sight of: the journey stays open, and is taken up when they come back."""

    def __init__(self, desk: Desk, person_id: str, journey: JourneyLine, parent: QWidget | None = None) -> None:
        place = f"{draft_place(person_id)}lost"
        super().__init__(desk, _("Personne perdue de vue"), _("&Noter"), place=place, parent=parent)
        self._journey = journey
        self.since = DateField(_("Depuis le"), today=desk.today, past=True)
        self.add("since", _("Depuis le"), self.since)
        self.add("explanation", _("Ce qui a été tenté"), TextArea(_("Ce qui a été tenté")))
        self.preset(since=desk.today())

    def submit(self, values: Mapping[str, Any]) -> None:
        """Write the status."""
        if values["since"] is None:
            self.say(_("Écrivez depuis quel jour."), self.since)
            return
        self.send(
            journeys.change_status,
            told=_("C’est noté\u00a0: le parcours reste ouvert."),
            journey_id=self._journey.id,
            status="perdu_de_vue",
            **values,
        )
