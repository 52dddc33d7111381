"""A radar of then and now. Each axis says its value in words; the picture is described in words too."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.theme.current import tokens

_RINGS = 3


@dataclass(frozen=True, slots=True)
class RadarAxis:
    """One axis: its name, then and now between 0 and 1 (None: not known), and how the present value is said."""

    label: str
    now: float | None
    then: float | None = None
    said: str = ""


class RadarChart(QWidget):
    """Three axes or more are drawn as a web; with one or two, as bars. An unknown value leaves its axis empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes: tuple[RadarAxis, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("Évolution"))

    def show_axes(self, axes: Sequence[RadarAxis]) -> None:
        """Draw these axes, clockwise from the top."""
        self._axes = tuple(axes)
        self.setAccessibleDescription("; ".join(_described(axis) for axis in self._axes))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(340, 250)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(scale.SMALL)
        painter.setFont(font)
        if len(self._axes) >= 3:
            self._paint_web(painter)
        else:
            self._paint_bars(painter)

    def _paint_web(self, painter: QPainter) -> None:
        now = tokens()
        centre = QPointF(self.width() / 2, self.height() / 2)
        radius = self._radius(painter)
        painter.setPen(QPen(QColor(now.line), 1))
        for ring in range(1, _RINGS + 1):
            painter.drawPolygon(self._shape(centre, radius, [ring / _RINGS] * len(self._axes)))
        for place in range(len(self._axes)):
            painter.drawLine(centre, self._point(centre, radius, place, 1.0))
        then = QColor(now.muted)
        self._paint_shape(painter, centre, radius, [axis.then for axis in self._axes], then, dashed=True)
        self._paint_shape(painter, centre, radius, [axis.now for axis in self._axes], QColor(now.accent), dashed=False)
        painter.setPen(QColor(now.text))
        for place, axis in enumerate(self._axes):
            self._paint_label(painter, self._point(centre, radius + 10, place, 1.0), centre, axis)

    def _radius(self, painter: QPainter) -> float:
        """As wide as the labels at the sides leave room for."""
        radius = self.height() / 2 - 32
        for place, axis in enumerate(self._axes):
            reach = abs(math.cos(2 * math.pi * place / len(self._axes) - math.pi / 2))
            if reach > 0.2:
                width = painter.fontMetrics().horizontalAdvance(f"{axis.label} {axis.said}".strip())
                radius = min(radius, (self.width() / 2 - min(width, 110) - 16) / reach)
        return max(radius, 40.0)

    def _paint_shape(
        self,
        painter: QPainter,
        centre: QPointF,
        radius: float,
        values: list[float | None],
        colour: QColor,
        *,
        dashed: bool,
    ) -> None:
        known = [(place, value) for place, value in enumerate(values) if value is not None]
        if not known:
            return
        ground = QColor(colour)
        ground.setAlphaF(0.14 if dashed else 0.20)
        painter.setBrush(ground)
        painter.setPen(QPen(colour, 1.5 if dashed else 2, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
        points = [self._point(centre, radius, place, value) for place, value in known]
        painter.drawPolygon(QPolygonF(points))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        for point in points:
            painter.drawEllipse(point, 2.5, 2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_label(self, painter: QPainter, at: QPointF, centre: QPointF, axis: RadarAxis) -> None:
        text = f"{axis.label} {axis.said}".strip()
        metrics = painter.fontMetrics()
        sideways = at.x() - centre.x()
        if abs(sideways) < 12:
            room = self.width() - 8.0
            left = 4.0
            align = Qt.AlignmentFlag.AlignHCenter
        else:
            room = self.width() - at.x() - 2 if sideways > 0 else at.x() - 2
            left = at.x() if sideways > 0 else 2.0
            align = Qt.AlignmentFlag.AlignLeft if sideways > 0 else Qt.AlignmentFlag.AlignRight
        wrap = Qt.TextFlag.TextWordWrap
        height = metrics.boundingRect(0, 0, int(room), 1000, int(align | wrap), text).height()
        top = at.y() - height / 2
        if abs(sideways) < 12:
            top = at.y() - height if at.y() < centre.y() else at.y()
        painter.drawText(QRectF(left, top, room, height), int(align | Qt.AlignmentFlag.AlignTop | wrap), text)

    def _paint_bars(self, painter: QPainter) -> None:
        now = tokens()
        top = 12.0
        width = self.width() - 16.0
        for axis in self._axes:
            painter.setPen(QColor(now.text))
            painter.drawText(QRectF(8, top, width, 18), f"{axis.label} {axis.said}".strip())
            for value, colour, offset in ((axis.then, now.muted, 22.0), (axis.now, now.accent, 32.0)):
                painter.fillRect(QRectF(8, top + offset, width, 6), QColor(now.neutral_ground))
                if value is not None:
                    painter.fillRect(QRectF(8, top + offset, width * min(max(value, 0.0), 1.0), 6), QColor(colour))
            top += 56

    def _shape(self, centre: QPointF, radius: float, values: Sequence[float]) -> QPolygonF:
        return QPolygonF([self._point(centre, radius, place, value) for place, value in enumerate(values)])

    def _point(self, centre: QPointF, radius: float, place: int, value: float) -> QPointF:
        angle = 2 * math.pi * place / len(self._axes) - math.pi / 2
        reach = radius * min(max(value, 0.0), 1.0)
        return QPointF(centre.x() + reach * math.cos(angle), centre.y() + reach * math.sin(angle))


def _described(axis: RadarAxis) -> str:
    if axis.now is None:
        return _("{axis} : pas encore renseigné").format(axis=axis.label)
    said = axis.said or f"{axis.now:.0%}"
    if axis.then is None:
        return _("{axis} : {now}").format(axis=axis.label, now=said)
    if abs(axis.now - axis.then) < 0.005:
        return _("{axis} : {now}, comme avant").format(axis=axis.label, now=said)
    if axis.now > axis.then:
        return _("{axis} : {now}, plus qu’avant").format(axis=axis.label, now=said)
    return _("{axis} : {now}, moins qu’avant").format(axis=axis.label, now=said)
