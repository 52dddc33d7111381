"""Notes an exchange with a person: how, what was said, what was agreed, and the next appointment, in one act."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from db.records import Record
from db.tables import Contact
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people import contacts
from kodiko_desktop.services.people.person_files import draft_place
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.line_field import LineField
from ui.widgets.text_area import TextArea
from ui.widgets.typed_dates import written_time


class ContactDialog(ActDialog):
    """A new exchange, or the correction of one already written (`record`)."""

    def __init__(
        self,
        desk: Desk,
        person_id: str,
        name: str,
        *,
        journey_id: str | None = None,
        record: Record[Contact] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Noter un contact avec {name}") if record is None else _("Contact avec {name}")
        act = _("&Noter le contact") if record is None else _("&Enregistrer la correction")
        place = f"{draft_place(person_id)}contact" + (f":{record.row.id}" if record else "")
        super().__init__(desk, title.format(name=desk.name(name)), act, self.submit, place=place, parent=parent)
        self._person_id, self._journey_id, self._record = person_id, journey_id, record
        self.channel = AnswerButtons(_("Comment\u00a0?"), channel_answers())
        self.reached = AnswerButtons(
            _("La personne a-t-elle répondu\u00a0?"),
            [Answer("oui", _("Oui"), "1"), Answer("non", _("Non, un essai"), "2")],
        )
        self.on_date = DateField(_("Jour"), today=desk.today, past=True)
        self.add("channel", _("Comment\u00a0?"), self.channel)
        self.add("reached", _("La personne a-t-elle répondu\u00a0?"), self.reached)
        self.add("on_date", _("Jour"), self.on_date)
        self.add("with_whom", _("Avec qui d’autre\u00a0?"), LineField(_("Avec qui d’autre\u00a0?")))
        self.add("summary", _("Ce qui s’est dit"), TextArea(_("Ce qui s’est dit"), lines=3))
        self.add("agreed", _("Ce qui est convenu"), TextArea(_("Ce qui est convenu"), lines=2))
        if record is None:
            self.next_on = DateField(_("Prochain rendez-vous"), today=desk.today)
            self.add(
                "next_on",
                _("Prochain rendez-vous"),
                self.next_on,
                help_text=_("Facultatif\u00a0: «\u00a0jeudi\u00a0», «\u00a012/5\u00a0»."),
            )
            self.next_at = TimeField(_("Heure du rendez-vous"))
            self.add("next_at", _("Heure du rendez-vous"), self.next_at)
            self.preset(on_date=desk.today(), reached=("oui",))
        else:
            row = record.row
            self.preset(
                channel=(row.channel,) if row.channel else (),
                reached=("oui" if row.reached else "non",),
                on_date=row.on_date,
                with_whom=row.with_whom,
                summary=row.summary,
                agreed=row.agreed,
            )

    def submit(self, values: Mapping[str, Any]) -> None:
        """Write the exchange."""
        if not values["channel"]:
            self.say(_("Dites comment le contact a eu lieu."), self.channel.tab_stop())
            return
        if values["on_date"] is None:
            self.say(_("Dites quel jour le contact a eu lieu."), self.on_date)
            return
        facts = {
            "on_date": values["on_date"],
            "channel": values["channel"][0],
            "reached": values["reached"] != ("non",),
            "with_whom": values["with_whom"],
            "summary": values["summary"],
            "agreed": values["agreed"],
        }
        if self._record is None:
            self.send(
                contacts.note_contact,
                told=_("Le contact est noté."),
                person_id=self._person_id,
                journey_id=self._journey_id,
                next_on=values["next_on"],
                next_at=written_time(values["next_at"]),
                **facts,
            )
        else:
            self.send(
                contacts.change_contact,
                told=_("Le contact est corrigé."),
                contact_id=self._record.row.id,
                values=facts,
                seen=self._record.seen,
            )


def channel_answers() -> list[Answer]:
    """The ways of an exchange, each with its digit."""
    choices = vocabulary("contact_channels").choices()
    return [
        Answer(code, shown, str(place) if place <= 9 else "") for place, (code, shown) in enumerate(choices, start=1)
    ]
