"""Boxes to tick: which funders are printed on the sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.widgets.text import label
from ui.widgets.wrapping_box import WrappingBox


class FundersField(QWidget):
    """`edited` carries the ids ticked, in the order of the boxes."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[tuple[str, str], ...] | None = None
        self._boxes: dict[str, WrappingBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._nobody = label(_("Aucun financeur n’est enregistré."), scale="small", tone="muted")
        self._nobody.hide()  # until the funders were read
        self._column.addWidget(self._nobody)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """The funders that may be ticked, (id, name)."""
        choices = tuple(choices)
        if choices == self._choices:
            return
        ticked = self.value()
        self._choices = choices
        for box in self._boxes.values():
            box.hide()
            box.deleteLater()
        self._boxes = {}
        for funder_id, name in choices:
            box = WrappingBox(name)
            box.clicked.connect(lambda _checked=False: self.edited.emit(self.value()))
            self._boxes[funder_id] = box
            self._column.addWidget(box)
        self._nobody.setVisible(not choices)
        first = next(iter(self._boxes.values()), None)
        self.setFocusProxy(first)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_value(ticked)

    def value(self) -> tuple[str, ...]:
        """The ids ticked."""
        return tuple(funder_id for funder_id, box in self._boxes.items() if box.isChecked())

    def set_value(self, funder_ids: Sequence[str]) -> None:
        """Tick these; no signal is emitted."""
        for funder_id, box in self._boxes.items():
            box.setChecked(funder_id in funder_ids)
