"""A file dropped on a page, as the pointer brings it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


def drop(page: QWidget, path: Path) -> bool:
    """Drop a file on `page`. False when the page does not take it."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    where, copy = QPointF(200, 200), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), copy, carried, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page, QDropEvent(where, copy, carried, buttons, keys))
    return enter.isAccepted()
