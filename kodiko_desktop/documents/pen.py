"""The hand that draws: text, rules, boxes to tick and places to sign on a ReportLab canvas, page after page."""

import io
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from kodiko_desktop.documents.models import Cell
from kodiko_desktop.documents.pictogram import draw as draw_pictogram
from kodiko_desktop.documents.text import BLACK, Color, Paragraph, Span, Style, draw_line, one_line, paragraph

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

LINE: Color = (0.27, 0.27, 0.27)
PALE_LINE: Color = (0.45, 0.45, 0.45)
FAINT: Color = (0.72, 0.75, 0.78)
HEADER_FILL: Color = (0.933, 0.937, 0.941)
ACCENT: Color = (0.043, 0.42, 0.42)


class Pen:
    """Draws on the current page of `canvas` and remembers the cells to be signed."""

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas
        self.page = 1
        self.cells: list[Cell] = []
        self._fill: Color | None = None
        self._stroke: tuple[Color, float] | None = None

    def next_page(self) -> None:
        """Finish this page."""
        self.canvas.showPage()
        self.page += 1
        self.forget_colors()

    def text(self, x: float, y: float, text: str, style: Style, *, width: float = 0.0, rtl: bool = False) -> float:
        """Draw `text` on one line, its baseline at `y`, from `x` or aligned in `width`; its width in points."""
        line = one_line(text, style.bold, rtl)
        used = line.width * style.size / 1000
        align = style.align if not rtl else {"start": "end", "end": "start"}.get(style.align, style.align)
        if width and align != "start":
            x += (width - used) / (2 if align == "center" else 1)
        self._fill_with(style.color)
        draw_line(self.canvas, line, x, y, style.size)
        return used

    def words(
        self, x: float, top: float, spans: tuple[Span, ...], width: float, style: Style, *, rtl: bool = False
    ) -> float:
        """Draw a paragraph under `top`; its height in points."""
        broken = paragraph(spans, width, style.size, rtl)
        self.lines_of(x, top, broken, width, style)
        return len(broken.lines) * style.leading

    def lines_of(self, x: float, top: float, broken: Paragraph, width: float, style: Style) -> None:
        """Draw lines already broken."""
        self._fill_with(style.color)
        align = style.align if not broken.rtl else {"start": "end", "end": "start"}.get(style.align, style.align)
        share = {"start": 0.0, "center": 0.5, "end": 1.0}[align]
        y = top - (style.leading + style.size * 0.72) / 2
        for line in broken.lines:
            start = x + share * (width - line.width * style.size / 1000)
            draw_line(self.canvas, line, start, y, style.size)
            y -= style.leading

    def rule(self, x: float, y: float, end: float, *, color: Color = LINE, thickness: float = 0.6) -> None:
        """A horizontal rule from `x` to `end`."""
        self._stroke_with(color, thickness)
        self.canvas.line(x, y, end, y)

    def dotted(self, x: float, y: float, end: float) -> None:
        """A line to write on."""
        self._stroke_with(PALE_LINE, 0.6)
        self.canvas.setDash(0.8, 2.2)
        self.canvas.line(x, y, end, y)
        self.canvas.setDash()

    def segments(self, segments: Iterable[tuple[float, float, float, float]], *, thickness: float = 0.6) -> None:
        """Many straight lines in one path."""
        self._stroke_with(LINE, thickness)
        self.canvas.lines(list(segments))

    def box(self, x: float, y: float, width: float, height: float, *, thickness: float = 0.6) -> None:
        """An empty frame."""
        self._stroke_with(LINE, thickness)
        self.canvas.rect(x, y, width, height, stroke=1, fill=0)

    def fill(self, x: float, y: float, width: float, height: float, color: Color) -> None:
        """A filled rectangle without outline."""
        self._fill_with(color)
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def fill_circle(self, x: float, y: float, radius: float, color: Color) -> None:
        """A filled dot around (x, y)."""
        self._fill_with(color)
        self.canvas.circle(x, y, radius, stroke=0, fill=1)

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """Slanted strokes over a cell where nobody has to sign."""
        step, strokes = 5.0, []
        offset = step
        while offset < width + height:
            x1, y1 = x + max(0.0, offset - height), y + min(offset, height)
            x2, y2 = x + min(offset, width), y + max(0.0, offset - width)
            strokes.append((x1, y1, x2, y2))
            offset += step
        self._stroke_with(FAINT, 0.5)
        self.canvas.lines(strokes)

    def tick_box(self, x: float, y: float, size: float, *, ticked: bool = False) -> None:
        """A box to tick, its lower left corner at (x, y); ticked ones carry a cross."""
        self.box(x, y, size, size, thickness=0.8)
        if ticked:
            inset = size * 0.2
            self._stroke_with(BLACK, 1.4)
            self.canvas.lines(
                [
                    (x + inset, y + inset, x + size - inset, y + size - inset),
                    (x + inset, y + size - inset, x + size - inset, y + inset),
                ]
            )

    def signature_cell(self, x: float, y: float, width: float, height: float, row: str, slot: str) -> None:
        """Remember that somebody signs in this rectangle."""
        self.cells.append(Cell(self.page, round(x, 2), round(y, 2), round(width, 2), round(height, 2), row, slot))

    def pictogram(self, name: str, x: float, y: float, side: float, color: Color = BLACK) -> None:
        """A drawing for those who do not read, its lower left corner at (x, y)."""
        self._fill_with(color)
        self._stroke_with(color, 1.0)
        draw_pictogram(self.canvas, name, x, y, side)

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> float:
        """Draw a PNG or JPEG inside the rectangle, proportions kept, at its left; the width it takes."""
        image = _image(data)
        across, down = image.getSize()
        scale = min(width / across, height / down)
        taken, tall = across * scale, down * scale
        self.canvas.drawImage(image, x, y + (height - tall) / 2, taken, tall, mask="auto")
        return taken

    def forget_colors(self) -> None:
        """Somebody else changed the colours of the canvas: set them again at the next stroke."""
        self._fill = self._stroke = None

    def _fill_with(self, color: Color) -> None:
        if color != self._fill:
            self.canvas.setFillColorRGB(*color)
            self._fill = color

    def _stroke_with(self, color: Color, thickness: float) -> None:
        if (color, thickness) != self._stroke:
            self.canvas.setStrokeColorRGB(*color)
            self.canvas.setLineWidth(thickness)
            self._stroke = (color, thickness)


@lru_cache(maxsize=16)
def _image(data: bytes) -> "ImageReader":
    from reportlab.lib.utils import ImageReader

    return ImageReader(io.BytesIO(data))


def picture_width(data: bytes, width: float, height: float) -> float:
    """The width `Pen.picture` will take in this rectangle."""
    across, down = _image(data).getSize()
    return across * min(width / across, height / down)
