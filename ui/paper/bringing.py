"""A document added on another laptop is fetched from a shared folder before it is shown or copied."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people.documents import save_copy
from kodiko_desktop.services.sharing import attachments
from ui.desk import Desk


def once_here(desk: Desk, document_id: str, receiver: QObject, then: Callable[[], None]) -> None:
    """Call `then` once the bytes of a document are on this laptop: at once, or when a shared folder has given them,
    which is said. A known failure is said by the window."""

    def found(here: bool) -> None:
        if here:
            then()
            return
        desk.told.emit(_("La pièce arrive du dossier partagé…"), None)
        desk.apart(attachments.bring, receiver=receiver, then=lambda _nothing: then(), document_id=document_id)

    desk.read(attachments.is_here, document_id, receiver=receiver, then=found)


def save_copy_to(desk: Desk, document_id: str, path: Path, receiver: QObject, told: str) -> None:
    """Write a readable copy of a document out of the store, then say `told`. A known failure is said by the window."""

    def save() -> None:
        desk.read(
            lambda store: save_copy(store.read(), document_id=document_id, path=path),
            receiver=receiver,
            then=lambda _nothing: desk.told.emit(told, None),
        )

    once_here(desk, document_id, receiver, save)
