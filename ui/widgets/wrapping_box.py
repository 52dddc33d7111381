"""A box to tick whose words go on under each other when there is little room: a check box of Qt cuts them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

_BESIDE = 44
"""Logical pixels taken by the box itself and what is around it."""
_LEAST = 140


class WrappingBox(QCheckBox):
    """A check box; `words` are shown whole, on as many lines as the width asks for."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(words.replace("&", "&&"))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(_LEAST, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        broken = "\n".join(self._lines(event.size().width() - _BESIDE)).replace("&", "&&")
        if broken != self.text():
            self.setText(broken)

    def hitButton(self, place: object) -> bool:
        return self.rect().contains(place)

    def _lines(self, room: int) -> list[str]:
        lines: list[str] = []
        for word in self._words.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.fontMetrics().size(Qt.TextFlag.TextSingleLine, longer).width() <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines
