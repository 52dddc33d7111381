"""A drawing beside words, for those who do not read: never alone, so it needs no name and takes no keyboard."""

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from ui.theme import tokens as scale
from ui.theme.current import tokens
from ui.theme.icons import pixmap

SIDE = 22


def is_drawn(name: str | None) -> bool:
    """Is there a drawing of this name? An association's form may name one that is not here."""
    return bool(name) and f"{name}.svg" in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(resources.names("icons", ".svg"))


class Pictogram(QWidget):
    """The drawing `name`, in the colour `tone` of the theme at each paint."""

    def __init__(self, name: str, *, tone: str = "text", side: int = SIDE) -> None:
        super().__init__()
        self.name, self._tone = name, tone
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = getattr(tokens(), self._tone)
        QPainter(self).drawPixmap(0, 0, pixmap(self.name, colour, self.width(), self.devicePixelRatioF()))


def with_pictogram(name: str | None, words: QWidget, *, tone: str = "text") -> QWidget:
    """The words behind their drawing; the words alone when there is none."""
    if not is_drawn(name):
        return words
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(scale.SPACE_2)
    line.addWidget(Pictogram(str(name), tone=tone), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(words, 1)
    return holder
