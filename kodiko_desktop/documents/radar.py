"""Then and now on one radar: the dates laid over each other, told apart by line and mark, never by colour alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kodiko_desktop.documents.flow import Block
from kodiko_desktop.documents.pen import ACCENT, FAINT, LINE, Pen
from kodiko_desktop.documents.text import GREY, Span, Style, paragraph, text_width
from kodiko_desktop.domain.wording import _

_RADIUS = 74.0
_LABEL_WIDTH = 128.0
_LABEL = Style(size=8.6, leading=10.8, bold=True)
_VALUE = Style(size=8.0, leading=10.4, color=GREY)
_RINGS = 4


class RadarAxis(NamedTuple):
    """One axis. Shares go from 0 (centre) to 1; None when there is no value. Labels are what is read."""

    title: str
    then: float | None
    now: float | None
    then_label: str = ""
    now_label: str = ""


@dataclass
class Radar(Block):
    """`then_name` and `now_name` say when; `then_name` is empty when there is one date only."""

    axes: Sequence[RadarAxis]
    now_name: str
    then_name: str = ""
    space_after: float = 6.0

    def height(self, width: float) -> float:
        return 2 * _RADIUS + 62.0

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        centre = (x + width / 2, top - _RADIUS - 30.0)
        self._draw_web(pen, centre)
        if self.then_name:
            self._draw_shape(pen, centre, [axis.then for axis in self.axes], now=False)
        self._draw_shape(pen, centre, [axis.now for axis in self.axes], now=True)
        for rank, axis in enumerate(self.axes):
            self._draw_label(pen, centre, rank, axis)
        self._draw_legend(pen, x, top - self.height(width) + 4.0)

    def _point(self, centre: tuple[float, float], rank: int, share: float) -> tuple[float, float]:
        angle = math.pi / 2 - 2 * math.pi * rank / len(self.axes)
        return centre[0] + math.cos(angle) * share * _RADIUS, centre[1] + math.sin(angle) * share * _RADIUS

    def _draw_web(self, pen: Pen, centre: tuple[float, float]) -> None:
        canvas = pen.canvas
        canvas.setStrokeColorRGB(*FAINT)
        canvas.setLineWidth(0.6)
        count = len(self.axes)
        for ring in range(1, _RINGS + 1):
            corners = [self._point(centre, rank, ring / _RINGS) for rank in range(count)]
            canvas.lines([(*corners[rank], *corners[(rank + 1) % count]) for rank in range(count)])
        canvas.lines([(*centre, *self._point(centre, rank, 1.0)) for rank in range(count)])
        pen.forget_colors()

    def _draw_shape(self, pen: Pen, centre: tuple[float, float], shares: Sequence[float | None], *, now: bool) -> None:
        """A line between neighbours that both have a value, and a mark on each value: round now, square then."""
        canvas = pen.canvas
        points = [None if share is None else self._point(centre, rank, share) for rank, share in enumerate(shares)]
        canvas.setStrokeColorRGB(*(ACCENT if now else LINE))
        canvas.setLineWidth(1.8 if now else 1.2)
        if not now:
            canvas.setDash(3, 2.2)
        for start, end in zip(points, [*points[1:], points[0]], strict=True):
            if start is not None and end is not None:
                canvas.line(*start, *end)
        canvas.setDash()
        canvas.setFillColorRGB(*(ACCENT if now else (1.0, 1.0, 1.0)))
        for point in points:
            if point is None:
                continue
            if now:
                canvas.circle(*point, 3.0, stroke=0, fill=1)
            else:
                canvas.rect(point[0] - 2.6, point[1] - 2.6, 5.2, 5.2, stroke=1, fill=1)
        pen.forget_colors()

    def _draw_label(self, pen: Pen, centre: tuple[float, float], rank: int, axis: RadarAxis) -> None:
        tip_x, tip_y = self._point(centre, rank, 1.0)
        side = round(tip_x - centre[0])
        # The colon is for who hears the paper: the name of the axis, then where it stands.
        said = _("{axis}\u00a0:").format(axis=axis.title)
        title = paragraph((Span(said, True),), _LABEL_WIDTH, _LABEL.size)
        tall = len(title.lines) * _LABEL.leading + _VALUE.leading
        if abs(side) < 12:
            left, align = tip_x - _LABEL_WIDTH / 2, "center"
            start = tip_y + tall + 4.0 if tip_y > centre[1] else tip_y - 5.0
        else:
            left, align = (tip_x + 8.0, "start") if side > 0 else (tip_x - 8.0 - _LABEL_WIDTH, "end")
            start = tip_y + tall / 2
        pen.lines_of(left, start, title, _LABEL_WIDTH, Style(_LABEL.size, _LABEL.leading, True, align=align))
        value = Style(_VALUE.size, _VALUE.leading, color=GREY, align=align)
        pen.words(left, start - len(title.lines) * _LABEL.leading, (Span(self._reading(axis)),), _LABEL_WIDTH, value)

    def _reading(self, axis: RadarAxis) -> str:
        now = axis.now_label or _("pas de valeur")
        if not self.then_name:
            return now
        return f"{axis.then_label or _('pas de valeur')} → {now}"

    def _draw_legend(self, pen: Pen, x: float, y: float) -> None:
        canvas = pen.canvas
        for name, now in ((self.then_name, False), (self.now_name, True)):
            if not name:
                continue
            canvas.setStrokeColorRGB(*(ACCENT if now else LINE))
            canvas.setLineWidth(1.8 if now else 1.2)
            if not now:
                canvas.setDash(3, 2.2)
            canvas.line(x, y + 3, x + 24, y + 3)
            canvas.setDash()
            canvas.setFillColorRGB(*(ACCENT if now else (1.0, 1.0, 1.0)))
            if now:
                canvas.circle(x + 12, y + 3, 3.0, stroke=0, fill=1)
            else:
                canvas.rect(x + 9.4, y + 0.4, 5.2, 5.2, stroke=1, fill=1)
            pen.forget_colors()
            pen.text(x + 30, y, name, _VALUE)
            x += 30 + text_width(name, _VALUE) + 18
