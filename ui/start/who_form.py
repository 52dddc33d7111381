"""Who works here: the association, the antenna, the person. Asked by a first start, and when joining was given up."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kodiko_desktop.domain.wording import _
from ui.widgets.form import Form
from ui.widgets.page_body import fill


class WhoForm(QWidget):
    """`finished` comes with Enter in the last field."""

    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.organisation, self.antenna, self.postcode = QLineEdit(), QLineEdit(), QLineEdit()
        self.staff, self.role = QLineEdit(), QLineEdit()
        self.postcode.setMaxLength(5)
        self._form = Form(columns=2)
        self.organisation_row = self._form.add(_("Nom de l’association"), self.organisation, wide=True)
        self.antenna_row = self._form.add(_("Antenne"), self.antenna)
        self._form.add(_("Code postal de l’antenne"), self.postcode)
        self.staff_row = self._form.add(_("Votre prénom et votre nom"), self.staff)
        self._form.add(_("Votre fonction"), self.role)
        self._form.finished.connect(self.finished)
        self._asked = (
            (self.organisation, self.organisation_row, _("Écrivez le nom de l’association.")),
            (self.antenna, self.antenna_row, _("Écrivez le nom de l’antenne.")),
            (self.staff, self.staff_row, _("Écrivez votre nom.")),
        )
        fill(self, self._form)
        self.setFocusProxy(self.organisation)

    def is_whole(self) -> bool:
        """True when nothing lacks; what lacks is said under its field, and the first takes the keyboard."""
        for field, row, sentence in self._asked:
            row.set_error("" if field.text().strip() else sentence)
        return self._form.first_error() is None

    def names(self) -> dict[str, str]:
        """What is typed, as `services.association.antennas.set_up` takes it."""
        return {
            "organisation_name": self.organisation.text(),
            "antenna_name": self.antenna.text(),
            "postcode": self.postcode.text().strip(),
            "staff_name": self.staff.text(),
            "staff_role": self.role.text().strip(),
        }
