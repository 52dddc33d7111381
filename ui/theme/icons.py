"""Icons of one family (Lucide), drawn in the colour the theme asks for and redrawn when it changes."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.theme.current import tokens

_NAME, _COLOUR = "iconName", "iconColour"
_GAP, _STYLE_SPACING = 6, 4
"""Between an icon and its words, in logical pixels: what we add, and what Qt's style sheets always add."""


def pixmap(name: str, colour: str, size: int = 20, ratio: float = 1.0) -> QPixmap:
    """The icon `name` (a file of `resources/icons`, without its ending) in `#RRGGBB`, `size` logical pixels a side."""
    from ui.theme.svg import drawn

    return drawn(name, colour, size, ratio)


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
    gap = _GAP if button.text() else 0
    button.setMinimumWidth(0)
    button.setIconSize(QSize(size + gap, size))
    button.setIcon(icon(name, colour, size, gap=gap))


def reserve_icon(button: QAbstractButton, size: int = 20) -> None:
    """Keep the room of an icon that will be drawn later, so that nothing moves when it comes."""
    # A null icon takes no room, and a blank pixmap costs 3 ms before the first paint: so, a minimum width.
    button.setMinimumWidth(button.sizeHint().width() + size + _GAP + _STYLE_SPACING)


def renew_icons() -> None:
    """Redraw every icon set by `set_icon` from the tokens now in force."""
    for widget in QApplication.allWidgets():
        _renew(widget)


def _renew(widget: QWidget) -> None:
    name = widget.property(_NAME)
    if name and isinstance(widget, QAbstractButton):
        size = widget.iconSize()
        widget.setIcon(icon(name, widget.property(_COLOUR), size.height(), gap=size.width() - size.height()))
