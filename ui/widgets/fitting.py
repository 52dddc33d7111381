"""Gives a dialog the height its words need at its width: wrapped sentences tell it only once they are laid out."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


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
