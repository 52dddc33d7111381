"""A logo as it is kept, and the button that chooses another; the picture is read in the format it was kept in."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.widgets.file_choice import file_to_open
from ui.widgets.text import label

_HEIGHT, _WIDTH = 64, 240


class LogoField(QWidget):
    """`chosen` carries the file somebody chose. `help_text` says what is printed."""

    chosen = Signal(Path)

    def __init__(self, help_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Logo"))
        self.picture.hide()
        self.button = QPushButton(_("Choisir le logo…"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda _checked=False: self._choose())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_1)
        column.addWidget(self.picture)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(help_text, scale="small", tone="muted"))
        self.setFocusProxy(self.button)

    def show_picture(self, content: bytes | None, kind: str | None) -> None:
        """Show a logo of that format (« PNG », « JPEG »); None shows none."""
        drawn = QPixmap()
        if content is None or kind is None or not drawn.loadFromData(content, kind):
            self.picture.hide()
            return
        fitted = drawn.scaledToHeight(min(_HEIGHT, drawn.height()))
        self.picture.setPixmap(fitted if fitted.width() <= _WIDTH else fitted.scaledToWidth(_WIDTH))
        self.picture.show()

    def _choose(self) -> None:
        path = file_to_open(self, _("Choisir le logo"), _("Images (*.png *.jpg *.jpeg)"))
        if path is not None:
            self.chosen.emit(path)
