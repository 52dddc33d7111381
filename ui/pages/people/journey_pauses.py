"""What holds a journey up, and its resumption: suspended, lost sight of, taken up again."""

from PySide6.QtWidgets import QWidget

from db.queries.person import JourneyLine
from kodiko_desktop.domain.programmes.model import Programme
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people import journeys
from ui.desk import Desk
from ui.pages.people.journey_dialog import JourneyDialog
from ui.widgets.text_area import TextArea

_DAYS_IN_A_MONTH = 31


class SuspendDialog(JourneyDialog):
    """Suspends a journey until a date; the programme bounds how long."""

    def __init__(
        self,
        desk: Desk,
        person_id: str,
        journey: JourneyLine,
        programme: Programme | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, person_id, journey, "suspend", _("Suspendre le parcours"), _("&Suspendre"), parent)
        most = programme.suspension.maximum_months if programme else None
        said = (
            ngettext("Ce programme permet {count} mois au plus.", "Ce programme permet {count} mois au plus.", most)
            if most
            else _("La personne reprendra là où elle s’est arrêtée.")
        )
        missing = _("Écrivez depuis quand, et quand la reprise est prévue.")
        self.add_day("since", _("Depuis le"), missing, past=True)
        self.add_day("until", _("Reprise prévue le"), missing, today=False, help_text=said.format(count=most or 0))
        self.add_choice(
            "reason",
            _("Motif"),
            vocabulary("suspension_reasons").choices(),
            _("Choisissez un motif."),
            help_text=_("Ni santé ni justice\u00a0: la cause n’est pas notée."),
        )
        self.add("explanation", _("Ce qui est convenu"), TextArea(_("Ce qui est convenu")))
        longest = most * _DAYS_IN_A_MONTH if most else None
        self.does(journeys.suspend, told=_("Le parcours est suspendu."), longest_days=longest)


class ResumeDialog(JourneyDialog):
    """Takes up a journey that was suspended, lost sight of, or that was only a candidature."""

    def __init__(self, desk: Desk, person_id: str, journey: JourneyLine, parent: QWidget | None = None) -> None:
        starting = journey.status == "candidat"
        title = _("Commencer l’accompagnement") if starting else _("Reprendre le parcours")
        act = _("&Commencer") if starting else _("&Reprendre")
        super().__init__(desk, person_id, journey, "resume", title, act, parent)
        self.add_day("since", _("Depuis le"), _("Écrivez depuis quel jour."), past=True)
        self.add("explanation", _("Ce qui est convenu"), TextArea(_("Ce qui est convenu")))
        self.does(journeys.resume, told=_("Le parcours est actif."))


class LostDialog(JourneyDialog):
    """Says that a person has been lost sight of: the journey stays open, and is taken up when they come back."""

    def __init__(self, desk: Desk, person_id: str, journey: JourneyLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, person_id, journey, "lost", _("Personne perdue de vue"), _("&Noter"), parent)
        self.add_day("since", _("Depuis le"), _("Écrivez depuis quel jour."), past=True)
        self.add("explanation", _("Ce qui a été tenté"), TextArea(_("Ce qui a été tenté")))
        told = _("C’est noté\u00a0: le parcours reste ouvert.")
        self.does(journeys.change_status, told=told, status="perdu_de_vue")
