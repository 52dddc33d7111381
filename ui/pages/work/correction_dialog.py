"""Correcting a hire: each field is kept as it is left, and what the correction moves is said at once."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.work import corrections
from kodiko_desktop.services.work.hires import Hire
from ui.acts.row_saver import RowSaver
from ui.desk import Desk
from ui.pages.work.hire_form import HireForm
from ui.pages.work.moved_card import MovedCard
from ui.theme import tokens as scale
from ui.widgets.fitting import open_at
from ui.widgets.scroll import Scroll
from ui.widgets.text import label, set_property


class CorrectionDialog(QDialog):
    """`corrected` carries a `Correction` after each field kept."""

    corrected = Signal(object)

    def __init__(self, desk: Desk, hire: Hire, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._hire = desk, hire
        self._shown = dict(hire.values)
        self.setWindowTitle(_("Corriger le contrat et les dates"))
        open_at(self, 1000, 600)
        self.facts = HireForm(today=desk.today)
        self.facts.show_values(self._shown)
        self.moved = MovedCard()
        self._state = label(_("Chaque réponse est gardée quand vous quittez la case."), tone="muted")
        self._saver = RowSaver(desk, self._write, hire.seen, self)
        self.facts.edited.connect(self._saver.save)
        self._saver.saved.connect(self._corrected)
        self._saver.said.connect(self._say)
        self._saver.refused.connect(self._refused)
        buttons = QDialogButtonBox()
        close = buttons.addButton(_("Fermer"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.accept)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, scale.SPACE_3, 0)
        column.addWidget(self.facts)
        column.addStretch(1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.moved)
        beside.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(scale.SPACE_4)
        line.addWidget(Scroll(left), 3)
        line.addWidget(Scroll(right), 2)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        whole.addLayout(line, 1)
        whole.addLayout(foot)

    def done(self, result: int) -> None:
        """Close, once what is still being typed is handed over."""
        self.facts.settle()
        super().done(result)

    def _write(self, store: Any, author: str, values: Mapping[str, Any], seen: Seen) -> tuple[Seen, Any]:
        found = corrections.correct_hire(
            store,
            author=author,
            placement_id=self._hire.placement.id,
            values=values,
            seen=seen,
            today=store.now().date(),
        )
        return found.seen, found

    def _corrected(self, kept: dict[str, Any], correction: corrections.Correction) -> None:
        self._shown.update(kept)
        self.moved.show_moves(correction.moves)
        self.corrected.emit(correction)

    def _say(self, sentence: str) -> None:
        set_property(self._state, "tone", "muted")
        self._state.setText(sentence)

    def _refused(self, sentence: str) -> None:
        self.facts.show_values(self._shown)
        set_property(self._state, "tone", "danger")
        self._state.setText(sentence)
