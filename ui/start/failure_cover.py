"""What one reads when the store does not open: what happened, that nothing is lost, and what to do, as buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from ui.start.cover import Cover, button, buttons


class FailureCover(Cover):
    """`retry_asked`, `restore_asked` (offered when a backup may help), `quit_asked`."""

    retry_asked = Signal()
    restore_asked = Signal()
    quit_asked = Signal()

    def __init__(self, failure: KodikoError, *, restorable: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("Vos données ne se sont pas ouvertes"), failure.sentence, parent)
        retry = button(_("&Réessayer"), kind="" if restorable else "primary")
        retry.clicked.connect(lambda _checked=False: self.retry_asked.emit())
        leave = button(_("&Quitter"))
        leave.clicked.connect(lambda _checked=False: self.quit_asked.emit())
        made = [retry, leave]
        if restorable:
            restore = button(_("Restaurer une &sauvegarde…"), kind="primary")
            restore.clicked.connect(lambda _checked=False: self.restore_asked.emit())
            made.insert(0, restore)
        self.body.addLayout(buttons(*made))
        self.first = made[0]


def may_be_restored(failure: KodikoError) -> bool:
    """Whether putting a backup back is a way out of `failure`: the file is damaged, not merely in use or newer."""
    from db.connection import StoreUnreadable
    from kodiko_desktop.vault.failures import StoreIncomplete

    return isinstance(failure, StoreUnreadable | StoreIncomplete)
