"""The small acts of a session: take somebody off, cancel with a reason, bring back, change hours, look at a scan."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from db.queries.sessions import HalfDayRow
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions import sessions, walk_ins
from ui.acts.ask_dialog import AskDialog, Refused
from ui.desk import Desk
from ui.pages.sessions.hours_dialog import HoursDialog
from ui.paper.bringing import save_copy_to
from ui.paper.scan import Scan, show_scan
from ui.widgets.file_choice import file_to_save
from ui.widgets.line_field import LineField


def remove(desk: Desk, page: QWidget, session_id: str, person_id: str) -> None:
    """Take somebody off a session; what was marked stays in the store."""
    desk.write(
        sessions.stop_expecting,
        receiver=page,
        told=_("La personne est retirée de la séance."),
        session_id=session_id,
        person_id=person_id,
    )


def register_walk_in(
    desk: Desk, page: QWidget, session_id: str, name: str, half_day: HalfDayRow | None, *, then: Callable[[], None]
) -> None:
    """Register somebody by their name alone, on this session; present at `half_day` when it has begun."""
    begun = half_day is not None and half_day.on_date <= desk.today()
    desk.write(
        walk_ins.register_walk_in,
        receiver=page,
        then=lambda _person_id: then(),
        told=_("{name} est sur la feuille. Le reste de sa fiche peut attendre.").format(name=desk.name(name)),
        session_id=session_id,
        name=name,
        half_day_id=half_day.id if half_day is not None and begun else "",
    )


def cancel(desk: Desk, page: QWidget, session_id: str) -> AskDialog:
    """Ask why a session does not take place."""
    reason = LineField()

    def submit(refused: Refused) -> None:
        desk.write(
            sessions.cancel_session,
            receiver=dialog,
            then=lambda _nothing: dialog.accept(),
            failed=refused,
            told=_("La séance est annulée."),
            session_id=session_id,
            reason=reason.value(),
        )

    dialog = AskDialog(
        _("Annuler la séance"),
        _("Elle reste dans la liste, avec la raison\u00a0; les présences déjà saisies sont gardées."),
        _("Annuler la séance"),
        submit,
        page,
    )
    dialog.add(_("Pourquoi"), reason)
    dialog.open()
    return dialog


def reopen(desk: Desk, page: QWidget, session_id: str) -> None:
    """Take back a cancellation."""
    desk.write(sessions.reopen_session, receiver=page, told=_("La séance aura bien lieu."), session_id=session_id)


def change_hours(desk: Desk, page: QWidget, session_id: str) -> HoursDialog:
    """Change the half-days of a session."""
    dialog = HoursDialog(desk, session_id, page)
    dialog.open()
    return dialog


def open_scan(desk: Desk, page: QWidget, document_id: str) -> None:
    """Show a scan, PDF or picture; another kind by a copy that the coordinator puts where they choose."""

    def read(store: Any) -> Scan:
        row = store.read().execute("SELECT media_type, title FROM document WHERE id = ?", (document_id,)).fetchone()
        return Scan(document_id, row[0], row[1], row[1].split()[-1])

    def show(scan: Scan) -> None:
        if show_scan(desk, scan, page):
            return
        ending = scan.media_type.rpartition("/")[2]
        path = file_to_save(page, _("Enregistrer une copie"), f"{scan.number}.{ending}")
        if path is not None:
            save_copy_to(desk, document_id, path, page, _("La copie est enregistrée."))

    desk.read(read, receiver=page, then=show)
