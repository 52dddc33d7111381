"""Gives a dialog the size it needs, no more than there is: wrapped sentences tell their height only once laid out."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

_EDGES = 16
_TITLE_BAR = 32
"""What the system draws around a window, in logical pixels: not known before it is shown."""


def open_at(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog the size it is best read at, or what the screen has: its buttons must not be under the edge."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - _EDGES), min(height, room.height() - _TITLE_BAR - _EDGES))


def fit_height(dialog: QWidget) -> None:
    """As tall as its content, no taller than the window it stands over: now, and once what was just added to it is
    dressed."""
    _fit(dialog)
    QTimer.singleShot(0, dialog, lambda: _fit(dialog))


def _fit(dialog: QWidget) -> None:
    layout = dialog.layout()
    layout.invalidate()
    layout.activate()
    width = max(dialog.width(), dialog.minimumWidth())
    needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    parent = dialog.parentWidget()
    room = parent.window().height() - 48 if parent is not None else needed
    dialog.resize(width, max(120, min(needed, room)))
