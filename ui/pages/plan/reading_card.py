"""How the paper is read to the person: by an interpreter, or aloud before a witness. It prints the mentions."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.contracts.contract_fields import PaperView
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.line_field import LineField

_KINDS = {"professional": N_("interprète"), "volunteer": N_("bénévole"), "phone": N_("téléphone")}
_TEXTS = {"name": N_("Nom de l’interprète"), "language": N_("Langue"), "reference": N_("Référence de l’appel")}


class ReadingCard(Card):
    """`edited` carries the options of the paper that change; `text_edited` (witness_name, text)."""

    edited = Signal(dict)
    text_edited = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Lecture du papier"), parent=parent)
        self._options: dict[str, Any] = {}
        self.interpreted = QCheckBox(_("Un interprète le lit à la personne"))
        self.aloud = QCheckBox(_("La personne ne lit pas\u00a0: lu à voix haute"))
        self.interpreted.clicked.connect(lambda _on: self._give())
        self.aloud.clicked.connect(lambda on: self.edited.emit({"non_reader": on}))
        self._interpreter, self._witness = Form(), Form()
        self._texts = {name: LineField() for name in _TEXTS}
        for name, field in self._texts.items():
            adult = _("Une personne adulte, pas un proche de la famille.") if name == "name" else ""
            self._interpreter.add(_(_TEXTS[name]), field, help_text=adult)
            field.edited.connect(lambda _text: self._give())
        self._kind = AnswerButtons(
            _("Comment"), [Answer(code, _(word), str(n)) for n, (code, word) in enumerate(_KINDS.items(), 1)]
        )
        self._kind.answered.connect(lambda _chosen: self._give())
        self._interpreter.add(_("Comment"), self._kind)
        self.witness = LineField()
        self.witness.edited.connect(lambda text: self.text_edited.emit("witness_name", str(text)))
        self._witness.add(_("Nom du témoin"), self.witness)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.interpreted, self._interpreter, self.aloud, self._witness):
            column.addWidget(part)
        self.add(holder)

    def show_view(self, view: PaperView, *, editable: bool) -> None:
        """Show what the paper says of its reading."""
        self._options = dict(view.row.options.get("interpreter") or {})
        self.interpreted.setChecked("interpreter" in view.facts)
        self.aloud.setChecked("non_reader" in view.facts)
        self._interpreter.setVisible(self.interpreted.isChecked())
        self._witness.setVisible(self.aloud.isChecked())
        for name, field in self._texts.items():
            if not field.hasFocus():
                field.set_value(self._options.get(name, ""))
        self._kind.set_value((self._options["kind"],) if self._options.get("kind") else ())
        if not self.witness.hasFocus():
            self.witness.set_value(view.row.values.get("witness_name", ""))
        for part in (self.interpreted, self.aloud, self._interpreter, self._witness):
            part.setEnabled(editable)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        for field in (*self._texts.values(), self.witness):
            field.settle()

    def _give(self) -> None:
        if not self.interpreted.isChecked():
            self.edited.emit({"interpreter": {}})
            return
        told = {name: str(field.value() or "") for name, field in self._texts.items()}
        chosen = self._kind.value()
        self.edited.emit({"interpreter": {**told, "kind": chosen[0] if chosen else "", "present": True}})
