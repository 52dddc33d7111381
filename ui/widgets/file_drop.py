"""Files dropped on a page: what they are is decided by the page, which may refuse them all."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Lets `page` receive files of this computer. `may_take` says whether it can now; `take` gets the files."""

    def __init__(self, page: QWidget, may_take: Callable[[], bool], take: Callable[[Sequence[Path]], None]) -> None:
        super().__init__(page)
        self._may_take, self._take = may_take, take
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, page: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and event.mimeData().hasUrls() and self._may_take():
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop:
            paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            if paths and self._may_take():
                event.acceptProposedAction()
                self._take(paths)
            return True
        return super().eventFilter(page, event)
