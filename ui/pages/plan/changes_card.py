"""What an amendment changes: the point, what was written, what is written now; and the objectives, from the plan."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.contracts import contract_templates, signed_objectives
from kodiko_desktop.services.contracts.contract_fields import PaperView
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.line_field import LineField
from ui.widgets.text import label

_PARTS = ("point", "before", "after")
_BECOME = {
    signed_objectives.NEW: N_("nouveau\u00a0: {title}"),
    signed_objectives.NOW: N_("changé\u00a0: {title}"),
    signed_objectives.REACHED: N_("atteint\u00a0: {title}"),
    signed_objectives.STOPPED: N_("arrêté\u00a0: {title}"),
}


class ChangesCard(Card):
    """Shown for amendments only. `edited` carries {"changes": [...]}."""

    edited = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Ce qui change"), parent=parent)
        self._titles = (_("Point du contrat"), _("Ce qui était écrit"), _("Ce qui est écrit maintenant"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(scale.SPACE_2)
        holder = QWidget()
        holder.setLayout(self._grid)
        for column, title in enumerate(self._titles):
            self._grid.addWidget(label(title, scale="small", tone="muted"), 0, column)
        self.rows: list[tuple[LineField, ...]] = []
        self.more = QPushButton(_("Ajouter une ligne"))
        self.more.setProperty("kind", "quiet")
        self.more.clicked.connect(lambda _checked=False: self._add_row()[0].setFocus())
        self.add(holder)
        self.add(self.more)
        self.objectives = label("", tone="muted")
        self.add(self.objectives)

    def show_view(self, view: PaperView, *, editable: bool) -> None:
        """Show the lines of the amendment; one being typed in stays as it is."""
        self.setVisible(view.kind == contract_templates.AMENDMENT)
        if self.isHidden():
            return
        lines = view.row.options.get("changes", [])
        while len(self.rows) < max(1, len(lines)):
            self._add_row()
        for place, row in enumerate(self.rows):
            line: dict[str, Any] = lines[place] if place < len(lines) else {}
            for part, field in zip(_PARTS, row, strict=True):
                if not field.hasFocus() and not (not line and field.text()):
                    field.set_value(line.get(part, ""))
                field.setEnabled(editable)
        self.more.setVisible(editable)
        self._say_objectives(view, editable)

    def _say_objectives(self, view: PaperView, editable: bool) -> None:
        """What the plan changes by itself: nobody types it here. Once signed, the paper says it."""
        become = [_(_BECOME[state]).format(title=title) for state, title in view.objective_changes]
        if become:
            said = _("Objectifs, repris du plan\u00a0: {changes}.").format(changes=" · ".join(become))
        else:
            said = _("Objectifs\u00a0: aucun n’a changé dans le plan depuis la signature.")
        self.objectives.setText(said)
        self.objectives.setVisible(editable)

    def is_to_say(self) -> bool:
        """Whether this is an amendment that may be written in, and no line of it says anything yet."""
        fields = [field for row in self.rows for field in row]
        writable = not self.isHidden() and any(field.isEnabled() for field in fields)
        return writable and not any(field.text() for field in fields)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        for row in self.rows:
            for field in row:
                field.settle()

    def _add_row(self) -> tuple[LineField, ...]:
        number = len(self.rows) + 1
        fields = tuple(
            LineField(_("{title}, ligne {number}").format(title=title, number=number)) for title in self._titles
        )
        for column, field in enumerate(fields):
            field.edited.connect(lambda _text: self._give())
            self._grid.addWidget(field, number, column)
        self.rows.append(fields)
        return fields

    def _give(self) -> None:
        lines = [dict(zip(_PARTS, (str(field.value() or "") for field in row), strict=True)) for row in self.rows]
        self.edited.emit({"changes": [line for line in lines if any(line.values())]})
