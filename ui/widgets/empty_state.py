"""What a page with nothing to show says: in a sentence, and with the button that does the first thing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import tokens as scale
from ui.theme.current import tokens
from ui.theme.icons import pixmap
from ui.widgets.text import label

_DISC, _ICON = 64, 28


class _Pictogram(QWidget):
    """The icon on a soft disc, in the colours of the theme at each paint."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setFixedSize(_DISC, _DISC)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().soft))
        painter.drawEllipse(self.rect())
        corner = (_DISC - _ICON) // 2
        painter.drawPixmap(corner, corner, pixmap(self._icon_name, tokens().accent, _ICON, self.devicePixelRatioF()))


class EmptyState(QWidget):
    """An icon, a sentence and, when there is something to do, one button that emits `asked`."""

    asked = Signal()

    def __init__(self, icon_name: str, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_5, scale.SPACE_5, scale.SPACE_5)
        column.setSpacing(scale.SPACE_4)
        column.addStretch(1)
        column.addWidget(_Pictogram(icon_name), 0, Qt.AlignmentFlag.AlignHCenter)
        said = label(sentence, tone="muted")
        said.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        # Stretches rather than an alignment: an aligned label is not given the height its lines need.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(said, 6)
        middle.addStretch(1)
        column.addLayout(middle)
        self.button: QPushButton | None = None
        if action:
            self.button = QPushButton(action)
            self.button.setProperty("kind", "primary")
            self.button.clicked.connect(lambda _checked=False: self.asked.emit())
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
