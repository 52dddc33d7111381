"""The emblem of the European Union, drawn as its graphical specifications say, with the statement of funding.

Twelve gold stars on a circle whose radius is a third of the hoist, each in a circle of an eighteenth of the hoist,
upright, placed like the hours of a clock; the fly is one and a half times the hoist. Reflex Blue 0/51/153, yellow
255/204/0. The statement stands in full beside it, without italics, underline or effect (regulation (EU) 2021/1060,
annex IX).
"""

import math
from typing import TYPE_CHECKING

from kodiko_desktop.documents.text import BLACK, Style, text_width
from kodiko_desktop.domain.wording import N_, _

if TYPE_CHECKING:
    from kodiko_desktop.documents.pen import Pen

REFLEX_BLUE = (0 / 255, 51 / 255, 153 / 255)
YELLOW = (255 / 255, 204 / 255, 0 / 255)
STATEMENT = (N_("Cofinancé par"), N_("l’Union européenne"))
STARS = 12
_GAP = 6.0


def star_points(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The ten corners of an upright five-pointed star in the circle of `radius` around (x, y)."""
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
    return [
        (
            x + (inner if index % 2 else radius) * math.cos(math.radians(90 + 36 * index)),
            y + (inner if index % 2 else radius) * math.sin(math.radians(90 + 36 * index)),
        )
        for index in range(10)
    ]


def emblem_width(height: float) -> float:
    """The width of the emblem and its statement for an emblem of `height` points."""
    style = _style(height)
    return height * 1.5 + _GAP + max(text_width(_(line), style) for line in STATEMENT)


def draw_emblem(pen: "Pen", x: float, y: float, height: float) -> float:
    """Draw the emblem (lower left corner at (x, y)) and its statement; the width taken."""
    canvas = pen.canvas
    pen.fill(x, y, height * 1.5, height, REFLEX_BLUE)
    centre_x, centre_y = x + height * 0.75, y + height / 2
    path = canvas.beginPath()
    for hour in range(STARS):
        angle = math.radians(30 * hour)
        corners = star_points(
            centre_x + height / 3 * math.sin(angle), centre_y + height / 3 * math.cos(angle), height / 18
        )
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
    canvas.setFillColorRGB(*YELLOW)
    canvas.drawPath(path, stroke=0, fill=1)
    pen.forget_colors()
    style = _style(height)
    baseline = y + height / 2 + style.leading * 0.5 - style.size * 0.36
    for line in STATEMENT:
        pen.text(x + height * 1.5 + _GAP, baseline, _(line), style)
        baseline -= style.leading
    return emblem_width(height)


def _style(height: float) -> Style:
    return Style(size=height * 0.27, leading=height * 0.36, color=BLACK)
