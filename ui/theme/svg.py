"""Draws the bundled SVG icons. Apart from `icons`, because the first paint of the window does without it."""

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImageReader, QPixmap

import resources


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resources.read_text("icons", f"{name}.svg")


@lru_cache(maxsize=256)
def drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The icon `name` in `#RRGGBB`, `size` logical pixels a side, for a screen of that pixel ratio."""
    buffer = QBuffer()
    buffer.setData(QByteArray(_source(name).replace("currentColor", colour).encode()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    side = round(size * ratio)
    reader.setScaledSize(QSize(side, side))
    pixmap = QPixmap.fromImageReader(reader)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
