"""The square code that tells a scanner which page it reads: drawn as one path of black runs, never as an image."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodiko_desktop.documents.pen import Pen


@lru_cache(maxsize=64)
def _runs(payload: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The number of modules a side, and the black runs as (column, row from the top, length)."""
    import segno

    matrix = segno.make_qr(payload, error="m", boost_error=False).matrix
    found = []
    for row, line in enumerate(matrix):
        column = 0
        while column < len(line):
            start = column
            while column < len(line) and line[column]:
                column += 1
            if column > start:
                found.append((start, row, column - start))
            column += 1
    return len(matrix), tuple(found)


def draw_qr(pen: "Pen", payload: str, x: float, y: float, side: float) -> None:
    """Draw the code of `payload` in the square whose lower left corner is (x, y). The caller keeps four modules of
    white around it (ISO/IEC 18004)."""
    count, runs = _runs(payload)
    module = side / count
    path = pen.canvas.beginPath()
    for column, row, length in runs:
        path.rect(x + column * module, y + side - (row + 1) * module, length * module, module * 1.02)
    pen.canvas.setFillColorRGB(0, 0, 0)
    pen.canvas.drawPath(path, stroke=0, fill=1)
    pen.forget_colors()
