"""Somebody else welcomes the person at work: who, and since which day; who it was before stays known."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.work import tutors
from kodiko_desktop.services.work.hires import Hire
from ui.acts.ask_dialog import AskDialog, Refused
from ui.desk import Desk
from ui.pages.work.tutor_fields import TutorFields, read_contacts
from ui.widgets.date_field import DateField


def tutor_dialog(desk: Desk, hire: Hire, parent: QWidget) -> AskDialog:
    """Ask who welcomes the person from now on."""
    fields, since = TutorFields(), DateField(today=desk.today, past=True)
    since.set_value(desk.today())

    def submit(refused: Refused) -> None:
        fields.settle()
        if since.value() is None:
            dialog.say(_("Écrivez depuis quel jour."))
            return
        known = fields.known()
        desk.write(
            tutors.change_tutor,
            receiver=dialog,
            then=lambda _nothing: dialog.accept(),
            failed=refused,
            told=_("Le changement de tutorat est noté."),
            placement_id=hire.placement.id,
            since=since.value(),
            seen=hire.seen,
            contact_id=known.id if known else None,
            new_tutor=fields.new(),
            tutor_changes=fields.changes(),
        )

    def offer(contacts: Mapping[Any, Any]) -> None:
        fields.offer({each: seen for each, seen in contacts.items() if each.name != hire.placement.tutor_name})

    before = hire.placement.tutor_name
    dialog = AskDialog(
        _("Changer le tutorat"),
        _("Jusqu’ici\u00a0: {name}. Ce qui est déjà noté reste à son nom.").format(name=before) if before else "",
        _("Noter le changement"),
        submit,
        parent,
    )
    dialog.add(_("Tuteur ou tutrice"), fields.name)
    dialog.add(_("Son téléphone"), fields.phone)
    dialog.add(_("Depuis le"), since)
    company = hire.placement.company_id
    desk.read(lambda store: read_contacts(store, company), receiver=dialog, then=offer)
    return dialog
