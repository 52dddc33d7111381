"""One record in a window of its own, or a new one that its first words make: each field is kept as it is left."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from ui.acts.row_saver import RowSaver, Write
from ui.desk import Desk
from ui.theme import tokens as scale
from ui.widgets.scroll import Scroll
from ui.widgets.text import label, set_property


class RecordDialog(QDialog):
    """What is common to such windows: parts that scroll, a sentence and buttons under them, fields that are saved.

    `write` keeps fields of the record; `hint` is said while there is none. A subclass hands its parts to `lay_out`.
    """

    def __init__(self, desk: Desk, title: str, hint: str, write: Write, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._write_fields = desk, write
        self.saver: RowSaver | None = None
        self.setWindowTitle(title)
        self._state = label(hint, tone="muted")

    def lay_out(self, parts: Sequence[QWidget], buttons: Sequence[QPushButton], gap: int = scale.SPACE_4) -> None:
        """Put the parts one under the other, and the buttons, with « Fermer », under them."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, scale.SPACE_3, 0)
        column.setSpacing(gap)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        close = QPushButton(_("Fermer"))
        close.clicked.connect(lambda _checked=False: self.accept())
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        for button in (*buttons, close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        whole.addWidget(Scroll(body), 1)
        whole.addLayout(foot)

    def shown(self, seen: Seen) -> bool:
        """The record is displayed. True the first time: its fields are saved from now on."""
        if self.saver is not None:
            return False
        self.saver = RowSaver(self.desk, self._write_fields, seen, self)
        self.saver.said.connect(self.say)
        self.saver.refused.connect(self.refuse)
        self.say("")
        return True

    def say(self, sentence: str) -> None:
        """« Enregistré à 10:42 »."""
        set_property(self._state, "tone", "muted")
        self._state.setText(sentence)

    def refuse(self, sentence: str) -> None:
        """Say why something was not kept."""
        set_property(self._state, "tone", "danger")
        self._state.setText(sentence)

    def failed(self, failure: KodikoError) -> None:
        """Say why an act was not done."""
        self.refuse(failure.sentence)
