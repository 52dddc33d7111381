"""The team, and who sits at this laptop: the author of what is written, and the portfolio shown first."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import access, antennas
from kodiko_desktop.services.association.settings import Settings
from ui.desk import Desk
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form import FieldRow
from ui.widgets.row import Row


class TeamCard(Card):
    """Who sits here, everybody else, and a line to add somebody."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("L’équipe"))
        self._desk = desk
        self._antenna_of: dict[str, str] = {}
        self.who = ChoiceField()
        self.who.edited.connect(self._sit)
        self.add(
            FieldRow(
                _("Qui travaille sur cet ordinateur"),
                self.who,
                help_text=_("Vaut à partir du prochain déverrouillage."),
            )
        )
        self._names = QWidget()
        self._lines = QVBoxLayout(self._names)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.add_row(self._names)
        self.name, self.role = QLineEdit(), QLineEdit()
        self.add_button = QPushButton(_("&Ajouter"))
        self.add_button.clicked.connect(lambda _checked=False: self._add())
        self.name.returnPressed.connect(self.role.setFocus)
        self.role.returnPressed.connect(self._add)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(scale.SPACE_3)
        self._name_row = FieldRow(_("Prénom et nom"), self.name)
        line.addWidget(self._name_row, 2)
        line.addWidget(FieldRow(_("Fonction"), self.role), 2)
        self.antenna = ChoiceField()
        self._antenna_row = FieldRow(_("Antenne"), self.antenna)
        line.addWidget(self._antenna_row, 2)
        line.addWidget(FieldRow("", self.add_button), 0)
        self.add(holder)

    def flush(self) -> None:
        """Somebody whose name is typed and not added yet is kept: adding is what the line is for."""
        if self.name.text().strip():
            self._add()

    def show_settings(self, settings: Settings) -> None:
        """Show the team."""
        self._antenna_of = {staff_id: antenna_id for staff_id, _shown, antenna_id in settings.team}
        self.who.set_choices([(staff_id, shown) for staff_id, shown, _antenna in settings.team])
        if not self.who.hasFocus():
            self.who.set_value(settings.present.staff_id)
        self._antenna_row.setVisible(len(settings.antennas) > 1)
        self.antenna.set_choices([(antenna.id, antenna.name) for antenna in settings.antennas])
        if self.antenna.value() is None:
            self.antenna.set_value(settings.present.antenna_id)
        while self._lines.count():
            widget = self._lines.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for _staff_id, shown, _antenna in settings.team:
            name, _dot, rest = shown.partition(" · ")
            self._lines.addWidget(Row(name, subtitle=rest, opens=False))

    def _sit(self, staff_id: object) -> None:
        if staff_id is None:
            return
        antenna_id = self._antenna_of.get(str(staff_id)) or self._desk.here().antenna_id
        self._desk.write(
            _sit_down,
            receiver=self,
            then=lambda _nothing: self._desk.told.emit(
                _("C’est noté\u00a0: verrouillez (Ctrl+L) puis déverrouillez pour changer de place."), None
            ),
            staff_id=str(staff_id),
            antenna_id=antenna_id,
        )

    def _add(self) -> None:
        name = self.name.text().strip()
        self._name_row.set_error("" if name else _("Écrivez le nom de la personne qui rejoint l’équipe."))
        if not name:
            self.name.setFocus()
            return
        self._desk.write(
            antennas.create_staff,
            receiver=self,
            then=lambda _staff_id: self._added(),
            told=_("{name} est dans l’équipe.").format(name=name),
            failed=lambda failure: self._name_row.set_error(failure.sentence),
            name=name,
            role=self.role.text().strip(),
            antenna_id=self.antenna.value() or self._desk.here().antenna_id,
        )

    def _added(self) -> None:
        self.name.clear()
        self.role.clear()
        self.name.setFocus()


def _sit_down(store: object, *, author: str, staff_id: str, antenna_id: str) -> None:
    access.sit_down(store, staff_id=staff_id, antenna_id=antenna_id)
