"""Pages of a PDF as pictures, for the screen and for printers that take no PDF. Safe on any thread, one at a time."""

import threading
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QImage

_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not thread-safe."""
POINTS_PER_INCH = 72.0


@dataclass(frozen=True)
class PageSize:
    """Width and height of a page, in points."""

    width: float
    height: float


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """The size of each page."""
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            return tuple(PageSize(*document.get_page_size(place)) for place in range(len(document)))
        finally:
            document.close()


def page_image(pdf: bytes, place: int, pixels_per_point: float) -> QImage:
    """The page `place` (from 0) drawn so many pixels to the point."""
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            page = document[place]
            bitmap = page.render(scale=pixels_per_point, rev_byteorder=True, prefer_bgrx=True)
            image = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
            ).copy()
            bitmap.close()
            page.close()
            return image
        finally:
            document.close()


def _opened(pdf: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)
