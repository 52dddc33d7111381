"""Says which of the days planned are public holidays, and offers to plan nothing on them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.widgets.text import label


class HolidayNotice(QWidget):
    """`value()`: whether the weeks that fall on a public holiday are left out of a series."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences = label("", tone="warning")
        self.box = QCheckBox(_("Ne rien prévoir ces jours-là"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_1)
        column.addWidget(self._sentences)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)

    def show_sentences(self, sentences: Sequence[str], *, series: bool) -> None:
        """Say these sentences; only in a series is there something to leave out."""
        self._sentences.setText("\n".join(sentences))
        self.box.setVisible(series)

    def text(self) -> str:
        """What is said now."""
        return self._sentences.text()

    def value(self) -> bool:
        """Whether the box is ticked."""
        return self.box.isChecked()

    def set_value(self, skip: object) -> None:
        """Tick the box, or not."""
        self.box.setChecked(bool(skip))
