"""The antennas of the association: a branch is added here, then given to the laptops that work for it."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.association.settings import Settings
from ui.desk import Desk
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.form import FieldRow
from ui.widgets.row import Row
from ui.widgets.text import label


class AntennasCard(Card):
    """Every antenna, this laptop's marked, and a line to add one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Les antennes"))
        self._desk = desk
        self._names = QWidget()
        self._lines = QVBoxLayout(self._names)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.add_row(self._names)
        self.name, self.postcode = QLineEdit(), QLineEdit()
        self.postcode.setMaxLength(5)
        self.add_button = QPushButton(_("A&jouter une antenne"))
        self.add_button.clicked.connect(lambda _checked=False: self._add())
        self.name.returnPressed.connect(self.postcode.setFocus)
        self.postcode.returnPressed.connect(self._add)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(scale.SPACE_3)
        self._name_row = FieldRow(_("Nom de l’antenne"), self.name)
        line.addWidget(self._name_row, 3)
        line.addWidget(FieldRow(_("Code postal"), self.postcode), 1)
        line.addWidget(FieldRow("", self.add_button), 0)
        self.add(holder)
        self.add(
            label(
                _("Une nouvelle antenne se donne ensuite aux ordinateurs qui y travaillent, dans Synchronisation."),
                scale="small",
                tone="muted",
            )
        )

    def show_settings(self, settings: Settings) -> None:
        """Show the antennas."""
        while self._lines.count():
            widget = self._lines.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for antenna in settings.antennas:
            here = _("antenne de cet ordinateur") if antenna.id == settings.present.antenna_id else ""
            self._lines.addWidget(Row(antenna.name, subtitle=here, opens=False))

    def _add(self) -> None:
        name = self.name.text().strip()
        self._name_row.set_error("" if name else _("Écrivez le nom de l’antenne."))
        if not name:
            self.name.setFocus()
            return
        self._desk.write(
            antennas.create_antenna,
            receiver=self,
            then=lambda _antenna_id: self._added(),
            told=_("L’antenne «\u00a0{name}\u00a0» est ajoutée.").format(name=name),
            failed=lambda failure: self._name_row.set_error(failure.sentence),
            name=name,
            postcode=self.postcode.text().strip(),
        )

    def _added(self) -> None:
        self.name.clear()
        self.postcode.clear()
        self.name.setFocus()
