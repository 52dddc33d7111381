"""Another name for a laptop: what its colleagues read beside everything that comes from it."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import teams
from kodiko_desktop.services.sharing.teams import Laptop
from ui.acts.ask_dialog import AskDialog, Refused
from ui.desk import Desk


class RenameDialog(AskDialog):
    """`renamed` once the name is kept."""

    renamed = Signal()

    def __init__(self, desk: Desk, laptop: Laptop, parent: QWidget) -> None:
        super().__init__(
            _("Renommer un ordinateur"),
            _("L’équipe verra ce nom après le prochain échange. Ce qui est déjà écrit ne change pas."),
            _("&Renommer"),
            self._rename,
            parent,
        )
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._desk, self._laptop = desk, laptop
        self.name = QLineEdit(laptop.name)
        self.name.setMaxLength(60)
        self.add(_("Nom de cet ordinateur") if laptop.this_one else _("Nom de l’ordinateur"), self.name)
        self.name.selectAll()

    def _rename(self, refused: Refused) -> None:
        self._desk.write(
            _rename,
            receiver=self,
            then=self._renamed,
            failed=refused,
            told=_("L’ordinateur s’appelle maintenant «\u00a0{name}\u00a0».").format(name=self.name.text().strip()),
            device=self._laptop.id,
            name=self.name.text(),
        )

    def _renamed(self, _kept: str) -> None:
        self.renamed.emit()
        self.accept()


def _rename(store: Any, *, author: str, device: str, name: str) -> str:
    return teams.rename_device(store, device=device, name=name)
