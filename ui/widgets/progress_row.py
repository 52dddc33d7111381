"""Work that lasts: what is being done, how far it is, and a button to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.widgets.text import label


class ProgressRow(QWidget):
    """`cancel_asked` is emitted once; the row then says that the work is stopping."""

    cancel_asked = Signal()

    def __init__(self, sentence: str, *, cancellable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = label(sentence)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(sentence)
        column = QVBoxLayout()
        column.setSpacing(scale.SPACE_1)
        column.addWidget(self._sentence)
        column.addWidget(self._bar)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(scale.SPACE_4)
        line.addLayout(column, 1)
        self.cancel_button = QPushButton(_("Annuler"))
        self.cancel_button.setVisible(cancellable)
        self.cancel_button.clicked.connect(self._cancel)
        line.addWidget(self.cancel_button)

    def show_progress(self, done: int, total: int, sentence: str = "") -> None:
        """Show `done` out of `total` (0: not known), and `sentence` unless it is empty."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if sentence:
            self._sentence.setText(sentence)
            self._bar.setAccessibleName(sentence)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self._sentence.setText(_("Arrêt en cours…"))
        self.cancel_asked.emit()
