"""An appointment: fixed for later, moved, or told what became of it."""

import datetime
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from db.records import Record
from db.tables import Appointment
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people import contacts
from kodiko_desktop.services.people.person_files import draft_place
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.pages.people.contact_dialog import channel_answers
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.line_field import LineField
from ui.widgets.text_area import TextArea
from ui.widgets.typed_dates import written_time

_FIELDS = ("on_date", "at_time", "purpose", "place", "with_whom")


class AppointmentDialog(ActDialog):
    """A new appointment of a person, or one already fixed (`record`): move it, or say what became of it."""

    def __init__(
        self,
        desk: Desk,
        person_id: str,
        name: str,
        *,
        journey_id: str | None = None,
        record: Record[Appointment] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Fixer un rendez-vous avec {name}") if record is None else _("Rendez-vous avec {name}")
        act = _("&Fixer") if record is None else _("&Enregistrer")
        place = f"{draft_place(person_id)}appointment" + (f":{record.row.id}" if record else "")
        super().__init__(desk, title.format(name=desk.name(name)), act, self.submit, place=place, parent=parent)
        self._person_id, self._journey_id, self._record = person_id, journey_id, record
        self.outcome: AnswerButtons | None = None
        if record is not None:
            self._add_outcome()
        self.on_date = DateField(_("Jour"), today=desk.today)
        self.add(
            "on_date",
            _("Jour"),
            self.on_date,
            help_text=_("«\u00a0demain\u00a0», «\u00a0jeudi\u00a0», «\u00a012/5\u00a0»…"),
        )
        self.add("at_time", _("Heure"), TimeField(_("Heure")))
        self.add("purpose", _("Pour quoi faire\u00a0?"), LineField(_("Pour quoi faire\u00a0?")))
        self.add("place", _("Où\u00a0?"), LineField(_("Où\u00a0?")))
        self.add("with_whom", _("Avec qui d’autre\u00a0?"), LineField(_("Avec qui d’autre\u00a0?")))
        if record is not None:
            self.preset(**{name: getattr(record.row, name) for name in _FIELDS if name != "at_time"})
            self.preset(at_time=_time(record.row.at_time))

    def _add_outcome(self) -> None:
        choices = [choice for choice in vocabulary("appointment_outcomes").choices() if choice[0] != "a_preciser"]
        self.outcome = AnswerButtons(
            _("Qu’est-il devenu\u00a0?"),
            [Answer(code, shown, str(place)) for place, (code, shown) in enumerate(choices, start=1)],
        )
        self.add("outcome", _("Qu’est-il devenu\u00a0?"), self.outcome)
        self.channel = AnswerButtons(_("Comment\u00a0?"), channel_answers())
        self._if_honoured = [
            self.add("channel", _("Comment\u00a0?"), self.channel),
            self.add("summary", _("Ce qui s’est dit"), TextArea(_("Ce qui s’est dit"), lines=2)),
            self.add("agreed", _("Ce qui est convenu"), TextArea(_("Ce qui est convenu"), lines=2)),
        ]
        self.preset(outcome=(self._record.row.outcome,), channel=("sur_place",))
        self.outcome.answered.connect(lambda _values: self._fit())
        self._fit()

    def _fit(self) -> None:
        """An exchange is written for an appointment that took place, and only the first time this is said."""
        honoured = self.outcome.value() == ("honore",) and self._record.row.outcome != "honore"
        for row in self._if_honoured:
            row.setVisible(honoured)

    def submit(self, values: Mapping[str, Any]) -> None:
        """Fix, move, or say what became of it."""
        if values["on_date"] is None:
            self.say(_("Écrivez le jour du rendez-vous."), self.on_date)
            return
        facts = {name: values[name] for name in _FIELDS}
        facts["at_time"] = written_time(values["at_time"])
        if self._record is None:
            self.send(
                contacts.fix_appointment,
                told=_("Le rendez-vous est fixé."),
                person_id=self._person_id,
                journey_id=self._journey_id,
                **facts,
            )
            return
        outcome = values["outcome"][0] if values["outcome"] else self._record.row.outcome
        self.send(
            contacts.settle_appointment,
            told=_("Le rendez-vous est à jour."),
            appointment_id=self._record.row.id,
            values={**facts, "outcome": outcome},
            channel=values["channel"][0] if values["channel"] else "",
            summary=values["summary"],
            agreed=values["agreed"],
            seen=self._record.seen,
        )


def _time(text: str) -> datetime.time | None:
    return datetime.time.fromisoformat(text) if text else None
