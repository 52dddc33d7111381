"""Pictograms on paper, for those who do not read: the drawings of the screen (resources/icons), as lines of the PDF.

Only what these drawings use of SVG is read: paths, circles, ellipses, rectangles and lines, stroked in one colour. An
association's own form may name a drawing that is not here: nothing is drawn then.
"""

import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import resources

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SIDE = 24.0
"""The side of the square the drawings stand in; y goes down, as in SVG."""
_ELEMENT = re.compile(r"<(path|circle|ellipse|rect|line|polyline|polygon)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARC = re.compile(
    r"\s*,?\s*([-+]?(?:\d+\.?\d*|\.\d+))[\s,]*([-+]?(?:\d+\.?\d*|\.\d+))[\s,]*([-+]?(?:\d+\.?\d*|\.\d+))[\s,]*([01])[\s,]*([01])"
    r"[\s,]*([-+]?(?:\d+\.?\d*|\.\d+))[\s,]*([-+]?(?:\d+\.?\d*|\.\d+))"
)
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2}
_ROUND = 0.5522847498

Point = tuple[float, float]


class Stroke(NamedTuple):
    """One step of a path: "m" to a point, "l" a line, "c" a curve (three points), "z" closes."""

    kind: str
    points: tuple[Point, ...] = ()


class Shape(NamedTuple):
    """One outline, filled or not."""

    strokes: tuple[Stroke, ...]
    filled: bool


class Drawing(NamedTuple):
    """A pictogram: its outlines, and how thick its line is, in the units of its square."""

    shapes: tuple[Shape, ...]
    thickness: float


@lru_cache(maxsize=128)
def drawing(name: str) -> Drawing | None:
    """The drawing of this name, None when there is none."""
    if not re.fullmatch(r"[a-z0-9-]+", name):
        return None
    try:
        source = resources.read_text("icons", f"{name}.svg")
    except FileNotFoundError:
        return None
    thickness = re.search(r'stroke-width="([\d.]+)"', source)
    shapes = []
    for element, written in _ELEMENT.findall(source):
        given = dict(_ATTRIBUTE.findall(written))
        shapes.append(Shape(tuple(_OUTLINES[element](given)), given.get("fill", "none") != "none"))
    return Drawing(tuple(shapes), float(thickness[1]) if thickness else 2.0)


def draw(canvas: "Canvas", name: str, x: float, y: float, side: float) -> None:
    """Draw the pictogram, its lower left corner at (x, y), with the colours the canvas has for strokes and fills."""
    found = drawing(name)
    if found is None:
        return
    canvas.saveState()
    canvas.setLineWidth(found.thickness * side / SIDE)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in found.shapes:
        path = canvas.beginPath()
        for kind, points in shape.strokes:
            placed = [each for px, py in points for each in (x + px * side / SIDE, y + (SIDE - py) * side / SIDE)]
            match kind:
                case "m":
                    path.moveTo(*placed)
                case "l":
                    path.lineTo(*placed)
                case "c":
                    path.curveTo(*placed)
                case _:
                    path.close()
        canvas.drawPath(path, stroke=1, fill=int(shape.filled))
    canvas.restoreState()


def _path(given: dict[str, str]) -> Iterator[Stroke]:
    here = start = control = (0.0, 0.0)
    last = ""
    for letter, written in _COMMAND.findall(given.get("d", "")):
        command, relative = letter.upper(), letter.islower()
        if command == "Z":
            yield Stroke("z")
            here, last = start, "Z"
            continue
        for given_numbers in _turns(command, written):
            base = here if relative else (0.0, 0.0)
            if command == "A":
                radius_x, radius_y, turn, large, sweep, dx, dy = given_numbers
                end = (base[0] + dx, base[1] + dy)
                yield from _arc(here, end, (radius_x, radius_y), turn, bool(large), bool(sweep))
                here, last = end, "A"
                continue
            if command in "HV":
                end = (base[0] + given_numbers[0], here[1]) if command == "H" else (here[0], base[1] + given_numbers[0])
                points = [end]
            else:
                pairs = zip(given_numbers[::2], given_numbers[1::2], strict=True)
                points = [(base[0] + px, base[1] + py) for px, py in pairs]
            end = points[-1]
            match command:
                case "M":
                    yield Stroke("m", (end,))
                    start, command = end, "L"
                case "L" | "H" | "V":
                    yield Stroke("l", (end,))
                case "C" | "S":
                    if command == "S":
                        points = [_mirrored(control, here) if last in ("C", "S") else here, *points]
                    control = points[1]
                    yield Stroke("c", tuple(points))
                case _:
                    if command == "T":
                        points = [_mirrored(control, here) if last in ("Q", "T") else here, *points]
                    control = points[0]
                    yield Stroke("c", (_toward(here, control), _toward(end, control), end))
            here, last = end, command


def _turns(command: str, written: str) -> Iterator[tuple[float, ...]]:
    """The numbers of each repetition of a command; the flags of an arc may be glued to what follows."""
    if command == "A":
        yield from (tuple(map(float, found)) for found in _ARC.findall(written))
        return
    numbers = [float(number) for number in _NUMBER.findall(written)]
    size = _TAKES[command]
    yield from (tuple(numbers[at : at + size]) for at in range(0, len(numbers) - size + 1, size))


def _mirrored(control: Point, here: Point) -> Point:
    return (2 * here[0] - control[0], 2 * here[1] - control[1])


def _toward(end: Point, control: Point) -> Point:
    """The control of a cubic curve that draws a quadratic one."""
    return (end[0] + (control[0] - end[0]) * 2 / 3, end[1] + (control[1] - end[1]) * 2 / 3)


def _arc(here: Point, end: Point, radii: Point, turn: float, large: bool, sweep: bool) -> Iterator[Stroke]:
    """An elliptical arc as curves (SVG 1.1, appendix F.6)."""
    if here == end or 0 in radii:
        yield Stroke("l", (end,))
        return
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half = ((here[0] - end[0]) / 2, (here[1] - end[1]) / 2)
    x, y = cosine * half[0] + sine * half[1], -sine * half[0] + cosine * half[1]
    across, down = abs(radii[0]), abs(radii[1])
    stretch = max(1.0, math.sqrt((x / across) ** 2 + (y / down) ** 2))
    across, down = across * stretch, down * stretch
    under = (across * y) ** 2 + (down * x) ** 2
    factor = math.sqrt(max(0.0, (across * down) ** 2 - under) / under) * (-1 if large == sweep else 1)
    cx, cy = factor * across * y / down, -factor * down * x / across
    first = math.atan2((y - cy) / down, (x - cx) / across)
    span = math.atan2((-y - cy) / down, (-x - cx) / across) - first
    span += (2 * math.pi if sweep and span < 0 else 0) - (2 * math.pi if not sweep and span > 0 else 0)
    centre = (
        cosine * cx - sine * cy + (here[0] + end[0]) / 2,
        sine * cx + cosine * cy + (here[1] + end[1]) / 2,
    )

    def at(px: float, py: float) -> Point:
        px, py = px * across, py * down
        return (centre[0] + cosine * px - sine * py, centre[1] + sine * px + cosine * py)

    pieces = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    step = span / pieces
    pull = 4 / 3 * math.tan(step / 4)
    for piece in range(pieces):
        one, two = first + piece * step, first + (piece + 1) * step
        yield Stroke(
            "c",
            (
                at(math.cos(one) - pull * math.sin(one), math.sin(one) + pull * math.cos(one)),
                at(math.cos(two) + pull * math.sin(two), math.sin(two) - pull * math.cos(two)),
                at(math.cos(two), math.sin(two)),
            ),
        )


def _rounded(x: float, y: float, width: float, height: float, rx: float, ry: float) -> Iterator[Stroke]:
    """A rectangle with round corners; a circle is one all of corners."""
    right, bottom, px, py = x + width, y + height, rx * (1 - _ROUND), ry * (1 - _ROUND)
    yield Stroke("m", ((x + rx, y),))
    yield Stroke("l", ((right - rx, y),))
    yield Stroke("c", ((right - px, y), (right, y + py), (right, y + ry)))
    yield Stroke("l", ((right, bottom - ry),))
    yield Stroke("c", ((right, bottom - py), (right - px, bottom), (right - rx, bottom)))
    yield Stroke("l", ((x + rx, bottom),))
    yield Stroke("c", ((x + px, bottom), (x, bottom - py), (x, bottom - ry)))
    yield Stroke("l", ((x, y + ry),))
    yield Stroke("c", ((x, y + py), (x + px, y), (x + rx, y)))
    yield Stroke("z")


def _rect(given: dict[str, str]) -> Iterator[Stroke]:
    x, y, width, height = (float(given.get(name, 0)) for name in ("x", "y", "width", "height"))
    rx = float(given.get("rx", given.get("ry", 0)))
    yield from _rounded(x, y, width, height, rx, float(given.get("ry", rx)))


def _ellipse(given: dict[str, str]) -> Iterator[Stroke]:
    rx, ry = (float(given.get(name, given.get("r", 0))) for name in ("rx", "ry"))
    yield from _rounded(float(given["cx"]) - rx, float(given["cy"]) - ry, 2 * rx, 2 * ry, rx, ry)


def _line(given: dict[str, str]) -> Iterator[Stroke]:
    yield Stroke("m", ((float(given["x1"]), float(given["y1"])),))
    yield Stroke("l", ((float(given["x2"]), float(given["y2"])),))


def _polygon(given: dict[str, str]) -> Iterator[Stroke]:
    yield from _polyline(given)
    yield Stroke("z")


def _polyline(given: dict[str, str]) -> Iterator[Stroke]:
    numbers = [float(number) for number in _NUMBER.findall(given.get("points", ""))]
    for rank, point in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
        yield Stroke("l" if rank else "m", (point,))


_OUTLINES: dict[str, Callable[[dict[str, str]], Iterator[Stroke]]] = {
    "path": _path,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "rect": _rect,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
