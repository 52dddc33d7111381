"""The small acts of a session: take somebody off, cancel with a reason, bring back, change hours, look at a scan."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from db.queries.sessions import HalfDayRow
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people import documents
from kodiko_desktop.services.sessions import sessions, walk_ins
from ui.acts.ask_dialog import AskDialog, Refused
from ui.desk import Desk
from ui.pages.sessions.hours_dialog import HoursDialog
from ui.paper import show_paper
from ui.widgets.file_choice import file_to_save
from ui.widgets.line_field import LineField

_PDF = "application/pdf"


@dataclass(frozen=True)
class ScanToShow:
    """A scan kept in the store, as the preview shows it."""

    pdf: bytes
    title: str
    number: str

    @property
    def file_name(self) -> str:
        """A neutral name: the title holds the number of the session alone."""
        return f"{self.number}.pdf"


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
    """Show a scan: a PDF in the preview, a picture by a copy that the coordinator puts where they choose."""

    def media_type(store: Any) -> tuple[str, str]:
        return store.read().execute("SELECT media_type, title FROM document WHERE id = ?", (document_id,)).fetchone()

    def show(found: tuple[str, str]) -> None:
        kind, title = found
        if kind == _PDF:
            show_paper(
                desk,
                lambda store: ScanToShow(documents.content_of(store.read(), document_id), title, title.split()[-1]),
                parent=page,
            )
            return
        ending = kind.rpartition("/")[2].replace("jpeg", "jpg")
        path = file_to_save(page, _("Enregistrer une copie"), f"{title.split()[-1]}.{ending}")
        if path is not None:
            desk.read(
                lambda store: documents.save_copy(store.read(), document_id=document_id, path=path),
                receiver=page,
                then=lambda _nothing: desk.told.emit(_("La copie est enregistrée."), None),
            )

    desk.read(media_type, receiver=page, then=show)
