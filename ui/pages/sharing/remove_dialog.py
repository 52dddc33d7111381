"""Taking a laptop out of the team: what that does, what it does not do, and since when it is in other hands."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import removed
from kodiko_desktop.services.sharing.teams import Laptop
from ui.acts.ask_dialog import AskDialog, Refused
from ui.desk import Desk
from ui.widgets.date_field import DateField
from ui.widgets.fitting import fit_height


class RemoveDialog(AskDialog):
    """`removed` once it is out."""

    removed = Signal()

    def __init__(self, desk: Desk, laptop: Laptop, parent: QWidget) -> None:
        super().__init__(
            _("Retirer «\u00a0{name}\u00a0» de l’équipe").format(name=laptop.name),
            _(
                "Au prochain échange, les autres ordinateurs prennent de nouvelles clés\u00a0: celui-ci ne lira plus "
                "rien de ce qui s’écrira ensuite. Ce qu’il écrirait encore attendra votre décision.\n\n"
                "Ce retrait n’efface rien de ce qu’il contient déjà\u00a0: sa phrase secrète le protège. S’il est "
                "volé, fermez aussi son accès au dossier partagé. S’il revient, une nouvelle invitation le remet dans "
                "l’équipe."
            ),
            _("&Retirer cet ordinateur"),
            self._remove,
            parent,
        )
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(520)
        self._desk, self._laptop = desk, laptop
        self.lost_on = DateField(today=lambda: desk.here().store.now().date(), past=True)
        self.add(
            _("Perdu ou volé le"),
            self.lost_on,
            help_text=_(
                "Ce qui est venu de lui depuis ce jour attendra aussi. Laissez vide s’il est toujours resté entre de "
                "bonnes mains."
            ),
        )
        fit_height(self)

    def _remove(self, refused: Refused) -> None:
        day = self.lost_on.value()
        if day is not None and day > self._desk.here().store.now().date():
            self.say(_("Ce jour n’est pas encore venu\u00a0: corrigez la date, ou laissez vide."))
            return
        self._desk.write(
            _remove,
            receiver=self,
            then=self._removed,
            failed=refused,
            told=_("«\u00a0{name}\u00a0» est retiré de l’équipe.").format(name=self._laptop.name),
            device=self._laptop.id,
            lost_on=day,
        )

    def _removed(self, _count: Any) -> None:
        self.removed.emit()
        self.accept()


class RootCodeDialog(AskDialog):
    """Two administrators took each other out: the one that has the root code stays. `stays` once it is said."""

    stays = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            _("Garder cet ordinateur dans l’équipe"),
            _(
                "Le code racine a été imprimé à la création de l’équipe, et rangé sous clé. Il annule le retrait de "
                "cet ordinateur\u00a0; celui que vous avez retiré le reste."
            ),
            _("&Garder cet ordinateur"),
            self._stay,
            parent,
        )
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(560)
        self._desk = desk
        self.code = QLineEdit()
        self.add(_("Code racine"), self.code)
        fit_height(self)

    def _stay(self, refused: Refused) -> None:
        self._desk.write(
            _stay,
            receiver=self,
            then=self._stayed,
            failed=refused,
            told=_("Cet ordinateur reste dans l’équipe."),
            code=self.code.text(),
        )

    def _stayed(self, _count: Any) -> None:
        self.stays.emit()
        self.accept()


def _remove(store: Any, *, author: str, device: str, lost_on: date | None) -> int:
    return removed.remove(store, device=device, lost_on=lost_on)


def _stay(store: Any, *, author: str, code: str) -> int:
    return removed.stay_by_root_code(store, code=code)
