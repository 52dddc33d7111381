"""Takes what is to come out to a calendar file: with initials, unless names are asked for."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services import agenda
from kodiko_desktop.vault.durable import write_durably
from ui.acts.ask_dialog import AskDialog, Refused
from ui.acts.lists_out import watch
from ui.desk import Desk
from ui.widgets.file_choice import file_to_save


class AgendaNotWritten(KodikoError):
    """The calendar file could not be written where it was asked."""


def ask_for_agenda(desk: Desk, parent: QWidget, *, person_id: str = "") -> AskDialog:
    """Ask whether names may be written, then where: for one person, or for who sits at this laptop."""
    names = QCheckBox(_("Écrire les noms, les lieux et les motifs"))

    def submit(_refused: Refused) -> None:
        named = names.isChecked()
        suggested = _("agenda-kodiko.ics")
        path = file_to_save(dialog, _("Enregistrer l’agenda"), suggested, _("Agenda (*.ics)"))
        if path is not None:
            dialog.accept()
            write_agenda(desk, parent, path, person_id=person_id, named=named)

    dialog = AskDialog(
        _("Agenda à emporter"),
        _(
            "Un téléphone ou une messagerie ouvre ce fichier\u00a0: rendez-vous, séances et points de suivi à venir. "
            "Il n’est pas chiffré. Sans la case, il ne porte que des initiales."
        ),
        _("Choisir le fichier…"),
        submit,
        parent,
    )
    dialog.add(_("Ce qui est écrit"), names)
    dialog.open()
    return dialog


def write_agenda(desk: Desk, parent: QWidget, path: Path, *, person_id: str = "", named: bool = False) -> None:
    """Write the calendar to `path`, and say how much it holds."""
    if path.suffix.lower() != ".ics":
        path = path.with_name(f"{path.name}.ics")
    here, today = desk.here(), desk.today()

    def work(store: Any, progress: Progress) -> int:
        if person_id:
            found = agenda.person_agenda(store, person_id, today=today, named=named)
        else:
            found = agenda.my_agenda(
                store, staff_id=here.staff_id, antenna_id=here.antenna_id, today=today, named=named
            )
        try:
            write_durably(path, found.content)
        except OSError as error:
            raise AgendaNotWritten(
                _("L’agenda n’a pas pu être écrit à cet endroit\u00a0: choisissez un autre dossier. Rien n’est perdu."),
                for_log=f"calendar not written: {type(error).__name__}",
            ) from error
        return found.events

    def say(count: int) -> None:
        said = ngettext(
            "Agenda enregistré\u00a0: {count} moment à venir.",
            "Agenda enregistré\u00a0: {count} moments à venir.",
            count,
        )
        desk.told.emit(said.format(count=count), None)

    watch(desk, parent, work, sentence=_("Écriture de l’agenda…"), then=say)
