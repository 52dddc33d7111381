"""What the tripartite paper says of a job: the work, what protects, and what the person lets us tell the employer."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.association.vocabularies import vocabulary
from ui.theme import tokens as scale
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.form import Form
from ui.widgets.text import label
from ui.widgets.text_area import TextArea

NOTHING_AGREED: dict[str, Any] = {
    "tasks": "",
    "instructions": "",
    "equipment": "",
    "equipment_by": "",
    "integration_path": "",
    "sharing": [],
}
"""Every field, before anything is written: by default nothing is told to the employer."""

_TEXTS = (
    ("tasks", N_("Tâches"), N_("Ce que la personne fera, avec les mots du poste.")),
    ("instructions", N_("Consignes importantes"), N_("Sécurité, hygiène, qui prévenir.")),
    ("equipment", N_("Équipements de protection"), N_("Chaussures, gants, casque…")),
    ("integration_path", N_("Étapes de l’arrivée"), N_("Qui accueille, quelle formation, quand on fait le point.")),
)


class AgreedForm(QWidget):
    """`edited` carries (field of Placement, value) each time a field is left with something new."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: dict[str, TextArea] = {}
        self._form = Form(columns=2)
        for name, title, help_text in _TEXTS:
            area = TextArea()
            self.texts[name] = area
            self._form.add(_(title), area, help_text=_(help_text))
            area.edited.connect(self._handing_over(name))
        self.equipment_by = AnswerButtons(
            _("Qui fournit les équipements"),
            [Answer(code, shown) for code, shown in vocabulary("equipment_providers").choices()],
        )
        self.equipment_by.answered.connect(lambda code: self.edited.emit("equipment_by", code[0] if code else ""))
        self._form.add(
            _("Qui fournit les équipements"),
            self.equipment_by,
            help_text=_("La loi demande à l’employeur de les fournir gratuitement."),
            wide=True,
        )
        self.sharing = AnswerButtons(
            _("Ce que l’association peut dire à l’entreprise"),
            [
                Answer(code, shown, str(rank))
                for rank, (code, shown) in enumerate(vocabulary("shared_with_employer").choices(), start=1)
            ],
            multiple=True,
        )
        self.sharing.answered.connect(lambda codes: self.edited.emit("sharing", list(codes)))
        self._form.add(
            _("Ce que l’association peut dire à l’entreprise"),
            self.sharing,
            help_text=_("C’est la personne qui choisit. Sans case cochée, rien n’est dit."),
            wide=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_3)
        column.addWidget(label(_("Pour le contrat à trois"), scale="section"))
        column.addWidget(self._form)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what was agreed; nothing is emitted."""
        for name, area in self.texts.items():
            area.set_text(values[name])
        self.equipment_by.set_value((values["equipment_by"],))
        self.sharing.set_value(values["sharing"])

    def settle(self) -> None:
        """Hand over what is still being typed."""
        for area in self.texts.values():
            area.flush()

    def _handing_over(self, name: str) -> Callable[[str], None]:
        return lambda text: self.edited.emit(name, text.strip())
