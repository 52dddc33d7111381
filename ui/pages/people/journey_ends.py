"""What ends a journey, makes it longer, or gives it to somebody else: nothing of its history is lost."""

import datetime

from PySide6.QtWidgets import QWidget

from db.queries.person import JourneyLine
from kodiko_desktop.domain.programmes.model import Programme
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people import journeys, referents
from ui.desk import Desk
from ui.pages.people.journey_dialog import JourneyDialog
from ui.pages.people.open_journey_dialog import end_of
from ui.widgets.choice_field import ChoiceField
from ui.widgets.line_field import LineField
from ui.widgets.text_area import TextArea


class ExitDialog(JourneyDialog):
    """Says that a journey has ended, today or earlier, why, and towards what."""

    def __init__(self, desk: Desk, person_id: str, journey: JourneyLine, parent: QWidget | None = None) -> None:
        title, act = _("Déclarer une sortie"), _("&Déclarer la sortie")
        super().__init__(desk, person_id, journey, "exit", title, act, parent)
        self.add_day(
            "ended_on",
            _("Sortie le"),
            _("Écrivez le jour de la sortie."),
            past=True,
            help_text=_("Le jour où elle a eu lieu, même passé."),
        )
        self.add_choice("reason", _("Motif"), vocabulary("exit_reasons").choices(), _("Choisissez un motif."))
        self.add("destination", _("Situation à la sortie"), ChoiceField("", vocabulary("exit_destinations").choices()))
        self.add("explanation", _("Ce qu’il faut en retenir"), TextArea(_("Ce qu’il faut en retenir")))
        self.does(
            journeys.declare_exit,
            told=_("La sortie est déclarée\u00a0; elle peut être annulée si la personne revient."),
        )


class TakeBackDialog(JourneyDialog):
    """Undoes an exit: the person comes back, and the exit stays in the history."""

    def __init__(self, desk: Desk, person_id: str, journey: JourneyLine, parent: QWidget | None = None) -> None:
        title, act = _("Annuler la sortie"), _("&Reprendre le parcours")
        super().__init__(desk, person_id, journey, "take-back", title, act, parent)
        self.add_day("on_date", _("De retour le"), _("Écrivez le jour du retour."), past=True)
        self.add("explanation", _("Pourquoi"), LineField(_("Pourquoi")))
        self.does(journeys.undo_exit, told=_("Le parcours a repris."))


class RenewDialog(JourneyDialog):
    """Gives a journey a later end, as often as the programme allows."""

    def __init__(
        self,
        desk: Desk,
        person_id: str,
        journey: JourneyLine,
        programme: Programme | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, person_id, journey, "renew", _("Renouveler le parcours"), _("&Renouveler"), parent)
        most = programme.duration.renewals if programme and not programme.duration.unlimited else None
        missing = _("Écrivez la nouvelle date de fin.")
        self.add_day("planned_end_on", _("Nouvelle fin prévue"), missing, today=False)
        if programme is not None and journey.planned_end_on is not None:
            proposed = end_of(programme.duration, journey.planned_end_on + datetime.timedelta(days=1))
            self.preset(planned_end_on=proposed)
        self.does(journeys.renew, told=_("Le parcours est renouvelé."), most=most)


class HandoverDialog(JourneyDialog):
    """Gives a journey to another referent, with what must not have to be asked again."""

    def __init__(
        self,
        desk: Desk,
        person_id: str,
        journey: JourneyLine,
        staff: tuple[tuple[str, str], ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, person_id, journey, "handover", _("Passer le relais"), _("&Passer le relais"), parent)
        others = [member for member in staff if member[0] != journey.referent_id]
        title = _("Nouveau ou nouvelle référent·e")
        self.add_choice("to_staff_id", title, others, _("Choisissez qui prend le relais."))
        self.add_day("since", _("À partir du"), _("Écrivez à partir de quel jour."))
        self.add(
            "handover",
            _("À transmettre"),
            TextArea(_("À transmettre"), lines=5),
            help_text=_("Ce qui est en cours, ce qui est promis, ce qu’il ne faut pas redemander."),
        )
        self.does(referents.hand_over, told=_("Le relais est passé."))
