"""Icons of one family (Lucide), drawn in the colour the theme asks for and redrawn when it changes."""

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QIcon, QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

import resources
from ui.theme.current import tokens

_NAME, _COLOUR = "iconName", "iconColour"
_GAP = 6


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resources.read_text("icons", f"{name}.svg")


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    svg = _source(name).replace("currentColor", colour).encode()
    buffer = QBuffer()
    buffer.setData(QByteArray(svg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    side = round(size * ratio)
    reader.setScaledSize(QSize(side, side))
    drawn = QPixmap.fromImageReader(reader)
    drawn.setDevicePixelRatio(ratio)
    return drawn


def pixmap(name: str, colour: str, size: int = 20, ratio: float = 1.0) -> QPixmap:
    """The icon `name` (a file of `resources/icons`, without its ending) in `#RRGGBB`, `size` logical pixels a side."""
    return _drawn(name, colour, size, ratio)


def icon(name: str, colour: str = "text", size: int = 20, *, gap: int = 0) -> QIcon:
    """The icon `name` in the token called `colour` ("text", "muted", "accent"…), sharp on every screen now attached.

    `gap` logical pixels are left empty on its right.
    """
    made = QIcon()
    for ratio in sorted({1.0, *(screen.devicePixelRatio() for screen in QApplication.screens())}):
        made.addPixmap(_widened(pixmap(name, getattr(tokens(), colour), size, ratio), gap))
        made.addPixmap(_widened(pixmap(name, tokens().muted, size, ratio), gap), QIcon.Mode.Disabled)
    return made


def _widened(drawn: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return drawn
    ratio = drawn.devicePixelRatio()
    wide = QPixmap(drawn.width() + round(gap * ratio), drawn.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide


def set_icon(button: QAbstractButton, name: str, colour: str = "text", size: int = 20) -> None:
    """Show the icon on `button`, apart from its words, in the theme's colour through every switch."""
    button.setProperty(_NAME, name)
    button.setProperty(_COLOUR, colour)
    reserve_icon(button, size)
    button.setIcon(icon(name, colour, size, gap=button.iconSize().width() - size))


def reserve_icon(button: QAbstractButton, size: int = 20) -> None:
    """Keep the room of an icon that will be drawn later, so that nothing moves when it comes."""
    width = size + (_GAP if button.text() else 0)
    button.setIconSize(QSize(width, size))
    empty = QPixmap(width, size)
    empty.fill(Qt.GlobalColor.transparent)
    button.setIcon(QIcon(empty))


def renew_icons() -> None:
    """Redraw every icon set by `set_icon` from the tokens now in force."""
    for widget in QApplication.allWidgets():
        _renew(widget)


def _renew(widget: QWidget) -> None:
    name = widget.property(_NAME)
    if name and isinstance(widget, QAbstractButton):
        size = widget.iconSize()
        widget.setIcon(icon(name, widget.property(_COLOUR), size.height(), gap=size.width() - size.height()))
