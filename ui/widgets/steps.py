"""The steps of a path, from top to bottom: what is done, where we are, what comes. The state is said in words too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import N_, _
from ui.theme import tokens as scale
from ui.theme.current import tokens
from ui.theme.icons import pixmap
from ui.widgets.text_block import TextBlock

StepState = Literal["done", "current", "to_come"]
_WORDS = {"done": N_("fait"), "current": N_("en cours"), "to_come": N_("à venir")}
_DISC, _LEFT = 22, 36


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, a quiet line under it (a date, a reason), and its state."""

    title: str
    detail: str = ""
    state: StepState = "to_come"


class _StepLine(QWidget):
    def __init__(self, number: int, step: Step, *, last: bool) -> None:
        super().__init__()
        self._number, self._step, self._last = number, step, last
        self._title = TextBlock((step.title,), scale.BASE)
        said = " · ".join(part for part in (_(_WORDS[step.state]), step.detail) if part)
        self._detail = TextBlock((said,), scale.SMALL)
        self.setAccessibleName(f"{number}. {step.title}. {said}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def heightForWidth(self, width: int) -> int:
        room = width - _LEFT
        return round(self._title.height(room, self.font()) + self._detail.height(room, self.font()) + scale.SPACE_3)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, room = tokens(), self.width() - _LEFT
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        done, current = self._step.state == "done", self._step.state == "current"
        if not self._last:
            painter.setPen(QPen(QColor(now.accent if done else now.line), 2))
            painter.drawLine(QPointF(12, _DISC + 2), QPointF(12, self.height()))
        painter.setPen(QPen(QColor(now.accent if done or current else now.edge), 2))
        painter.setBrush(QColor(now.accent if done else now.surface))
        disc = QRectF(2, 1, _DISC - 2, _DISC - 2)
        painter.drawEllipse(disc)
        if done:
            painter.drawPixmap(QPointF(5, 4), pixmap("check", now.on_accent, 14, self.devicePixelRatioF()))
        else:
            small = QFont(self.font())
            small.setPixelSize(scale.SMALL)
            painter.setFont(small)
            painter.setPen(QColor(now.accent if current else now.muted))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setFont(self.font())
        self._title.draw(painter, _LEFT, 1, room, now.text)
        below = 1 + self._title.height(room, self.font())
        self._detail.draw(painter, _LEFT, below, room, now.accent if current else now.muted)


class StepList(QWidget):
    """Numbered steps joined by a line."""

    def __init__(self, name: str, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Replace every step."""
        while self._column.count():
            line = self._column.takeAt(0).widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        for number, step in enumerate(steps, start=1):
            self._column.addWidget(_StepLine(number, step, last=number == len(steps)))
        self._column.addStretch(1)
